"""What is written to the log, and what never is?

Logs go to stderr: readable lines on a terminal, one JSON object a line elsewhere. Secrets are
masked in everything that is formatted, tracebacks included, whatever library wrote it.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Collection
from datetime import UTC, datetime

#: What a plain `LogRecord` carries; anything else on a record was put there by `extra=`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
#: Of a proxy, a database or a cluster, as their libraries' errors may quote them.
_CREDENTIALS = re.compile(r"//[^/@\s\"]*@")
#: They print URLs or chatter.
_QUIET = ("httpx", "httpcore", "apscheduler", "hypercorn", "tornado", "alembic")


class MaskingFormatter(logging.Formatter):
    """Formats a record as one readable line and masks every secret in it."""

    def __init__(self, secrets: Collection[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Write the record, its extra facts as `name=value`, and no secret."""
        facts = " ".join(f"{name}={value}" for name, value in extra_facts(record).items())
        line = super().format(record)
        head, newline, traceback = line.partition("\n")
        return self.masked(f"{head} {facts}".rstrip() + newline + traceback)

    def masked(self, text: str) -> str:
        """Replace every secret, and who and by what password in any address."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return _CREDENTIALS.sub("//***@", text)


class JsonFormatter(MaskingFormatter):
    """Formats a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as JSON, and no secret."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **extra_facts(record),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return self.masked(json.dumps(entry, ensure_ascii=False, default=str))


def configure_logging(level: str, *, secrets: Collection[str] = ()) -> None:
    """Send logs from `level` on to stderr; called once, by the composition root."""
    handler = logging.StreamHandler(sys.stderr)
    style = MaskingFormatter if sys.stderr.isatty() else JsonFormatter
    handler.setFormatter(style(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def extra_facts(record: logging.LogRecord) -> dict[str, object]:
    """Pick out what `extra=` put on a record."""
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}
