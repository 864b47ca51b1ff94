"""The bot, which ends or runs out of memory at a step of reading its reports again.

`python -m tests.support.cut_off ORDER run` is `youju run` until the file ORDER holds the name of a
step and what is to happen there, "kill" or "memory". It happens once: the file is gone then.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import bot.library
import retrieval.build.building
import retrieval.build.doing
import retrieval.engine
from bot.__main__ import main
from retrieval.storage import ArrayWriter

#: Where each step is called from, its name there, and whether it is cut off before or after.
STEPS: dict[str, tuple[ModuleType | type, str, bool]] = {
    "before anything is read": (retrieval.engine, "open_stored", False),
    "before a file is read": (retrieval.build.doing, "read_part", False),
    "before a store is whole": (ArrayWriter, "commit", False),
    "after a file was read": (retrieval.build.doing, "read_part", True),
    "after passages were indexed": (retrieval.build.doing, "make_pack", True),
    "before they are joined": (retrieval.build.doing, "assemble", False),
    "before the head is written": (retrieval.build.building, "write_head", False),
    "after the head was written": (retrieval.build.building, "write_head", True),
    "after the old is cleared away": (retrieval.build.building, "remove_unused", True),
    "before both are compared": (bot.library, "compare", False),
}


def cut_off_at(step: str, order: Path) -> None:
    """Have `step` follow the order, once there is one for it."""
    owner, name, is_after = STEPS[step]
    work: Callable[..., Any] = getattr(owner, name)

    def obey() -> None:
        told = order.read_text("utf-8").split(":") if order.exists() else []
        if told[:1] != [step]:
            return
        order.unlink()
        if told[1] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise MemoryError

    def cut_off(*args: Any, **kwargs: Any) -> Any:
        if not is_after:
            obey()
        result = work(*args, **kwargs)
        if is_after:
            obey()
        return result

    setattr(owner, name, cut_off)


if __name__ == "__main__":
    _, order, *sys.argv[1:] = sys.argv
    for step in STEPS:
        cut_off_at(step, Path(order))
    sys.exit(main())
