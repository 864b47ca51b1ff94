"""What happens when a text holds characters that the store refuses?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from tests.e2e.conftest import QUESTION
from tests.e2e.test_odd_input import PIXEL
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess
from tests.support.stores import Store

NUL, HALF = "\x00", "\ud83d"


async def test_each_is_answered_and_none_put_aside(
    server: BotApiServer, corpus: Path, store: Store
) -> None:
    """NUL and half surrogate pairs in questions, names and captions cost nobody an answer."""
    alice = server.person(f"Ali{NUL}ce{HALF}")
    asked = [f"{QUESTION[:2]}{NUL}{QUESTION[2:]}", f"{HALF}{QUESTION}", f"/ask {QUESTION}{NUL}"]
    bot = BotProcess(
        server,
        corpus=corpus,
        state=store.directory,
        env={"YOUJU_STATE_URL": store.address} if store.address else {},
    )
    async with bot:
        for question in asked:
            alice.says(question)
            assert "2704个" in (await alice.chat.next_message()).text
        alice.sends_photo(PIXEL, caption=f"{NUL}{HALF}")
        assert "我只读文字" in (await alice.chat.next_message()).text
        await alice.inline(asked[0])
        await server.settled()
    assert "Traceback" not in bot.stderr
    engine = store.engine()
    with engine.connect() as connection:
        states = connection.scalars(text("SELECT DISTINCT state FROM inbox")).all()
        n_noted = connection.scalar(text("SELECT count(*) FROM questions"))
    engine.dispose()
    assert (states, n_noted) == (["done"], len(asked))
