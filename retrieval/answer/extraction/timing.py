"""Does a number bear a time of its own?

从去年不到20万增长到现在的300多万 holds two values of one measure; the time right before each tells
them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.questions import Question

_PRESENT = "现在|如今|目前|眼下|当前|现有"
#: Times that set values of one measure apart.
_TIME = re.compile(
    rf"[零一二三四五六七八九十\d]+年前|\d{{4}}年|去年|今年|前年|明年|上年|{_PRESENT}|以前|原来|原有|此前|同期|"
    r"[上下]半年|[一二三四]季度|\d+月"
)
_OWN_TIME = re.compile(
    rf"({_TIME.pattern})(?:[的有仅只还剩]{{0,2}}|[增发上][加展升]到|[\u4e00-\u9fff]{{2}})$"
)
_NOW = frozenset(_PRESENT.split("|"))
#: What leads from a former value to the present one: 由28.6%[降至]25.1%.
_TO_PRESENT = re.compile(
    "[^，。；、\\d]{0,4}?(?:提高|提升|增长|增加|上升|上涨|扩大|下降|减少|下跌|回落|缩短|压缩|上调|下调|[升增涨降减跌缩])"
    "[^，。；、\\d]{0,2}?[至到为]了?"
)
_FORMER_ASKED = re.compile(
    r"去年|前年|上年|年前|原来|原有|以前|此前|之前|[从由](?!事)|(?:19|20)\d\d年"
)
_TO = ("至", "到")
_PRESENT_ASKED = re.compile("[至到为]了?(?:大约|约)?$")
_WITHIN = 10  # characters before the number


def times_named(text: str) -> list[str]:
    """List the times that a comparable text names; any word for now names all of them."""
    found = _TIME.findall(text)
    return [*found, *_NOW] if _NOW.intersection(found) else found


def bears(left: str, asked: Sequence[str]) -> bool:
    """Say whether a time asked about stands right before a number (十年前的300多家)."""
    return any(time in asked for time in _OWN_TIME.findall(left[-_WITHIN:]))


def time_beside(left: str, asked: Sequence[str]) -> tuple[float, float]:
    """Say whether a time of the question, or another one, stands near before a number."""
    said = times_named(left[-_WITHIN:])
    if not said:
        return 0.0, 0.0
    return (1.0, 0.0) if any(time in asked for time in said) else (0.0, float(bool(asked)))


def asks_for_former(question: Question, left: str) -> bool:
    """Say whether the value behind `left` may be meant, though it has changed since.

    In 从1.3万人降至多少 it is not; 现在多少 asks for it where it is 现在的1.3万.
    """
    if _PRESENT_ASKED.search(question.before):
        return False
    former = _FORMER_ASKED.search(question.folded) is not None
    return former or bears(left, times_named(question.folded))


def leads_to_present(question: Question, between: str) -> bool:
    """Say whether what stands between two numbers makes the second take the place of the first.

    >>> from retrieval.answer.questions import parse_question
    >>> question = parse_question("药占比降至多少？")
    >>> [leads_to_present(question, between) for between in ("降至", "至", "，平均住院日降至")]
    [True, True, False]
    """
    if _TO_PRESENT.fullmatch(between) is not None:
        return True
    # 跌6.1%至3.43万: by how much is not to how much.
    return between in _TO and _PRESENT_ASKED.search(question.before) is not None
