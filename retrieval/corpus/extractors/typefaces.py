"""In which typeface is drawn what a PDF has no typeface for?

A PDF need not bring the Chinese typeface that it is set in, and a server has none installed: its
text would be drawn as white paper. PDFium is told of one that stands in.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2.raw as raw

_CHINESE = frozenset({raw.FXFONT_GB2312_CHARSET, raw.FXFONT_CHINESEBIG5_CHARSET})
_OURS = 1  # what the typeface is called by; PDFium hands it back


def stand_in(path: Path) -> Any:
    """Have the typeface of a file drawn for a Chinese one that is missing.

    Returns:
        What must be kept for as long as pages are drawn: PDFium holds its address only.
    """
    data = path.read_bytes()
    usual = raw.FPDF_GetDefaultSystemFontInfo()
    kind = dict(raw.FPDF_SYSFONTINFO._fields_)
    info = raw.FPDF_SYSFONTINFO()
    info.version = 1

    def map_font(
        _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any
    ) -> Any:
        found = usual.contents.MapFont(usual, weight, italic, charset, pitch, face, exact)
        return found or (_OURS if charset in _CHINESE else None)

    def font_data(_: Any, font: Any, table: int, buffer: Any, size: int) -> int:
        if font != _OURS:
            return int(usual.contents.GetFontData(usual, font, table, buffer, size))
        if table:
            return 0
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def delete_font(_: Any, font: Any) -> None:
        if font != _OURS:
            usual.contents.DeleteFont(usual, font)

    callbacks: dict[str, Callable[..., Any]] = {
        "MapFont": map_font,
        "GetFontData": font_data,
        "DeleteFont": delete_font,
    }
    for name, function in callbacks.items():
        setattr(info, name, kind[name](function))
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info, usual, data
