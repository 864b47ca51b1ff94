"""How is a Milvus server reached, and what is said of one that is not?

Whatever goes wrong with it is one error, with its address and one line of reason.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from retrieval.errors import SearchUnavailableError

if TYPE_CHECKING:
    from pymilvus import MilvusClient

logger = logging.getLogger(__name__)

DEFAULT_PORT = 19530
DEFAULT_TIMEOUT_S = 2.0
_N_TRIES = 8  # of one step, the waits between doubling from…
_FIRST_WAIT_S = 0.25

T = TypeVar("T")


class Connection:
    """A connection to a Milvus server or cluster, opened anew by its client when it breaks.

    Args:
        url: `milvus://[user:password@]host[:port][/database][?timeout=SECONDS]`, the longest that
            one step of a search may take; `milvus+tls://…` encrypts.

    Raises:
        SearchUnavailableError: nothing there answers, or the client is not installed.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.address = parts.hostname or ""
        self.timeout_s = _timeout_s(parts)
        self.client = self.trying(lambda: _connect(parts, self.timeout_s))

    def trying(self, step: Callable[[], T]) -> T:
        """Do a step.

        Raises:
            SearchUnavailableError: the server does not answer, not in time, or refuses.
        """
        try:
            return step()
        except milvus_errors() as error:
            raise self.unavailable(error) from error

    def retrying(self, step: Callable[[], T]) -> T:
        """Do a step, again while the server is away, a little later each time.

        Raises:
            SearchUnavailableError: it was away each time.
        """
        wait_s = _FIRST_WAIT_S
        for _ in range(_N_TRIES - 1):
            try:
                return step()
            except milvus_errors() as error:
                logger.info("search at %s: %s, trying again", self.address, _reason(error))
                time.sleep(wait_s)
                wait_s *= 2
        return self.trying(step)

    def unavailable(self, error: Exception) -> SearchUnavailableError:
        """Give the error to raise instead of one of the client's."""
        return SearchUnavailableError(address=self.address, reason=_reason(error))


def milvus_errors() -> tuple[type[Exception], ...]:
    """Name what the client raises; without the client, nothing can be raised by it."""
    try:
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException
    except ImportError:
        return ()
    return MilvusException, RpcError


def _timeout_s(parts: SplitResult) -> float:
    """Read the time-out of an address; one that is no number is as none."""
    [asked] = parse_qs(parts.query).get("timeout", [""])[-1:]
    return float(asked) if asked.replace(".", "", 1).isdecimal() else DEFAULT_TIMEOUT_S


def _connect(parts: SplitResult, timeout_s: float) -> MilvusClient:
    try:
        from pymilvus import MilvusClient
    except ImportError as error:
        reason = "install youju[milvus] to use it"
        raise SearchUnavailableError(address=parts.hostname or "", reason=reason) from error
    # It prints every error with its traces before it raises it.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
    scheme = "https" if parts.scheme.endswith("+tls") else "http"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MilvusClient(
        uri=f"{scheme}://{parts.hostname}:{parts.port or DEFAULT_PORT}",
        user=user,
        password=password,
        db_name=parts.path.strip("/"),
        timeout=timeout_s,
    )


def _reason(error: BaseException) -> str:
    """Give the first line of what the server says, or else of what the client says of it.

    Where no connection comes about, the client's own error hides which of the possible reasons
    it was: a wrong password, say.
    """
    for one in (error, error.__cause__):
        details = getattr(one, "details", None)
        if callable(details) and (said := details()):
            return str(said).partition("\n")[0]
    return str(getattr(error, "message", "") or error).partition("\n")[0]
