from __future__ import annotations

from pathlib import Path

from bot.announcements.changes import Changes, Outline, compare
from retrieval import Engine

WUCHANG = """五常街道：推动外贸稳中提质

1—6月，五常街道出口金额累计达257728.57万元，占全区份额14.87%。
"""
HAIYAN = """海盐经济开发区：点燃新引擎

今年上半年，海盐经济开发区实现规上工业总产值249.2亿元，同比增长13.8%。
"""


def engine_of(directory: Path, **texts: str) -> Engine:
    directory.mkdir()
    for name, text in texts.items():
        (directory / f"{name}.txt").write_text(text, encoding="utf-8")
    return Engine.open(directory)


def test_the_same_files_have_no_changes(tmp_path: Path) -> None:
    """Nothing is told where nothing happened."""
    old = engine_of(tmp_path / "old", a=WUCHANG)
    assert not compare(Outline.of(old), engine_of(tmp_path / "new", a=WUCHANG))


def test_a_number_that_changed_is_told_as_before_and_now(tmp_path: Path) -> None:
    """The others of the report are left out."""
    old = engine_of(tmp_path / "old", a=WUCHANG, b=HAIYAN)
    new = engine_of(tmp_path / "new", a=WUCHANG.replace("14.87%", "15.02%"), b=HAIYAN)
    changes = compare(Outline.of(old), new)
    assert [report.title for report in changes.reports_changed] == ["五常街道：推动外贸稳中提质"]
    [(before, (_, now))] = changes.numbers_changed
    assert (before.surface, now.surface) == ("14.87%", "15.02%")
    assert changes.numbers_added == changes.numbers_removed == ()


def test_reports_come_and_go_with_their_numbers(tmp_path: Path) -> None:
    """Added and removed are told apart, for one report alone too."""
    old = engine_of(tmp_path / "old", a=WUCHANG)
    new = engine_of(tmp_path / "new", b=HAIYAN)
    changes = compare(Outline.of(old), new)
    [added], [removed] = changes.reports_added, changes.reports_removed
    assert (added.title, removed) == (
        "海盐经济开发区：点燃新引擎",
        "五常街道：推动外贸稳中提质",
    )
    assert "249.2亿元" in [number.surface for _, number in changes.numbers_added]
    assert "14.87%" in [former.printed.surface for former in changes.numbers_removed]
    of_one = changes.of_report(added.title)
    assert of_one.numbers_removed == ()
    assert of_one.numbers_added == changes.numbers_added
    assert changes.of_report("another") == Changes()


def test_an_outline_is_read_as_it_was_written(tmp_path: Path) -> None:
    """What is remembered of a corpus is what was compared."""
    outline = Outline.of(engine_of(tmp_path / "old", a=WUCHANG, b=HAIYAN))
    assert sum(len(report.numbers) for report in outline.reports.values()) >= 3
    assert Outline.from_bytes(outline.to_bytes()) == outline
