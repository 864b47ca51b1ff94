"""Is nothing lost, and nothing repeated unmarked, whichever step the program dies at?"""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.server import BotApiServer
from tests.support.killed_at import STEPS
from tests.support.process import BotProcess
from tests.support.stores import Store
from tests.support.trials import Trial


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_each_step(
    server: BotApiServer, corpus: Path, store: Store, step: str
) -> None:
    """Two questions of one chat are answered in order; one of them twice at most."""
    trial = Trial.of(server, 1)
    trial.ask(QUESTION, 2)
    bot = BotProcess(
        server,
        corpus=corpus,
        state=store.directory / "state",
        arguments=("-m", "tests.support.killed_at", step, str(store.directory / "killed"), "run"),
        env={"YOUJU_STATE_URL": store.address} if store.address else {},
    )
    await bot.start(wait=False)
    assert await bot.until_ended(60) == -signal.SIGKILL
    async with bot:
        await trial.until_answered(60)  # on PostgreSQL the dead one's lease has to end
    assert (trial.n_lost, trial.n_unmarked) == (0, 0)
    assert trial.n_repeats <= 1
    assert trial.is_in_order()
