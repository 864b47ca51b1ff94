"""Do several replicas that share a PostgreSQL answer as one bot, whichever of them dies?"""

from __future__ import annotations

import asyncio
import os
import random
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.balancer import Balancer
from tests.support.botapi.server import BotApiServer
from tests.support.postgres import PostgresServer
from tests.support.process import BotProcess
from tests.support.trials import Trial

IS_SOAK = "YOUJU_SOAK" in os.environ
N_QUESTIONS, N_KILLS = (1000, 100) if IS_SOAK else (60, 3)
N_PEOPLE = 60  # nobody asks more than is answered in a minute


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
async def balancer() -> AsyncIterator[Balancer]:
    async with Balancer() as balancer:
        yield balancer


def replica(
    server: BotApiServer, corpus: Path, state: Path, address: str, **env: str
) -> BotProcess:
    return BotProcess(
        server,
        corpus=corpus,
        state=state,
        env={"YOUJU_STATE_URL": address, **env},
        ready_on="setWebhook" if "YOUJU_WEBHOOK_URL" in env else "getMe",
    )


async def test_one_is_killed_again_and_again_behind_a_webhook(
    server: BotApiServer,
    corpus: Path,
    tmp_path: Path,
    postgresql: PostgresServer,
    balancer: Balancer,
) -> None:
    """Nothing is lost, repeats say that they are and are no more than kills; both have worked.

    At one kill several chats' messages may be half way: the soak counts over a hundred.
    """
    chance = random.Random(11)  # noqa: S311 - repeatable, not secret
    address = postgresql.new_database()
    balancer.targets = [free_address(), free_address()]
    server.webhook.backoff_s = 0.1
    trial = Trial.of(server, N_PEOPLE)
    async with AsyncExitStack() as stack:
        replicas = []
        for n, listen in enumerate(balancer.targets):
            env = {"YOUJU_WEBHOOK_URL": f"{balancer.url}/hook", "YOUJU_HTTP_LISTEN": listen}
            one = replica(server, corpus, tmp_path / f"replica{n}", address, **env)
            replicas.append(await stack.enter_async_context(one))
        for left in range(N_KILLS, 0, -1):
            trial.ask(QUESTION, (N_QUESTIONS - len(trial.asked)) // left)
            await asyncio.sleep(chance.uniform(0.0, 0.8))
            await replicas[0].restart()
        await trial.until_answered(300)
    print(f"{N_QUESTIONS} questions, {N_KILLS} kills of one of two: {trial.n_repeats} came twice")
    assert (trial.n_lost, trial.n_unmarked) == (0, 0)
    assert max(trial.answers.values()) <= 2
    assert not IS_SOAK or trial.n_repeats <= N_KILLS
    assert trial.is_in_order()
    assert set(balancer.served) == set(balancer.targets)


async def test_another_polls_when_the_one_that_polled_is_killed(
    server: BotApiServer, corpus: Path, tmp_path: Path, postgresql: PostgresServer
) -> None:
    """One of them polls, so neither ends the other; the lead passes on."""
    address = postgresql.new_database()
    alice = server.person("Alice")
    first = replica(server, corpus, tmp_path / "first", address)
    second = replica(server, corpus, tmp_path / "second", address)
    async with first:
        await server.until_polling()
        async with second:
            await second.until_stderr("已上线", 20)
            alice.says(QUESTION)
            assert (await alice.chat.next_message(10)).text.startswith("2704个")
            await server.settled()
            await first.kill()
            alice.says(QUESTION)
            assert (await alice.chat.next_message(15)).text.startswith("2704个")
            assert second.is_running
    assert len(alice.chat.bot_messages) == 2
