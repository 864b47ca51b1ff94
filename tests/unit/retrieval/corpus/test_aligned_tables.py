"""Tables of a PDF that nothing rules, and tables of Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.types import BlockKind
from tests.eval.tables.making import Made, tables
from tests.support.corpora import corpus_of, without_white
from tests.support.sheets import bare_pdf_table, markdown_table, three_line_pdf_table

WRITERS = {
    "no rules.pdf": bare_pdf_table,
    "three rules.pdf": three_line_pdf_table,
    "markdown.md": markdown_table,
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("made", tables()[10:20], ids=lambda made: made.name)
def test_every_cell_is_said_in_full(tmp_path: Path, name: str, made: Made) -> None:
    """With the number and the unit that is asked for, whatever shape the table has."""
    data = WRITERS[name](made.caption, made.rows, made.merges)
    corpus = corpus_of(tmp_path, {f"a.{name.rpartition('.')[2]}": data})
    said = [without_white(passage.text) for passage in corpus.passages]
    missing = [each for each in made.asked if not any(each.answer in text for text in said)]
    assert missing == []


def test_the_words_of_a_markdown_row_stand_in_the_file(tmp_path: Path) -> None:
    """Heading, label, number and unit are slices of it; the cell's own number is what is cited."""
    page = (
        "# 路桥区\n\n| 指标 | 2022年 | 2023年 |\n|---|---:|---:|\n"
        "| 总产值（亿元） | 249.2 | 260.1 |\n"
    )
    corpus = corpus_of(tmp_path, {"a.md": page})
    [row] = [passage for passage in corpus.passages if passage.kind is BlockKind.TABLE_ROW]
    assert row.text == "2022年总产值249.2亿元\n2023年总产值260.1亿元"
    at = row.text.index("260.1")
    [span] = row.content.spans(at, at + 5)
    assert page[span.start : span.end] == "260.1"
    slices = "".join(page[a:b] for a, b in row.content.spans())
    assert without_white(slices) == without_white(row.text)


def test_numbers_without_a_head_are_no_table(tmp_path: Path) -> None:
    """Nothing says what they are: they stay lines."""
    rows = [["甲地", "12.5", "13.5"], ["乙地", "22.5", "23.5"], ["丙地", "32.5", "33.5"]]
    corpus = corpus_of(tmp_path, {"a.pdf": bare_pdf_table("各地情况的说明文字放在这里", rows)})
    assert [p.kind for p in corpus.passages if p.kind is BlockKind.TABLE_ROW] == []
