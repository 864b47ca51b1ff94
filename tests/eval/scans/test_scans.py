"""Scanned pages of a newspaper are read; where the extra for it is missing, this says so."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.eval.scans.measuring import LEAST_NUMBERS, LEAST_SAME, measure


@pytest.mark.skipif(
    find_spec("rapidocr") is None, reason="youju[ocr] is not installed: `make eval-scans`"
)
def test_a_scan_answers_as_the_text_does(tmp_path: Path) -> None:
    """Two columns with photographs, 200 dpi: nearly all answers, nearly all key numbers."""
    measured = measure(tmp_path)
    assert measured.n_same >= LEAST_SAME * measured.n_asked, measured.misses
    assert measured.n_numbers >= LEAST_NUMBERS
