"""Tables said row by row: every number with its measure, period and unit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval.corpus.tables import grid_of, state_table
from retrieval.corpus.tables.headings import Heading, is_unit, read_heading, unit_for
from retrieval.types import BlockKind
from tests.eval.tables.making import Made, tables


def said(
    rows: Sequence[Sequence[str]],
    *,
    caption: str = "",
    merges: Sequence[tuple[int, int, int, int]] = (),
    n_heads: int | None = None,
) -> list[str]:
    grid = grid_of(rows, merges)
    return [stated.text for stated in state_table(grid, caption=caption, n_heads=n_heads)]


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_cell_is_said_with_its_unit(table: Made) -> None:
    """Whatever the shape of the table: each value asked for ends a sentence."""
    text = "".join(said(table.rows, caption=table.caption, merges=table.merges))
    sentences = text.split("。")
    missing = [a for a in table.asked if not any(s.endswith(a.answer) for s in sentences)]
    assert missing == []


def test_a_cell_is_said_in_full() -> None:
    """Period, whose, what, number, unit."""
    rows = [["地区", "2022年", "2023年"], ["路桥区", "12", "1,034.5"]]
    assert said(rows, caption="各地民营企业数（单位：家）") == [
        "2022年路桥区民营企业数12家。2023年路桥区民营企业数1,034.5家。"
    ]


def test_measures_in_rows_stand_before_their_growth_and_behind_their_place() -> None:
    """总产值 grows, a place has a 总产值."""
    growth = [["指标", "总量", "增速（%）"], ["总产值（亿元）", "12.5", "-3.1"]]
    assert said(growth) == ["总产值12.5亿元。总产值增速-3.1%。"]
    places = [["指标", "路桥区", "镇海区"], ["总产值（亿元）", "12.5", "9"]]
    assert said(places) == ["路桥区总产值12.5亿元。镇海区总产值9亿元。"]


def test_the_unit_above_a_table_is_not_that_of_its_rates() -> None:
    """单位：亿元 says nothing about a growth rate; 单位：亿元、% does."""
    rows = [["地区", "总产值", "增速"], ["路桥区", "12.5", "3.1"]]
    assert said(rows, caption="单位：亿元") == ["路桥区总产值12.5亿元。路桥区增速3.1。"]
    assert said(rows, caption="单位：亿元、%") == ["路桥区总产值12.5亿元。路桥区增速3.1%。"]


def test_empty_cells_and_dashes_say_nothing() -> None:
    """Nor does the number of a row."""
    rows = [
        ["序号", "地区", "产量（吨）", "备注"],
        ["1", "甲县", "35", "-"],
        ["2", "乙县", "—", ""],
    ]
    assert said(rows) == ["甲县产量35吨。"]


def test_a_rank_names_no_row() -> None:
    """The words behind it do; it is a value of theirs, and the name where only numbers follow."""
    rows = [["排名", "书名", "作者", "借阅次数"], ["1", "旧事", "祝怀安", "2749"]]
    assert said(rows) == ["旧事排名1。旧事作者：祝怀安。旧事借阅次数2749次。"]
    numbered = [["序号", "名次", "队名", "得分"], ["7", "第一名", "河西队", "87"]]
    assert said(numbered) == ["河西队名次：第一名。河西队得分87。"]
    bare = [["名次", "得分", "犯规"], ["1", "87", "12"], ["2", "80", "9"]]
    assert said(bare)[0] == "1得分87。1犯规12。"


def test_words_are_said_behind_a_colon() -> None:
    """A number with letters is no measurement."""
    rows = [["姓名", "职务", "电话"], ["张三", "书记", "0576-1234"]]
    assert said(rows) == ["张三职务：书记。张三电话：0576-1234。"]


def test_a_form_has_no_heading_row() -> None:
    """Two columns of words are labels and what they label."""
    assert said([["姓名", "张三"], ["职务", "书记"]]) == ["姓名：张三。", "职务：书记。"]


def test_titles_groups_and_notes_are_typed() -> None:
    """They stand in rows of their own; a group is a part of what its rows measure."""
    rows = [
        ["2023年产量表", "", ""],
        ["品种", "产量（吨）", "面积（亩）"],
        ["一、粮食", "", ""],
        ["早稻", "12", "7"],
        ["注：快报数", "", ""],
    ]
    stated = list(state_table(grid_of(rows)))
    assert [(s.kind, s.text, s.row) for s in stated] == [
        (BlockKind.CAPTION, "2023年产量表", 0),
        (BlockKind.CAPTION, "一、粮食", 2),
        (BlockKind.TABLE_ROW, "2023年粮食早稻产量12吨。2023年粮食早稻面积7亩。", 3),
        (BlockKind.FOOTNOTE, "注：快报数", 4),
    ]


def test_years_alone_are_headings_and_values_of_that_size_are_not() -> None:
    """2022 above a column is a year, 2012 in it a number of firms."""
    rows = [["地区", "2022", "2023"], ["路桥区", "2012", "1999"]]
    assert said(rows, caption="企业数（单位：家）") == [
        "2022年路桥区企业数2012家。2023年路桥区企业数1999家。"
    ]


@pytest.mark.parametrize(
    "text, heading",
    [
        ("总产值（亿元）", Heading("总产值", "", "亿元")),
        ("单价(元/平方米)", Heading("单价", "", "元/平方米")),
        ("同比±%", Heading("同比", "", "%")),
        ("2023年1—6月出口额", Heading("出口额", "2023年1—6月", "")),
        ("2023", Heading("", "2023年", "")),
        ("其中：民营企业", Heading("民营企业", "", "")),
        ("（一）工业", Heading("工业", "", "")),
        ("人数", Heading("人数", "", "人")),
        ("产值（现价）", Heading("产值（现价）", "", "")),
        ("企业(不含个体户)", Heading("企业(不含个体户)", "", "")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_headings_are_taken_apart(text: str, heading: Heading) -> None:
    """Only a unit in brackets is a unit."""
    assert read_heading(text) == heading


def test_a_unit_that_would_be_a_guess_is_left_out() -> None:
    """Two units of money above a table fit none of its columns."""
    assert unit_for(Heading("总产值"), ("亿元", "万元")) == ""
    assert [is_unit(text) for text in ("亿元", "万人次", "元/人", "%", "现价", "")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]
