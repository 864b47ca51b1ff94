"""How does a sheet show a number: 0.138 as 13.8%, 249.20000000000002 as 249.2?

calamine gives values without their formats, and a share without its % is a wrong number. The codes
are read from the workbook's own XML.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from retrieval.corpus.extractors.xml import parse_xml

MAX_PLACES = 12  # decimals in a format

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Numbers of the formats that a workbook need not spell out. ECMA-376 part 1, 18.8.30.
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_BRACKETED = re.compile(r"\[[^\]]*\]|_.|\*.|\\")
_QUOTED = re.compile('"([^"]*)"')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.(?P<places>[#0?]+))?(?P<thousands>,*)")

Codes = dict[tuple[int, int], str]  # by row and column from 0


def cell_formats(path: Path) -> dict[str, Codes]:
    """Give the format codes of the cells that have one, sheet by sheet; none but of an xlsx."""
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if not {"xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"} <= names:
                return {}
            codes = _codes(archive)
            targets = {
                item.get("Id"): item.get("Target")
                for item in parse_xml(archive.read("xl/_rels/workbook.xml.rels"))
            }
            found = {}
            for sheet in parse_xml(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
                target = str(targets.get(sheet.get(_REL), ""))
                part = str(PurePosixPath("/xl", target)).lstrip("/")  # joining keeps absolute ones
                if part in names:
                    found[str(sheet.get("name"))] = _sheet(archive, part, codes)
            return found
    except BadZipFile:
        return {}


def _codes(archive: ZipFile) -> dict[str, str]:
    """Map the number of a cell style to its format code."""
    root = parse_xml(archive.read("xl/styles.xml"))
    own = {item.get("numFmtId"): item.get("formatCode") for item in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    codes = {}
    for number, style in enumerate(styles if styles is not None else ()):
        format_id = style.get("numFmtId") or "0"
        built_in = _BUILT_IN.get(int(format_id), "") if format_id.isdigit() else ""
        code = own.get(format_id) or built_in
        if code and code != "General":
            codes[str(number)] = code
    return codes


def _sheet(archive: ZipFile, part: str, codes: dict[str, str]) -> Codes:
    found: Codes = {}
    with archive.open(part) as stream:
        cells = etree.iterparse(
            stream, tag=f"{_MAIN}c", resolve_entities=False, no_network=True, recover=True
        )
        for _, cell in cells:
            code = codes.get(cell.get("s") or "")
            place = _CELL.fullmatch(cell.get("r") or "")
            if code and place:
                found[int(place[2]) - 1, _column(place[1])] = code
            cell.clear()
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def number_text(value: float, code: str) -> str:
    """Write a number as its format shows it; thousands are not parted.

    >>> number_text(0.13799, "0.0%"), number_text(249.20000000000002, ""), number_text(1479.0, "")
    ('13.8%', '249.2', '1479')
    >>> number_text(249.25, '0.0"亿元"'), number_text(-1234.5, "#,##0.00;[Red]-#,##0.00")
    ('249.3亿元', '-1234.50')
    """
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    # Fifteen digits are what a sheet computes with; the rest is binary noise.
    exact = Decimal(format(value, ".15g"))
    positive = _BRACKETED.sub("", code.split(";")[0])
    plain = _QUOTED.sub("", positive)
    shown = _DIGITS.search(plain)
    if shown is None or re.search("[A-Za-z/@]", plain):
        return _plain(exact)
    if "%" in plain:
        exact *= 100
    exact /= 1000 ** len(shown["thousands"])
    places = min(len(shown["places"] or ""), MAX_PLACES)
    if "#" in (shown["places"] or "") or "?" in (shown["places"] or ""):
        text = _plain(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    else:
        text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    tail = "".join(_QUOTED.findall(positive[positive.find(shown[0][-1]) :]))
    return text + "%" * ("%" in plain) + tail.strip()


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
