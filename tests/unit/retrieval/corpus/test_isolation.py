"""The process that opens documents: lost, stuck, replaced, and not started without need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.corpus import read_corpus
from retrieval.errors import SourceCrashedError, SourceTimeoutError
from retrieval.params import Params
from tests.support.corpora import corpus_of
from tests.support.damage import damaged_files, sound_files
from tests.support.documents import ROOT, as_html, seed_articles

GOOD = "今天我们走访了全镇的老人，为他们检查炉具。\n"
N_DAMAGED = 400
HEAVY = ("lxml", "pypdfium2", "docx", "python_calamine", "rapidocr", "onnxruntime", "cv2")


@pytest.mark.parametrize(
    "params, error",
    [
        (Params(max_standstill_s=0.001), SourceTimeoutError),
        (Params(max_extractor_bytes=30_000_000), SourceCrashedError),
    ],
    ids=["stuck", "out of memory"],
)
def test_a_lost_process_costs_one_document(
    tmp_path: Path, params: Params, error: type[Exception]
) -> None:
    """Each document is named with what happened, and texts are read all the same."""
    page = as_html(seed_articles()[0])
    corpus = corpus_of(tmp_path, {"a.html": page, "b.txt": GOOD, "c.html": page}, params=params)
    assert [p.source for p in corpus.passages] == ["b.txt"]
    assert [(type(p), p.path) for p in corpus.skipped] == [(error, "a.html"), (error, "c.html")]


def test_damaged_files_do_not_cost_the_sound_ones(tmp_path: Path) -> None:
    """Whatever is damaged, and however: the corpus is read, and the sound files with it."""
    article = seed_articles()[3]
    for name, data in damaged_files(article, N_DAMAGED, seed=7):
        (tmp_path / name).write_bytes(data)
    sound = sound_files(article)
    for ending, data in sound.items():
        (tmp_path / f"a-sound.{ending}").write_bytes(data)
    corpus = read_corpus(tmp_path, params=Params(max_standstill_s=30))
    lost = {p.path for p in corpus.skipped if type(p).__name__ != "DuplicateReportError"}
    assert {f"a-sound.{ending}" for ending in sound} & lost == set()
    assert {f"a-sound.{ending}" for ending in sound} <= set(corpus.sources)
    assert len(corpus.sources) + len(lost) >= N_DAMAGED


def test_texts_are_read_without_the_libraries_of_documents() -> None:
    """Neither importing nor reading the seeds loads one of them, nor starts the process."""
    program = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "import retrieval, subprocess\n"
        "def never(*args, **kwargs): raise SystemExit('a process was started')\n"
        "subprocess.Popen = never\n"
        "retrieval.Engine.open(Path(sys.argv[1]))\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "seeds")],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert set(json.loads(done.stdout)) & {*HEAVY, "PIL"} == set()
