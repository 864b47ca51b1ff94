"""A directory becomes a generation, or one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.build import build_generation
from retrieval.errors import EmptyCorpusError
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
