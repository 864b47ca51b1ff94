"""An engine says the same, whether what it asks is in memory or on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Engine, Report
from retrieval.engine import RELEASE_EVERY
from retrieval.numbers import compare_measures


@pytest.fixture(scope="module")
def in_memory(seeds: Path) -> Engine:
    return Engine.open(seeds)


@pytest.fixture(scope="module")
def on_disk(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    store = tmp_path_factory.mktemp("store")
    Engine.open(seeds, store=store)
    return Engine.open(seeds, store=store)


@pytest.mark.parametrize("question", ["路桥区错时共享车位有多少", "海盐 总产值", "谁写的"])
def test_questions_find_the_same(in_memory: Engine, on_disk: Engine, question: str) -> None:
    """Hits, scores and the parts of each score are equal."""
    expected = in_memory.search(question, k=50, explain=True)
    assert on_disk.search(question, k=50, explain=True) == expected


def test_reports_are_found_by_any_name(in_memory: Engine, on_disk: Engine) -> None:
    """By id, by number, by title and by a part of it, in either script."""
    for n, report in enumerate(in_memory.reports, 1):
        names = (report.id, str(n), report.title, f" {report.title[:5]} ")
        for name in names:
            assert found(on_disk, name) == found(in_memory, name)
            assert report in found(on_disk, name)
    assert found(on_disk, "路橋") == found(on_disk, "路桥")
    assert found(on_disk, "") == found(in_memory, "") == ()
    assert found(on_disk, "没有这篇") == ()


def found(engine: Engine, name: str) -> tuple[Report, ...]:
    return tuple(engine.find_reports(name))


def test_numbers_are_counted_without_going_through_them(on_disk: Engine) -> None:
    """The counts are those of the numbers gone through, of all reports and of each."""
    assert on_disk.n_numbers() == sum(1 for _ in on_disk.numbers())
    for report in on_disk.reports:
        assert on_disk.n_numbers(report.id) == sum(1 for _ in on_disk.numbers(report.id))


@pytest.mark.parametrize("measure", ["产值", "车位", "增长", "的", "", "没有这项"])
def test_a_comparison_misses_no_number(in_memory: Engine, on_disk: Engine, measure: str) -> None:
    """What the catalogue leaves out would not have been in the tables."""
    expected = compare_measures(measure, in_memory.numbers())
    assert on_disk.compare(measure) == in_memory.compare(measure) == expected


def test_memory_given_back_is_mapped_anew(in_memory: Engine, on_disk: Engine) -> None:
    """After many questions everything is found as before."""
    expected = in_memory.search("停车位", k=5)
    assert all(on_disk.search("停车位", k=5) == expected for _ in range(RELEASE_EVERY + 1))


def test_what_cannot_be_kept_is_read_into_memory(
    seeds: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, in_memory: Engine
) -> None:
    """Where nothing can be written the engine answers all the same, and says so once."""
    (tmp_path / "file").touch()
    engine = Engine.open(seeds, store=tmp_path / "file" / "store")
    assert list(engine.passages) == list(in_memory.passages)
    assert caplog.text.count("nothing can be kept") == 1


def test_a_stored_generation_is_opened_once_more(tmp_path: Path) -> None:
    """By its name, as another process does; the corpus may have changed meanwhile."""
    corpus, store = tmp_path / "corpus", tmp_path / "store"
    corpus.mkdir()
    report = corpus / "report.txt"
    report.write_text("五常街道：稳中提质\n\n满意率达98%。\n", encoding="utf-8")
    engine = Engine.open(corpus, store=store)
    report.write_text("五常街道：稳中提质\n\n满意率达97%。\n", encoding="utf-8")
    again = Engine.open_stored(store, engine.stored_as or "")
    assert (again.generation, again.stored_as) == (engine.generation, engine.stored_as)
    assert [passage.text for passage in again.passages] == ["满意率达98%。"]


def test_a_corpus_in_memory_has_no_name_in_a_store(tmp_path: Path) -> None:
    """Nobody else can open it."""
    (tmp_path / "report.txt").write_text("五常街道\n\n满意率达98%。\n", encoding="utf-8")
    assert Engine.open(tmp_path).stored_as is None
