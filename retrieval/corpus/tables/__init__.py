"""What does a table say, cell by cell?

A cell means nothing without its headings. `grid` holds a table as its format gives it, `headings`
takes a heading apart into words, period and unit, and `stating` says every row as sentences in
which each number stands behind what it measures and before its unit.
"""

from __future__ import annotations

from retrieval.corpus.tables.grid import Cell, Grid, grid_of, is_measurement, n_heading_rows
from retrieval.corpus.tables.headings import caption_of, is_period, units_in
from retrieval.corpus.tables.stating import Stated, state_table

__all__ = [
    "Cell",
    "Grid",
    "Stated",
    "caption_of",
    "grid_of",
    "is_measurement",
    "is_period",
    "n_heading_rows",
    "state_table",
    "units_in",
]
