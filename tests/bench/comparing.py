"""How does search grow with the corpus, beside other engines on the same words?

    make bench ARGS=compare                          # 1,000 to 100,000 passages
    YOUJU_BENCH_SIZES=1000000 make bench ARGS=compare

Every engine builds and serves in processes of its own, one after the other, all within one run.
Times of queries are those of the core; all engines search in one thread.
The floor is the time to read the postings of a query once, at the rate this core reads memory:
what no engine that looks at every posting can go below. Beside it stands what NumPy needs at least
to add every posting to a score of its passage, one `np.add.at` with nothing around it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import numpy as np

from tests.bench.engines import CONTENDERS
from tests.bench.growth import draw_growth
from tests.bench.timing import cpu_ms, table
from tests.bench.tokens import Tokens

ROOT = Path(__file__).parent.parent.parent
PICTURE = ROOT / "docs" / "images" / "growth.png"
SIZES = (1_000, 10_000, 100_000)
N_QUERIES = 200
#: Engines whose time per query grows with the corpus answer fewer, or a run takes an hour.
FEW_QUERIES = {"rank-bm25": 20, "SQLite FTS5": 20}
POSTING_BYTES = 8  # a passage number and a score

Took = dict[str, float]


def bench_compare() -> None:
    """Print a table a size, and draw how the median grows."""
    wanted = os.environ.get("YOUJU_BENCH_SIZES")
    sizes = [int(size) for size in wanted.split(",")] if wanted else SIZES
    read_rate = _read_rate()
    medians: dict[str, dict[int, float]] = {}
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as scratch:
        for size in sizes:
            took = _compare(Path(scratch), size)
            n_postings = _postings_read(Tokens.of(Path(scratch), size))
            floor_ms = n_postings * POSTING_BYTES / read_rate * 1000
            posting_ns = _adding_ns(size)
            print(f"{size:,} passages, words alone, 8 words in a row, top 10")
            print(
                f"(floor: {floor_ms:.3f} ms at {read_rate / 1e9:.1f} GB/s; adding up by NumPy: "
                f"{n_postings * posting_ns / 1e6:.3f} ms at {posting_ns:.2f} ns a posting)\n"
            )
            _print(took)
            for name, one in took.items():
                medians.setdefault(name, {})[size] = one["p50_ms"]
            medians.setdefault("floor", {})[size] = floor_ms
    if len(sizes) > 1:
        draw_growth(medians, PICTURE)


def _print(took: Mapping[str, Took]) -> None:
    ours = took["youju"]["p50_ms"]
    head = "build s", "build RSS MB", "disk MB", "open s", "first ms", "p50 ms", "p99 ms", "RSS MB"
    keys = "build_s", "build_rss_mb", "disk_mb", "open_s", "first_ms"
    table(
        ("engine", *head, "p50, youju = 1"),
        (
            (
                name,
                *(one[key] for key in keys),
                *(f"{one[key]:.3f}" for key in ("p50_ms", "p99_ms")),
                one["rss_mb"],
                f"{one['p50_ms'] / ours:.1f}",
            )
            for name, one in took.items()
        ),
    )
    print(flush=True)


def _compare(scratch: Path, size: int) -> dict[str, Took]:
    tokens = Tokens.of(scratch, size)
    asked = tokens.queries(N_QUERIES)
    took = {}
    for name in CONTENDERS:
        queries = scratch / "queries.json"
        few = asked[: FEW_QUERIES.get(name, N_QUERIES)]
        queries.write_text(json.dumps(few, ensure_ascii=False), "utf-8")
        directory = scratch / f"{size}-{name}"
        arguments = str(scratch), str(size), str(directory)
        built = _run(name, "build", *arguments)
        served = _run(name, "serve", *arguments, "--queries", str(queries))
        took[name] = built | served
    return took


def _run(*arguments: str) -> Took:
    command = [sys.executable, "-m", "tests.bench.engines", *arguments]
    run = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    took: Took = json.loads(run.stdout.splitlines()[-1])
    return took


def _read_rate() -> float:
    """Measure how many bytes a second one core reads from memory."""
    array = np.ones(1 << 27, np.float32)
    return array.nbytes / (median(cpu_ms(array.max) for _ in range(5)) / 1000)


def _adding_ns(size: int) -> float:
    """Measure how long NumPy adds one posting to the scores of `size` passages."""
    scores = np.zeros(size, np.float32)
    passages = np.arange(0, size, 16)  # as often as a frequent word, and in order like a list
    impacts = np.ones(len(passages), np.float32)
    took = [cpu_ms(lambda: np.add.at(scores, passages, impacts)) for _ in range(50)]
    return median(took) * 1e6 / len(passages)


def _postings_read(tokens: Tokens) -> float:
    """Give the postings of a query, all words together, median over the queries."""
    numbers = {word: number for number, word in enumerate(tokens.vocabulary)}
    owners = np.repeat(np.arange(len(tokens)), np.diff(tokens.ends, prepend=0))
    pairs = np.unique(tokens.numbers.astype(np.int64) * len(tokens) + owners)
    frequencies = np.bincount(pairs // len(tokens), minlength=len(numbers))
    return median(
        sum(int(frequencies[numbers[word]]) for word in set(query))
        for query in tokens.queries(N_QUERIES)
    )
