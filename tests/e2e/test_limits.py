"""Does the bot keep to Telegram's limits, and lose nothing when it is told to wait?"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.faults import Refusal
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess
from tests.support.trials import Trial


@pytest.fixture
def bot(server: BotApiServer, corpus: Path, tmp_path: Path) -> BotProcess:
    """Give a bot with the limits that it has where nobody sets any."""
    env = {"YOUJU_SEND_LIMITS": ""}
    return BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env)


async def test_no_call_is_above_the_limits(server: BotApiServer, bot: BotProcess) -> None:
    """A rush of many chats, several questions each, is answered in order and without a refusal."""
    server.flood.by_rule()
    trial = Trial.of(server, 40)
    trial.ask(QUESTION, 120)
    group = server.group("读报组", trial.people[0], bot="administrator")
    for _ in range(5):
        trial.people[0].mentions(QUESTION, group)
    async with bot:
        await trial.until_answered(60)
        await group.until(lambda: sum(bool(m.reply_to) for m in group.bot_messages) == 5)
    assert (trial.n_lost, trial.n_repeats) == (0, 0)
    assert server.flood.refused == 0
    assert trial.is_in_order()


async def test_a_storm_of_refusals_loses_nothing(server: BotApiServer, bot: BotProcess) -> None:
    """Every third send is refused for a second or two."""
    chance = random.Random(3)  # noqa: S311 - repeatable, not secret
    refusal = Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1})
    server.faults.plan("sendMessage", refusal, times=10**6, when=lambda _: chance.random() < 0.33)
    trial = Trial.of(server, 20)
    trial.ask(QUESTION, 60)
    async with bot:
        await trial.until_answered(90)
        server.faults.clear()
    assert (trial.n_lost, trial.n_repeats) == (0, 0)
    assert trial.is_in_order()
