"""Which numerals of a sentence have the very unit that a question asks in?

Beside the key numbers: the numbers room leaves out what is no statistic (第15个), and units that
only the question knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from retrieval.answer.evidence import Sentence
from retrieval.answer.questions import Question
from retrieval.lexicons import rows
from retrieval.types import NumberKind, Span

#: Dimensions that the asking words leave no doubt about.
CLEAR = frozenset(
    {NumberKind.MONEY, NumberKind.AGE, NumberKind.DISTANCE, NumberKind.AREA, NumberKind.MASS}
)
#: A numeral as printed, with words that hedge it, folded.
NUMERAL = (
    r"(?:至少|超过|大约|不到|将近|接近|近|约|逾|超)?"
    r"(?:\d[\d,]*(?:\.\d+)?|(?:[数几](?=[十百千万亿]))?[零〇一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?)"
    r"(?:[十百千]?[万亿]+)?[多余几]?"
)

#: Classes are counted in Roman numerals too: Ⅱ类, III级.
_ROMAN = "(?:劣?[ⅰ-ⅻⅠ-Ⅻ]|劣?(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2}))"
_CLASSES = frozenset("类级型期")
#: 一半以上的人口 tells how many, as a share does.
_HALF = "(?:超过|将近|近|约)?一半(?:以上|左右|多)?"
#: 狗是一种动物 says what, not how many.
_ARTICLE = re.compile("(?<=[是为])一[^零〇一二三四五六七八九十百千万亿多余几]+$")
_ENDED = re.compile(r"\W|$")
_HALVED = frozenset({None, NumberKind.COUNT, NumberKind.PERCENT, NumberKind.RATIO})


def asked_numeral(question: Question) -> re.Pattern[str]:
    """Make the expression for numerals with the unit asked in, or with none."""
    units = [
        unit for unit, kind in _units().items() if kind is question.dimension and kind in CLEAR
    ]
    if question.unit is not None:
        units.append(question.unit)
    noun = re.match(r"[\u4e00-\u9fff]{1,2}", question.after)
    if question.unit is None and noun is not None and question.dimension not in CLEAR:
        units.append(noun.group())
    alternatives = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    numeral = f"(?:{NUMERAL}|{_ROMAN})" if question.unit in _CLASSES else NUMERAL
    with_unit = rf"{numeral} ?(?P<unit>{alternatives or '(?!)'})"
    bare = r"(?:\d+[,.]?\d+[\d,]*|\d)[万亿]+|\d+\.\d+|\d[\d,]+|[一二三四五六七八九十百千]+[万亿]+"
    if question.unit is not None or question.dimension in CLEAR:
        bare = "(?!)"
    half = _HALF if question.unit is None and question.dimension in _HALVED else "(?!)"
    return re.compile(
        rf"(?<![\d.,a-z])(?:{with_unit}|(?:{bare})(?![\d.,:%年月日时分秒号a-z+])|(?P<half>{half}))"
    )


@cache
def _units() -> dict[str, NumberKind]:
    return {unit: NumberKind(kind) for unit, kind, *_ in rows("units")}


def asked_ordinal(question: Question) -> re.Pattern[str]:
    """Make the expression for ordinals, with the measure word asked in or with none."""
    unit = re.escape(question.unit or "")
    return re.compile(rf"第(?:\d+|[一二三四五六七八九十百]+)(?P<unit>{unit})?")


def numerals(
    sentence: Sentence, asked: re.Pattern[str], *, is_ordinal: bool
) -> Iterator[tuple[Span, str, NumberKind]]:
    """Find what an expression made here matches: spans in the passage, unit and kind."""
    for match in asked.finditer(sentence.folded):
        unit = match["unit"] or ""
        start, end = match.span()
        if _ARTICLE.search(sentence.folded, start, end) and not _ENDED.match(sentence.folded, end):
            continue
        span = Span(sentence.span.start + start, sentence.span.start + end)
        if is_ordinal:
            yield span, unit, NumberKind.ORDINAL
        elif match["half"]:
            yield span, "", NumberKind.PERCENT
        else:
            yield span, unit, _units().get(unit, NumberKind.COUNT if unit else NumberKind.OTHER)
