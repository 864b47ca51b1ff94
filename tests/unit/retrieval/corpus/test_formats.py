"""The seed reports, set in every format, are the same reports."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from retrieval import Answer, Engine, Tier
from tests.support.corpora import without_white
from tests.support.documents import (
    ROOT,
    Article,
    as_docx,
    as_epub,
    as_html,
    as_markdown,
    as_pdf,
    as_text,
    seed_articles,
)

FORMATS: Mapping[str, Callable[[Article], bytes]] = {
    "txt": as_text,
    "md": as_markdown,
    "html": as_html,
    "docx": as_docx,
    "epub": as_epub,
    "pdf": as_pdf,
}
QUESTIONS = [
    json.loads(line)["question"]
    for line in (ROOT / "tests/eval/seeds/questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def seeds() -> Engine:
    return Engine.open(ROOT / "seeds")


@pytest.fixture(scope="module", params=FORMATS)
def reset(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp(request.param)
    for n, article in enumerate(seed_articles()):
        (folder / f"{n}.{request.param}").write_bytes(FORMATS[request.param](article))
    return Engine.open(folder)


def said(answer: Answer) -> tuple[str, str, str]:
    """What a person is told, white space aside."""
    return answer.band, without_white(answer.answer), without_white(answer.sentence)


def test_nothing_is_left_out(seeds: Engine, reset: Engine) -> None:
    """Titles, bylines and passages are those of the newspaper page, in its order."""
    assert reset.skipped == ()
    heads = [(without_white(r.title), r.byline) for r in reset.reports]
    assert heads == [(without_white(r.title), r.byline) for r in seeds.reports]
    assert [p.text for p in reset.passages] == [p.text for p in seeds.passages]


def test_the_key_numbers_are_the_same(seeds: Engine, reset: Engine) -> None:
    """Each with its value, its measure and its period."""

    def numbers(engine: Engine) -> list[object]:
        return [
            (n.surface, n.value, n.unit, n.metric, n.period)
            for _, n in engine.numbers()
            if n.tier is Tier.KEY
        ]

    assert numbers(reset) == numbers(seeds)


def test_every_marked_key_number_is_found(reset: Engine) -> None:
    """Those that a reader marked on the newspaper page, each as often as marked."""
    rows = (ROOT / "tests/eval/numbers/seeds.jsonl").read_text("utf-8").splitlines()
    marked = Counter(
        without_white(mark["surface"]) for mark in map(json.loads, rows) if mark["tier"] == "key"
    )
    found = Counter(without_white(number.surface) for _, number in reset.numbers())
    assert marked.total() == 42
    assert marked - found == Counter()


def test_the_same_questions_get_the_same_answers(seeds: Engine, reset: Engine) -> None:
    """All questions of the set, those without an answer among them."""
    actual = {question: said(reset.ask(question)) for question in QUESTIONS}
    assert actual == {question: said(seeds.ask(question)) for question in QUESTIONS}


def test_what_is_cited_stands_in_the_source(reset: Engine) -> None:
    """The slices of every passage, joined, are its text."""
    for passage in reset.passages:
        text = reset.source(passage.source).text
        slices = "".join(text[span.start : span.end] for span in passage.content.spans())
        assert without_white(slices) == without_white(passage.text)
