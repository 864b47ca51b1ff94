"""How does a button or a deep link name a passage without any memory?

`<letter>_<name>`, at most 64 characters of A-Z a-z 0-9 _ -, which fits both callback data (64
bytes) and the `start` payload of a deep link. An id that is made of these characters stands as
it is; any other is written in base64url behind a `-`. An id too long for that has no name here,
and the button or link for it is left out.
"""

from __future__ import annotations

import base64
import binascii
import re
from enum import StrEnum
from typing import NamedTuple

MAX_PAYLOAD = 64  # bytes; Bot API, InlineKeyboardButton.callback_data and deep linking
_READABLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_PAYLOAD = re.compile(r"([a-z])_([A-Za-z0-9_-]+)")


class Kind(StrEnum):
    """What a payload asks for, in one letter."""

    ASK = "q"
    OPEN = "c"
    WALK = "w"
    OUTLINE = "r"
    LIST = "l"
    NUMBERS = "n"
    DIGEST = "d"
    COMPARE = "m"
    LANGUAGE = "a"
    MORE = "e"
    EXPORT = "v"
    ADD = "i"
    REMOVE = "t"
    UNDO = "u"
    CANCEL = "z"
    SUBSCRIBE = "s"
    UNSUBSCRIBE = "k"
    BROADCAST = "b"
    RIGHT = "y"
    WRONG = "x"
    ORIGINAL = "o"


class Payload(NamedTuple):
    """A payload taken apart."""

    kind: Kind
    name: str


def encode_payload(kind: Kind, name: str) -> str | None:
    """Write a payload; `None` where `name` is empty or does not fit.

    >>> encode_payload(Kind.OPEN, "3f9a"), encode_payload(Kind.OPEN, "段1")
    ('c_3f9a', 'c_-5q61MQ')
    """
    if not name:
        return None
    if not _READABLE.fullmatch(name):
        raw = name.encode("utf-8", "surrogatepass")
        name = "-" + base64.urlsafe_b64encode(raw).decode().rstrip("=")
    payload = f"{kind}_{name}"
    return payload if len(payload) <= MAX_PAYLOAD else None


def decode_payload(payload: str) -> Payload | None:
    """Read a payload; `None` for what was never written here.

    >>> decode_payload("c_-5q61MQ")
    Payload(kind=<Kind.OPEN: 'c'>, name='段1')
    """
    match = _PAYLOAD.fullmatch(payload)
    if match is None or len(payload) > MAX_PAYLOAD:
        return None
    letter, name = match.groups()
    try:
        kind = Kind(letter)
        if name.startswith("-"):
            padded = name[1:] + "=" * (-len(name[1:]) % 4)
            name = base64.urlsafe_b64decode(padded).decode("utf-8", "surrogatepass")
    except (ValueError, binascii.Error):
        return None
    return Payload(kind, name)


def deep_link(bot: str, passage: str, *, kind: Kind = Kind.OPEN) -> str | None:
    """Give the address that opens a passage in the private chat with the bot named `bot`.

    `passage` is its trail or its id; `kind` may ask for its original instead.
    """
    payload = encode_payload(kind, passage)
    return payload and f"https://t.me/{bot}?start={payload}"
