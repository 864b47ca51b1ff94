"""How does Telegram count characters?

Offsets and lengths that Telegram sends or checks are UTF-16 code units; byte offsets in its
complaints about HTML are UTF-8.
"""

from __future__ import annotations


def utf16_length(text: str) -> int:
    """Count UTF-16 code units.

    >>> utf16_length("枇杷🍑")
    4
    """
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Cut out `length` code units from `offset` on.

    >>> utf16_slice("🍑枇杷", 2, 2)
    '枇杷'
    """
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def utf8_offset(text: str, index: int) -> int:
    """Translate an index into a byte offset.

    >>> utf8_offset("路桥<x>", 2)
    6
    """
    return len(text[:index].encode("utf-8", "surrogatepass"))
