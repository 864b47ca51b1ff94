"""Work that processes share comes to the same, and none of them outlives its build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retrieval.build import Sharing, open_stored
from retrieval.build.heads import HEADS
from retrieval.errors import BuildFailedError
from retrieval.generation import PACKS, PARTS
from retrieval.params import Params

SHARED = Sharing(pack_passages=64, least_passages=8, heavy_bytes=0, heavy_passages=0, n_workers=2)
ALONE = Sharing(n_workers=0)
BUILD = """
import sys
from pathlib import Path
from retrieval.build import Sharing, open_stored
from retrieval.params import Params

def tell(stage, done, total):
    print(stage, done, flush=True)

shared = Sharing(pack_passages=64, least_passages=8, heavy_bytes=0, heavy_passages=0, n_workers=2)
corpus, store = map(Path, sys.argv[1:])
open_stored(corpus, store, params=Params(), progress=tell, sharing=shared)
"""


def write_corpus(corpus: Path, n_files: int, n_passages: int) -> None:
    corpus.mkdir()
    for i in range(n_files):
        lines = [f"{n}村共有图书馆{n}座，比{i}年前多{n + i}座。" for n in range(n_passages)]
        text = f"第{i}区：图书馆越来越多\n\n" + "\n\n".join(lines) + "\n"
        (corpus / f"{i:03}.txt").write_text(text, encoding="utf-8")


def test_shared_work_comes_to_the_same(tmp_path: Path) -> None:
    """The generation of two processes is that of none, down to its name in the store."""
    write_corpus(tmp_path / "corpus", 6, 100)
    shared = open_stored(tmp_path / "corpus", tmp_path / "shared", params=Params(), sharing=SHARED)
    alone = open_stored(tmp_path / "corpus", tmp_path / "alone", params=Params(), sharing=ALONE)
    assert list(shared.passages) == list(alone.passages)
    assert list(shared.numbers) == list(alone.numbers)
    assert shared.index.search({"图书": 1.0}, 700) == alone.index.search({"图书": 1.0}, 700)


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    """Each stage is told from nothing to everything, and never goes back."""
    write_corpus(tmp_path / "corpus", 3, 100)
    told: dict[str, list[tuple[int, int]]] = {}
    open_stored(
        tmp_path / "corpus",
        tmp_path / "kept",
        params=Params(),
        progress=lambda stage, done, total: told.setdefault(stage, []).append((done, total)),
        sharing=SHARED,
    )
    assert list(told) == ["read", "index", "merge"]
    for steps in told.values():
        done = [step for step, _ in steps]
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, steps[0][1])


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks /proc who the workers are")
def test_a_killed_build_goes_on_where_it_was(tmp_path: Path) -> None:
    """Killed while it indexes, a build leaves what was there before and is finished later."""
    corpus, store = tmp_path / "corpus", tmp_path / "kept"
    write_corpus(corpus, 12, 400)
    with subprocess.Popen(
        [sys.executable, "-c", BUILD, str(corpus), str(store)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as build:
        if build.stdout is None:
            pytest.fail("no pipe")
        for line in build.stdout:
            stage, done = line.split()
            if stage == "index" and int(done) >= 1000:
                break
        workers = children_of(build.pid)
        build.kill()
    assert len(workers) == 2
    assert build.returncode == -signal.SIGKILL
    wait_for_end(workers)
    assert not list((store / HEADS).glob("*.json"))
    read = {path.name: path.stat().st_ino for path in (store / PARTS).iterdir()}
    packs = {path.name: path.stat().st_ino for path in whole(store / PACKS)}
    assert len(read) == 12
    assert packs
    resumed = open_stored(corpus, store, params=Params(), sharing=SHARED)
    fresh = open_stored(corpus, tmp_path / "fresh", params=Params(), sharing=ALONE)
    assert list(resumed.passages) == list(fresh.passages)
    assert list(resumed.numbers) == list(fresh.numbers)
    assert resumed.index.search({"图书": 1.0}, 5000) == fresh.index.search({"图书": 1.0}, 5000)
    kept = {path.name: path.stat().st_ino for path in whole(store / PACKS)}
    assert {name: kept[name] for name in packs} == packs
    assert {path.name: path.stat().st_ino for path in (store / PARTS).iterdir()} == read


def test_a_worker_that_fails_ends_the_build(tmp_path: Path) -> None:
    """A task that cannot be done is told as an error that names it, and no head is written."""
    write_corpus(tmp_path / "corpus", 3, 100)
    (tmp_path / "kept" / PACKS).mkdir(parents=True)
    (tmp_path / "kept" / PARTS).touch()  # no directory: nothing can be put there
    with pytest.raises((BuildFailedError, OSError)):
        open_stored(tmp_path / "corpus", tmp_path / "kept", params=Params(), sharing=SHARED)


def whole(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def wait_for_end(pids: list[int]) -> None:
    """Wait until no process of these is left, half a minute at most."""
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() and not is_zombie(pid) for pid in pids):
        if time.monotonic() > deadline:
            pytest.fail("a worker outlives its build")
        time.sleep(0.05)


def is_zombie(pid: int) -> bool:
    try:
        return ") Z" in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
