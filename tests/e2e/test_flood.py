"""Do more updates than can be answered wait on disk, and not in memory?"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.state.opening import FILE_NAME
from bot.telegram.processing import MAX_AT_ONCE
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

IS_SOAK = "YOUJU_SOAK" in os.environ
N_UPDATES = 100_000 if IS_SOAK else 5_000
N_PEOPLE = N_UPDATES // 5
N_CHARS = 20_000_000 // N_UPDATES  # of each: all of them in memory would be 40 MB and far more
N_WAVES = 10
WAVE_WITHIN_S = 240.0
MAX_GROWTH = 0.10  # of memory, over the last half


async def test_what_cannot_be_answered_yet_waits_on_disk(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """The memory stays as it is, and a kill -9 at the height of the flood loses nothing."""
    people = [server.person(f"P{n}") for n in range(N_PEOPLE)]
    sizes: list[int] = []
    asked = 0
    env = {"YOUJU_SEND_LIMITS": "1/s,20/m,1/s"}  # next to nothing is answered meanwhile
    bot = BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env)
    await bot.start()
    for _ in range(N_WAVES):
        for _ in range(N_UPDATES // N_WAVES):
            people[asked % N_PEOPLE].says(f"{asked:06}".ljust(N_CHARS, "多"))
            asked += 1
        await server.world.changed.until(
            lambda: len(server.world.updates) == 0, WAVE_WITHIN_S, "that all updates are taken"
        )
        sizes.append(bot.resident_bytes)
    await bot.kill()
    growth = sizes[-1] / sizes[N_WAVES // 2 - 1] - 1
    print(f"{N_UPDATES} updates: {sizes[-1] / 2**20:.0f} MiB, {growth:+.1%} over the last half")
    kept, in_work, waiting = _kept(tmp_path / "state" / FILE_NAME)
    assert kept == N_UPDATES
    assert in_work <= MAX_AT_ONCE
    assert waiting > N_UPDATES // 2
    assert growth < MAX_GROWTH


def _kept(path: Path) -> tuple[int, int, int]:
    """Count the updates that a state has: all, in work, and with their text still waiting."""
    with closing(sqlite3.connect(path)) as store:
        counts = dict(store.execute("SELECT state, count(*) FROM inbox GROUP BY state"))
        (whole,) = store.execute(
            "SELECT count(*) FROM inbox WHERE state = 'new' AND length(payload) > ?", (N_CHARS,)
        ).fetchone()
    return sum(counts.values()), counts.get("working", 0), whole
