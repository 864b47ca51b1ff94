"""A program that does one thing to the state again and again, and prints each once it is done.

It is there to be killed by whoever reads its lines:
`python -m tests.support.state_program put|work|send DIRECTORY [ADDRESS]`.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from pathlib import Path

from bot.state.inbox import Arrival
from bot.state.opening import State, open_state
from bot.state.outbox import Outgoing, Priority

N_CHATS = 5


def say(*words: object) -> None:
    """Print a line at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def put(state: State) -> None:
    """Put batches of updates."""
    for first in itertools.count(1, 3):
        ids = range(first, first + 3)
        await state.inbox.put([Arrival(n, n % N_CHATS, f'{{"update_id": {n}}}') for n in ids])
        say("put", *ids)


async def work(state: State) -> None:
    """Work updates through, several at once."""

    async def finish() -> None:
        for claim in await state.inbox.claim(2):
            say("claimed", claim.update_id)
            await state.inbox.done(claim)
            say("done", claim.update_id)

    while True:
        await asyncio.gather(finish(), finish())


async def send(state: State) -> None:
    """Send what is queued."""
    while True:
        for due in await state.outbox.claim(2):
            say("sending", due.key)
            await state.outbox.sent(due.key, 1)
            say("sent", due.key)


def announcements(n: int) -> list[Outgoing]:
    """Make messages to be sent, each to a chat of its own."""
    return [
        Outgoing(
            key=f"announce:{i:03}",
            chat=i,
            method="sendMessage",
            payload="{}",
            priority=Priority.ANNOUNCEMENT,
        )
        for i in range(n)
    ]


async def main(action: str, directory: str, address: str | None = None) -> None:
    """Open the state and do `action` until killed."""
    async with open_state(address, directory=Path(directory)) as state:
        await {"put": put, "work": work, "send": send}[action](state)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
