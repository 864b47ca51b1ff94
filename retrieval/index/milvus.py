"""How does a Milvus cluster hold the postings of a generation?

BM25 is a dot product: a passage is the vector of its terms' impacts, a question that of their
weights. Milvus keeps sparse vectors inverted and adds up exactly that, over as many
machines as it has. A generation is one collection, filled once and never changed; the alias
`youju` names the newest for whoever looks from outside. Its own BM25 function is not used: that
takes the idf of a segment for that of the corpus.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from retrieval.errors import SearchUnavailableError
from retrieval.index.matches import Match, Vector
from retrieval.types import Progress

if TYPE_CHECKING:
    from pymilvus import MilvusClient

logger = logging.getLogger(__name__)

ALIAS = "youju"
STAGE = "publish"  # the stage's name for progress; its unit is passages
DEFAULT_PORT = 19530
DEFAULT_TIMEOUT_S = 2.0
BATCH = 1000  # passages sent at one time: half a megabyte
_N_TRIES = 8  # of one batch, the waits between doubling from…
_FIRST_WAIT_S = 0.25
_LOAD_TIMEOUT_S = 60.0
_SLACK = 16  # hits asked for beyond `k`, so that most ties at the end are seen whole
_MOST_FETCHED = 1024  # hits, each with its vector
_NOWHERE = 1 << 31  # the number of no term
_NOT_LOADED = 101  # the code of a collection that a restarted server has not read yet

T = TypeVar("T")


class MilvusCollection:
    """The collection of one generation on a Milvus server or cluster.

    Args:
        url: `milvus://[user:password@]host[:port][/database][?timeout=SECONDS]`, the longest that
            one search may take; `milvus+tls://…` encrypts.
        generation: what is searched.

    Raises:
        SearchUnavailableError: nothing there answers, or the client is not installed.
    """

    def __init__(self, url: str, generation: str) -> None:
        self.name = f"{ALIAS}_{generation}"
        parts = urlsplit(url)
        self._address = parts.hostname or ""
        self._timeout_s = _timeout_s(parts)
        self._client = _trying(self._address, lambda: _connect(parts, self._timeout_s))

    def search(self, vector: Vector, k: int) -> list[Match] | None:
        """Find the `k` passages with the largest dot products, best first, ties in passage order.

        The products are added up anew here, in the order of `vector`: the server adds in single
        precision and in an order of its own.

        Returns:
            `None` where so many passages tie for the last place that they cannot all be fetched:
            which of them come first in the corpus is then not known.

        Raises:
            SearchUnavailableError: the server does not answer in time.
        """
        wanted = {number: value for number, value in vector.items() if value > 0}
        if not wanted:
            return []
        limit = k + _SLACK
        while True:
            found = self._search(wanted, limit)
            matches = sorted(
                (Match(ordinal, _dot(wanted, terms)) for ordinal, terms in found),
                key=lambda match: (-match.score, match.ordinal),
            )
            # A tie that the end of the list cuts through may have better-placed passages beyond.
            if len(found) < limit or matches[-1].score < matches[k - 1].score:
                return matches[:k]
            if limit >= _MOST_FETCHED:
                return None
            limit = min(2 * limit, _MOST_FETCHED)

    def publish(
        self, vectors: Iterable[Vector], n: int, *, progress: Progress | None = None
    ) -> None:
        """Fill the collection with the passages of the generation and make it the newest.

        What an earlier try has left is kept: passages are sent in order, so their count says
        where to go on. Collections of other generations but the last one are dropped.

        Args:
            vectors: of the passages, in order.
            n: how many there are.
            progress: told after each batch.

        Raises:
            SearchUnavailableError: a batch failed so often that the server must be away.
        """
        done = self._retrying(self._prepare)
        rest = islice(vectors, done, None)
        while batch := list(islice(rest, BATCH)):
            rows = [
                {"ordinal": ordinal, "terms": _storable(vector)}
                for ordinal, vector in enumerate(batch, done)
            ]
            # Written over where it stands already: the answer to a batch may have been lost.
            self._retrying(lambda rows=rows: self._client.upsert(self.name, rows))  # type: ignore[misc]
            done += len(batch)
            if progress is not None:
                progress(STAGE, done, n)
        self._retrying(self._load)
        self._retrying(self._swap)

    def holds(self, n: int) -> bool:
        """Say whether all of so many passages have been sent, by whichever process.

        Raises:
            SearchUnavailableError: the server does not answer.
        """
        return _trying(
            self._address, lambda: self._client.has_collection(self.name) and self._count() == n
        )

    def _prepare(self) -> int:
        """Make the collection where it is missing; count the passages it holds."""
        from pymilvus import DataType

        if not self._client.has_collection(self.name):
            schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
            schema.add_field("ordinal", DataType.INT64, is_primary=True)
            schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
            index = self._client.prepare_index_params()
            index.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
            self._client.create_collection(self.name, schema=schema, index_params=index)
        return self._count()

    def _count(self) -> int:
        self._load()
        counted = self._client.query(
            self.name, output_fields=["count(*)"], consistency_level="Strong"
        )
        return int(counted[0]["count(*)"])

    def _load(self) -> None:
        self._client.load_collection(self.name, timeout=_LOAD_TIMEOUT_S)

    def _swap(self) -> None:
        """Point the alias here; drop what neither it nor its predecessor names."""
        aliased = None
        try:
            aliased = self._client.describe_alias(ALIAS)["collection_name"]
        except _milvus_errors():  # there is none yet
            self._client.create_alias(self.name, ALIAS)
        if aliased not in (None, self.name):
            self._client.alter_alias(self.name, ALIAS)
        for other in self._client.list_collections():
            if other.startswith(f"{ALIAS}_") and other not in (self.name, aliased):
                self._client.drop_collection(other)

    def _search(self, vector: Vector, limit: int) -> list[tuple[int, Vector]]:
        def search() -> list[list[dict[str, Any]]]:
            found: list[list[dict[str, Any]]] = self._client.search(
                self.name,
                data=[dict(vector)],
                anns_field="terms",
                limit=limit,
                output_fields=["terms"],
                search_params={"metric_type": "IP", "params": {"drop_ratio_search": 0.0}},
                timeout=self._timeout_s,
            )
            return found

        try:
            hits = search()
        except _milvus_errors() as error:
            if getattr(error, "code", None) != _NOT_LOADED:
                raise self._unavailable(error) from error
            _trying(self._address, self._load)
            hits = _trying(self._address, search)
        return [(int(hit["ordinal"]), hit["entity"]["terms"]) for hit in hits[0]]

    def _retrying(self, step: Callable[[], T]) -> T:
        """Do a step of publishing, again while the server is away, a little later each time."""
        wait_s = _FIRST_WAIT_S
        for _ in range(_N_TRIES - 1):
            try:
                return step()
            except _milvus_errors() as error:
                logger.info("search at %s: %s, trying again", self._address, _reason(error))
                time.sleep(wait_s)
                wait_s *= 2
        return _trying(self._address, step)

    def _unavailable(self, error: Exception) -> SearchUnavailableError:
        return SearchUnavailableError(address=self._address, reason=_reason(error))


def _storable(vector: Vector) -> dict[int, float]:
    """Leave out zeros; a vector of nothing else, which is refused, is kept where nobody looks."""
    return {number: value for number, value in vector.items() if value} or {_NOWHERE: 1.0}


def _trying(address: str, step: Callable[[], T]) -> T:
    try:
        return step()
    except _milvus_errors() as error:
        raise SearchUnavailableError(address=address, reason=_reason(error)) from error


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


def _milvus_errors() -> tuple[type[Exception], ...]:
    """Name what the client raises; without the client, nothing can be raised by it."""
    try:
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException
    except ImportError:
        return ()
    return MilvusException, RpcError


def _reason(error: Exception) -> str:
    """Give the first line of what the client says; the rest are its own traces."""
    details = getattr(error, "details", None)
    said = details() if callable(details) else getattr(error, "message", "")
    return str(said or error).partition("\n")[0]


def _dot(vector: Vector, terms: Vector) -> float:
    return sum(value * terms[number] for number, value in vector.items() if number in terms)
