"""Who signs a report within its text, where no line below the title says it?

本报讯（记者 王小明）… opens one, （执笔：张三） or a line 撰稿：李红 ends one. Only names behind a
word that says who wrote are taken: （张三 摄） and （责编：李红） sign nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.corpus.patterns import byline, writer_role
from retrieval.text.folding import fold
from retrieval.types import BlockKind, Report

_N_FOOT = 3  # blocks at the end that may hold a signature
_MAX_LINE_CHARS = 40  # of a line that is one
_OPENING = re.compile(r"^[^。，（）()]{0,16}[讯电][\s　]*[（(](?P<said>[^（）()]{3,40})[）)]")
_CLOSING = re.compile(r"[（(](?P<said>[^（）()]{3,40})[）)][。\s]*$")


def signed_by(report: Report) -> tuple[str, ...]:
    """List the names that sign a report at its opening or its end; none where nothing does."""
    paragraphs = [b.content.text for b in report.blocks if b.kind is BlockKind.PARAGRAPH]
    found = map(_names, _said(paragraphs))
    return next(filter(None, found), ())


def _said(paragraphs: list[str]) -> Iterator[str]:
    """Go through what may be a signature, without its brackets."""
    for text in paragraphs[:1]:
        if match := _OPENING.match(text):
            yield match["said"]
    for text in reversed(paragraphs[-_N_FOOT:]):
        if match := _CLOSING.search(text):
            yield match["said"]
        elif len(text) <= _MAX_LINE_CHARS:
            yield text


def _names(said: str) -> tuple[str, ...]:
    if not writer_role(fold(said.strip())):
        return ()
    found = byline(said.strip(), _no_word)
    return found.names if found else ()


def _no_word(_: str) -> bool:
    """Hold nothing for a word: a role before the names says what they are."""
    return False
