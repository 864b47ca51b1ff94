"""What does each subcommand do?

One function a command: takes the arguments, the settings and the texts, writes to stdout, returns
the exit code. `RetrievalError` and `InputError` are told by the caller in one line.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.batch import InputError, Question, read_questions
from bot.progress import WorkProgress
from bot.replies.cards import draw_comparison, draw_digest
from bot.replies.failures import failure_text
from bot.replies.records import (
    answer_record,
    dump,
    dump_array,
    hit_record,
    number_record,
    report_record,
    table_record,
)
from bot.replies.statistics import comparison_card, digest_card
from bot.replies.texts import Language, Texts
from bot.terminal import (
    Screen,
    answer_lines,
    digest_lines,
    evaluation_lines,
    hit_lines,
    number_lines,
    report_lines,
    table_lines,
)
from config import Settings, SettingsError
from retrieval import (
    Answer,
    AnswerKind,
    Band,
    CorpusError,
    DuplicateReportError,
    Engine,
    KeyNumber,
    Passage,
    QueryError,
)

if TYPE_CHECKING:
    from bot.ops.serving import ListenAt

CSV_COLUMNS = (
    "report", "metric", "subject", "period", "surface", "value", "unit", "qualifier", "direction",
    "kind", "tier", "source", "spans", "passage_id",
)  # fmt: skip


def chat(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Answer questions in this terminal, or one a line where stdin is no terminal."""
    del arguments
    from bot.chat import hold_chat  # the only command that needs a prompt

    return hold_chat(open_engine(settings, texts), texts, state_dir=settings.state_dir)


def telegram(settings: Settings, texts: Texts) -> int:
    """Serve the Telegram bot until it is told to stop."""
    # Imported here: the Telegram library is the largest import, and no other command needs it.
    from bot.telegram.application import run_telegram
    from bot.telegram.limits import limits_from
    from bot.telegram.options import TelegramOptions, WebhookOptions

    token, secret = settings.telegram_token, settings.webhook_secret
    if token is None:
        raise ValueError("a token is needed to serve Telegram")
    webhook = None
    if settings.webhook_url is not None:
        if settings.http_listen is None:
            # Telegram would post to an address behind which nobody listens.
            raise SettingsError("http_listen", variable="YOUJU_HTTP_LISTEN", value="off")
        webhook = WebhookOptions(
            url=settings.webhook_url,
            secret=secret.get_secret_value() if secret is not None else None,
        )
    options = TelegramOptions(
        token=token.get_secret_value(),
        api_url=settings.telegram_api_url,
        proxy_url=settings.proxy_url,
        admin_ids=frozenset(settings.admin_ids),
        language=Language(settings.language),
        limits=limits_from(settings.send_limits),
        corpus_dir=settings.corpus_dir,
        store_dir=store_dir(settings),
        search_url=search_url(settings),
        timezone=settings.timezone,
        state_dir=settings.state_dir,
        state_url=settings.state_url,
        keep_questions_days=settings.keep_questions_days,
        watch_s=settings.watch,
        listen=_listen_at(settings.http_listen),
        webhook=webhook,
    )
    return run_telegram(partial(open_engine, settings, texts), options)


def _listen_at(address: str | None) -> ListenAt | None:
    if address is None:
        return None
    from bot.ops.serving import ListenAt

    host, _, port = address.rpartition(":")
    return ListenAt(host.strip("[]"), int(port))


def ask(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Answer one question, or a file of them."""
    if arguments.batch is not None:
        return _ask_batch(arguments.batch, settings, texts)
    answer = open_engine(settings, texts).ask(arguments.question)
    if arguments.json:
        _write(dump(answer_record(answer)))
    else:
        Screen(sys.stdout).show(answer_lines(answer, texts))
    return 0


def reports(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """List the reports of the corpus."""
    engine = open_engine(settings, texts)
    if arguments.json:
        _write(*dump_array(report_record(engine, report) for report in engine.reports))
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
        _write(
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
            _write_picture(arguments.picture, draw_digest(card), texts)
            break  # one file holds one picture: that of the first report with numbers
    return 0


def compare(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Put one measure side by side across reports and periods."""
    tables = open_engine(settings, texts).compare(arguments.measure)
    if arguments.json:
        _write(*dump_array(map(table_record, tables)))
    elif tables:
        Screen(sys.stdout).show(table_lines(tables))
    else:
        _write(texts("comparison-none", measure=arguments.measure))
    cards = (card for table in tables if (card := comparison_card(table)) is not None)
    if arguments.picture is not None and (card := next(cards, None)):
        _write_picture(arguments.picture, draw_comparison(card), texts)
    return 0


def search(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Rank the passages for a query."""
    explain = arguments.explain
    hits = open_engine(settings, texts).search(arguments.query, k=arguments.k, explain=explain)
    if arguments.json:
        _write(*dump_array(hit_record(hit, explain=explain) for hit in hits))
        return 0
    screen = Screen(sys.stdout)
    for hit in hits:
        screen.show(hit_lines(hit, texts, explain=explain))
    if not hits:
        sys.stderr.write(texts("answer-none") + "\n")
    return 0


def evaluate(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Measure retrieval and answers on a question set, through the same path as `ask`."""
    # Nothing that answers a question needs it.
    from retrieval import evaluation

    directory: Path = arguments.directory
    questions = evaluation.read_question_set(directory)
    engine = open_engine(settings.model_copy(update={"corpus_dir": directory}), texts)
    with WorkProgress(texts) as progress:
        measured = evaluation.evaluate(
            evaluation.engine_search(engine),
            questions,
            ask=lambda question: _answered(engine, Question(None, question)),
            depth=arguments.k,
            limit=arguments.limit,
            progress=progress,
        )
    if arguments.run is not None:
        try:
            with arguments.run.open("w", encoding="utf-8") as stream:
                evaluation.write_run(measured.rankings, stream)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise InputError("output-failed", path=str(arguments.run), reason=reason) from None
    if arguments.json:
        _write(json.dumps(measured.to_json(), ensure_ascii=False))
    else:
        Screen(sys.stdout).show(evaluation_lines(measured))
    return 0


def check(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Say what was read, what was skipped and why."""
    del arguments
    engine = open_engine(settings, texts)
    n_numbers = engine.n_numbers()
    _write(
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
        _write(
            texts("check-report", n=n, title=report.title, source=report.source, passages=passages)
        )
    for problem in engine.skipped:
        _write(texts("check-skipped", problem=failure_text(problem, texts)))
    _write(
        texts("check-telegram-on" if settings.telegram_token is not None else "check-telegram-off")
    )
    # A report that stands in two files is nothing wrong: it is cited in both.
    return int(any(not isinstance(problem, DuplicateReportError) for problem in engine.skipped))


def publish(_: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Give the cluster that searches what it lacks of the corpus."""
    if search_url(settings) is None:
        _write(texts("publish-embedded"))
        return 0
    engine = open_engine(settings, texts)
    with WorkProgress(texts) as progress:
        engine.publish(progress)
    _write(texts("publish-done", passages=len(engine.passages)))
    return 0


def open_engine(settings: Settings, texts: Texts) -> Engine:
    """Read the corpus; tell on stderr how far it is, and what was left out."""
    with WorkProgress(texts) as progress:
        engine = Engine.open(
            settings.corpus_dir,
            store=store_dir(settings),
            search_url=search_url(settings),
            progress=progress,
        )
    tell_skipped(engine.skipped, texts)
    return engine


def store_dir(settings: Settings) -> Path:
    """Name the directory in which what is made of the corpus is kept.

    It is hidden: whoever keeps state and reports in one place must not be answered from it.
    """
    return settings.state_dir / ".corpus"


def search_url(settings: Settings) -> str | None:
    """Give the address of the cluster that searches; `None` where the embedded index does."""
    return None if settings.search_url == "embedded" else settings.search_url


def tell_skipped(skipped: Iterable[CorpusError], texts: Texts) -> None:
    """Tell on stderr, a line each, which files were left out and why."""
    for problem in skipped:
        line = texts("check-skipped", problem=failure_text(problem, texts))
        sys.stderr.write(" ".join(line.split()) + "\n")


def _ask_batch(name: str, settings: Settings, texts: Texts) -> int:
    engine = open_engine(settings, texts)
    code = 0
    for line in read_questions(name):
        if isinstance(line, InputError):
            # One bad line must not cost the others their answers.
            sys.stderr.write(" ".join(texts(line.message, **line.facts).split()) + "\n")
            code = 1
        else:
            _write(dump(answer_record(_answered(engine, line))))
    return code


def _answered(engine: Engine, question: Question) -> Answer:
    try:
        return engine.ask(question.text, id=question.id)
    except QueryError:
        return Answer(
            id=question.id,
            question=question.text,
            band=Band.NONE,
            kind=AnswerKind.NONE,
            generation=engine.generation,
        )


def _write_numbers(
    arguments: argparse.Namespace, found: Iterable[tuple[Passage, KeyNumber]]
) -> None:
    if arguments.json:
        for line in dump_array(number_record(passage, number) for passage, number in found):
            _write(line)
    elif arguments.csv:
        table = csv.DictWriter(sys.stdout, CSV_COLUMNS, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        for passage, number in found:
            table.writerow(_csv_row(number_record(passage, number)))
    else:
        screen = Screen(sys.stdout)
        for passage, number in found:
            screen.show(number_lines(passage, number))


def _write_picture(path: Path, png: bytes, texts: Texts) -> None:
    try:
        path.write_bytes(png)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError("output-failed", path=str(path), reason=reason) from None
    sys.stderr.write(texts("picture-written", path=str(path)) + "\n")


def _csv_row(record: dict[str, object]) -> dict[str, object]:
    row = dict(record)
    for name in ("value", "spans"):
        if isinstance(row[name], list):
            row[name] = json.dumps(row[name])
    return row


def _write(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()
