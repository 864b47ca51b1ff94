"""How may entities stand in one another?

Bold, italic, underline, strikethrough and spoiler may be cut into pieces and merged; links,
mentions and code may not; code holds nothing else; quotes hold the rest but no quote.

Source: the behaviour of TDLib's `fix_entities`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Entity = dict[str, Any]

_SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_QUOTES = ("blockquote", "expandable_blockquote")
_PRE = ("code", "pre")
#: At one place the wider entity comes first, and of equal ones this order holds.
_PRIORITY = {
    kind: rank
    for rank, kind in enumerate(
        (*_QUOTES, "pre", "code", "text_link", "text_mention", *_SPLITTABLE, "custom_emoji")
    )
}


def fixed(entities: Sequence[Entity], found: Iterable[Entity] = ()) -> list[Entity]:
    """Make entities nest by Telegram's rules, and add those it `found` where there is room.

    >>> one = {"offset": 0, "length": 2, "type": "bold"}
    >>> fixed([one, {"offset": 2, "length": 3, "type": "bold"}])
    [{'offset': 0, 'length': 5, 'type': 'bold'}]
    """
    ordered = sorted(entities, key=_order)
    splittable = [entity for entity in ordered if entity["type"] in _SPLITTABLE]
    quotes = _without_crossing([entity for entity in ordered if entity["type"] in _QUOTES])
    whole = _without_crossing(
        [entity for entity in ordered if entity["type"] not in (*_SPLITTABLE, *_QUOTES)]
    )
    for entity in found:
        if not any(_overlap(entity, other) for other in whole):
            whole.append(entity)
    whole = [entity for entity in whole if not any(_crosses(entity, quote) for quote in quotes)]
    if _nest_as_they_are([*ordered, *found]):
        return sorted([*quotes, *whole, *splittable], key=_order)
    frame = sorted([*quotes, *whole], key=_order)
    return sorted([*frame, *_split(splittable, frame)], key=_order)


def _order(entity: Entity) -> tuple[int, int, int]:
    return (entity["offset"], -entity["length"], _PRIORITY.get(entity["type"], len(_PRIORITY)))


def _end(entity: Entity) -> int:
    return int(entity["offset"] + entity["length"])


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < _end(other) and other["offset"] < _end(one))


def _crosses(entity: Entity, quote: Entity) -> bool:
    inside = quote["offset"] <= entity["offset"] and _end(entity) <= _end(quote)
    return _overlap(entity, quote) and not inside


def _without_crossing(ordered: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in ordered:
        if not kept or entity["offset"] >= _end(kept[-1]):
            kept.append(entity)
    return kept


def _nest_as_they_are(entities: Iterable[Entity]) -> bool:
    """Say whether nothing needs to be cut, merged or dropped."""
    around: list[Entity] = []
    merged_until = dict.fromkeys(_SPLITTABLE, -1)
    for entity in sorted(entities, key=_order):
        kind = entity["type"]
        while around and entity["offset"] >= _end(around[-1]):
            around.pop()
        if around:
            outer = {other["type"] for other in around}
            if (
                _end(entity) > _end(around[-1])
                or kind in outer
                or around[-1]["type"] in _PRE
                or (kind in _PRE and outer - set(_QUOTES))
                or (kind not in _SPLITTABLE and outer - set(_QUOTES))
                or outer & set(_SPLITTABLE)
            ):
                return False
        if kind in _SPLITTABLE:
            if merged_until[kind] >= entity["offset"]:
                return False
            merged_until[kind] = _end(entity)
        around.append(entity)
    return True


def _split(splittable: Iterable[Entity], frame: Iterable[Entity]) -> list[Entity]:
    """Merge pieces of one kind that touch, and cut them where anything else begins or ends."""
    splitter = _Splitter(list(splittable))
    around: list[Entity] = []
    for entity in frame:
        splitter.leave(around, entity["offset"])
        around.append(entity)
    splitter.leave(around, None)
    return splitter.result


class _Splitter:
    def __init__(self, waiting: list[Entity]) -> None:
        self.waiting = waiting
        self.spans: dict[str, tuple[int, int]] = {}
        self.result: list[Entity] = []

    def leave(self, around: list[Entity], offset: int | None) -> None:
        """Write out what stands before `offset`, leaving the frames that end there."""
        while around and (offset is None or offset >= _end(around[-1])):
            written = len(self.result)
            self._write_until(_end(around[-1]))
            if around[-1]["type"] in _PRE:
                del self.result[written:]
            around.pop()
        self._write_until(offset)

    def _write_until(self, limit: int | None) -> None:
        while self.waiting and (limit is None or self.waiting[0]["offset"] < limit):
            entity = self.waiting.pop(0)
            kind, start, end = entity["type"], entity["offset"], _end(entity)
            span = self.spans.get(kind)
            if span is not None and start <= span[1]:
                self.spans[kind] = (span[0], max(span[1], end))
            else:
                self._flush(start)
                self.spans[kind] = (start, end)
        self._flush(limit)

    def _flush(self, offset: int | None) -> None:
        for kind in _SPLITTABLE:
            span = self.spans.get(kind)
            if span is None or (offset is not None and span[0] >= offset):
                continue
            start, end = span
            if offset is None or end <= offset:
                self.result.append(_piece(kind, start, end))
                del self.spans[kind]
            else:
                self.result.append(_piece(kind, start, offset))
                self.spans[kind] = (offset, end)


def _piece(kind: str, start: int, end: int) -> Entity:
    return {"offset": start, "length": end - start, "type": kind}
