"""Is a number told in the very unit that was asked in?

25公斤 is no answer to 多少斤 by itself: who reads only the number is wrong by half.
"""

from __future__ import annotations

from retrieval.answer.extraction import Choice
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.questions import Question
from retrieval.types import NumberKind

_MEASURED = frozenset({NumberKind.AREA, NumberKind.DISTANCE, NumberKind.MASS})
#: Units of more than one name.
_SAME = tuple(
    map(
        frozenset,
        (
            {"公里", "千米", "km"},
            {"米", "公尺", "m"},
            {"厘米", "公分", "cm"},
            {"毫米", "mm"},
            {"里", "华里"},
            {"公斤", "千克", "kg"},
            {"斤", "市斤"},
            {"克", "公克", "g"},
            {"吨", "公吨", "t"},
            {"平方米", "平米", "㎡", "m²"},
            {"平方公里", "平方千米", "km²"},
        ),
    )
)


def in_another_unit(question: Question, choice: Choice) -> bool:
    """Say whether a length, an area or a mass stands in another unit than the one asked in."""
    one, asked = choice.candidate, question.unit
    if asked is None or not isinstance(one, NumberCandidate) or not one.unit:
        return False
    same = next((names for names in _SAME if asked in names), frozenset({asked}))
    return question.dimension in _MEASURED and one.unit not in same
