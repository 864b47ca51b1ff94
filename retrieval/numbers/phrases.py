"""Where does a noun phrase beside a number begin and end?

No parser: two lists tell at which words a phrase is cut (`phrase_stops`) and which longer words
only look like them (`phrase_keeps`: 在校 holds 在, 比重 holds 比).
"""

from __future__ import annotations

from retrieval.lexicons import rows, words

GAP = "\0"  #: stands in for every sign of a date or an article: no phrase runs across it

_KEEPS = words("phrase_keeps")
_LEFT = frozenset(r[0] for r in rows("phrase_stops") if len(r) < 2 or r[1] == "left") | {GAP}
_RIGHT = frozenset(r[0] for r in rows("phrase_stops") if len(r) < 2 or r[1] == "right") | {GAP}
_LINKING = words("linking") | {GAP, " "}
#: Single signs that begin no noun, even where one must follow.
_NEVER_FIRST = frozenset(
    "已在由从向对把被使让为是并也都又再就还了着以按将均却仍只才能会要应不没未给因于至到既且或比较占我他她其这那有各经的"
)
_KEEP_LENGTHS = tuple(sorted({len(w) for w in _KEEPS}, reverse=True))
_LEFT_LENGTHS = tuple(sorted({len(w) for w in _LEFT}, reverse=True))
_RIGHT_LENGTHS = tuple(sorted({len(w) for w in _RIGHT}, reverse=True))
_LINKING_LENGTHS = tuple(sorted({len(w) for w in _LINKING}, reverse=True))
_KEEP_FIRST = frozenset(w[0] for w in _KEEPS)
_LEFT_FIRST = frozenset(w[0] for w in _LEFT)
_RIGHT_FIRST = frozenset(w[0] for w in _RIGHT)


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
        if sign in _KEEP_FIRST:
            kept = _match(text, at, _KEEPS, _KEEP_LENGTHS)
            if kept:
                at += kept
                continue
        if sign in _RIGHT_FIRST:
            cut = _match(text, at, _RIGHT, _RIGHT_LENGTHS)
            if cut > 1 or (cut and (at or not named or sign in _NEVER_FIRST)):
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
        if sign in _KEEP_FIRST:
            kept = _match(text, at, _KEEPS, _KEEP_LENGTHS)
            if kept:
                at += kept
                continue
        if sign in _LEFT_FIRST:
            cut = _match(text, at, _LEFT, _LEFT_LENGTHS)
            if cut:
                if at > begin:
                    last_begin, last_end = begin, at
                at += cut
                begin = at
                continue
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
                if _keeps_at_end(text, end):
                    return text[:end]
                end -= length
                break
        else:
            break
    return text[:end]


def _keeps_at_end(text: str, end: int) -> bool:
    """Tell whether a kept word ends at `end` (比重, 国有 end in signs that would be stripped)."""
    return any(
        length <= end
        and text[end - length : end] in _KEEPS
        and text[end - length : end] not in _LINKING
        for length in _KEEP_LENGTHS
    )


def _match(text: str, at: int, words_: frozenset[str], lengths: tuple[int, ...]) -> int:
    for length in lengths:
        if text[at : at + length] in words_:
            return length
    return 0
