"""A directory becomes a generation, or one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.build import build_generation, read_numbers
from retrieval.errors import EmptyCorpusError, ReportNotFoundError
from retrieval.params import Params


def test_the_same_files_give_the_same_generation(seeds: Path) -> None:
    """A generation is named by the content of its files."""
    first = build_generation(seeds, params=Params())
    assert build_generation(seeds, params=Params()).id == first.id


def test_another_text_is_another_generation(tmp_path: Path) -> None:
    """A changed character changes the name."""
    (tmp_path / "a.txt").write_text("全镇有图书馆12座。\n", encoding="utf-8")
    first = build_generation(tmp_path, params=Params()).id
    (tmp_path / "a.txt").write_text("全镇有图书馆13座。\n", encoding="utf-8")
    assert build_generation(tmp_path, params=Params()).id != first


def test_ranges_name_each_report_s_passages(seeds: Path) -> None:
    """Passages stand report by report, and numbers beside them."""
    generation = build_generation(seeds, params=Params())
    assert len(generation.numbers) == len(generation.passages)
    for report in generation.reports:
        own = generation.ranges[report.id]
        assert {generation.passages[i].report_id for i in own} == {report.id}
    assert sum(map(len, generation.ranges.values())) == len(generation.passages)


def test_a_corpus_without_a_word_is_empty(tmp_path: Path) -> None:
    """Marks alone cannot be found by anything."""
    (tmp_path / "a.txt").write_text("！！！\n\n……\n", encoding="utf-8")
    with pytest.raises(EmptyCorpusError):
        build_generation(tmp_path, params=Params())


def test_numbers_are_read_without_an_index(seeds: Path) -> None:
    """The numbers alone are those of the whole generation, of one report or of all."""
    generation = build_generation(seeds, params=Params())
    everything = [number for found in generation.numbers for number in found]
    assert [number for _, number in read_numbers(seeds).numbers] == everything
    own = {passage.report_title for passage, _ in read_numbers(seeds, report="海盐").numbers}
    assert own == {"海盐经济开发区：系好同心结 点燃新引擎"}
    with pytest.raises(ReportNotFoundError):
        read_numbers(seeds, report="火星")
