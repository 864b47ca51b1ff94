"""How well are scanned pages read? The same questions are asked of the text and of the scan."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from PIL import Image, ImageDraw

from retrieval import Answer, Engine, Params
from tests.support.corpora import without_white
from tests.support.documents import ROOT, as_scan, seed_articles

LEAST_SAME = 0.95  # share of the answers
LEAST_NUMBERS = 41  # of the 42 that a reader marked
PHOTO_ROWS = 6  # lines of a column that a photograph takes the place of
#: A busy machine is no reason to miss a page here.
PATIENT = Params(max_standstill_s=600)
_SHADES = (60, 200)  # of the photographs


class Measured(NamedTuple):
    """What came of it; a miss is a question with what the text and what the scan says."""

    n_pages: int
    seconds: float
    n_asked: int
    n_same: int
    n_marked: int
    n_numbers: int
    misses: tuple[tuple[str, str, str], ...]


def measure(folder: Path) -> Measured:
    """Set the pages in `folder`, read them and ask."""
    n_pages = 0
    for n, article in enumerate(seed_articles()):
        pages = [_with_frame(page) for page in as_scan(article, photo_rows=PHOTO_ROWS)]
        n_pages += len(pages)
        pages[0].save(
            folder / f"{n}.tiff", save_all=True, append_images=pages[1:], compression="tiff_lzw"
        )
    started = perf_counter()
    scanned = Engine.open(folder, params=PATIENT)
    if scanned.skipped:
        raise scanned.skipped[0]
    seconds = perf_counter() - started
    seeds = Engine.open(ROOT / "seeds")
    questions = [
        json.loads(line)["question"]
        for line in (ROOT / "tests/eval/seeds/questions.jsonl").read_text("utf-8").splitlines()
    ]
    said = [(each, _said(seeds.ask(each)), _said(scanned.ask(each))) for each in questions]
    rows = (ROOT / "tests/eval/numbers/seeds.jsonl").read_text("utf-8").splitlines()
    marked = Counter(
        without_white(mark["surface"]) for mark in map(json.loads, rows) if mark["tier"] == "key"
    )
    found = Counter(without_white(number.surface) for _, number in scanned.numbers())
    return Measured(
        n_pages=n_pages,
        seconds=seconds,
        n_asked=len(questions),
        n_same=sum(expected == actual for _, expected, actual in said),
        n_marked=marked.total(),
        n_numbers=(marked & found).total(),
        misses=tuple(one for one in said if one[1] != one[2]),
    )


def _said(answer: Answer) -> str:
    """Give what a person is told first, white space and the width of marks aside."""
    short = without_white(answer.answer).translate(str.maketrans("，：；（）！？", ",:;()!?"))
    return f"{answer.band} {short}"


def _with_frame(page: Image.Image) -> Image.Image:
    """Draw a thin line around a page, as the edge of the paper throws it."""
    ImageDraw.Draw(page).rectangle((4, 4, page.width - 5, page.height - 5), outline=_SHADES[1])
    return page
