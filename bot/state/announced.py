"""Which state of the reports was announced last? Kept, so that a restart misses no change."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import select

from bot.state.database import Database
from bot.state.schema import ANNOUNCED

_NAME = "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A state of the reports that was announced."""

    n: int  #: counts the announcements
    generation: str
    outline: bytes  #: what is compared, in the words of whoever announces


class AnnouncedReports:
    """The state that was announced last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self) -> Announced | None:
        """Give it; `None` where nothing was announced yet."""
        columns = (ANNOUNCED.c.n, ANNOUNCED.c.generation, ANNOUNCED.c.outline)
        rows = await self._database.rows(select(*columns))
        return Announced(**rows[0]._mapping) if rows else None

    async def note(self, announced: Announced) -> None:
        """Put another in its place."""
        facts = asdict(announced)
        await self._database.change(
            self._database.insert(ANNOUNCED)
            .values(name=_NAME, **facts)
            .on_conflict_do_update(index_elements=["name"], set_=facts)
        )
