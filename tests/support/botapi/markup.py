"""What does Telegram read in a text sent with parse_mode HTML?

It is no browser: a small set of tags, strictly nested, four named entities; anything else is
refused with the byte offset of the offending tag.

Source: https://core.telegram.org/bots/api#html-style and the behaviour of TDLib's `parse_html`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.support.botapi.errors import ApiError, bad_request
from tests.support.botapi.links import checked_link
from tests.support.botapi.units import utf8_offset, utf16_length

Entity = dict[str, Any]

_KIND_OF_TAG = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link",
    "tg-emoji": "custom_emoji", "blockquote": "blockquote",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_ATTRIBUTE_NAME = re.compile(r"""[^ \t\r\n\v\0=>/"']*""")
_TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACES = " \t\r\n\v\0"  # no other character parts attributes
_SPACE = re.compile(rf"[{_SPACES}]*")
_USER_LINK = re.compile(r"tg:(?://)?user\?id=([0-9]{1,19})", re.IGNORECASE)
_LONGEST_REFERENCE = 10  # characters of a numeric reference, from the ampersand on


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int  # UTF-16 units of the text before it
    index: int  # characters of the text before it


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Split marked-up text into plain text and entities, which nest and are not yet sorted.

    >>> parse_html("共<b>2704个</b>车位 &lt;路桥&gt;")
    ('共2704个车位 <路桥>', [{'offset': 1, 'length': 5, 'type': 'bold'}])

    Raises:
        ApiError: 400 "can't parse entities: …" for a tag that is unknown, unclosed or crossed.
    """
    return _HtmlReader(source).read()


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0  # UTF-16 units
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                if self.source.startswith("</", self.at):
                    self._end_tag()
                else:
                    self._start_tag()
                continue
            if character == "&":
                decoded, self.at = _decode_reference(self.source, self.at)
                self._append(decoded)
                continue
            self._append(character)
            self.at += 1
        if self.open:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.text), self.entities

    def _append(self, piece: str) -> None:
        self.text.append(piece)
        self.length += utf16_length(piece)

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        self._match(_TAG_NAME)
        if not self._here():
            raise _refusal(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in _KIND_OF_TAG:
            raise _refusal(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise _refusal(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}'
            )
        self.at += 1
        self.open.append(_Open(tag, argument, self.length, len("".join(self.text))))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_space()
            if self._here() == ">":
                return argument
            name = self._match(_ATTRIBUTE_NAME)
            if not name:
                raise _refusal(
                    f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}'
                )
            self._skip_space()
            if self._here() != "=":
                self._not_at_end(tag, begin)
                if (tag, name) == ("blockquote", "expandable"):
                    argument = "1"
                continue
            self.at += 1
            self._skip_space()
            self._not_at_end(tag, begin)
            value = self._attribute_value(begin)
            argument = _argument(tag, name, value, argument)

    def _attribute_value(self, begin: int) -> str:
        quote = self._here()
        if quote not in ("'", '"'):
            token_at = self.at
            value = self._match(_NAME_TOKEN).lower()
            if self._here() not in _SPACES + ">":
                raise _refusal(
                    f"Unexpected end of name token at byte offset {self._bytes(token_at)}"
                )
        else:
            self.at += 1
            value = self._quoted(quote)
        if not self._here():
            raise _refusal(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        return value

    def _quoted(self, quote: str) -> str:
        value = ""
        while self._here() and self._here() != quote:
            if self._here() == "&":
                decoded, self.at = _decode_reference(self.source, self.at)
                value += decoded
            else:
                value += self._here()
                self.at += 1
        self.at += 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _refusal(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self.at += 2
        self._match(_TAG_NAME)
        found = self.source[begin + 2 : self.at].lower()
        self._skip_space()
        if self._here() != ">":
            raise _refusal(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self.at += 1
        opened = self.open[-1]
        if found and found != opened.tag:
            raise _refusal(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, expected "
                f'"</{opened.tag}>", found "</{found}>"'
            )
        if self.length > opened.offset:
            self._close(opened)
        self.open.pop()

    def _close(self, opened: _Open) -> None:
        kind = _KIND_OF_TAG[opened.tag]
        entity: Entity = {
            "offset": opened.offset,
            "length": self.length - opened.offset,
            "type": kind,
        }
        last = self.entities[-1] if self.entities else None
        same_place = last is not None and (
            (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        )
        if kind == "custom_emoji":
            if not opened.argument.isdecimal() or int(opened.argument) == 0:
                raise _refusal("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif kind == "text_link":
            link = self._link(opened)
            if link is None:
                return
            entity.update(link)
        elif kind == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif kind == "pre" and last and same_place and last.get("language"):
            last["type"] = "pre"
            return
        elif kind == "code" and opened.argument:
            if last and same_place and last["type"] == "pre":
                last["language"] = opened.argument
                return
            entity["language"] = opened.argument
        self.entities.append(entity)

    def _link(self, opened: _Open) -> Entity | None:
        url = opened.argument or "".join(self.text)[opened.index :]
        user_id = _mentioned_user(url)
        if user_id is not None:
            return {"type": "text_mention", "user_id": user_id}
        checked = checked_link(url)
        return {"url": checked} if checked else None

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return text

    def _skip_space(self) -> None:
        self._match(_SPACE)

    def _not_at_end(self, tag: str, begin: int) -> None:
        if not self._here():
            raise _refusal(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')

    def _bytes(self, index: int) -> int:
        return utf8_offset(self.source, index)


def _argument(tag: str, name: str, value: str, before: str) -> str:
    if (tag, name) == ("a", "href") or (tag, name) == ("tg-emoji", "emoji-id"):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) == ("blockquote", "expandable"):
        return "1"
    return before


def _decode_reference(source: str, at: int) -> tuple[str, int]:
    """Decode the reference at `at`; an ampersand that begins none stands for itself."""
    found = _REFERENCE.match(source, at)
    if found is None:
        return "&", at + 1
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        character = _NAMED.get(name)
        return (character, found.end()) if character else ("&", at + 1)
    digits = hexadecimal if hexadecimal is not None else decimal
    code = int(digits, 16 if hexadecimal is not None else 10) if digits else 0
    length = found.end() - at - found.group().endswith(";")
    if code == 0 or code >= 0x10FFFF or length >= _LONGEST_REFERENCE:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise _refusal(
            "Text contains invalid Unicode characters after decoding HTML entities, check for "
            "unmatched surrogate code units"
        )
    return chr(code), found.end()


def _mentioned_user(url: str) -> int | None:
    found = _USER_LINK.fullmatch(url)
    return int(found[1]) if found else None


def _refusal(problem: str) -> ApiError:
    return bad_request(f"can't parse entities: {problem}")
