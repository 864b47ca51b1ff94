"""What does a process do that a build started to share its work?

It reads tasks from stdin, a line of JSON each, and tells on stdout how far it is and what came of
them. It ends with its stdin, so none outlives the build that started it.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import BinaryIO

import msgspec

from retrieval.build.doing import do_task
from retrieval.build.tasks import Message, Task
from retrieval.corpus import Extractors
from retrieval.params import Params

NICENESS = 5  # a bot that reloads goes on answering


def main(params: Params, tasks: BinaryIO, messages: BinaryIO) -> None:
    """Work until there are no more tasks."""
    decoder = msgspec.json.Decoder(Task)

    def say(message: Message) -> None:
        messages.write(msgspec.json.encode(message) + b"\n")
        messages.flush()

    def advance(done: int) -> None:
        say(Message(done=done))

    with Extractors(params) as extractors:
        for line in tasks:
            try:
                result = do_task(decoder.decode(line), params, extractors, advance)
            except Exception:
                say(Message(over=True, failure=traceback.format_exc()))
            else:
                say(Message(over=True, read=result))


if __name__ == "__main__":
    # Whatever a library prints must not stand between the messages.
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    os.nice(NICENESS)
    main(msgspec.json.decode(sys.argv[1], type=Params), sys.stdin.buffer, out)
