"""What is a number or a date before it means anything?

The values that finding hands to meaning: places in one text with what they say by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.types import NumberKind, NumberValue, Qualifier


class Role(StrEnum):
    """What a mention is to the reader of its text."""

    STATISTIC = "statistic"
    DATE = "date"  #: a date or a period, its value is in its words
    SPAN = "span"  #: a period that counts (近三年, 十年前)
    ORDINAL = "ordinal"  #: any other 第 + numeral: it names its noun (第三产业, 第二届)
    RANK = "rank"  #: a place in an order (第11位, 全国第一)
    ARTICLE = "article"  #: 一个, 一种: a numeral that only introduces its noun


@dataclass(slots=True)
class Mention:
    """A number or a date of a text; offsets in code points, hedges inside `[start, end)`."""

    start: int
    end: int
    value: NumberValue | None  #: scaled by 万, 亿, %; `None` for dates and for 两位数
    unit: str | None
    kind: NumberKind
    qualifier: Qualifier | None = None
    role: Role = Role.STATISTIC
    numeral: str = ""  #: the signs of the numeral alone, half-width
    core_start: int = 0  #: where the numeral begins, after hedges before it
    core_end: int = 0  #: where the unit ends, before hedges after it
    inner: Mention | None = None  #: of a counted span: the duration in it (十年前 holds 十年)
