"""Is every question answered, whenever the bot is killed and whatever the network does?

The bot is a process and is killed with SIGKILL; the moments are chosen from outside, by what the
server has seen of it. `make soak` asks more, kills more.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.calls import Call
from tests.support.botapi.faults import DropAfter, HtmlError, Slow
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess
from tests.support.trials import MARK, Trial

IS_SOAK = "YOUJU_SOAK" in os.environ
N_QUESTIONS, N_KILLS = (1000, 100) if IS_SOAK else (150, 12)
N_PEOPLE = 40
HELD_S = 30.0  # long enough to be killed meanwhile


@pytest.fixture
def bot(server: BotApiServer, corpus: Path, tmp_path: Path) -> BotProcess:
    return BotProcess(server, corpus=corpus, state=tmp_path / "state")


@pytest.mark.parametrize("is_one_chat", [True, False], ids=["one chat", "many chats"])
async def test_random_kills(server: BotApiServer, bot: BotProcess, is_one_chat: bool) -> None:
    """No question is lost, none answered more than twice; in one chat, one repeat a kill at most.

    In many chats as many messages may be half way at a kill.
    """
    chance = random.Random(20_26)  # noqa: S311 - repeatable, not secret
    trial = Trial.of(server, N_PEOPLE)
    if is_one_chat:
        trial.group = server.group("读报组", *trial.people, bot="administrator")
    async with bot:
        for left in range(N_KILLS, 0, -1):
            trial.ask(QUESTION, (N_QUESTIONS - len(trial.asked)) // left)
            await asyncio.sleep(chance.uniform(0.0, 0.8))
            await bot.restart()
        await trial.until_answered(300)
    print(f"{N_QUESTIONS} questions, {N_KILLS} kills: {trial.n_repeats} answers came twice")
    assert (trial.n_lost, trial.n_unmarked) == (0, 0)
    assert max(trial.answers.values()) <= 2
    assert not is_one_chat or trial.n_repeats <= N_KILLS
    assert trial.is_in_order()


@pytest.mark.parametrize(
    "acts_first, expected",
    [(False, (f"{MARK}\n2704个",)), (True, ("2704个", f"{MARK}\n2704个"))],
    ids=["before it arrived", "after it arrived"],
)
async def test_killed_while_sending(
    server: BotApiServer, bot: BotProcess, acts_first: bool, expected: tuple[str, ...]
) -> None:
    """From inside both look alike: the answer comes once more, and says so, and no third time."""
    server.faults.plan("sendMessage", Slow(HELD_S, acts_first=acts_first))
    alice = server.person("Alice")
    async with bot:
        alice.says(QUESTION)
        await server.until_call_begun("sendMessage", 1)
        if acts_first:
            await alice.chat.next_message()
        await bot.restart()
        await alice.chat.until(lambda: _answers(server, expected))
        await bot.restart()
        alice.says(QUESTION)
        await alice.chat.until(lambda: _answers(server, (*expected, "2704个")))


def _answers(server: BotApiServer, expected: tuple[str, ...]) -> bool:
    texts = [message.text for message in server.messages_from_bot()]
    return len(texts) == len(expected) and all(
        text.startswith(begin) for text, begin in zip(texts, expected, strict=True)
    )


@pytest.mark.parametrize(
    "is_moment",
    [
        lambda server: _n(server, "getUpdates", lambda call: bool(call.result)) >= 1,
        lambda server: _n(server, "getUpdates", lambda call: bool(call.get("offset"))) >= 1,
        lambda server: _n(server, "sendMessage", lambda _: True) >= 1,
        lambda server: _n(server, "sendMessage", lambda call: call.done_at is not None) >= 1,
        lambda server: _n(server, "sendMessage", lambda call: call.done_at is not None) >= 2,
    ],
    ids=["updates given out", "updates confirmed", "send begun", "first sent", "second sent"],
)
async def test_killed_at_a_step(
    server: BotApiServer, bot: BotProcess, is_moment: Callable[[BotApiServer], bool]
) -> None:
    """At the first sight of each step from outside: nothing lost, each repeat marked."""
    trial = Trial.of(server, 2)
    trial.ask(QUESTION, 4)
    await bot.start(wait=False)
    try:
        await server.world.changed.until(lambda: is_moment(server), 30, "moment")
        await bot.kill()
        await bot.start()
        await trial.until_answered(30)
    finally:
        await bot.stop()
    assert (trial.n_lost, trial.n_unmarked) == (0, 0)
    assert trial.n_repeats <= 2  # one of each of two chats may have been under way
    assert trial.is_in_order()


def _n(server: BotApiServer, method: str, fits: Callable[[Call], bool]) -> int:
    return sum(fits(call) for call in server.ledger.made(method))


async def test_killed_again_and_again_while_sending(server: BotApiServer, bot: BotProcess) -> None:
    """Three kills in a row repeat an answer once, and keep the next one back for no longer."""
    server.faults.plan("sendMessage", Slow(HELD_S, acts_first=True), times=3)
    alice = server.person("Alice")
    alice.says(QUESTION)
    await bot.start()
    for n in (1, 2):
        await server.until_call_begun("sendMessage", n)
        await bot.restart()
    alice.says("/help")
    await server.until_call_begun("sendMessage", 3)
    await bot.stop()
    texts = [message.text for message in alice.chat.bot_messages]
    assert [text.startswith(MARK) for text in texts] == [False, True, False]


async def test_a_bad_network(server: BotApiServer, bot: BotProcess) -> None:
    """A fifth of all calls fail, a tenth of all sends' responses are lost, twice all is down."""
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    server.faults.plan("*", HtmlError(502), times=10**6, when=lambda _: chance.random() < 0.2)
    server.faults.plan(
        "sendMessage", DropAfter(), times=10**6, when=lambda _: chance.random() < 0.1
    )
    trial = Trial.of(server, N_QUESTIONS // 8)  # nobody asks more than is answered in a minute
    async with bot:
        for _ in range(2):
            trial.ask(QUESTION, N_QUESTIONS // 3)
            await server.until_call("sendMessage", 10, 30)
            await server.stop()
            await asyncio.sleep(0.5)
            await server.start()
        trial.ask(QUESTION, N_QUESTIONS // 3)
        await trial.until_answered(180)
        server.faults.clear()
    assert (trial.n_lost, trial.n_unmarked) == (0, 0)
    assert trial.is_in_order()
