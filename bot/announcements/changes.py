"""What has changed in the reports and their key numbers since an earlier state of the corpus?

The earlier state is an outline, small enough to be remembered through a restart; the later one is
an engine, whose passages can be cited. Of both, only the source files that differ are looked into.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, Self

from retrieval import Contents, Direction, Engine, KeyNumber, Passage, Report, Tier

#: A number and where it is stated.
Stated = tuple[Passage, KeyNumber]


class Measured(NamedTuple):
    """What a number is of: two numbers of one report that agree in this are one, at two times."""

    metric: str
    subject: str | None
    period: str | None
    unit: str | None


class Printed(NamedTuple):
    """What a number said."""

    surface: str
    direction: str | None


class Former(NamedTuple):
    """A key number that was stated and is no longer, at least not so."""

    report: str  #: title
    measured: Measured
    printed: Printed


class ReportOutline(NamedTuple):
    """What is compared of a report."""

    id: str
    numbers: Mapping[Measured, Printed]


#: What is compared of the reports of a source file, by title.
Outlined = Mapping[str, ReportOutline]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOutline:
    """What is compared of a source file, worked out when it is asked for."""

    digest: str  #: as the engine gives it
    write: Callable[[], bytes] = field(compare=False)  #: gives `reports` as it is written down

    @property
    def reports(self) -> Outlined:
        """Read what is written down."""
        return _read(json.loads(zlib.decompress(self.write())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What is compared of a corpus: key numbers that say what they measure, by report."""

    generation: str
    sources: Mapping[str, SourceOutline]  #: by name of the file

    @classmethod
    def of(cls, engine: Engine, known: Self | None = None) -> Self:
        """Outline the corpus that an engine answers from; what is `known` already, from there."""
        before: Mapping[str, SourceOutline] = {} if known is None else known.sources
        sources = {}
        for name, contents in engine.contents().items():
            same = before.get(name)
            if same is None or same.digest != contents.digest:
                same = SourceOutline(
                    digest=contents.digest, write=partial(_written, engine, contents)
                )
            sources[name] = same
        return cls(generation=engine.generation, sources=sources)

    def to_bytes(self) -> bytes:
        """Write the outline down: a line that says what follows, then source after source."""
        written = [source.write() for source in self.sources.values()]
        sizes = [
            [name, source.digest, len(own)]
            for (name, source), own in zip(self.sources.items(), written, strict=True)
        ]
        return b"\n".join([json.dumps([self.generation, sizes]).encode(), b"".join(written)])

    @classmethod
    def from_bytes(cls, written: bytes) -> Self:
        """Read an outline that `to_bytes` wrote, now or before it told files apart."""
        if not written.startswith(b"["):
            return cls._from_whole(written)
        head, _, rest = written.partition(b"\n")
        generation, sizes = json.loads(head)
        sources = {}
        start = 0
        for name, digest, size in sizes:
            own = rest[start : start + size]
            sources[name] = SourceOutline(digest=digest, write=partial(bytes, own))
            start += size
        return cls(generation=generation, sources=sources)

    @classmethod
    def _from_whole(cls, written: bytes) -> Self:
        """Read an outline that knew no files: its reports stand in one that is no longer there."""
        generation, reports = json.loads(zlib.decompress(written))
        whole = zlib.compress(json.dumps(reports).encode())
        return cls(
            generation=generation,
            sources={"": SourceOutline(digest="", write=partial(bytes, whole))},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The differences between two states of a corpus."""

    reports_added: tuple[Report, ...] = ()
    reports_changed: tuple[Report, ...] = ()  #: as they are now
    reports_removed: tuple[str, ...] = ()  #: titles
    numbers_added: tuple[Stated, ...] = ()
    numbers_changed: tuple[tuple[Printed, Stated], ...] = ()  #: before, and now
    numbers_removed: tuple[Former, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is different."""
        return bool(self.reports_added or self.reports_changed or self.reports_removed)

    def of_report(self, title: str) -> Changes:
        """Keep what concerns the report of a title."""
        return Changes(
            reports_added=tuple(r for r in self.reports_added if r.title == title),
            reports_changed=tuple(r for r in self.reports_changed if r.title == title),
            reports_removed=tuple(t for t in self.reports_removed if t == title),
            numbers_added=tuple(s for s in self.numbers_added if s[0].report_title == title),
            numbers_changed=tuple(
                c for c in self.numbers_changed if c[1][0].report_title == title
            ),
            numbers_removed=tuple(f for f in self.numbers_removed if f.report == title),
        )


def compare(old: Outline, new: Engine) -> Changes:
    """Set two states of a corpus side by side; reports are told by their titles."""
    contents = new.contents()
    before = {
        title: report
        for name, source in old.sources.items()
        if name not in contents or contents[name].digest != source.digest
        for title, report in source.reports.items()
    }
    after = {
        report.title: report
        for name, own in contents.items()
        if name not in old.sources or old.sources[name].digest != own.digest
        for report in _reports(new, own)
    }
    changed = [title for title in after if title in before and before[title].id != after[title].id]
    removed = [title for title in before if title not in after]
    was = {
        (title, measured): printed
        for title in (*changed, *removed)
        for measured, printed in before[title].numbers.items()
    }
    now = {
        (title, measured): stated
        for title, report in after.items()
        if title not in before or title in changed
        for measured, stated in _numbers(new, report)
    }
    return Changes(
        reports_added=tuple(after[title] for title in after if title not in before),
        reports_changed=tuple(after[title] for title in changed),
        reports_removed=tuple(removed),
        numbers_added=tuple(stated for key, stated in now.items() if key not in was),
        numbers_changed=tuple(
            (was[key], stated)
            for key, stated in now.items()
            if key in was and was[key] != _printed(stated[1])
        ),
        numbers_removed=tuple(
            Former(*key, printed) for key, printed in was.items() if key not in now
        ),
    )


def _written(engine: Engine, contents: Contents) -> bytes:
    """Write down what is compared of the reports of a source file."""
    reports = {
        report.title: [
            report.id,
            [[*measured, *_printed(number)] for measured, (_, number) in _numbers(engine, report)],
        ]
        for report in _reports(engine, contents)
    }
    return zlib.compress(json.dumps(reports).encode())


def _read(written: Mapping[str, tuple[str, list[list[Any]]]]) -> Outlined:
    return {
        title: ReportOutline(report_id, {Measured(*row[:4]): Printed(*row[4:]) for row in numbers})
        for title, (report_id, numbers) in written.items()
    }


def _reports(engine: Engine, contents: Contents) -> Iterator[Report]:
    return (engine.reports[i] for i in contents.reports)


def _numbers(engine: Engine, report: Report) -> Iterator[tuple[Measured, Stated]]:
    """Go through the key numbers of a report that say what they measure; the first of a kind."""
    seen: set[Measured] = set()
    for passage, number in engine.numbers(report.id):
        if number.metric is None or number.tier is not Tier.KEY:
            continue
        measured = Measured(number.metric, number.subject, number.period, number.unit)
        if measured not in seen:
            seen.add(measured)
            yield measured, (passage, number)


def _printed(number: KeyNumber) -> Printed:
    direction: Direction | None = number.direction
    return Printed(number.surface, direction and direction.value)
