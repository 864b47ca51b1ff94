"""What do the commands do that tell of the corpus?"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable

from bot.commands.opening import open_engine, search_url
from bot.commands.writing import write_lines, write_picture
from bot.progress import WorkProgress
from bot.replies.cards import draw_comparison, draw_digest
from bot.replies.failures import failure_text
from bot.replies.records import dump_array, number_record, report_record, table_record
from bot.replies.statistics import comparison_card, digest_card
from bot.replies.texts import Texts
from bot.terminal import Screen, digest_lines, number_lines, report_lines, table_lines
from config import Settings
from retrieval import DuplicateReportError, KeyNumber, Passage

CSV_COLUMNS = (
    "report", "metric", "subject", "period", "surface", "value", "unit", "qualifier", "direction",
    "kind", "tier", "source", "spans", "passage_id",
)  # fmt: skip


def reports(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """List the reports of the corpus."""
    engine = open_engine(settings, texts)
    if arguments.json:
        write_lines(*dump_array(report_record(engine, report) for report in engine.reports))
        return 0
    screen = Screen(sys.stdout)
    for n, report in enumerate(engine.reports, 1):
        size = texts(
            "report-size",
            passages=len(engine.report_passages(report.id)),
            numbers=engine.n_numbers(report.id),
        )
        screen.show(report_lines(n, report, size=size))
    return 0


def numbers(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """List the key numbers of the corpus, or of one report, in reading order."""
    engine = open_engine(settings, texts)
    chosen = None if arguments.report is None else engine.report(arguments.report).id
    _write_numbers(arguments, engine.numbers(chosen))
    return 0


def stats(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Show the digest of a report, or of every report, as text and as a picture."""
    engine = open_engine(settings, texts)
    shown = [engine.report(arguments.report)] if arguments.report is not None else engine.reports
    if arguments.json:
        write_lines(
            *dump_array(
                number_record(passage, number)
                for report in shown
                for passage, number in engine.digest(report.id)
            )
        )
    screen = Screen(sys.stdout)
    for report in shown:
        digest = engine.digest(report.id)
        if not arguments.json:
            screen.show(digest_lines(report, digest, texts))
        if arguments.picture is not None and (card := digest_card(report, digest, texts)):
            write_picture(arguments.picture, draw_digest(card), texts)
            break  # one file holds one picture: that of the first report with numbers
    return 0


def compare(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Put one measure side by side across reports and periods."""
    tables = open_engine(settings, texts).compare(arguments.measure)
    if arguments.json:
        write_lines(*dump_array(map(table_record, tables)))
    elif tables:
        Screen(sys.stdout).show(table_lines(tables))
    else:
        write_lines(texts("comparison-none", measure=arguments.measure))
    cards = (card for table in tables if (card := comparison_card(table)) is not None)
    if arguments.picture is not None and (card := next(cards, None)):
        write_picture(arguments.picture, draw_comparison(card), texts)
    return 0


def check(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Say what was read, what was skipped and why."""
    del arguments
    engine = open_engine(settings, texts, tells=False)
    n_numbers = engine.n_numbers()
    write_lines(
        texts(
            "check-read",
            corpus=str(settings.corpus_dir),
            reports=len(engine.reports),
            passages=len(engine.passages),
            numbers=n_numbers,
            generation=engine.generation,
        )
    )
    for n, report in enumerate(engine.reports, 1):
        passages = len(engine.report_passages(report.id))
        write_lines(
            texts("check-report", n=n, title=report.title, source=report.source, passages=passages)
        )
    for problem in engine.skipped:
        write_lines(texts("check-skipped", problem=failure_text(problem, texts)))
    write_lines(
        texts("check-telegram-on" if settings.telegram_token is not None else "check-telegram-off")
    )
    # A report that stands in two files is nothing wrong: it is cited in both.
    return int(any(not isinstance(problem, DuplicateReportError) for problem in engine.skipped))


def publish(_: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Give the cluster that searches what it lacks of the corpus."""
    if search_url(settings) is None:
        write_lines(texts("publish-embedded"))
        return 0
    engine = open_engine(settings, texts)
    with WorkProgress(texts) as progress:
        engine.publish(progress)
    write_lines(texts("publish-done", passages=len(engine.passages)))
    return 0


def _write_numbers(
    arguments: argparse.Namespace, found: Iterable[tuple[Passage, KeyNumber]]
) -> None:
    if arguments.json:
        for line in dump_array(number_record(passage, number) for passage, number in found):
            write_lines(line)
    elif arguments.csv:
        table = csv.DictWriter(sys.stdout, CSV_COLUMNS, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        for passage, number in found:
            table.writerow(_csv_row(number_record(passage, number)))
    else:
        screen = Screen(sys.stdout)
        for passage, number in found:
            screen.show(number_lines(passage, number))


def _csv_row(record: dict[str, object]) -> dict[str, object]:
    row = dict(record)
    for name in ("value", "spans"):
        if isinstance(row[name], list):
            row[name] = json.dumps(row[name])
    return row
