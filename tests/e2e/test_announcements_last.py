"""Does every group get what it subscribed to, once, whatever happens meanwhile?"""

from __future__ import annotations

import signal
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.state.clock import HOUR_MS, utc_ms
from bot.state.opening import open_state
from bot.state.subscriptions import Wish
from tests.e2e.conftest import QUESTION, REPORTS
from tests.support.botapi.chats import Chat
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.dying import STEPS
from tests.support.process import BotProcess
from tests.support.trials import MARK

ZONE = ZoneInfo("Asia/Shanghai")
N_GROUPS = 5
N_MANY = 75  # at 30 a second, more than two seconds


async def subscribe(directory: Path, groups: list[Chat]) -> None:
    """Have groups subscribed since an hour ago, to what has been due for two minutes."""
    due = datetime.now(ZONE) - timedelta(minutes=2)
    clock = utc_ms() - HOUR_MS
    async with open_state(None, directory=directory, clock=lambda: clock) as state:
        for group in groups:
            await state.subscriptions.add(
                Wish(
                    chat=group.id,
                    minute=due.hour * 60 + due.minute,
                    language="zh-hans",
                    created_by=1,
                )
            )


def groups_of(server: BotApiServer, alice: Person, n: int) -> list[Chat]:
    """Open groups that the bot has been in for long."""
    groups = [server.group(f"群 {i}", alice) for i in range(n)]
    server.world.updates.clear()
    return groups


def digests(group: Chat) -> list[str]:
    return [message.text for message in group.bot_messages if message.kind == "photo"]


async def until_all_have_one(server: BotApiServer, groups: list[Chat]) -> None:
    await server.world.changed.until(
        lambda: all(map(digests, groups)) or None, 60, "digest in every group"
    )


@pytest.mark.parametrize("step", STEPS)
async def test_a_kill_at_any_step_loses_nothing(
    server: BotApiServer, corpus: Path, tmp_path: Path, step: str
) -> None:
    """Each group has the period once; what may have arrived comes once more, and says so."""
    state = tmp_path / "state"
    groups = groups_of(server, server.person("Alice"), N_GROUPS)
    await subscribe(state, groups)
    arguments = ("-m", "tests.support.dying", step, "run")
    dying = BotProcess(server, corpus=corpus, state=state, arguments=arguments)
    await dying.start(wait=False)
    assert await dying.until_ended() == -signal.SIGKILL
    async with BotProcess(server, corpus=corpus, state=state):
        await until_all_have_one(server, groups)
        await server.settled()
    for group in groups:
        _, *more = digests(group)
        assert [text.startswith(MARK) for text in more] in ([], [True])


async def test_neither_restart_nor_reload_brings_a_period_again(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """Nor do both, with reports that have changed."""
    state = tmp_path / "state"
    boss = server.person("馆长")
    groups = groups_of(server, boss, N_GROUPS)
    await subscribe(state, groups)
    env = {"YOUJU_ADMIN_IDS": str(boss.id)}
    async with BotProcess(server, corpus=corpus, state=state, env=env) as bot:
        await until_all_have_one(server, groups)
        await server.settled()
        await bot.restart()
        (corpus / "luqiao.txt").write_text(REPORTS["luqiao.txt"] + "\n又及。\n", encoding="utf-8")
        boss.says("/reload")
        await boss.chat.next_message()
        await boss.chat.next_message(timeout_s=20)
        await server.settled()
    assert [len(digests(group)) for group in groups] == [1] * N_GROUPS


async def test_a_burst_keeps_to_the_limits_and_lets_answers_through(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """Many groups at the same minute: none is refused, and who asks meanwhile does not wait."""
    server.flood.by_rule()
    state = tmp_path / "state"
    alice = server.person("Alice")
    groups = groups_of(server, alice, N_MANY)
    await subscribe(state, groups)
    bot = BotProcess(server, corpus=corpus, state=state, env={"YOUJU_SEND_LIMITS": ""})
    async with bot:
        await server.world.changed.until(
            lambda: any(map(digests, groups)) or None, 60, "first digest"
        )
        asked = alice.says(QUESTION)
        answer = await alice.chat.next_message()
        n_before_answer = sum(map(len, map(digests, groups)))
        await until_all_have_one(server, groups)
    assert answer.reply_to is asked
    assert n_before_answer < N_MANY
    assert [len(digests(group)) for group in groups] == [1] * N_MANY
    assert server.flood.refused == 0
