"""When does the cluster get what is answered from?

Beside everything else, at the start and after a reload: until it has it, and while it is away, the
embedded index serves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread
from time import sleep

from retrieval import Engine, SearchUnavailableError

log = logging.getLogger(__name__)

LOOK_EVERY_S = 5.0
AWAY_S = 60.0  # until a cluster that was away is tried again


def publish_in_background(current: Callable[[], Engine]) -> None:
    """Publish the current engine, and each that takes its place.

    The thread ends with the process: what it has sent by then is not sent again.
    """
    Thread(target=_keep_published, args=(current,), name="publishing", daemon=True).start()


def _keep_published(current: Callable[[], Engine]) -> None:
    while True:
        engine = current()
        pause_s = LOOK_EVERY_S
        if not engine.is_published:
            try:
                engine.publish()
                log.info("the cluster holds generation %s", engine.generation)
            except SearchUnavailableError as error:
                log.warning("not published: %s", error)
                pause_s = AWAY_S
        sleep(pause_s)
