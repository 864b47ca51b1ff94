"""Which years does a text name, by number or by their distance from when it was written?

去年 in a report of 2024 is 2023. 上年 counts from the year that the report tells of, which its
title may name (2023年年报, of 2024: 2022).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from retrieval.answer.comparing import comparable
from retrieval.types import Report

_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})(?=年|年度|$)")
_DISTANCES = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
_FROM_YEAR_TOLD = {"本年": 0, "上年": -1}
_BY_DISTANCE = re.compile("|".join([*_DISTANCES, *_FROM_YEAR_TOLD]))
_NAMED = re.compile(f"{_YEAR.pattern}|(?:{_BY_DISTANCE.pattern})")


class Written(NamedTuple):
    """From when a report counts years."""

    year: int  #: in which it was written
    told: int  #: of which it tells


class NamedYear(NamedTuple):
    """A year and where a text names it."""

    year: int
    start: int
    end: int


def written(report: Report) -> Written | None:
    """Find when a report was written, by its date, else by its title; `None` if neither says."""
    titled = _YEAR.search(comparable(report.title))
    dated = int(report.report_date[:4]) if report.report_date else None
    told = int(titled[1]) if titled else dated
    year = dated or told
    return None if year is None or told is None else Written(year, told)


def names_a_year(text: str) -> bool:
    """Say whether a comparable text names a year."""
    return _NAMED.search(text) is not None


def years_named(text: str, of: Written | None) -> Iterator[NamedYear]:
    """Go through the years that a comparable text names; by distance only where it is dated.

    >>> [named.year for named in years_named("2021年和去年，上年", Written(2024, 2023))]
    [2021, 2023, 2022]
    >>> [named.year for named in years_named("2021年和去年", None)]
    [2021]
    """
    for match in _NAMED.finditer(text):
        word = match.group()
        if match[1]:
            yield NamedYear(int(match[1]), *match.span())
        elif of is not None and word in _DISTANCES:
            yield NamedYear(of.year + _DISTANCES[word], *match.span())
        elif of is not None:
            yield NamedYear(of.told + _FROM_YEAR_TOLD[word], *match.span())
