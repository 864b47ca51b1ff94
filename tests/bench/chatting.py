"""How long from an update fetched to its answer sent, in the real process?"""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path

from tests.bench.timing import percentiles, table
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

ROOT = Path(__file__).parent.parent.parent
N_QUESTIONS = 150
SENDS = ("sendMessage",)


def bench_bot() -> None:
    """Ask one question after another through the loopback server and time each answer."""
    waits_ms = asyncio.run(_waits_ms())
    p50, p99 = percentiles(waits_ms)
    print("The bot as a process on the seeds, one question at a time\n")
    table(("from update fetched to answer sent", "ms"), (("p50", p50), ("p99", p99)))


async def _waits_ms() -> list[float]:
    questions = [
        json.loads(line)["question"]
        for line in (ROOT / "tests/eval/seeds/questions.jsonl").read_text("utf-8").splitlines()
    ]
    waits = []
    with tempfile.TemporaryDirectory() as state:
        async with BotApiServer() as server:
            asker = server.person("Alice", language="zh-hans")
            async with BotProcess(server, corpus=ROOT / "seeds", state=Path(state)):
                for i in range(N_QUESTIONS):
                    asker.says(questions[i % len(questions)])
                    await asker.chat.next_message()
                    sent = max(c.at for c in server.calls if c.method in SENDS)
                    fetched = max(
                        c.done_at
                        for c in server.calls
                        if c.method == "getUpdates"
                        and c.result
                        and c.done_at
                        and c.done_at <= sent
                    )
                    waits.append((sent - fetched) * 1000)
    return waits
