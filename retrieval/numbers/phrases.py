"""Where does a noun phrase beside a number begin and end?

No parser: two lists tell at which words a phrase is cut (`phrase_stops`) and which longer words
only look like them (`phrase_keeps`: 在校 holds 在, 比重 holds 比).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from retrieval.lexicons import rows, words

GAP = "\0"  #: stands in for every sign of a date or an article: no phrase runs across it

Words = dict[str, tuple[frozenset[str], tuple[int, ...]]]


def _by_first(entries: Iterable[str]) -> Words:
    """Sort words by their first sign, with their lengths, the longest first."""
    groups: dict[str, set[str]] = defaultdict(set)
    for word in entries:
        groups[word[0]].add(word)
    return {
        first: (frozenset(group), tuple(sorted({len(word) for word in group}, reverse=True)))
        for first, group in groups.items()
    }


_KEEPS = _by_first(words("phrase_keeps"))
_LEFT = _by_first([GAP, *(r[0] for r in rows("phrase_stops") if len(r) < 2 or r[1] == "left")])
_RIGHT = _by_first([GAP, *(r[0] for r in rows("phrase_stops") if len(r) < 2 or r[1] == "right")])
_VERBS = _by_first(words("verbs"))
_LINKING = words("linking") | {GAP, " "}
_LINKING_LENGTHS = tuple(sorted({len(word) for word in _LINKING}, reverse=True))
#: Words that are linking signs at their end and still no link (比重, 国有).
_KEPT_ENDS = _by_first(
    word[::-1] for word in words("phrase_keeps") - _LINKING if word[-1] in _LINKING
)
_QUOTED = 14  # characters: longer quotations are speech
#: A verb before one of these is part of a noun (赔偿金, 签约率).
_NOUN_ENDS = frozenset(
    "区金费率量额者员户点站线物品机器权案室力性型款税证书师团队厂店业馆院所园期链仪"
)
#: Single signs that begin no noun, even where one must follow.
_NEVER_FIRST = frozenset(
    "已在由从向对把被使让为是并也都又再就还了着以按将均却仍只才能会要应不没未给因于至到既且或"
    "比较占我他她其这那有各经的"
)


def phrase_after(text: str, *, named: bool = True) -> str:
    """Cut what follows a number to the noun phrase it begins with; empty where it begins none.

    Args:
        text: what follows.
        named: a noun must follow (after 家, 个; not after 人), so that a first sign that may be a
            verb is one of the noun's (六个收运体系).

    >>> phrase_after("企业入网省固废管理系统"), phrase_after("在校学生参加")
    ('企业', '在校学生')
    """
    at = 0
    length = len(text)
    while at < length:
        sign = text[at]
        if sign == "“":
            at = _behind_quote(text, at)
            continue
        if sign in _KEEPS and (kept := _match(text, at, _KEEPS)):
            at += kept
            continue
        if sign in _RIGHT and (cut := _match(text, at, _RIGHT)):
            inside = cut > 1 and text[at + cut : at + cut + 1] in _NOUN_ENDS
            if not inside and (cut > 1 or at or not named or sign in _NEVER_FIRST):
                return text[:at]
        elif (at or not named) and sign in _VERBS:
            cut = _match(text, at, _VERBS)
            if cut and text[at + cut : at + cut + 1] not in _NOUN_ENDS:
                return text[:at]
        at += 1
    return text


def phrase_before(text: str) -> str:
    """Cut what stands before a number to the noun phrase it ends with.

    Where a verb stands last, the phrase before that verb is taken (加固工程开工 → 加固工程).

    >>> phrase_before("该开发区目前共有民营企业"), phrase_before("实现规上工业总产值")
    ('民营企业', '规上工业总产值')
    """
    at = begin = last_begin = last_end = 0
    length = len(text)
    while at < length:
        sign = text[at]
        if sign == "“":
            at = _behind_quote(text, at)
        elif sign in _KEEPS and (kept := _match(text, at, _KEEPS)):
            at += kept
        elif sign in _LEFT and (cut := _match(text, at, _LEFT)):
            if cut > 1 and text[at + cut : at + cut + 1] in _NOUN_ENDS:  # 完成率
                at += cut
                continue
            if at > begin:
                last_begin, last_end = begin, at
            at += cut
            begin = at
        else:
            at += 1
    return text[begin:] if begin < length else text[last_begin:last_end]


def without_linking(text: str) -> str:
    """Strip linking words from the end (出口金额累计达 → 出口金额).

    >>> without_linking("该街道出口金额累计达")
    '该街道出口金额'
    """
    end = len(text)
    while end:
        for length in _LINKING_LENGTHS:
            if length <= end and text[end - length : end] in _LINKING:
                break
        else:
            break
        if _keeps_at_end(text, end):
            break
        end -= length
    return text[:end]


def _keeps_at_end(text: str, end: int) -> bool:
    """Tell whether a word that only looks like a link ends at `end`."""
    group = _KEPT_ENDS.get(text[end - 1])
    return group is not None and any(
        length <= end and text[end - length : end][::-1] in group[0] for length in group[1]
    )


def _behind_quote(text: str, at: int) -> int:
    """Step over a short quotation, which is one word (“小而美”项目), or over its mark alone."""
    close = text.find("”", at + 1, at + _QUOTED)
    return (close if close >= 0 else at) + 1


def _match(text: str, at: int, among: Words) -> int:
    """Measure the longest word of `among` at `at`; 0 where there is none."""
    group, lengths = among[text[at]]
    for length in lengths:
        if text[at : at + length] in group:
            return length
    return 0
