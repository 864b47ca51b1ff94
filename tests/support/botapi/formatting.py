"""What text and entities does a message end up with?

Between parsing and storing, Telegram cleans the text, trims it, makes the entities nest by its
rules and finds links, mentions, commands and hashtags by itself.

Source: the behaviour of TDLib's `fix_formatted_text`.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

from tests.support.botapi.arguments import Arguments
from tests.support.botapi.detection import find_entities
from tests.support.botapi.errors import bad_request
from tests.support.botapi.markup import Entity, parse_html
from tests.support.botapi.nesting import fixed
from tests.support.botapi.units import utf16_length

MAX_ENTITIES = 100  # further ones are dropped without a word
_MAX_SOURCE_BYTES = 32_768
_KINDS = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link",
        "text_mention", "custom_emoji", "blockquote", "expandable_blockquote",
    }
)  # fmt: skip
_FOUND_KINDS = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
     "bank_card_number"}
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")


def formatted(
    arguments: Arguments, text: str, parse_mode: str, entities: Any, *, allow_empty: bool
) -> tuple[str, list[Entity]]:
    """Read a text as the client marked it up; give it as Telegram stores it.

    Raises:
        ApiError: 400, for mark-up, an entity or a parse mode that Telegram refuses, and for a
            text that is empty once trimmed unless `allow_empty`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > _MAX_SOURCE_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if text and mode not in ("", "none"):
        if mode in ("markdown", "markdownv2"):
            arguments.complain("parse_mode", f"{parse_mode} is not read here, only HTML is")
            raise bad_request("can't parse entities: Markdown is not supported by this server")
        if mode != "html":
            raise bad_request("Unsupported parse_mode")
        text, found = parse_html(text)
    else:
        found = _given_entities(entities)
    if _nested_quotes(found):
        arguments.complain("text", "a blockquote stands in a blockquote; the inner one is lost")
    if len(found) > MAX_ENTITIES:
        arguments.complain("text", f"{len(found)} entities, only {MAX_ENTITIES} are kept")
    return stored(text, found[:MAX_ENTITIES], allow_empty=allow_empty)


def stored(
    text: str, entities: list[Entity], *, allow_empty: bool = True
) -> tuple[str, list[Entity]]:
    """Clean, trim, nest and complete a text with its entities."""
    text, entities = _cleaned(text, fixed(entities))
    text, entities = _trimmed(text, entities)
    if not text:
        if not allow_empty:
            raise bad_request("Text must be non-empty")
        return "", []
    return text, fixed(entities, find_entities(text))


def _given_entities(entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    kept = []
    for entity in entities:
        problem = _problem(entity)
        if problem:
            raise bad_request(f"Can't parse MessageEntity: {problem}")
        if entity["type"] in _KINDS and entity["length"] > 0:
            place = {name: entity[name] for name in ("offset", "length", "type")}
            kept.append(place | entity)
    return kept


def _problem(entity: Any) -> str | None:
    if not isinstance(entity, dict):
        return "expected an Object"
    for name in ("offset", "length"):
        if name not in entity:
            return f'Can\'t find field "{name}"'
        if not isinstance(entity[name], int):
            return f'Field "{name}" must be of type Number'
    if entity.get("type") not in _KINDS | _FOUND_KINDS:
        return "Unsupported type specified"
    return None


def _nested_quotes(entities: list[Entity]) -> bool:
    quotes = sorted(
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if "blockquote" in entity["type"]
    )
    return any(later[0] < earlier[1] for earlier, later in pairwise(quotes))


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Turn control characters into spaces and drop what Telegram does not let through."""
    dropped = [utf16_length(text[: found.start()]) for found in _DROPPED.finditer(text)]
    if dropped:
        entities = _after_removal(entities, dropped)
    return _CONTROL.sub(" ", _DROPPED.sub("", text)), entities


def _after_removal(entities: list[Entity], removed: list[int]) -> list[Entity]:
    moved = []
    for entity in entities:
        end = entity["offset"] + entity["length"]
        before = sum(at < entity["offset"] for at in removed)
        within = sum(entity["offset"] <= at < end for at in removed)
        if entity["length"] > within:
            moved.append(
                entity | {"offset": entity["offset"] - before, "length": entity["length"] - within}
            )
    return moved


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut white space off both ends; at the front an entity holds its white space."""
    text = text.rstrip(" \n")
    end = utf16_length(text)
    kept = [
        entity | {"length": min(entity["length"], end - entity["offset"])}
        for entity in entities
        if entity["offset"] < end
    ]
    first = min((entity["offset"] for entity in kept), default=end)
    leading = min(len(text) - len(text.lstrip(" \n")), first)
    return text[leading:], [entity | {"offset": entity["offset"] - leading} for entity in kept]


def entities_argument(arguments: Arguments, name: str) -> Any:
    """Read an entities parameter; Telegram takes unreadable JSON for none at all."""
    value = arguments.text(name)
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        arguments.complain(name, "is not JSON")
        return None
