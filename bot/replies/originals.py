"""How is the original of a passage offered and sent: the file, and the page it stands on?

A passage stands in the file it was read from, and in every copy of it: counted from 0, the file
first. A button names the passage and that count.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from bot.replies.html import EMPTY, Markup, bold, italic, join, text
from bot.replies.places import place_words
from bot.replies.quotes import TITLE_CHARS, shortened
from bot.replies.reply import Attachment, Button, Picture, Reply, Verb
from bot.replies.texts import Texts
from bot.replies.trails import trail
from retrieval import Copy, Passage, Place

NAME_CHARS = 40  # of a file, on a button and in a line
MAX_ORIGINALS = 3  # offered of one passage


def originals_of(passage: Passage) -> tuple[Copy, ...]:
    """List where a passage stands: in its own file, then in the copies."""
    return (Copy(passage.source, passage.place), *passage.also)


def original_buttons(passage: Passage, texts: Texts) -> tuple[Button, ...]:
    """Offer the originals of a passage; a plain text file says no more than what is quoted."""
    named = trail(passage)
    return tuple(
        Button(_label(original, texts, is_copy=n > 0), Verb.ORIGINAL, f"{n}_{named}")
        for n, original in enumerate(originals_of(passage)[:MAX_ORIGINALS])
        if original.place is not None
    )


def read_original(name: str) -> tuple[int, str]:
    """Read what the button of an original names: the count, and the trail of the passage.

    >>> read_original("1_3dea59440206")
    (1, '3dea59440206')
    """
    count, _, followed = name.partition("_")
    return (int(count) if count.isascii() and count.isdigit() else 0), followed


def also_line(passage: Passage, texts: Texts) -> Markup:
    """Name the other files that say the same, with the place in each."""
    return italic(also_words(passage.also, texts)) if passage.also else EMPTY


def also_words(copies: tuple[Copy, ...], texts: Texts) -> str:
    """Say which other files hold a text."""
    return texts("also-in", files=texts("list-comma").join(_names(copies, texts)))


def compose_page(
    passage: Passage, place: Place, texts: Texts, *, picture: Picture, is_changed: bool
) -> Reply:
    """Show a page of an original; the passage is marked on it."""
    parts = [bold(shortened(passage.report_title, TITLE_CHARS)), text(place_words(place, texts))]
    changed = italic(texts("context-changed")) if is_changed else EMPTY
    caption = join([join(parts, texts("place-separator")), changed], "\n")
    return Reply(body=caption, picture=picture)


def compose_file(attachment: Attachment, place: Place | None, texts: Texts) -> Reply:
    """Send an original."""
    words = place_words(place, texts) if place is not None else ""
    return Reply(body=text(words or attachment.name), attachment=attachment)


def compose_too_large(source: str, size: int, limit: int, texts: Texts) -> Reply:
    """Say that an original cannot be sent, for its size in bytes."""
    megabytes = {"size": round(size / 1e6), "limit": round(limit / 1e6)}
    return Reply(body=text(texts("original-too-large", name=file_name(source), **megabytes)))


def file_name(source: str) -> str:
    """Name a file without the folders it lies in, which are nobody's business."""
    return PurePosixPath(source).name


def _label(original: Copy, texts: Texts, *, is_copy: bool) -> str:
    words = place_words(original.place, texts) if original.place is not None else ""
    if is_copy:
        words = f"{shortened(file_name(original.source), NAME_CHARS)} {words}"
    return texts("button-original", place=words).strip()


def _names(copies: tuple[Copy, ...], texts: Texts) -> Iterator[str]:
    for copy in copies:
        name = shortened(file_name(copy.source), NAME_CHARS)
        words = place_words(copy.place, texts) if copy.place is not None else ""
        yield name + (texts("details", details=words) if words else "")
