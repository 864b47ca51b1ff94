"""Where does a line of Chinese text end?

Breaks lines by the rules of the typesetter and shortens what is too long. Nothing here draws.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

#: Measures a text in pixels; must be additive over characters.
Measure = Callable[[str], int]

ELLIPSIS = "…"

_CLOSING = "、，。．：；！？）］｝〉》」』】〕”’％‰℃…—·,.:;!?)]}%>"
_CLAUSE_ENDS = " 、，。：；！？—"
_OPENING = "（［｛〈《「『【〔“‘([{<"
# A number keeps its multiplier and sign; Latin words stay whole.
_WORD = re.compile(
    r"[+\-−]?\d[\d.,:/]*(?:[十百千万亿]+|[%％‰℃])*|[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’._\-]*|.", re.DOTALL
)
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩")
_DIGIT = re.compile(r"\d")


def wrap(text: str, width: int, measure: Measure) -> list[str]:
    """Break a text into lines no wider than `width`.

    A line does not begin with closing punctuation nor end with opening; numbers and Latin words
    stay whole. Only what is wider than a whole line by itself is broken inside. A character wider
    than `width` stands alone on its line.

    >>> wrap("出口257728.57万元，占14.87%。", 11, len)
    ['出口', '257728.57万', '元，占14.87%。']
    """
    return _filled(_tokens(text), width, measure)


def wrap_title(text: str, width: int, measure: Measure, *, max_lines: int) -> list[str]:
    """Break a title into as few lines as `wrap`, at most `max_lines`, as a person would.

    Lines end with clauses where that takes no more lines; else they are of about one length.

    >>> wrap_title("强化为企服务 推动外贸稳中提质", 12, len, max_lines=3)
    ['强化为企服务', '推动外贸稳中提质']
    >>> wrap_title("现代社区让幸福味道萦绕家门口", 10, len, max_lines=3)
    ['现代社区让幸福', '味道萦绕家门口']
    """
    tokens = _shortened(_tokens(text), width, measure, max_lines)
    lines = _filled(tokens, width, measure)
    clauses = _clauses(tokens)
    if all(measure(clause.rstrip()) <= width for clause in clauses):
        by_clause = _filled(clauses, width, measure)
        if len(by_clause) <= len(lines):
            return by_clause
    low, high = width // 2, width
    while high - low > 1:
        middle = (low + high) // 2
        if len(_filled(tokens, middle, measure)) > len(lines):
            low = middle
        else:
            high = middle
    even = _filled(tokens, high, measure)
    return even if len(even) == len(lines) else lines


def shorten(text: str, width: int, measure: Measure, *, max_lines: int) -> list[str]:
    """Break a text into at most `max_lines` lines, ending in … where something is left out.

    No number, whole or in part, stands before the …: cut from 300多万 a reader would see 300.

    >>> shorten("该街道出口金额累计达257728.57万元", 10, len, max_lines=2)
    ['该街道出口金额累计', '达…']
    """
    return _filled(_shortened(_tokens(text), width, measure, max_lines), width, measure)


def _shortened(
    tokens: Sequence[str], width: int, measure: Measure, max_lines: int
) -> Sequence[str]:
    lines = _filled(tokens, width, measure)
    if len(lines) <= max_lines:
        return tokens
    n_kept = sum(map(len, lines[:max_lines]))
    kept: list[str] = []
    length = 0
    for token in tokens:
        length += len(token)
        if length > n_kept + max_lines:  # a line may have dropped the space at its end
            break
        kept.append(token)
    while kept:
        shown = [*kept[:-1], kept[-1] + ELLIPSIS]
        if not _is_cut_short(kept) and len(_filled(shown, width, measure)) <= max_lines:
            return shown
        kept.pop()
    return [ELLIPSIS]


def _is_cut_short(tokens: Sequence[str]) -> bool:
    """Say whether the last word is a number, or something that wants what follows it."""
    last = tokens[-1].rstrip()
    return (
        not last
        or last[-1] in _NUMERALS
        or last[-1] in _OPENING
        or last[-1] in _CLOSING
        or _DIGIT.search(last) is not None
    )


def _tokens(text: str) -> list[str]:
    """Cut a text where a line may end."""
    tokens: list[str] = []
    opened = ""
    for match in _WORD.finditer(text):
        word = match.group()
        if word in _OPENING:
            opened += word
        elif tokens and not opened and (word == " " or word in _CLOSING):
            tokens[-1] += word
        else:
            tokens.append(opened + word)
            opened = ""
    if opened:
        tokens.append(opened)
    return tokens


def _clauses(tokens: Sequence[str]) -> list[str]:
    clauses = [""]
    for token in tokens:
        clauses[-1] += token
        if token[-1] in _CLAUSE_ENDS:
            clauses.append("")
    return [clause for clause in clauses if clause]


def _filled(tokens: Sequence[str], width: int, measure: Measure) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for token in tokens:
        for part in _parts(token, width, measure):
            length = measure(part)
            if line and used + measure(part.rstrip()) > width:
                lines.append(line.rstrip())
                line, used = "", 0
            line += part
            used += length
    if line.rstrip():
        lines.append(line.rstrip())
    return lines


def _parts(token: str, width: int, measure: Measure) -> Iterator[str]:
    """Cut a token that no line holds into pieces that fit."""
    if measure(token.rstrip()) <= width:
        yield token
        return
    part = ""
    for character in token:
        if part and measure(part + character) > width:
            yield part
            part = ""
        part += character
    yield part
