"""What is handed to whoever sends: a body, buttons and a picture, as values.

Buttons say what they ask for, not how a messenger encodes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.replies.html import Markup

#: Names the address that opens a passage in context, where the messenger has one.
Address = Callable[[str], str | None]


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


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    verb: Verb
    argument: str = ""  #: the passage or report id, or the page number


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is drawn when it is sent: a reply that is never sent costs none."""

    draw: Callable[[], bytes]  #: gives a PNG; slow, and it may fail


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message to be sent: its text, rows of buttons below it, and a picture above it."""

    body: Markup
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None  #: says no more than the text, which stands without it

    @property
    def html(self) -> str:
        """Give the body with its tags."""
        return self.body.html

    @property
    def plain(self) -> str:
        """Give the bare text, for where tags are refused or unknown."""
        return self.body.plain
