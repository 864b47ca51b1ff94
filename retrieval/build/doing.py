"""How is one piece of the work of a build done, in whichever process?"""

from __future__ import annotations

from collections.abc import Callable

from retrieval.build.assembling import assemble
from retrieval.build.packs import make_pack
from retrieval.build.parts import read_part
from retrieval.build.tasks import PackTask, ReadResult, ReadTask, Task
from retrieval.corpus import Extractors
from retrieval.params import Params


def do_task(
    task: Task, params: Params, extractors: Extractors, advance: Callable[[int], None]
) -> ReadResult | None:
    """Do one piece of work; `advance` is told how much of it is done, in bytes or passages."""
    match task:
        case ReadTask():
            return read_part(task, params, extractors, advance)
        case PackTask():
            make_pack(task, advance)
        case _:
            assemble(task, params)
    return None
