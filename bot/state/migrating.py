"""Does the store have the shape that this program knows, and if an older one, how is it mended?

Migrations are the files in `migrations/versions`, oldest first, each written by hand and never
changed once released. All that are missing run in one transaction at the opening: either the store
has the new shape, or it is as it was.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from bot.state.errors import StateVersionError

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x796F756A75  # "youju"; any number that nobody else on the server takes


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Bring a store to a revision, within the transaction of `connection`.

    Raises:
        StateVersionError: a newer program has been here.
    """
    if connection.dialect.name == "postgresql":
        # Two instances that start at once must not both make the tables.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found == script.get_current_head():
        return
    _require_known(found, script)
    command.upgrade(config, to)


def _require_known(found: str | None, script: ScriptDirectory) -> None:
    try:
        if found is not None:
            script.get_revision(found)
    except CommandError as error:
        raise StateVersionError(found=found or "", known=str(script.get_current_head())) from error
