"""How does a Milvus cluster hold the postings of a generation?

BM25 is a dot product: a passage is the vector of its terms' impacts, a question that of their
weights. Milvus keeps sparse vectors inverted and adds up exactly that, over as many
machines as it has. A generation is one collection, filled once and never changed; the alias
`youju` names the newest for whoever looks from outside. Its own BM25 function is not used: that
takes the idf of a segment for that of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import Any

from retrieval.errors import SearchUnavailableError
from retrieval.index.connecting import Connection, milvus_errors
from retrieval.index.matches import Match, Vector
from retrieval.types import Progress

ALIAS = "youju"
STAGE = "publish"  # the stage's name for progress; its unit is passages
BATCH = 1000  # passages sent at one time: half a megabyte
_BATCH_TIMEOUT_S = 20.0
_LOAD_TIMEOUT_S = 60.0
_SLACK = 16  # hits asked for beyond `k`, so that most ties at the end are seen whole
_MOST_FETCHED = 1024  # hits, each with its vector
_NOWHERE = 1 << 31  # the number of no term
_NOT_LOADED = 101  # the code of a collection that a restarted server has not read yet


class MilvusCollection:
    """The collection of one generation on a Milvus server or cluster.

    Args:
        url: as `Connection` takes it.
        generation: what is searched.

    Raises:
        SearchUnavailableError: nothing there answers, or the client is not installed.
    """

    def __init__(self, url: str, generation: str) -> None:
        self.name = f"{ALIAS}_{generation}"
        self._server = Connection(url)
        self._client = self._server.client

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
        where to go on. Collections of other generations but the last one are dropped, so two
        corpora take two databases.

        Args:
            vectors: of the passages, in order.
            n: how many there are.
            progress: told after each batch.

        Raises:
            SearchUnavailableError: a step failed so often that the server must be away; or some
                of what it took is gone, and the next try sends everything anew.
        """
        retrying = self._server.retrying
        done = retrying(self._prepare)
        rest = islice(vectors, done, None)
        while batch := list(islice(rest, BATCH)):
            rows = [
                {"ordinal": ordinal, "terms": _storable(vector)}
                for ordinal, vector in enumerate(batch, done)
            ]
            # Written over where it stands already: the answer to a batch may have been lost.
            retrying(partial(self._client.upsert, self.name, rows, timeout=_BATCH_TIMEOUT_S))
            done += len(batch)
            if progress is not None:
                progress(STAGE, done, n)
        retrying(self._seal)
        if (held := retrying(partial(self._count, _LOAD_TIMEOUT_S))) != n:
            retrying(self._drop)
            reason = f"{held} of {n} passages have arrived"
            raise SearchUnavailableError(address=self._server.address, reason=reason)
        before = retrying(self._aliased)
        retrying(partial(self._swap, before))

    def holds(self, n: int) -> bool:
        """Say whether all of so many passages have been sent, by whichever process.

        Raises:
            SearchUnavailableError: the server does not answer in time.
        """
        return self._server.trying(
            lambda: self._exists() and self._count(self._server.timeout_s) == n
        )

    def _prepare(self) -> int:
        """Make the collection where it is missing; count the passages it holds."""
        from pymilvus import DataType

        if not self._exists():
            schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
            schema.add_field("ordinal", DataType.INT64, is_primary=True)
            schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
            index = self._client.prepare_index_params()
            index.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
            self._client.create_collection(
                self.name, schema=schema, index_params=index, timeout=_LOAD_TIMEOUT_S
            )
        return self._count(_LOAD_TIMEOUT_S)

    def _exists(self) -> bool:
        return bool(self._client.has_collection(self.name, timeout=self._server.timeout_s))

    def _count(self, timeout_s: float) -> int:
        self._load(timeout_s)
        [counted] = self._client.query(
            self.name,
            output_fields=["count(*)"],
            consistency_level="Strong",
            timeout=timeout_s,
        )
        return int(counted["count(*)"])

    def _load(self, timeout_s: float) -> None:
        """Have the server read the collection; it goes on where that takes it longer."""
        self._client.load_collection(self.name, timeout=timeout_s)

    def _seal(self) -> None:
        """Have what was sent inverted; before that, each search goes through it row by row."""
        self._client.flush(self.name, timeout=_LOAD_TIMEOUT_S)

    def _aliased(self) -> str | None:
        """Name the newest collection; `None` where there is none yet."""
        if ALIAS not in self._client.list_aliases()["aliases"]:
            return None
        return str(self._client.describe_alias(ALIAS)["collection_name"])

    def _swap(self, before: str | None) -> None:
        """Point the alias here; drop what neither it nor its predecessor names."""
        aliased = self._aliased()
        if aliased is None:
            self._client.create_alias(self.name, ALIAS)
        elif aliased != self.name:
            self._client.alter_alias(self.name, ALIAS)
        for other in self._client.list_collections():
            if other.startswith(f"{ALIAS}_") and other not in (self.name, before):
                self._client.drop_collection(other)

    def _drop(self) -> None:
        if self._aliased() == self.name:  # as what an alias names is not dropped
            self._client.drop_alias(ALIAS)
        self._client.drop_collection(self.name)

    def _search(self, vector: Vector, limit: int) -> list[tuple[int, Vector]]:
        def search() -> list[list[dict[str, Any]]]:
            found: list[list[dict[str, Any]]] = self._client.search(
                self.name,
                data=[dict(vector)],
                anns_field="terms",
                limit=limit,
                output_fields=["terms"],
                search_params={"metric_type": "IP", "params": {"drop_ratio_search": 0.0}},
                timeout=self._server.timeout_s,
            )
            return found

        try:
            hits = search()
        except milvus_errors() as error:
            if getattr(error, "code", None) != _NOT_LOADED:
                raise self._server.unavailable(error) from error
            self._server.trying(partial(self._load, self._server.timeout_s))
            hits = self._server.trying(search)
        return [(int(hit["ordinal"]), hit["entity"]["terms"]) for hit in hits[0]]


def _storable(vector: Vector) -> dict[int, float]:
    """Leave out zeros; a vector of nothing else, which is refused, is kept where nobody looks."""
    return {number: value for number, value in vector.items() if value} or {_NOWHERE: 1.0}


def _dot(vector: Vector, terms: Vector) -> float:
    return sum(value * terms[number] for number, value in vector.items() if number in terms)
