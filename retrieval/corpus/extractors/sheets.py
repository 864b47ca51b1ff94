"""What does a workbook say: its visible sheets, table by table, numbers as a reader sees them?"""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from retrieval.corpus.extraction import Extraction, Limits, TextBuilder
from retrieval.corpus.extractors.cellformats import cell_formats, number_text
from retrieval.corpus.extractors.rows import add_sheet
from retrieval.errors import SourceDamagedError, SourceEncryptedError, SourceTooLongError
from retrieval.types import BlockKind

_UNNAMED = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)

Value = int | float | str | bool | datetime.time | datetime.date | datetime.timedelta


def extract(path: Path, name: str, limits: Limits) -> Extraction:
    """Read a workbook (xlsx, xlsb, xls, ods).

    Raises:
        SourceEncryptedError: it asks for a password.
        SourceDamagedError: it cannot be opened.
        SourceTooLongError: it has too many sheets.
    """
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise SourceEncryptedError(path=name) from error
    except CalamineError as error:
        raise SourceDamagedError(path=name, format_name="sheet", reason=str(error)) from error
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ]
    if len(visible) > limits.max_pages:
        raise SourceTooLongError(path=name, n_pages=len(visible), limit=limits.max_pages)
    formats = cell_formats(path)
    builder = TextBuilder()
    for number, sheet_name in enumerate(visible, 1):
        named = "" if _UNNAMED.fullmatch(sheet_name) else sheet_name
        if len(visible) > 1 or named:
            builder.add(BlockKind.HEADING, sheet_name, level=2)
        sheet = workbook.get_sheet_by_name(sheet_name)
        start = sheet.start or (0, 0)
        codes = formats.get(sheet_name, {})
        rows = [
            [
                _text(value, codes.get((start[0] + r, start[1] + c), ""))
                for c, value in enumerate(row)
            ]
            for r, row in enumerate(sheet.to_python(skip_empty_area=True))
        ]
        merges = [
            (top - start[0], left - start[1], bottom - start[0], right - start[1])
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        add_sheet(builder, rows, merges=merges, sheet=sheet_name, title=named, start=start)
        limits.advance(number, len(visible))
    return Extraction(text=builder.text, parts=tuple(builder.parts), title=_title(builder))


def _title(builder: TextBuilder) -> str:
    """Give the line that stands above everything, where one does."""
    first = next((part for part in builder.parts if part.kind is not BlockKind.HEADING), None)
    if first is None or first.kind is BlockKind.TABLE_ROW:
        return ""
    return builder.text[first.start : first.end]


def _text(value: Value, code: str) -> str:
    """Write a value as a reader of the sheet sees it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(value, code)
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
