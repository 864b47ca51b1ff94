from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies.trails import follow, trail
from retrieval import Engine, PassageNotFoundError
from tests.support.answers import make_passage

TITLE = "五常街道：稳中提质"
FIRST = "今年以来，该街道走访企业150余家，满意率达98%。"
SECOND = "1—6月，该街道出口金额达25亿元，同比增长3%。"


def engine_with(directory: Path, *paragraphs: str, title: str = TITLE) -> Engine:
    text = "\n\n".join([title, *paragraphs]) + "\n"
    (directory / "report.txt").write_text(text, encoding="utf-8")
    return Engine.open(directory)


def test_an_unchanged_passage_is_found_wherever_it_stands_now(tmp_path: Path) -> None:
    """A paragraph put in before it does not matter."""
    second = engine_with(tmp_path, FIRST, SECOND).passages[1]
    followed = follow(trail(second), engine_with(tmp_path, FIRST, "街道又开会了。", SECOND))
    assert followed.passage.text == SECOND
    assert followed.passage.position == 2
    assert not followed.is_changed


def test_a_changed_passage_leads_to_what_stands_there_now(tmp_path: Path) -> None:
    """The text is another one, and that is said."""
    second = engine_with(tmp_path, FIRST, SECOND).passages[1]
    followed = follow(trail(second), engine_with(tmp_path, FIRST, SECOND.replace("25", "26")))
    assert followed.passage.text == SECOND.replace("25", "26")
    assert followed.is_changed


def test_a_shorter_report_is_opened_at_its_end(tmp_path: Path) -> None:
    """What stood behind the end leads to the last passage."""
    second = engine_with(tmp_path, FIRST, SECOND).passages[1]
    followed = follow(trail(second), engine_with(tmp_path, "全部改写了，走访企业200家。"))
    assert followed.passage.position == 0
    assert followed.is_changed


def test_a_changed_text_under_the_same_name_is_told(tmp_path: Path) -> None:
    """Rows of a question set keep their names when their text changes."""
    corpus = tmp_path / "corpus.jsonl"
    row = '{"_id": "d1", "title": "甲", "text": "走访企业%d家。"}\n'
    corpus.write_text(row % 150, encoding="utf-8")
    named = trail(Engine.open(tmp_path).passages[0])
    assert not follow(named, Engine.open(tmp_path)).is_changed
    corpus.write_text(row % 160, encoding="utf-8")
    assert follow(named, Engine.open(tmp_path)).is_changed


def test_a_bare_id_still_leads_somewhere(tmp_path: Path) -> None:
    """Links from before there were trails hold the id alone."""
    engine = engine_with(tmp_path, FIRST, SECOND)
    assert follow(engine.passages[1].id, engine).passage == engine.passages[1]


@pytest.mark.parametrize("name", ["gone", "gone-0123456789-3", "gone-0123456789-x"])
def test_a_trail_that_leads_nowhere_says_so(tmp_path: Path, name: str) -> None:
    """A report that was removed is not replaced by another one."""
    with pytest.raises(PassageNotFoundError):
        follow(name, engine_with(tmp_path, FIRST))


def test_a_long_id_stands_alone() -> None:
    """Callback data has no room for more."""
    assert trail(make_passage(id="段" * 9)) == "段" * 9
    assert len(trail(make_passage(id="段" * 8)).encode()) <= 44
