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


def markdown_table(caption: str, rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """Write a table in Markdown, which knows one heading row and no merged cells.

    Merged cells are repeated, a second heading row is joined to the first, and rows that are one
    text stand above the table or below it.
    """
    filled = [list(row) for row in rows]
    for top, left, bottom, right in merges:
        if right - left + 1 < len(rows[0]):
            for r in range(top, bottom + 1):
                filled[r][left : right + 1] = [rows[top][left]] * (right - left + 1)
    whole = [r for r, row in enumerate(rows) if sum(map(bool, row)) == 1 and row[0]]
    above = [rows[r][0] for r in whole if r < len(rows) // 2]
    below = [rows[r][0] for r in whole if r >= len(rows) // 2]
    table = [row for r, row in enumerate(filled) if r not in whole]
    if merges and not whole and any(top == 0 for top, *_ in merges):
        head = [a if a == b else a + b for a, b in zip(table[0], table[1], strict=True)]
        table = [head, *table[2:]]
    lines = [f"| {' | '.join(row)} |" for row in table]
    lines.insert(1, "|" + " --- |" * len(table[0]))
    title = [f"# {caption}"] if caption else []
    return "\n\n".join([*title, *above, "\n".join(lines), *below]).encode() + b"\n"


def three_line_pdf_table(caption: str, rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """Rule a table as books do: above it, below its head, below it."""
    head = max((bottom for top, _, bottom, _ in merges if top == 0), default=0)
    lines = [
        ("LINEABOVE", (0, 0), (-1, 0), 1, black),
        ("LINEBELOW", (0, head), (-1, head), 0.5, black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, black),
    ]
    return pdf_table(caption, rows, merges, lines=lines)


def bare_pdf_table(caption: str, rows: Rows, merges: Sequence[Merge] = ()) -> bytes:
    """Set a table without a line: only its cells stand in columns."""
    return pdf_table(caption, rows, merges, lines=[])


def pdf_table(
    caption: str,
    rows: Rows,
    merges: Sequence[Merge] = (),
    *,
    lines: Sequence[tuple[object, ...]] = (("GRID", (0, 0), (-1, -1), 0.5, black),),
) -> bytes:
    """Set a table on a page, below its caption; every text stands in the middle of its cell."""
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
    table = Table(cells, colWidths=widths, style=[*lines, *spans])
    stream = io.BytesIO()
    story = [Paragraph(escape(caption), style), Spacer(0, 6), table]
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    return stream.getvalue()
