"""Does anything that may arrive end the bot, break its layout, or stay in its memory?"""

from __future__ import annotations

import os
from pathlib import Path

from tests.e2e.conftest import QUESTION
from tests.support.botapi.server import BotApiServer
from tests.support.hostile import EVIL, Hostile
from tests.support.process import BotProcess

IS_SOAK = "YOUJU_SOAK" in os.environ
N_UPDATES = 20_000 if IS_SOAK else 2_000
N_PEOPLE = N_UPDATES // 20  # nobody asks so much that silence is the answer
N_WAVES = 20  # the memory is looked at after each
WAVE_WITHIN_S = 600.0
MAX_GROWTH = 0.10  # of memory, over the last half
SEED = 6
#: The refusals that no bot can foresee. What a message says is Telegram's to know: a bot cannot
#: read its own messages, an earlier edit of which the response was lost, or that of another press,
#: may have arrived, and a message may be deleted while a call to edit it is on its way.
ONLY_TELEGRAM_KNOWS = {
    ("editMessageText", "message is not modified"),
    ("editMessageText", "message to edit not found"),
}


async def test_nothing_that_arrives_does_harm(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """No crash, no refused call, no markup of others, no growth; and then an answer as ever."""
    people = [server.person(f"P{n}") for n in range(N_PEOPLE)]
    group = server.supergroup("读报组", *people[:2], bot="administrator")
    alice = server.person("Alice")
    for person in (*people, alice):
        person.says("hi")
    # How fast this machine answers is not the question.
    server.callbacks.answer_within_s = server.inline.answer_within_s = WAVE_WITHIN_S
    sizes: list[int] = []
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state") as bot:
        pid = bot.pid
        await server.until_call("sendMessage", N_PEOPLE + 2, WAVE_WITHIN_S)  # it greets the group
        hostile = Hostile(server, people, group, SEED)
        for _ in range(N_WAVES):
            hostile.send(N_UPDATES // N_WAVES)
            await server.settled(quiet_s=1.0, timeout_s=WAVE_WITHIN_S)
            sizes.append(bot.resident_bytes)
        alice.says(QUESTION)
        await alice.chat.until(lambda: _says(alice.chat.bot_messages, "2704个"), 30)
        assert bot.pid == pid
    growth = sizes[-1] / sizes[N_WAVES // 2] - 1
    print(f"{N_UPDATES} updates: {sizes[-1] / 2**20:.0f} MiB, {growth:+.1%} over the last half")
    refused = {(call.method, call.error) for call in server.refused}
    assert {
        (method, error)
        for method, error in refused
        if not any(method == known and why in str(error) for known, why in ONLY_TELEGRAM_KNOWS)
    } == set()
    assert [line for line in bot.lines if "Traceback" in line] == []
    urls = [
        entity.get("url", "")
        for message in server.messages_from_bot()
        for entity in message.entities
    ]
    assert [url for url in urls if url.startswith(EVIL)] == []
    assert growth < MAX_GROWTH


def _says(messages: list[object], text: str) -> bool:
    return any(text in getattr(message, "text", "") for message in messages)
