"""How does an operator keep a copy of the state, take it back, and find out what is wrong?

One function a subcommand, as in `bot.commands`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import search_url, store_dir
from bot.replies.failures import failure_text
from bot.replies.texts import Texts
from config import Settings, masked
from retrieval import CorpusError, Engine, SearchUnavailableError

if TYPE_CHECKING:
    from bot.ops.doctor import Finding


def backup(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Copy the state into one file, also while the bot runs."""
    from bot.state.backups import back_up  # brings the database library, as no other command does

    store = _store(settings)
    if store is None:
        return _refuse(texts)
    back_up(store, arguments.file)
    sys.stdout.write(texts("backup-written", path=str(arguments.file)) + "\n")
    return 0


def restore(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Put a copy in the place of the state, while no bot runs."""
    from bot.state.backups import restore as put_back

    store = _store(settings)
    if store is None:
        return _refuse(texts)
    aside = put_back(arguments.file, store)
    sys.stdout.write(texts("backup-restored", path=str(arguments.file)) + "\n")
    if aside is not None:
        sys.stdout.write(texts("backup-kept", path=str(aside)) + "\n")
    return 0


def doctor(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Examine everything, changing nothing; 1 when something is not well."""
    del arguments
    findings = list(_findings(settings, texts))
    rows = [
        (
            texts(f"doctor-{finding.subject}"),
            texts("doctor-well" if finding.is_well else "doctor-not-well"),
            _facts(finding, texts),
        )
        for finding in findings
    ]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        for name in ("doctor-subject", "doctor-verdict", "doctor-facts"):
            table.add_column(texts(name), overflow="fold")
        for row in rows:
            table.add_row(*map(escape, row))
        Console().print(table)
    else:
        sys.stdout.writelines("\t".join(row) + "\n" for row in rows)
    return 0 if all(finding.is_well for finding in findings) else 1


def _facts(finding: Finding, texts: Texts) -> str:
    """Say what was found and, where it is not well, what to do."""
    advice = texts(f"doctor-advice-{finding.advice}") if finding.advice else ""
    return f"{finding.facts}. {advice}" if advice else finding.facts


def _findings(settings: Settings, texts: Texts) -> Iterator[Finding]:
    from bot.ops.doctor import (
        Finding,
        examine_disk,
        examine_state,
        examine_telegram,
        examine_versions,
    )
    from bot.telegram.bots import API_URL

    changed = settings.model_dump(exclude_defaults=True)
    shown = (f"{name}={masked(name, value)}" for name, value in changed.items())
    yield Finding("settings", True, ", ".join(shown) or texts("doctor-defaults"))
    if settings.telegram_token is None:
        yield Finding("token", False, "YOUJU_TELEGRAM_TOKEN: -", "token-missing")
    else:
        token = settings.telegram_token.get_secret_value()
        api_url = settings.telegram_api_url or API_URL
        yield from examine_telegram(api_url, token, settings.proxy_url)
    yield examine_disk(settings.state_dir)
    yield examine_state(settings.state_dir, settings.state_url)
    try:
        engine = Engine.open(
            settings.corpus_dir, store=store_dir(settings), search_url=search_url(settings)
        )
    except CorpusError as error:
        yield Finding("corpus", False, failure_text(error, texts))
    else:
        facts = f"{settings.corpus_dir}: {len(engine.reports)} / {len(engine.passages)}"
        problems = [failure_text(problem, texts) for problem in engine.skipped]
        yield Finding("corpus", not problems, "; ".join([facts, *problems]))
        if search_url(settings) is not None:
            yield _examine_cluster(engine, texts)
    yield examine_versions()


def _examine_cluster(engine: Engine, texts: Texts) -> Finding:
    from bot.ops.doctor import Finding

    try:
        is_complete = engine.look_at_cluster()
    except SearchUnavailableError as error:
        return Finding("search", False, failure_text(error, texts))
    return Finding(
        "search", is_complete, texts("doctor-published" if is_complete else "doctor-unpublished")
    )


def _store(settings: Settings) -> Path | None:
    """Find the file of the state; `None` where it is no file."""
    from bot.state.opening import FILE_NAME

    if settings.state_url is None:
        return settings.state_dir / FILE_NAME
    _, is_sqlite, path = settings.state_url.partition("sqlite:///")
    return Path(path) if is_sqlite else None


def _refuse(texts: Texts) -> int:
    sys.stderr.write(texts("backup-not-sqlite") + "\n")
    return 2
