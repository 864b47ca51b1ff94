from __future__ import annotations

import json
import zlib
from dataclasses import replace
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
    reports = {name: source.reports for name, source in outline.sources.items()}
    assert sum(len(one.numbers) for own in reports.values() for one in own.values()) >= 3
    read = Outline.from_bytes(outline.to_bytes())
    assert read == outline
    assert {name: source.reports for name, source in read.sources.items()} == reports


def test_an_outline_that_knew_no_files_is_read(tmp_path: Path) -> None:
    """What was remembered before files were told apart is compared report by report."""
    engine = engine_of(tmp_path / "old", a=WUCHANG, b=HAIYAN)
    whole = {
        title: [report.id, [[*measured, *said] for measured, said in report.numbers.items()]]
        for source in Outline.of(engine).sources.values()
        for title, report in source.reports.items()
    }
    written = zlib.compress(json.dumps([engine.generation, whole]).encode())
    old = Outline.from_bytes(written)
    assert not compare(old, engine)
    new = engine_of(tmp_path / "new", a=WUCHANG.replace("14.87%", "15.02%"), b=HAIYAN)
    assert compare(old, new) == compare(Outline.of(engine), new)
    assert Outline.of(new, old) == Outline.of(new)


def test_only_files_that_differ_are_looked_into(tmp_path: Path) -> None:
    """What is remembered of a file serves as long as it holds the same reports."""

    def refuse() -> bytes:
        raise AssertionError("looked into")

    old = engine_of(tmp_path / "old", a=WUCHANG, b=HAIYAN)
    new = engine_of(tmp_path / "new", a=WUCHANG.replace("14.87%", "15.02%"), b=HAIYAN)
    known = Outline.of(old)
    sources = {**known.sources, "b.txt": replace(known.sources["b.txt"], write=refuse)}
    guarded = replace(known, sources=sources)
    assert compare(guarded, new) == compare(known, new)
    assert Outline.of(new, guarded).sources["b.txt"].write is refuse
    assert Outline.of(new, guarded).sources["a.txt"].reports != known.sources["a.txt"].reports


def test_a_renamed_file_has_no_changes(tmp_path: Path) -> None:
    """Reports are told by their titles, wherever they stand."""
    old = engine_of(tmp_path / "old", a=WUCHANG, b=HAIYAN)
    assert not compare(Outline.of(old), engine_of(tmp_path / "new", a=WUCHANG, c=HAIYAN))
