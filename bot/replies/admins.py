"""What do the bot's admins read: its state, what it lacks, what a reload or a document brought?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from bot.announcements.changes import Changes, Former, Printed, Stated
from bot.documents import Preview
from bot.library import Reloaded
from bot.replies.failures import failure_text
from bot.replies.html import EMPTY, Markup, bold, italic, join, text
from bot.replies.quotes import (
    TITLE_CHARS,
    details_words,
    number_line,
    reference,
    shortened,
    surface_words,
)
from bot.replies.reply import Address, Button, Reply, Verb
from bot.replies.texts import Texts
from bot.state.clock import SECOND_MS
from bot.state.feedback import Judgement
from bot.state.questions import Gap
from retrieval import Direction, Engine, Passage, Report

MAX_LISTED = 8  # of each kind: changed numbers, skipped files, gaps
QUESTION_CHARS = 100
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the bot is."""

    uptime_s: float
    n_answered: int  #: questions of today
    n_near: int
    n_none: int
    took_ms: Sequence[int]  #: of each question of today
    n_parked: int  #: updates given up
    n_failed: int  #: messages that were not sent
    n_waiting: int  #: updates and messages that wait
    memory_bytes: float


def compose_status(status: Status, engine: Engine, texts: Texts) -> Reply:
    """Say how the bot is, a line a subject."""
    asked = status.n_answered + status.n_near + status.n_none
    took = sorted(status.took_ms)
    lines = [
        texts("status-uptime", time=_duration(status.uptime_s)),
        texts("status-generation", generation=engine.generation),
        texts(
            "status-corpus",
            reports=len(engine.reports),
            passages=len(engine.passages),
            numbers=engine.n_numbers(),
            skipped=len(engine.skipped),
        ),
        texts("status-questions", n=asked, missed=status.n_near + status.n_none),
        texts("status-times", median=_rank(took, 0.5), slowest=_rank(took, 0.99)) if took else "",
        texts("status-errors", parked=status.n_parked, failed=status.n_failed),
        texts("status-queue", n=status.n_waiting),
        texts("status-memory", n=round(status.memory_bytes / MEGABYTE)),
    ]
    body = [bold(texts("status-title")), join(map(text, lines), "\n")]
    return Reply(body=join(body, "\n\n"))


def compose_gaps(gaps: Sequence[Gap], texts: Texts, *, zone: tzinfo) -> Reply:
    """List the questions without an answer, the most asked first."""
    if not gaps:
        return Reply(body=text(texts("gaps-none")))
    lines = [
        text(texts("gap", question=shortened(gap.question, QUESTION_CHARS), times=gap.times))
        + italic(f"  {_day(gap.last_asked_at, zone)}")
        for gap in gaps[:MAX_LISTED]
    ]
    body = join([bold(texts("gaps-title", n=len(gaps))), join(lines, "\n")], "\n\n")
    return Reply(body=body, rows=((Button(texts("button-csv"), Verb.EXPORT, "gaps"),),))


def gaps_csv(gaps: Iterable[Gap], zone: tzinfo) -> bytes:
    """Write the questions without an answer as a table that a spreadsheet opens."""
    sheet = io.StringIO()
    table = csv.writer(sheet, lineterminator="\r\n")
    table.writerow(["question", "times", "last_asked"])
    for gap in gaps:
        # A cell that begins like a formula is one to a spreadsheet.
        question = "'" + gap.question if gap.question[:1] in "=+-@\t\r" else gap.question
        table.writerow([question, gap.times, _day(gap.last_asked_at, zone)])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode("utf-8", "replace")


def compose_feedback(
    judged: Sequence[tuple[Judgement, Passage | None]],
    *,
    right: int,
    wrong: int,
    texts: Texts,
    address: Address,
) -> Reply:
    """List the answers that people found wrong, each with the passage it stood on."""
    head = bold(texts("feedback-title", right=right, wrong=wrong))
    entries = []
    for n, (judgement, passage) in enumerate(judged[:MAX_LISTED], 1):
        question = text(f"{n}. {shortened(judgement.question, QUESTION_CHARS)}")
        if passage is not None:
            title = shortened(passage.report_title, TITLE_CHARS)
            where = reference(n, passage, address) + text(f" {title}")
            question = join([question, where], "\n")
        entries.append(question)
    return Reply(body=join([head, *entries], "\n\n"))


def compose_reloaded(reloaded: Reloaded, *, texts: Texts, address: Address) -> Reply:
    """Say what a reload has come to: sizes, differences, what was skipped and why."""
    engine = reloaded.engine
    sizes = texts(
        "reloaded",
        reports=len(engine.reports),
        passages=len(engine.passages),
        numbers=engine.n_numbers(),
        seconds=f"{reloaded.took_s:.1f}",
    )
    skipped = [text("· " + failure_text(problem, texts)) for problem in engine.skipped]
    blocks = [
        bold(texts("reloaded-title")),
        text(sizes),
        changes_text(reloaded.changes, texts=texts, address=address),
        join(
            [text(texts("reloaded-skipped", n=len(skipped))), *skipped[:MAX_LISTED]]
            if skipped
            else [],
            "\n",
        ),
    ]
    return Reply(body=join(blocks, "\n\n"))


def changes_text(changes: Changes, *, texts: Texts, address: Address) -> Markup:
    """Write what has changed: reports, then key numbers, each with its citation."""
    if not changes:
        return text(texts("changes-none"))
    reports = [
        *(_report("changes-report-added", each.title, texts) for each in changes.reports_added),
        *(
            _report("changes-report-changed", each.title, texts)
            for each in changes.reports_changed
        ),
        *(_report("changes-report-removed", title, texts) for title in changes.reports_removed),
    ]
    cited = _Cited(texts, address)
    altered = [cited.altered(before, stated) for before, stated in changes.numbers_changed]
    added = [cited.line(stated) for stated in changes.numbers_added]
    removed = [_former(former, texts) for former in changes.numbers_removed]
    return join(
        [
            _listed(reports, texts),
            _section("changes-numbers-changed", altered, texts),
            _section("changes-numbers-added", added, texts),
            _section("changes-numbers-removed", removed, texts),
        ],
        "\n\n",
    )


def compose_preview(key: str, preview: Preview, texts: Texts) -> Reply:
    """Say what a document would add, and ask whether it should."""
    problems = [text("· " + failure_text(problem, texts)) for problem in preview.problems]
    lines = [
        bold(texts("preview-title", name=preview.name)),
        join([text(f"· {shortened(title, TITLE_CHARS)}") for title in preview.titles], "\n"),
        text(texts("preview-size", passages=preview.n_passages, numbers=preview.n_numbers)),
        text(texts("preview-replaces")) if preview.replaces else EMPTY,
        join(problems[:MAX_LISTED], "\n"),
    ]
    rows = (
        (
            Button(texts("button-add"), Verb.ADD, key),
            Button(texts("button-cancel"), Verb.CANCEL, key),
        ),
    )
    return Reply(body=join(lines, "\n\n"), rows=rows)


def compose_removal(key: str, reports: Sequence[Report], source: str, texts: Texts) -> Reply:
    """Ask whether a file should go, and name every report that goes with it."""
    titles = [text(f"· {shortened(report.title, TITLE_CHARS)}") for report in reports]
    body = [bold(texts("removal-ask", name=source)), _listed(titles, texts)]
    rows = (
        (
            Button(texts("button-remove"), Verb.REMOVE, key),
            Button(texts("button-cancel"), Verb.CANCEL, key),
        ),
    )
    return Reply(body=join(body, "\n\n"), rows=rows)


def compose_undoable(line: str, key: str, texts: Texts) -> Reply:
    """Say that something was done, with the button that takes it back."""
    return Reply(body=text(line), rows=((Button(texts("button-undo"), Verb.UNDO, key),),))


class _Cited:
    """Writes numbers with citations that count the passages as they come."""

    def __init__(self, texts: Texts, address: Address) -> None:
        self._texts = texts
        self._address = address
        self._order: dict[str, int] = {}

    def line(self, stated: Stated) -> Markup:
        passage, number = stated
        n = self._order.setdefault(passage.id, len(self._order) + 1)
        cited = reference(n, passage, self._address)
        return number_line(number, self._texts) + text(" ") + cited

    def altered(self, before: Printed, stated: Stated) -> Markup:
        words = _words(before, self._texts)
        return self.line(stated) + text(self._texts("changes-before", surface=words))


def _report(key: str, title: str, texts: Texts) -> Markup:
    return text(texts(key, title=shortened(title, TITLE_CHARS)))


def _former(former: Former, texts: Texts) -> Markup:
    measured = former.measured
    details = [part for part in (measured.period, measured.subject) if part]
    number = bold(_words(former.printed, texts))
    return text(f"{measured.metric} ") + number + details_words(details, texts)


def _words(printed: Printed, texts: Texts) -> str:
    direction = None if printed.direction is None else Direction(printed.direction)
    return surface_words(printed.surface, direction, texts)


def _section(key: str, lines: Sequence[Markup], texts: Texts) -> Markup:
    if not lines:
        return EMPTY
    return join([bold(texts(key, n=len(lines))), _listed(lines, texts)], "\n")


def _listed(lines: Sequence[Markup], texts: Texts) -> Markup:
    more = len(lines) - MAX_LISTED
    rest = italic(texts("comparison-more", n=more)) if more > 0 else EMPTY
    return join([*lines[:MAX_LISTED], rest], "\n")


def _rank(ordered: Sequence[int], share: float) -> int:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _duration(seconds: float) -> str:
    return str(timedelta(seconds=int(seconds)))


def _day(ms: int, zone: tzinfo) -> str:
    moment = datetime.fromtimestamp(ms / SECOND_MS, UTC).astimezone(zone)
    return moment.strftime("%Y-%m-%d")
