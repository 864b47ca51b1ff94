"""No secret reaches the log, in whichever form it is written."""

from __future__ import annotations

import json
import logging

import pytest

from bot.ops.logs import JsonFormatter, MaskingFormatter

TOKEN = "123:SECRET"
ADDRESS = "postgresql://youju:hunter2@db/youju"


def record_of_a_failure() -> logging.LogRecord:
    """Make a record with secrets in its words, its facts and its traceback."""
    error = ConnectionError(f"no answer from {ADDRESS} for {TOKEN}")
    return logging.getLogger("bot").makeRecord(
        "bot",
        logging.ERROR,
        __file__,
        1,
        "failed at %s",
        (ADDRESS,),
        (type(error), error, None),
        extra={"reason": TOKEN, "address": ADDRESS},
    )


@pytest.mark.parametrize("style", [MaskingFormatter, JsonFormatter])
def test_secrets_are_masked_wherever_they_stand(style: type[MaskingFormatter]) -> None:
    """Tokens that are known, and the credentials of any address."""
    line = style([TOKEN]).format(record_of_a_failure())
    assert "SECRET" not in line
    assert "hunter2" not in line
    assert line.count("postgresql://***@db/youju") == 3


def test_json_stays_json() -> None:
    """An object a line, with the facts beside the event."""
    line = JsonFormatter([TOKEN]).format(record_of_a_failure())
    entry = json.loads(line)
    assert entry["event"] == "failed at postgresql://***@db/youju"
    assert (entry["level"], entry["logger"], entry["reason"]) == ("error", "bot", "***")
    assert "ConnectionError" in entry["traceback"]
