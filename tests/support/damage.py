"""Files damaged by chance, always in the same way: cut short, bits flipped, stretches blanked."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile

from tests.support.documents import (
    Article,
    as_docx,
    as_epub,
    as_html,
    as_markdown,
    as_pdf,
    as_text,
)
from tests.support.sheets import csv_table, xlsx_table

REPACKED = 0.6  # share of archives whose damage is inside: most libraries check sums first
ROWS = [["地区", "总产值（亿元）"], ["路桥区", "249.2"], ["镇海区", "301.5"]]


def sound_files(article: Article) -> dict[str, bytes]:
    """Set a report, or a table, in every format that is read without an extra."""
    return {
        "txt": as_text(article),
        "md": as_markdown(article),
        "html": as_html(article),
        "docx": as_docx(article),
        "epub": as_epub(article),
        "pdf": as_pdf(article),
        "xlsx": xlsx_table("各区总产值", ROWS),
        "csv": csv_table("", ROWS),
        "jsonl": '{"_id": "1", "title": "甲", "text": "今年增长13.8%。"}\n'.encode(),
    }


def damaged_files(article: Article, n: int, *, seed: int) -> Iterator[tuple[str, bytes]]:
    """Give `n` damaged files, the formats in turn, as (name, content)."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    sound = list(sound_files(article).items())
    for number in range(n):
        ending, data = sound[number % len(sound)]
        yield f"damaged-{number:05}.{ending}", damaged(data, chance)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """Damage one part of an archive and pack it anew, so that its checksums are right."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        names = archive.namelist()
        spoiled = chance.choice(names)
        for name in names:
            part = archive.read(name)
            packed.writestr(name, damaged(part, chance) if name == spoiled and part else part)
    return stream.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Damage a file: cut it, flip bits, blank a stretch, or double one."""
    kind = chance.randrange(4)
    start = chance.randrange(len(data))
    if data.startswith(b"PK") and chance.random() < REPACKED:
        return _repacked(data, chance)
    if kind == 0:
        return data[:start]
    spoiled = bytearray(data)
    if kind == 1:
        for _ in range(chance.choice((1, 3, 20, 200))):
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    elif kind == 2:
        end = min(start + chance.randrange(1, 400), len(spoiled))
        spoiled[start:end] = bytes(end - start)
    else:
        spoiled[start:start] = spoiled[start : start + chance.randrange(1, 4000)]
    return bytes(spoiled)
