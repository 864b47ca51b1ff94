"""What does a process do that only answers?

It maps the generations that the bot has stored and answers what it is asked, one question after
the other. It ends with its stdin, so none outlives the bot that started it, however that ends.
"""

from __future__ import annotations

import gc
import logging
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from bot.answering.responding import respond
from bot.answering.wire import Done, Job, Ready, Setup, read_line, write_line
from bot.ops.logs import configure_logging
from retrieval import Engine

_LOG = logging.getLogger(__name__)


class Shelf:
    """Holds the engine that was asked last: a reload is a question of another generation."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._name = ""
        self._engine: Engine | None = None

    def engine(self, name: str) -> Engine:
        """Give the engine of a generation.

        Raises:
            StoreError: there is no such generation, or it is damaged.
        """
        if self._engine is None or self._name != name:
            self._engine = Engine.open_stored(
                Path(self._setup.store), name, search_url=self._setup.search_url
            )
            self._name = name
        return self._engine


def main(questions: BinaryIO, replies: BinaryIO) -> None:
    """Answer until there are no more questions."""
    setup = read_line(questions.readline(), Setup)
    shelf = Shelf(setup)
    # Asked something, so that no person waits for dictionaries to be loaded.
    shelf.engine(setup.generation).suggestions(1)
    gc.freeze()  # all that is loaded stays: there is no garbage to be looked for in it
    replies.write(write_line(Ready()))
    replies.flush()
    with suppress(BrokenPipeError):  # then nobody waits for the reply
        for line in questions:
            replies.write(write_line(_done(read_line(line, Job), shelf)))
            replies.flush()


def _done(job: Job, shelf: Shelf) -> Done:
    try:
        return Done(response=respond(job.inquiry, shelf.engine(job.generation)))
    except Exception as error:  # the bot answers it, or says what is wrong
        _LOG.warning("question handed back", extra={"reason": type(error).__name__})
        return Done(response=None)


if __name__ == "__main__":
    # Whoever stops all processes of the bot at once leaves it time to end what it has begun.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    # Whatever a library prints must not stand between the replies.
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    configure_logging("warning")
    main(sys.stdin.buffer, out)
