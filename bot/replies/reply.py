"""What is handed to whoever sends: a body, buttons and a picture, as values.

Buttons say what they ask for, not how a messenger encodes it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.replies.html import Markup
from retrieval import Passage

_LOG = logging.getLogger(__name__)

#: Names the address that opens a passage in context, where the messenger has one.
Address = Callable[[Passage], str | None]


class Verb(StrEnum):
    """What a button asks for."""

    ASK = "ask"  #: the question on its label
    OPEN = "open"  #: a passage in context, as a message of its own
    WALK = "walk"  #: a passage in context, in place of the one shown
    OUTLINE = "outline"  #: a report's sections and key numbers
    LIST = "list"  #: a page of the list of reports
    NUMBERS = "numbers"  #: a page of a report's key numbers
    DIGEST = "digest"  #: a report's most telling numbers
    COMPARE = "compare"  #: the measure on its label, side by side
    LANGUAGE = "language"  #: the language to read in
    COPY = "copy"  #: the argument, into the clipboard
    MORE = "more"  #: further passages for a question
    EXPORT = "export"  #: a table as a file
    ADD = "add"  #: the document that was looked at
    REMOVE = "remove"  #: a report's file
    UNDO = "undo"  #: what was added or removed
    CANCEL = "cancel"  #: what was asked: nothing is done
    SUBSCRIBE = "subscribe"  #: to what the argument says
    UNSUBSCRIBE = "unsubscribe"  #: the subscription
    BROADCAST = "broadcast"  #: a digest, to all who have subscribed
    RIGHT = "right"  #: the answer is right
    WRONG = "wrong"  #: the answer is wrong
    ORIGINAL = "original"  #: the file that a passage was read from


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    verb: Verb
    argument: str = ""  #: what is named: see `bot.replies.trails` for passages


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is drawn when it is sent: a reply that is never sent costs none."""

    draw: Callable[[], bytes]  #: gives a PNG; slow, and it may fail

    async def drawn(self) -> bytes | None:
        """Draw it in a thread; `None` where it cannot be drawn, which is logged."""
        import asyncio  # loaded wherever this runs; the terminal needs none of it

        try:
            return await asyncio.to_thread(self.draw)
        except Exception:  # whatever is wrong with a picture, its text can be sent
            _LOG.exception("picture not drawn")
            return None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is sent as it is."""

    path: str
    name: str  #: what its reader sees


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message to be sent: its text, rows of buttons below it, and a picture above it."""

    body: Markup
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None  #: says no more than the text, which stands without it
    attachment: Attachment | None = None  #: the text is its caption

    @property
    def html(self) -> str:
        """Give the body with its tags."""
        return self.body.html

    @property
    def plain(self) -> str:
        """Give the bare text, for where tags are refused or unknown."""
        return self.body.plain
