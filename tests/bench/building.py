"""How long does a corpus take to build, to open and to renew, and in how much memory?

Seconds of a core stand beside seconds of the clock: what else the machine does is not in them.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from threading import Thread
from time import perf_counter, process_time

from retrieval import Engine
from tests.bench.corpora import rows, write_collection
from tests.bench.timing import cpu_ms, percentiles, table, timed_ms

N_QUESTIONS = 100


def bench_build() -> None:
    """Build a corpus, open it again, ask it, change one file and build again.

    `YOUJU_BENCH_PASSAGES` says how many passages: 100,000 where it is not set.
    """
    n = int(os.environ.get("YOUJU_BENCH_PASSAGES", "100000"))
    told: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        corpus, store = Path(folder) / "corpus", Path(folder) / "store"
        write_collection(corpus, n)
        with _timed("build", told):
            engine = Engine.open(corpus, store=store)
        with _timed("open unchanged", told):
            engine = Engine.open(corpus, store=store)
        with _timed("first answer", told):
            engine.ask("去年国内生产总值增长多少？")
        answering = _answering(corpus, store)
        questions = [f"{row.text[:20]}有多少？" for row in rows(N_QUESTIONS)]
        p50, p99 = percentiles(cpu_ms(lambda q=q: engine.ask(q)) for q in questions)
        _, quiet_p99 = percentiles(timed_ms(lambda q=q: engine.ask(q)) for q in questions)
        _change(sorted(corpus.glob("*.jsonl"))[0])
        renewing = Thread(target=lambda: Engine.open(corpus, store=store))
        with _timed("open with one file changed, asked meanwhile", told):
            renewing.start()
            _, busy_p99 = percentiles(_asked_while(renewing, engine, questions))
            renewing.join()
        largest = max(
            resource.getrusage(who).ru_maxrss
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(f"{n:,} passages in files of 10,000, {cores} cores, load {load:.0f}\n")
    table(("", "s", "s of one core"), told)
    print()
    table(
        ("", ""),
        (
            ("passages built per second of one core", n / told[0][2]),
            ("whole of `ask`, p50, ms of a core", p50),
            ("whole of `ask`, p99, ms of a core", p99),
            ("whole of `ask`, p99, ms of the clock", quiet_p99),
            ("the same while one file is renewed", busy_p99),
            ("most memory of one process, mapped files included, MB", largest // 1024),
            ("of one that answers 1,000 questions", answering),
        ),
    )


def _answering(corpus: Path, store: Path) -> int:
    """Tell the most memory of a process that only answers, in MB."""
    command = [sys.executable, "-m", "tests.bench.answering", str(corpus), str(store)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return round(json.loads(told.stdout)["most_mb"])


def _asked_while(work: Thread, engine: Engine, questions: Sequence[str]) -> Iterator[float]:
    """Ask again and again for as long as `work` goes on; give what each question took, in ms."""
    for question in cycle(questions):
        yield timed_ms(lambda q=question: engine.ask(q))
        if not work.is_alive():
            return


@contextmanager
def _timed(name: str, told: list[tuple[str, float, float]]) -> Iterator[None]:
    started, cpu = perf_counter(), _cpu_s()
    yield
    told.append((name, perf_counter() - started, _cpu_s() - cpu))


def _cpu_s() -> float:
    """Count the seconds that this process and its ended children have worked."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _change(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    row = json.loads(lines[-1])
    row["text"] += "另有图书馆12座。"
    lines[-1] = json.dumps(row, ensure_ascii=False)
    path.write_text("\n".join(lines) + "\n", "utf-8")
