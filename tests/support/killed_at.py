"""The bot, which kills itself without a warning at a step of its own, once.

`python -m tests.support.killed_at STEP FILE run` is `youju run` in all else; FILE remembers that
it has happened.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.__main__ import main
from bot.state import leases
from bot.state.clock import SECOND_MS
from bot.state.inbox import Inbox
from bot.state.outbox import Outbox
from bot.telegram.sending import Sender

#: What is done at each step, and whether the program ends before or after it.
STEPS: dict[str, tuple[type, str, bool]] = {
    "before it is written down": (Inbox, "receive", False),
    "after it was written down": (Inbox, "receive", True),
    "before it is noted as being sent": (Outbox, "reserve", False),
    "after it was noted as being sent": (Outbox, "reserve", True),
    "before it is sent": (Sender, "send", False),
    "after it was sent": (Sender, "send", True),
    "before it is noted as sent": (Outbox, "sent", False),
    "after it was noted as sent": (Outbox, "sent", True),
    "before it is noted as done": (Inbox, "done", False),
    "after it was noted as done": (Inbox, "done", True),
}


def kill_at(step: str, mark: Path) -> None:
    """Have the program end at a step, unless it did before."""
    kind, name, is_after = STEPS[step]
    work: Callable[..., Awaitable[Any]] = getattr(kind, name)

    def end() -> None:
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    async def ending(self: object, *args: Any, **kwargs: Any) -> Any:
        if not is_after:
            end()
        result = await work(self, *args, **kwargs)
        if is_after:
            end()
        return result

    setattr(kind, name, ending)


if __name__ == "__main__":
    _, step, mark, *sys.argv[1:] = sys.argv
    # Whoever comes next waits until the dead one's lease is over: here not for twenty seconds.
    leases.LEASE_MS = 3 * SECOND_MS
    kill_at(step, Path(mark))
    sys.exit(main())
