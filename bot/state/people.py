"""Under which name is a person remembered where a name is not needed?

A keyed hash: the same person has the same pseudonym, so that /forget finds all of it, and the id
stands nowhere. Whoever holds the whole store holds the key too and could try all ids: this keeps
people out of reports, exports and passing eyes, not from the operator.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, select

from bot.state.database import Database
from bot.state.schema import SECRETS

_NAME = "pseudonyms"


class Pseudonyms:
    """Gives people their pseudonyms."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def __call__(self, person: int) -> str:
        """Name a person by 32 hexadecimal digits."""
        # Not `hmac.digest`: it lets go of the interpreter's lock, and then waits until a thread
        # that searches gives it back, a hundred times as long as hashing takes.
        return hmac.new(self._key, str(person).encode(), hashlib.sha256).hexdigest()[:32]


async def load_pseudonyms(database: Database) -> Pseudonyms:
    """Read the key of this store, which is made with it."""
    made = {"name": _NAME, "value": secrets.token_hex(32)}

    def work(connection: Connection) -> str:
        insert = database.insert(SECRETS).values(made).on_conflict_do_nothing()
        connection.execute(insert)
        key = connection.scalar(select(SECRETS.c.value).where(SECRETS.c.name == _NAME))
        return str(key)

    return Pseudonyms(await database.write(work))
