"""The bot, which is killed as it takes a step of an announcement.

`python -m tests.support.dying STEP run` is `youju run` until the step comes for the second time;
then it is gone as by kill -9, with nothing said and nothing put away.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from bot.cli import run
from bot.state.outbox import Outbox
from bot.state.subscriptions import Subscriptions
from bot.telegram.sending import Sender

TIMES = 2  # one goes well before


class Step(NamedTuple):
    """A method, and whether the end comes before it has done anything or after it has."""

    owner: type
    name: str
    is_over: bool


#: From the schedule to the last note, in this order.
STEPS = {
    "due": Step(Outbox, "queue", is_over=False),
    "queued": Step(Outbox, "queue", is_over=True),
    "announced": Step(Subscriptions, "announced", is_over=True),
    "claimed": Step(Outbox, "claim", is_over=True),
    "sent": Step(Sender, "send", is_over=True),
    "noted": Step(Outbox, "sent", is_over=True),
}


def die_at(step: Step, times: int = TIMES) -> None:
    """Have the process end at a step; only calls that find something to do count."""
    original: Callable[..., Any] = getattr(step.owner, step.name)
    left = times

    async def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        if not step.is_over:
            left -= 1
            _die_if(left == 0)
        result = await original(*args, **kwargs)
        if step.is_over and result != ():
            left -= 1
            _die_if(left == 0)
        return result

    setattr(step.owner, step.name, dying)


def _die_if(it_is_time: bool) -> None:
    if it_is_time:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _, step_name, *arguments = sys.argv
    die_at(STEPS[step_name])
    sys.exit(run(arguments))
