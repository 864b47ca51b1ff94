"""What would an operator want to know before asking for help?

Each examination gives findings: what was looked at, whether it is well, and the facts. None needs
the bot to be stopped, none changes anything.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

import httpx

from bot.state.errors import StateError
from bot.state.files import is_sound
from bot.state.opening import FILE_NAME
from retrieval import block_max_version

MIN_FREE_BYTES = 200 * 1024 * 1024
TIMEOUT_S = 10.0
LIBRARIES = (
    "youju",
    "python-telegram-bot",
    "SQLAlchemy",
    "jieba",
    "rjieba",
    "rank-bm25",
    "psycopg",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table; `facts` need no translation."""

    subject: str  #: a key of the texts: `doctor-<subject>`
    is_well: bool
    facts: str
    advice: str = ""  #: what to do about it, if anything: `doctor-advice-<advice>`


def examine_disk(directory: Path) -> Finding:
    """Look whether the state directory can be written, and how much room there is."""
    place = directory
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    is_writable = os.access(place, os.W_OK | os.X_OK)
    facts = f"{place.absolute()}: {free // 1024**2} MiB" + ("" if is_writable else ", read-only")
    advice = "" if is_writable and free >= MIN_FREE_BYTES else "disk"
    return Finding("disk", not advice, facts, advice)


def examine_state(directory: Path, address: str | None) -> Finding:
    """Look into the store while it may be in use."""
    if address is not None and not address.startswith("sqlite:///"):
        return Finding("state", True, address.partition(":")[0])
    path = directory / FILE_NAME if address is None else Path(address.removeprefix("sqlite:///"))
    if not path.exists():
        return Finding("state", True, str(path), "state-new")
    try:
        if not is_sound(path):
            return Finding("state", False, f"{path}: damaged", "state-damaged")
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as store:
            (schema,) = store.execute("SELECT version_num FROM alembic_version").fetchone()
            counts = store.execute(
                "SELECT state, count(*) FROM inbox WHERE state != 'done' GROUP BY state"
            ).fetchall()
    except (StateError, sqlite3.Error) as error:
        return Finding("state", False, f"{path}: {error}")
    inbox = ", ".join(f"{state} {n}" for state, n in counts) or "0"
    return Finding("state", True, f"{path}: schema {schema}, inbox {inbox}")


def examine_telegram(api_url: str, token: str, proxy_url: str | None) -> Iterator[Finding]:
    """Look whether Telegram is reached, and whether it knows the token."""
    started = perf_counter()
    try:
        with httpx.Client(proxy=proxy_url, timeout=TIMEOUT_S) as client:
            response = client.get(f"{api_url}/bot{token}/getMe")
    except httpx.HTTPError as error:
        # The words of the error hold the token.
        yield Finding("network", False, f"{api_url}: {type(error).__name__}", "network")
        return
    took_ms = (perf_counter() - started) * 1000
    yield Finding("network", True, f"{api_url}: {took_ms:.0f} ms")
    try:
        known = response.json()
        name = known["result"]["username"]
    except (ValueError, KeyError, TypeError):
        yield Finding("token", False, f"HTTP {response.status_code}", "token-refused")
    else:
        yield Finding("token", True, f"@{name}")


def examine_versions() -> Finding:
    """List what is installed."""
    found = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    found.append(f"block-max {block_max_version() or '-'}")
    return Finding("versions", True, ", ".join(found))
