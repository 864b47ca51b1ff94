"""Where do the sentences of a passage begin and end?"""

from __future__ import annotations

import re

from retrieval.types import Span

_OPENING = "“‘「『（(《〈【"
_CLOSING = "”’」』）)》〉】"
_BOUNDARY = re.compile(rf"[。！？!?…\n]+|[{_OPENING}{_CLOSING}]")
#: What still belongs to a sentence that ended inside its quotation.
_TRAILING = re.compile(rf"[{_CLOSING}]*")
_ENDS = tuple("。！？!?…")
_CLAUSE = re.compile(r"[^，。！？；：,!?;:\n“‘「『]+")
#: Who said it: stays with the quotation it follows.
_ATTRIBUTION = re.compile(
    "说|表示|介绍|指出|认为|强调|坦言|感叹|道$|称$|写道|告诉|回忆|解释|透露|评价|说明"
)
#: A quotation longer than this is never taken for one sentence: its closing mark may be missing.
_LONGEST_QUOTATION = 300  # characters; the longest sentence of ordinary prose


def split_sentences(text: str) -> tuple[Span, ...]:
    """Cut `text` into sentences, quotations kept whole, without white space at their edges.

    Full stops inside a quotation cut nothing; a full stop that closes one ends the sentence,
    unless who said it follows.

    >>> text = "“好！值得点赞。”他说。“方便。”当前，车位2704个。"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['“好！值得点赞。”他说。', '“方便。”', '当前，车位2704个。']
    """
    sentences: list[Span] = []
    start = 0
    depth = 0
    opened = 0
    position = 0
    while match := _BOUNDARY.search(text, position):
        position = match.end()
        mark = match.group()
        if mark in _OPENING:
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif mark in _CLOSING:
            depth = max(depth - 1, 0)
            if depth == 0 and _ends_sentence(text, match.start(), position):
                start = _close(text, sentences, start, position)
        elif depth == 0 or mark.startswith("\n") or position - opened > _LONGEST_QUOTATION:
            depth = 0
            trailing = _TRAILING.match(text, position)
            position = trailing.end() if trailing is not None else position
            start = _close(text, sentences, start, position)
    _close(text, sentences, start, len(text))
    return tuple(sentences)


def _ends_sentence(text: str, closing: int, position: int) -> bool:
    """Say whether a closing mark ends the sentence: `。”当前，` does, `。”他说。` does not."""
    if text[closing - 1 : closing] not in _ENDS:
        return False
    clause = _CLAUSE.match(text, position)
    return clause is None or _ATTRIBUTION.search(clause.group()) is None


def _close(text: str, sentences: list[Span], start: int, end: int) -> int:
    sentence = text[start:end]
    left = start + len(sentence) - len(sentence.lstrip())
    right = start + len(sentence.rstrip())
    if left < right:
        sentences.append(Span(left, right))
    return end
