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
from tests.support.botapi.faults import DropAfter, HtmlError, Refusal, Slow
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess
from tests.support.trials import MARK, Trial

IS_SOAK = "YOUJU_SOAK" in os.environ
N_QUESTIONS, N_KILLS = (1000, 100) if IS_SOAK else (150, 12)
N_PEOPLE = 40
HELD_S = 30.0  # long enough to be killed meanwhile
#: Ten minutes in the soak, in which nobody asks more than is answered in a minute.
N_OUTAGES, OUTAGE_S, BETWEEN_OUTAGES_S = (30, 5.0, 15.0) if IS_SOAK else (2, 0.5, 3.0)
N_BAD_PEOPLE = 40 if IS_SOAK else 20


@pytest.fixture
def bot(server: BotApiServer, corpus: Path, tmp_path: Path) -> BotProcess:
    return BotProcess(server, corpus=corpus, state=tmp_path / "state")


@pytest.mark.parametrize("is_one_chat", [True, False], ids=["one chat", "many chats"])
async def test_random_kills(server: BotApiServer, bot: BotProcess, is_one_chat: bool) -> None:
    """No question is lost, none answered more than twice; there are no more repeats than kills.

    In many chats several messages may be half way at one kill: the soak counts over a hundred.
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
    assert not (is_one_chat or IS_SOAK) or trial.n_repeats <= N_KILLS
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


async def test_a_bad_network(server: BotApiServer, corpus: Path, tmp_path: Path) -> None:
    """Calls fail, responses are lost, refusals storm, all is down: in order, within the limits.

    A fifth of all calls, a tenth of all sends, and a tenth of these.
    """
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    storm = Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1})
    for method, fault, share in (
        ("*", HtmlError(502), 0.2),
        ("sendMessage", DropAfter(), 0.1),
        ("sendMessage", storm, 0.1),
    ):
        server.faults.plan(
            method, fault, times=10**6, when=lambda _, share=share: chance.random() < share
        )
    server.flood.by_rule()
    env = {"YOUJU_SEND_LIMITS": ""}  # those that it has where nobody sets any
    bot = BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env)
    trial = Trial.of(server, N_BAD_PEOPLE)
    async with bot:
        for _ in range(N_OUTAGES):
            trial.ask(QUESTION, N_BAD_PEOPLE)
            await asyncio.sleep(BETWEEN_OUTAGES_S)
            await server.stop()
            await asyncio.sleep(OUTAGE_S)
            await server.start()
        await trial.until_answered(600)
        server.faults.clear()
    print(f"{len(trial.asked)} questions over a bad network: {trial.n_repeats} came twice")
    assert (trial.n_lost, trial.n_unmarked) == (0, 0)
    assert trial.is_in_order()
    assert server.flood.refused == 0
