"""How is a passage named so that it is still found when its report has changed?

By its id, and by where it stood: a button under an old answer, or a link that was passed on, leads
to the text as it was or says that it is another one now.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from retrieval import Engine, Passage, PassageNotFoundError

MAX_ID_BYTES = 24  # of an id that leaves room for the rest; callback data holds 64 bytes
_TRAIL = re.compile(r"(?P<id>.+)-(?P<place>[0-9a-f]{6})(?P<text>[0-9a-f]{4})-(?P<at>\d{1,6})")
#: An id that is made of the passage's content: while it is found, the text is the same.
_CONTENT_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a trail led."""

    passage: Passage
    is_changed: bool  #: the text is not the one that was cited


def trail(passage: Passage) -> str:
    """Name a passage by its id and its place; one whose id is long by its id alone."""
    if len(passage.id.encode("utf-8", "surrogatepass")) > MAX_ID_BYTES:
        return passage.id
    place = _digest(f"{passage.source}\0{passage.report_title}", 3)
    return f"{passage.id}-{place}{_digest(passage.text, 2)}-{passage.position}"


def follow(name: str, engine: Engine) -> Followed:
    """Find the passage that a trail or a bare id names, or the one that stands there now.

    Raises:
        PassageNotFoundError: neither is there any more.
    """
    match = _TRAIL.fullmatch(name)
    passage_id = name if match is None else match["id"]
    try:
        found = engine.passage(passage_id)
    except PassageNotFoundError:
        if match is None:
            raise
        return Followed(
            _standing_there(match["place"], int(match["at"]), passage_id, engine), True
        )
    # A passage that lent its id, as to a byline, is told from one that changed by its kind of id.
    is_named = match is not None and not _CONTENT_ID.fullmatch(passage_id)
    is_changed = is_named and match is not None and match["text"] != _digest(found.text, 2)
    return Followed(found, is_changed)


def _standing_there(place: str, position: int, passage_id: str, engine: Engine) -> Passage:
    for report in engine.reports:
        if _digest(f"{report.source}\0{report.title}", 3) == place:
            passages = engine.report_passages(report.id)
            if passages:
                return passages[min(position, len(passages) - 1)]
    raise PassageNotFoundError(passage_id=passage_id)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
