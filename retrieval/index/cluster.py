"""When is a question searched for on the cluster, and when here?

There as soon as the cluster holds this generation whole; here before that, and while it is away.
After a failure it is left alone for a while, so that an outage does not cost every question the
wait for an answer that does not come.
"""

from __future__ import annotations

import logging
from time import monotonic

from retrieval.errors import SearchUnavailableError
from retrieval.index.index import Index
from retrieval.index.matches import Match, Vector
from retrieval.index.milvus import MilvusCollection
from retrieval.types import Progress

log = logging.getLogger(__name__)

REST_S = 10.0


class Cluster:
    """The cluster behind one generation; safe to share between threads.

    Args:
        url: as `Connection` takes it.
        generation: what is searched.
        index: of its passages.
    """

    def __init__(self, url: str, generation: str, index: Index) -> None:
        self._url = url
        # The same files indexed in another way, by another version, are another collection.
        self._name = f"{generation}_{index.digest()}"
        self._index = index
        self._collection: MilvusCollection | None = None
        self._rests_until = 0.0

    @property
    def is_ready(self) -> bool:
        """Say whether the cluster was last seen to hold the generation."""
        return self._collection is not None

    def holds_all(self) -> bool:
        """Ask whether the cluster holds the generation whole.

        Raises:
            SearchUnavailableError: the cluster is away.
        """
        return MilvusCollection(self._url, self._name).holds(len(self._index))

    def search(self, vector: Vector, k: int) -> list[Match] | None:
        """Find the `k` best passages there; `None` while that cannot be done."""
        if monotonic() < self._rests_until:
            return None
        try:
            collection = self._collection or self._find()
            return None if collection is None else collection.search(vector, k)
        except SearchUnavailableError as error:
            log.warning("%s; searching the index here", error)
            self._collection = None  # it may come back without what it held
            self._rest()
            return None

    def publish(self, progress: Progress | None = None) -> None:
        """Fill the cluster with the generation, as far as it does not hold it.

        Raises:
            SearchUnavailableError: the cluster is away.
        """
        collection = MilvusCollection(self._url, self._name)
        if not collection.holds(len(self._index)):
            collection.publish(self._index.vectors(), len(self._index), progress=progress)
        self._collection = collection
        self._rests_until = 0.0

    def _find(self) -> MilvusCollection | None:
        """Look for the generation there; whoever asks meanwhile does not wait for what is seen."""
        self._rest()
        collection = MilvusCollection(self._url, self._name)
        if not collection.holds(len(self._index)):
            return None
        self._collection = collection
        self._rests_until = 0.0
        return collection

    def _rest(self) -> None:
        self._rests_until = monotonic() + REST_S
