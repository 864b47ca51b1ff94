"""Tables as statistics offices print them, with a question for every cell asked about.

Thirty tables: measures in rows, in columns, in both; units in headings, in a line above, in a
column of their own; headings on two levels, merged cells, groups, totals. Values are drawn from a
fixed seed, so that no number stands twice and nothing can be right by chance.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

PLACES = ("路桥区", "椒江区", "黄岩区", "临海市", "温岭市", "玉环市", "天台县", "仙居县", "三门县")
MEASURES = (
    ("规上工业总产值", "亿元"),
    ("财政总收入", "亿元"),
    ("外贸出口额", "亿元"),
    ("固定资产投资", "亿元"),
    ("社会消费品零售总额", "亿元"),
    ("粮食产量", "万吨"),
    ("常住人口", "万人"),
    ("耕地面积", "公顷"),
)
YEARS = ("2019年", "2020年", "2021年", "2022年", "2023年")
Merge = tuple[int, int, int, int]


class Asked(NamedTuple):
    """A question and the value it asks for, with its unit."""

    question: str
    answer: str


class Made(NamedTuple):
    """A table, what stands above it, and what is asked about it."""

    name: str
    caption: str
    rows: list[list[str]]
    merges: list[Merge]
    asked: list[Asked]


def tables() -> list[Made]:
    """Make the thirty tables, ten questions each."""
    draw = _Values(20230705)
    made = []
    for round_number in range(3):
        for make in SHAPES:
            table = make(draw, round_number)
            made.append(table._replace(name=f"{make.__name__.strip('_')}-{round_number}"))
    return [_ten(table, random.Random(i)) for i, table in enumerate(made)]  # noqa: S311 - a draw


class _Values:
    """Draws numbers that differ."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - made-up statistics
        self._seen: set[str] = set()

    def __call__(self, *, whole: bool = False) -> str:
        while True:
            drawn = self._random.uniform(10, 2000)
            text = str(round(drawn)) if whole else f"{drawn:.1f}"
            if text not in self._seen:
                self._seen.add(text)
                return text


def _ten(table: Made, chance: random.Random) -> Made:
    return table._replace(asked=chance.sample(table.asked, 10))


def _measures_by_year(draw: _Values, n: int) -> Made:
    """Measures in rows with their units, years in columns."""
    rows = [["指标", *YEARS[1:]]]
    asked = []
    for measure, unit in MEASURES[n : n + 5]:
        values = [draw() for _ in YEARS[1:]]
        rows.append([f"{measure}（{unit}）", *values])
        asked += [
            Asked(f"{PLACES[n]}{year}{measure}是多少？", value + unit)
            for year, value in zip(YEARS[1:], values, strict=True)
        ]
    return Made("", f"{PLACES[n]}主要经济指标", rows, [], asked)


def _places_by_measure(draw: _Values, n: int) -> Made:
    """Places in rows, measures with units in columns, the year above; a total below."""
    chosen = MEASURES[n : n + 4]
    rows = [["地区", *(f"{measure}（{unit}）" for measure, unit in chosen)]]
    asked = []
    for place in (*PLACES[:5], "合计"):
        values = [draw() for _ in chosen]
        rows.append([place, *values])
        if place != "合计":
            asked += [
                Asked(f"{place}2023年{measure}是多少？", value + unit)
                for (measure, unit), value in zip(chosen, values, strict=True)
            ]
    return Made("", "2023年各地主要指标", rows, [], asked)


def _one_unit_above(draw: _Values, n: int) -> Made:
    """Places by year; measure and unit stand above the table only."""
    measure, unit = MEASURES[n]
    rows = [["地区", *YEARS[2:]]]
    asked = []
    for place in PLACES[:6]:
        values = [draw() for _ in YEARS[2:]]
        rows.append([place, *values])
        asked += [
            Asked(f"{place}{year}{measure}有多少？", value + unit)
            for year, value in zip(YEARS[2:], values, strict=True)
        ]
    return Made("", f"各地{measure}（单位：{unit}）", rows, [], asked)


def _unit_column(draw: _Values, n: int) -> Made:
    """Measures in rows, their units in a column, value and growth beside them."""
    rows = [["指标名称", "计量单位", "2023年", "同比增长（%）"]]
    asked = []
    for measure, unit in MEASURES[:6]:
        value, growth = draw(), draw()
        rows.append([measure, unit, value, growth])
        asked.append(Asked(f"2023年{measure}是多少？", value + unit))
        asked.append(Asked(f"{measure}同比增长多少？", growth + "%"))
    return Made("", f"{PLACES[n]}国民经济主要指标", rows, [], asked)


def _two_level_head(draw: _Values, n: int) -> Made:
    """Two heading rows: measures merged over value and growth."""
    chosen = MEASURES[n : n + 2]
    first, second = ["地区"], [""]
    merges: list[Merge] = [(0, 0, 1, 0)]
    for measure, unit in chosen:
        merges.append((0, len(first), 0, len(first) + 1))
        first += [measure, ""]
        second += [f"总量（{unit}）", "增速（%）"]
    rows = [first, second]
    asked = []
    for place in PLACES[:5]:
        values = [draw() for _ in range(4)]
        rows.append([place, *values])
        for i, (measure, unit) in enumerate(chosen):
            asked.append(Asked(f"{place}{measure}是多少？", values[2 * i] + unit))
            asked.append(Asked(f"{place}{measure}增速是多少？", values[2 * i + 1] + "%"))
    return Made("", "2023年分地区情况", rows, merges, asked)


def _years_over_measures(draw: _Values, n: int) -> Made:
    """Two heading rows: years merged over measures with units."""
    chosen = MEASURES[n : n + 2]
    first, second = ["地区"], [""]
    merges: list[Merge] = [(0, 0, 1, 0)]
    for year in YEARS[3:]:
        merges.append((0, len(first), 0, len(first) + 1))
        first += [year, ""]
        second += [f"{measure}（{unit}）" for measure, unit in chosen]
    rows = [first, second]
    asked = []
    for place in PLACES[:5]:
        values = [draw() for _ in range(4)]
        rows.append([place, *values])
        columns = [(year, *one) for year in YEARS[3:] for one in chosen]
        asked += [
            Asked(f"{year}{place}{measure}是多少？", value + unit)
            for (year, measure, unit), value in zip(columns, values, strict=True)
        ]
    return Made("", "分地区情况", rows, merges, asked)


def _grouped_rows(draw: _Values, n: int) -> Made:
    """Groups in merged cells at the left."""
    rows = [["地区", "类别", "企业数（家）", "营业收入（亿元）"]]
    merges: list[Merge] = []
    asked = []
    for place in PLACES[n : n + 3]:
        merges.append((len(rows), 0, len(rows) + 1, 0))
        for i, kind in enumerate(("制造业", "服务业")):
            firms, income = draw(whole=True), draw()
            rows.append([place if i == 0 else "", kind, firms, income])
            asked.append(Asked(f"{place}{kind}有多少家企业？", firms + "家"))
            asked.append(Asked(f"{place}{kind}营业收入是多少？", income + "亿元"))
    return Made("", "企业分布情况", rows, merges, asked)


def _years_in_rows(draw: _Values, n: int) -> Made:
    """Years in rows, measures with units in columns."""
    chosen = MEASURES[n : n + 3]
    rows = [["年份", *(f"{measure}（{unit}）" for measure, unit in chosen)]]
    asked = []
    for year in YEARS:
        values = [draw() for _ in chosen]
        rows.append([year.removesuffix("年"), *values])
        asked += [
            Asked(f"{year}{measure}是多少？", value + unit)
            for (measure, unit), value in zip(chosen, values, strict=True)
        ]
    return Made("", f"{PLACES[n]}历年主要指标", rows, [], asked)


def _title_and_unit_rows(draw: _Values, n: int) -> Made:
    """A title and a unit as merged rows of the table itself, a note at its end."""
    measure, unit = MEASURES[n]
    rows = [[f"2023年{measure}统计表", "", ""], [f"单位：{unit}、%", "", ""]]
    rows.append(["地区", measure, "占全市比重"])
    merges: list[Merge] = [(0, 0, 0, 2), (1, 0, 1, 2)]
    asked = []
    for place in PLACES[:7]:
        value, share = draw(), draw()
        rows.append([place, value, share])
        asked.append(Asked(f"2023年{place}{measure}是多少？", value + unit))
        asked.append(Asked(f"2023年{place}{measure}占全市比重是多少？", share + "%"))
    rows.append(["注：数据为快报数。", "", ""])
    merges.append((len(rows) - 1, 0, len(rows) - 1, 2))
    return Made("", "", rows, merges, asked)


def _measures_by_place(draw: _Values, n: int) -> Made:
    """Measures in rows, places in columns."""
    places = PLACES[n : n + 4]
    rows = [["项目", *places]]
    asked = []
    for measure, unit in MEASURES[:5]:
        values = [draw() for _ in places]
        rows.append([f"{measure}（{unit}）", *values])
        asked += [
            Asked(f"2022年{place}{measure}多少{unit}？", value + unit)
            for place, value in zip(places, values, strict=True)
        ]
    return Made("", "2022年各地情况比较", rows, [], asked)


SHAPES: tuple[Callable[[_Values, int], Made], ...] = (
    _measures_by_year,
    _places_by_measure,
    _one_unit_above,
    _unit_column,
    _two_level_head,
    _years_over_measures,
    _grouped_rows,
    _years_in_rows,
    _title_and_unit_rows,
    _measures_by_place,
)


def questions() -> Iterator[tuple[Made, Asked]]:
    """Give all questions with their tables."""
    for table in tables():
        for asked in table.asked:
            yield table, asked
