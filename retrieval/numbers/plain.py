"""How is a text read before its numbers are looked for?

Full-width digits and signs as half-width ones, traditional characters as simplified ones, always
one for one: every offset stays, and what is reported is sliced from the text as printed.
"""

from __future__ import annotations

import re

from retrieval.text import fold

_HALF_WIDTH = str.maketrans("０１２３４５６７８９％．／：", "0123456789%./:")
_FULL_WIDTH = re.compile("[０-９％．／：]")
_GROUPED = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
#: The same between half-width digits, where a unit behind leaves no doubt: 3，500万吨.
_GROUPED_BY_UNIT = re.compile("(?<![0-9.])([0-9]{1,3})，(?=[0-9]{3}[万亿吨元人名个户家公亩斤])")
#: Frequent traditional characters; a text without any of them is not folded.
_TRADITIONAL = re.compile("[萬億個餘點國會來對開這們為與於後發數]")


def plain(text: str) -> str:
    """Write `text` the way numbers are looked for in it, character for character.

    >>> plain("２，７０４個車位，１３．８％"), plain("钢3，500万吨，水泥")
    ('2,704个车位，13.8%', '钢3,500万吨，水泥')
    """
    if _TRADITIONAL.search(text):
        text = fold(text)
    text = _GROUPED_BY_UNIT.sub(r"\1,", text)
    if not _FULL_WIDTH.search(text):
        return text
    return _GROUPED.sub(",", text).translate(_HALF_WIDTH)


def as_printed(words: str, flat: str, text: str) -> str:
    """Write words taken from `flat` as `text` prints them, piece by longest piece.

    Args:
        words: a measure, made of pieces of `flat` and perhaps a word of change.
        flat: the plain form of `text`.
        text: the text as printed, as long as `flat`.

    >>> as_printed("总产值增速", plain("總產值增長5個百分點"), "總產值增長5個百分點")
    '總產值增速'
    """
    written: list[str] = []
    at = 0
    while at < len(words):
        end = len(words)
        while end > at + 1 and words[at:end] not in flat:
            end -= 1
        found = flat.find(words[at:end])
        written.append(text[found : found + end - at] if found >= 0 else words[at:end])
        at = end
    return "".join(written)
