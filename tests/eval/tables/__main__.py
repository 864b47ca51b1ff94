"""Ask for the cells of thirty tables, in every format: `python -m tests.eval.tables [--misses]`.

Two figures: `stated`, where the reader says the cell in full, measure, period, value and unit in
one sentence; and `answered`, where the engine gives exactly that cell. Each table is a corpus of
its own, for many questions name no place.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from retrieval import Engine
from tests.eval.tables.making import Made, tables
from tests.support.sheets import (
    bare_pdf_table,
    csv_table,
    docx_table,
    html_table,
    markdown_table,
    pdf_table,
    three_line_pdf_table,
    xlsx_table,
)

FORMATS = {
    "html": html_table,
    "docx": docx_table,
    "xlsx": xlsx_table,
    "csv": csv_table,
    "md": markdown_table,
    "ruled.pdf": pdf_table,
    "lines.pdf": three_line_pdf_table,
    "bare.pdf": bare_pdf_table,
}


def main() -> int:
    """Print the figures."""
    made = tables()
    print(f"{'format':10} stated answered other none of")
    for name, write in FORMATS.items():
        counts: Counter[str] = Counter()
        for table in made:
            _ask(table, name, write(table.caption, table.rows, table.merges), counts)
        n = sum(len(table.asked) for table in made)
        figures = [counts[key] for key in ("stated", "answered", "other", "none")]
        print(f"{name:10} {figures[0]:6} {figures[1]:8} {figures[2]:5} {figures[3]:4} {n}")
    return 0


def _ask(table: Made, name: str, data: bytes, counts: Counter[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{table.name}.{name}").write_bytes(data)
        engine = Engine.open(Path(folder))
    clauses = [
        clause for passage in engine.passages for clause in re.split(r"[。\n]", passage.text)
    ]
    for question, expected in table.asked:
        stated = any(clause.endswith(expected) for clause in clauses)
        answer = engine.ask(question)
        given = "".join(answer.answer.split())
        kind = "answered" if given == expected else "other" if answer.answered else "none"
        counts["stated"] += stated
        counts[kind] += 1
        if "--misses" in sys.argv and (not stated or kind != "answered"):
            said = next((c for c in clauses if c.endswith(expected)), "—")
            print(f"  {table.name} {question} {expected} ← {given or answer.band} [{said}]")


if __name__ == "__main__":
    sys.exit(main())
