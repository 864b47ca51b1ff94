"""Is a person forgotten who wants to be?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.state.opening import FILE_NAME
from tests.e2e.conftest import QUESTION
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess


def questions(state: Path) -> int:
    with closing(sqlite3.connect(state / FILE_NAME)) as store:
        (n,) = store.execute("SELECT count(*) FROM questions").fetchone()
    return int(n)


async def test_what_one_person_asked_is_erased(
    server: BotApiServer, bot: BotProcess, tmp_path: Path
) -> None:
    """It is told how much that was; what others asked stays."""
    alice, ben = server.person("Alice"), server.person("Ben")
    for person in (alice, ben):
        person.says(QUESTION)
        await person.chat.next_message(10)
    alice.says("/forget")
    told = await alice.chat.next_message(10)
    await server.settled()
    assert told.text == "已删去关于你的 2 条记录。"
    assert questions(tmp_path / "state") == 1
