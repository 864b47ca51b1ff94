"""Which measure does a number give, as a reader would say it?

A count is named by the noun behind it (2704个车位), any other number by the noun before it
(总产值249.2亿元), a change by what changes (增加值同比增长13.8% → 增加值增速). What a clause leaves
unsaid is taken from the clause, then from the number, before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.numbers.changes import Change, read_change
from retrieval.numbers.found import Mention, Role
from retrieval.numbers.phrases import GAP, phrase_after, phrase_before, without_linking
from retrieval.types import NumberKind

_LONG = 16  #: characters; a longer phrase before a number is cut at its last 的
_CHANGE_NOUNS = re.compile(
    "^(?:同比|环比|累计|平均)?(?:增幅|涨幅|降幅|跌幅|增速|增长率|增长|下降|上涨|下跌)$"
)
_ENDS_IN_CHANGE = re.compile("(?:增速|增幅|涨幅|降幅|跌幅|增长率)$")
_SHARE = re.compile("占(?!比|地|用|有|领|据)(?P<whole>[^占]{1,20})$")
_SHARE_NOUN = re.compile("(?:比重|比例|份额|比率|占比|总数|总量)$")
_PER = re.compile("每[一-龥]{1,2}$")
_JOINED = re.compile(f"^[、和与及至到{GAP} ]*(?:以及)?$")
_EDGES = "的中内里等均和与及、 “”\"'的其"
_MEASURE_FIRST = frozenset({NumberKind.COUNT})
_ADVERBIAL = re.compile(
    "^(?:其中|同时|此外|另外|据|根据|截至|截止|预计|目前|记者|数据|显示|随着|按|由于|因此|所以|但|而|"
    "受|为|在|经|通过|如今|不仅|至此)"
)
_FORMAL = {
    "增": "增长",
    "降": "下降",
    "减": "减少",
    "涨": "上涨",
    "跌": "下跌",
    "多": "增加",
    "少": "减少",
}


@dataclass(slots=True)
class Named:
    """What a number measures."""

    metric: str | None
    base: str | None  #: the measure without words of change: what a next clause inherits
    change: Change | None = None


def name_measure(
    number: Mention, left: str, right: str, between: list[str], before: Named | None
) -> Named:
    """Name the measure of `number`.

    Args:
        number: the number.
        left: its clause up to it, from the number before it on where that stands in the clause;
            dates and articles are gaps.
        right: what follows it, up to a mark or the next number.
        between: whole clauses between this one and the number before, the nearest first.
        before: what the number before it in the passage measures, if there is one.
    """
    if before is not None and _JOINED.match(left) and left.strip(GAP + " "):
        follow = _right_phrase(right) if number.kind is NumberKind.COUNT else ""
        return Named(follow, follow) if follow else before
    change = read_change(left)
    if change is not None:
        return _changed(number, change, right, between, before)
    stripped = without_linking(left)
    share = _SHARE.search(stripped) if _shares(number) else None
    if share is not None:
        return _share(stripped, share, between, before)
    if number.kind in _MEASURE_FIRST or number.role is Role.RANK:
        follow = _right_phrase(right)
        if follow:
            return Named(follow, follow)
    phrase = _left_phrase(stripped)
    if right[:1] == "的" and not _closely_linked(left, stripped):
        follow = _right_phrase(right)
        if follow:
            return Named(follow, follow)
    if _CHANGE_NOUNS.match(phrase):
        base = _inherit(between, before)
        return Named((base or "") + phrase, base)
    if not phrase and number.kind is not NumberKind.PERCENT:
        phrase = _right_phrase(right)
    if not phrase:
        phrase = _inherit(between, before) or ""
    if number.kind is NumberKind.AGE:
        phrase = _age(phrase, right)
    return Named(phrase or None, phrase or None)


def _changed(
    number: Mention, change: Change, right: str, between: list[str], before: Named | None
) -> Named:
    base = _left_phrase(without_linking(change.rest)) or _inherit(between, before)
    if not base:
        base = _right_phrase(right) if number.kind is not NumberKind.PERCENT else ""
    if not base:
        return Named(change.word, None, change)
    if change.level or _ENDS_IN_CHANGE.search(base):
        return Named(base, base, change)
    suffix = change.name if number.unit == "%" else _FORMAL.get(change.word, change.word)
    return Named(base + suffix, base, change)


def _share(stripped: str, share: re.Match[str], between: list[str], before: Named | None) -> Named:
    whole = share["whole"].strip(_EDGES)
    part = _left_phrase(without_linking(stripped[: share.start()])) or _inherit(between, before)
    tail = "" if _SHARE_NOUN.search(whole) and not whole.endswith(("总数", "总量")) else "的比重"
    return Named(f"{part or ''}占{whole}{tail}", part)


def _shares(number: Mention) -> bool:
    return number.kind in {NumberKind.PERCENT, NumberKind.RATIO}


def _left_phrase(stripped: str) -> str:
    """Cut the noun phrase out of what stands before a number, linking words gone."""
    stripped = _PER.sub("", stripped)
    phrase = phrase_before(stripped).strip(_EDGES)
    if len(phrase) > _LONG:
        head, found, tail = phrase.rpartition("的")
        if found and len(tail) > 2:
            phrase = tail
    return phrase.rpartition("、")[2] if len(phrase) > _LONG else phrase


def _right_phrase(right: str) -> str:
    phrase = phrase_after(right.lstrip("的 ")).strip(_EDGES)
    return "" if _CHANGE_NOUNS.match(phrase) else phrase


def _inherit(between: list[str], before: Named | None) -> str | None:
    """Take what a clause leaves unsaid from the clauses before it, else from the last number."""
    for clause in between:
        if _ADVERBIAL.match(clause):
            continue
        change = read_change(clause)
        phrase = _left_phrase(without_linking(change.rest if change is not None else clause))
        if 2 <= len(phrase) <= _LONG:
            return phrase
    return before.base if before is not None else None


def _closely_linked(left: str, stripped: str) -> bool:
    """Tell whether 为, 达, 是 stand between phrase and number: then the phrase is the measure."""
    return bool(stripped) and any(sign in left[len(stripped) :] for sign in "为达是至")


def _age(phrase: str, right: str) -> str:
    return (_right_phrase(right) or phrase) + "年龄"
