"""When is the corpus given to the cluster that searches?

In the background, at the start and after each reload. Until the cluster holds the generation, and
while it is away, the embedded index serves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread
from time import sleep

from retrieval import Engine, SearchUnavailableError

LOOK_EVERY_S = 5.0
AWAY_S = 60.0  # until a cluster that was away is tried again

_LOG = logging.getLogger(__name__)


def publish_in_background(current: Callable[[], Engine]) -> None:
    """Publish the current engine, and each that takes its place.

    The thread ends with the process: what it has sent by then is not sent again.
    """
    Thread(target=_keep_published, args=(current,), name="publishing", daemon=True).start()


def _keep_published(current: Callable[[], Engine]) -> None:
    while True:
        sleep(publish(current()))


def publish(engine: Engine) -> float:
    """Publish an engine that is not published yet; gives the seconds until the next look."""
    if engine.is_published:
        return LOOK_EVERY_S
    try:
        engine.publish()
    except SearchUnavailableError as error:
        _LOG.warning("not published", extra={"reason": str(error)})
        return AWAY_S
    except Exception:  # else the thread would end, and nothing be published until the next start
        _LOG.exception("not published")
        return AWAY_S
    _LOG.info("published", extra={"generation": engine.generation})
    return LOOK_EVERY_S
