"""Tables set as documents: web page, Word, workbook, separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape

import docx
import xlsxwriter
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from tests.support.documents import FONT, MARGIN, SIZE, saved

LABEL = 90.0  # points: the width of the column of labels

Merge = tuple[int, int, int, int]
Rows = Sequence[Sequence[str]]


def html_table(caption: str, rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """Set a table on a web page."""
    covered = {
        (r, c): None
        for top, left, bottom, right in merges
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    spans = {(m[0], m[1]): (m[2] - m[0] + 1, m[3] - m[1] + 1) for m in merges}
    lines = []
    for r, row in enumerate(rows):
        cells = []
        for c, text in enumerate(row):
            if (r, c) in covered:
                continue
            down, across = spans.get((r, c), (1, 1))
            cells.append(f'<td rowspan="{down}" colspan="{across}">{escape(text)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(caption)}</title></head><body>'
        f"<table>{title}{''.join(lines)}</table></body></html>"
    ).encode()


def docx_table(caption: str, rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """Set a table in Word, below its caption."""
    document = docx.Document()
    if caption:
        document.add_paragraph(caption, style="Caption")
    table = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for top, left, bottom, right in merges:
        text = rows[top][left]
        merged = table.cell(top, left).merge(table.cell(bottom, right))
        merged.text = text
    return saved(document)


def xlsx_table(
    caption: str, rows: Rows, merges: Sequence[Merge] = (), *, sheet: str = "Sheet1"
) -> bytes:
    """Set a table in a workbook, its numbers as numbers, a blank row below its caption."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet(sheet)
        one_place = workbook.add_format({"num_format": "0.0"})
        first = 0
        if caption:
            page.write_string(0, 0, caption)
            first = 1
        for r, row in enumerate(rows, first):
            for c, text in enumerate(row):
                if text.replace(".", "", 1).isdigit():
                    page.write_number(r, c, float(text), one_place if "." in text else None)
                elif text:
                    page.write_string(r, c, text)
        for top, left, bottom, right in merges:
            text = rows[top][left]
            page.merge_range(first + top, left, first + bottom, right, text)
    return stream.getvalue()


def csv_table(caption: str, rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """Write a table as separated values, as Excel in China does; merged cells are repeated."""
    filled = [list(row) for row in rows]
    for top, left, bottom, right in merges:
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                if r > top or c > left:
                    filled[r][c] = rows[top][left] if right - left < len(rows[0]) - 1 else ""
    stream = io.StringIO()
    writer = csv.writer(stream)
    if caption:
        writer.writerow([caption])
    writer.writerows(filled)
    return stream.getvalue().encode("gb18030")


def pdf_table(caption: str, rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """Rule a table on a page, below its caption; every text stands in the middle of its cell."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle(
        "cell", fontName=FONT, fontSize=SIZE, leading=14, alignment=TA_CENTER, wordWrap="CJK"
    )
    cells = [[Paragraph(escape(text), style) for text in row] for row in rows]
    spans = [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in merges]
    # Wide enough that no character stands alone on a line: PDFium drops such a one where its font
    # is neither embedded nor installed.
    rest = (A4[0] - 2 * MARGIN - LABEL) / (len(rows[0]) - 1)
    widths = [LABEL, *[rest] * (len(rows[0]) - 1)]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, black)
    table = Table(cells, colWidths=widths, style=[grid, *spans])
    stream = io.BytesIO()
    story = [Paragraph(escape(caption), style), Spacer(0, 6), table]
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    return stream.getvalue()
