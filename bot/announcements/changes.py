"""What has a reload changed in the reports and their key numbers?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval import Engine, KeyNumber, Passage, Report, Tier

#: A number and where it is stated.
Stated = tuple[Passage, KeyNumber]
#: Report, measure, whose, when, in what: two numbers of one key are one number at two times.
_Key = tuple[str, str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The differences between two states of a corpus."""

    reports_added: tuple[Report, ...] = ()
    reports_changed: tuple[Report, ...] = ()  #: as they are now
    reports_removed: tuple[Report, ...] = ()
    numbers_added: tuple[Stated, ...] = ()
    numbers_changed: tuple[tuple[str, Stated], ...] = ()  #: as printed before, and now
    numbers_removed: tuple[Stated, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is different."""
        return bool(self.reports_added or self.reports_changed or self.reports_removed)

    def of_report(self, title: str) -> Changes:
        """Keep what concerns the report of a title."""
        return Changes(
            reports_added=tuple(r for r in self.reports_added if r.title == title),
            reports_changed=tuple(r for r in self.reports_changed if r.title == title),
            reports_removed=tuple(r for r in self.reports_removed if r.title == title),
            numbers_added=tuple(s for s in self.numbers_added if s[0].report_title == title),
            numbers_changed=tuple(
                c for c in self.numbers_changed if c[1][0].report_title == title
            ),
            numbers_removed=tuple(s for s in self.numbers_removed if s[0].report_title == title),
        )


def compare(old: Engine, new: Engine) -> Changes:
    """Set two states of a corpus side by side; reports are told by their titles.

    Key numbers that say what they measure are compared, as printed.
    """
    before = {report.title: report for report in old.reports}
    after = {report.title: report for report in new.reports}
    changed = [title for title in after if title in before and before[title].id != after[title].id]
    unlike = set(changed) | (before.keys() ^ after.keys())
    was, now = dict(_numbers(old, unlike)), dict(_numbers(new, unlike))
    return Changes(
        reports_added=tuple(after[title] for title in after if title not in before),
        reports_changed=tuple(after[title] for title in changed),
        reports_removed=tuple(before[title] for title in before if title not in after),
        numbers_added=tuple(stated for key, stated in now.items() if key not in was),
        numbers_changed=tuple(
            (was[key][1].surface, stated)
            for key, stated in now.items()
            if key in was and was[key][1].surface != stated[1].surface
        ),
        numbers_removed=tuple(stated for key, stated in was.items() if key not in now),
    )


def _numbers(engine: Engine, titles: set[str]) -> Iterator[tuple[_Key, Stated]]:
    """Go through the key numbers of some reports; of one key the first stands."""
    seen: set[_Key] = set()
    for report in engine.reports:
        if report.title not in titles:
            continue
        for passage, number in engine.numbers(report.id):
            if number.metric is None or number.tier is not Tier.KEY:
                continue
            key = (report.title, number.metric, number.subject, number.period, number.unit)
            if key not in seen:
                seen.add(key)
                yield key, (passage, number)
