"""A directory of documents, asked from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.documents import ROOT, pdf_of, seed_articles
from tests.support.sheets import xlsx_table

ROWS = [["地区", "总产值（亿元）"], ["路桥区", "249.2"], ["镇海区", "301.5"]]


@pytest.fixture
def corpus(tmp_path: Path) -> list[str]:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf_of(seed_articles()))
    (folder / "b.xlsx").write_bytes(xlsx_table("2023年各区总产值", ROWS, sheet="指标"))
    (folder / "c.docx").write_bytes(b"PK\x03\x04" + bytes(99))
    return ["--corpus", str(folder), "--state", str(tmp_path / "state")]


def youju(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    inherited = {n: v for n, v in os.environ.items() if not n.startswith("YOUJU_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**inherited, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )


def test_an_answer_names_page_and_cells(corpus: list[str]) -> None:
    """On the screen, and in the record."""
    shown = youju("ask", "镇海区2023年总产值是多少？", *corpus)
    assert shown.returncode == 0
    assert "301.5亿元" in shown.stdout
    assert "[1] 2023年各区总产值 · 指标 · 指标!A4:B4\n" in shown.stdout
    asked = youju("ask", "五常街道出口金额累计多少？", "--json", *corpus)
    answer = json.loads(asked.stdout)
    assert answer["answer"] == "257728.57万元"
    assert answer["citations"][0]["place"]["page"] == 3


def test_check_names_what_cannot_be_read(corpus: list[str]) -> None:
    """With the file, and without stopping at it."""
    checked = youju("check", *corpus)
    assert checked.returncode == 1
    assert "c.docx" in checked.stdout
    assert "a.pdf" in checked.stdout
