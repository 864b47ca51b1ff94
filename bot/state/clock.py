"""What time is it, in the one form that is stored?"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

#: Milliseconds since 1970-01-01 UTC. Handed in, so that a test can be at any time.
Clock = Callable[[], int]

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


def utc_ms() -> int:
    """Read the machine's clock."""
    return time.time_ns() // 1_000_000


def stamp(ms: int) -> str:
    """Write a moment so that it can stand in a file name.

    >>> stamp(0)
    '19700101T000000Z'
    """
    return datetime.fromtimestamp(ms / SECOND_MS, UTC).strftime("%Y%m%dT%H%M%SZ")
