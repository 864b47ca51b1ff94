"""What does the heading of a row or a column say: what is measured, when, in which unit?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from retrieval.lexicons import words

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_PART = (
    rf"(?:{_MONTH}\s*月?\s*[—–~至-]{{1,2}}\s*{_MONTH}\s*月份?|{_MONTH}\s*月份?"
    r"|上半年|下半年|全年|前?[一二三四]季度|第[一二三四1-4]季度|年末|年底|年初)"
)
_PERIOD = re.compile(
    rf"{_YEAR}\s*[—–~至-]{{1,2}}\s*{_YEAR}\s*年"
    rf"|{_YEAR}\s*年度?\s*{_PART}?|{_PART}"
)
_BARE_YEAR = re.compile(_YEAR)
_NUMBER = re.compile(r"[-+−－]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_BRACKETED = re.compile(
    r"[（(\[【]\s*(?:单位\s*[:：]?\s*)?(?P<unit>[^（）()\[\]【】]{1,12})\s*[)）\]】]"
)
_PERCENT_TAIL = re.compile(r"(?:[±+＋]\s*[-—]?\s*)?[%％]$")
_UNIT_LINE = re.compile(r"(?:计量)?单位\s*[:：]\s*(?P<units>[^\s）)]{1,30})")
_SCALE = re.compile("^(?:十|百|千|万|亿|十万|百万|千万|万亿)")
_COUNTED = re.compile("(?P<unit>[人户家个次件台辆亩名处所])数$")
_NUMBERING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）]、?|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、．)）](?![0-9]))\s*"
)
_OF_WHICH = re.compile(r"^(?:其中|#)\s*[:：]?\s*")
_TABLE_NUMBER = re.compile(r"^(?:附?表\s*[0-9一二三四五六七八九十]*(?:[-—.][0-9]+)?)\s*[:：]?\s*")
_TABLE_TAIL = re.compile("(?:统计|情况|一览|汇总|明细)*(?:表|情况)$")
_OF_TABLE = re.compile("表|[如以]下|下[列面]|单位")
_EACH = re.compile(
    "^(?:各|分)(?:地区|县市区|区县|乡镇|街道|部门|行业|单位|类别|地|区|县|市|镇|年)(?:的|份)?"
)
_UNMEASURED = re.compile("指标|概况|主要|基本|[，。；]")
_RATE = re.compile("增速|增长|增幅|涨幅|降幅|比重|占比|比例|率$|同比|环比")
MAX_UNIT_LINE_CHARS = 20
MAX_CAPTION_CHARS = 60


class Heading(NamedTuple):
    """A heading taken apart."""

    words: str = ""
    period: str = ""
    unit: str = ""


def read_heading(text: str) -> Heading:
    """Take a heading apart.

    >>> read_heading("2023年规上工业总产值（亿元）")
    Heading(words='规上工业总产值', period='2023年', unit='亿元')
    >>> read_heading("其中：外贸出口同比±%"), read_heading("2022").period
    (Heading(words='外贸出口同比', period='', unit='%'), '2022年')
    """
    unit = ""
    for bracketed in _BRACKETED.finditer(text):
        if is_unit(bracketed["unit"].strip()):
            unit = bracketed["unit"].strip()
            text = text[: bracketed.start()] + text[bracketed.end() :]
            break
    if not unit and (tail := _PERCENT_TAIL.search(text)):
        unit, text = "%", text[: tail.start()]
    if _BARE_YEAR.fullmatch(text.strip()):
        return Heading("", text.strip() + "年", unit)
    period = ""
    if found := _PERIOD.search(text):
        rest = text[: found.start()].strip() + text[found.end() :].strip()
        # 十四五期间2023年以来…: a period inside a phrase stays there.
        if not text[: found.start()].strip() or not text[found.end() :].strip():
            period, text = "".join(found.group().split()), rest
    text = _OF_WHICH.sub("", _NUMBERING.sub("", text.strip()))
    if not unit and (counted := _COUNTED.search(text)):
        unit = counted["unit"]
    return Heading(text.strip(" ：:"), period, unit)


def units_in(text: str) -> tuple[str, ...]:
    """Read a line that names the units of a table.

    >>> units_in("（单位：亿元、%）"), units_in("单位：海盐县统计局")
    (('亿元', '%'), ())
    """
    found = _UNIT_LINE.search(text)
    if not found:
        return ()
    units = tuple(filter(None, re.split("[、，,；;]", found["units"])))
    return units if all(map(is_unit, units)) else ()


def caption_of(lines: Sequence[str]) -> str:
    """Choose what stands above a table: the last line, after its title where it only names units.

    A sentence that does not speak of the table is no caption: its year is not the table's.

    >>> caption_of(["前文。", "2023年各区总产值", "单位：亿元"])
    '2023年各区总产值 单位：亿元'
    >>> caption_of(["泵站2019年建成。"]), caption_of(["2023年产量见下表。"])
    ('', '2023年产量见下表。')
    """
    *before, last = ["" if _is_prose(line) else line for line in lines] or [""]
    if before and len(last) <= MAX_UNIT_LINE_CHARS and _UNIT_LINE.search(last):
        return f"{before[-1]} {last}" if len(before[-1]) <= MAX_CAPTION_CHARS else last
    return last


def _is_prose(line: str) -> bool:
    """Say whether a line is a sentence of the text rather than one about the table below it."""
    return line.rstrip().endswith(("。", "！", "？")) and _OF_TABLE.search(line) is None


def unit_for(heading: Heading, units: tuple[str, ...]) -> str:
    """Choose the unit of the table that fits a heading; none where that would be a guess.

    A rate is never in 亿元, whatever the line above the table says.
    """
    rate = _RATE.search(heading.words) is not None
    fitting = [unit for unit in units if rate == (unit in "%％‰")]
    return fitting[0] if len(fitting) == 1 else ""


def is_rate(text: str) -> bool:
    """Say whether a heading names a rate or a share, which belongs to some other measure."""
    return _RATE.search(text) is not None


def is_unit(text: str) -> bool:
    """Say whether a text is nothing but a unit: 亿元, 万人, 元/平方米, %."""
    parts = text.replace("／", "/").split("/")
    return all(_is_simple_unit(part) for part in parts)


def is_bare_number(text: str) -> bool:
    """Say whether a text is a number and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def is_period(text: str) -> bool:
    """Say whether a text is a year, a month or another period and nothing else."""
    text = text.strip()
    return bool(_BARE_YEAR.fullmatch(text) or _PERIOD.fullmatch(text))


def period_in(text: str) -> str:
    """Give the period that a caption names; none where it names several."""
    found = {"".join(match.group().split()) for match in _PERIOD.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def measure_of(caption: str) -> str:
    """Give what a caption says the whole table measures; "" where it only says what it is about.

    >>> measure_of("表2 2023年各区民营企业数（单位：家）"), measure_of("海盐县主要经济指标")
    ('民营企业数', '')
    """
    words = read_heading(_TABLE_NUMBER.sub("", _UNIT_LINE.sub("", caption).strip())).words
    words = _EACH.sub("", _TABLE_TAIL.sub("", words.strip(" （）()：:")))
    return "" if _UNMEASURED.search(words) else words


@cache
def _units() -> frozenset[str]:
    return words("units") | {"%", "％", "‰"}


def _is_simple_unit(text: str) -> bool:
    known = _units()
    return text in known or (bool(_SCALE.match(text)) and _SCALE.sub("", text) in known)
