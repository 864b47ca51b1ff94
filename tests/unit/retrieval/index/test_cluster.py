"""The cluster finds what the index finds, and the index serves while it is away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pymilvus import MilvusClient

from retrieval.errors import SearchUnavailableError
from retrieval.index import Cluster, Index, Match, invert
from retrieval.index.matches import Vector
from retrieval.params import Params
from tests.support.milvus import MilvusServer

WORDS = (
    "路桥",
    "停车",
    "车位",
    "枇杷",
    "海盐",
    "产值",
    "增长",
    "社区",
    "企业",
    "经济",
    "开发",
    "共享",
)


def make_index(n: int = 1500) -> Index:
    """Index short texts of few words, many of them alike, one empty."""
    random = np.random.default_rng(0)
    texts = [
        "".join(random.choice(WORDS, random.integers(2, 9))) + f"{i % 700}号" for i in range(n)
    ]
    return Index.of([invert([*texts, ""])], Params())


def questions() -> list[dict[str, float]]:
    random = np.random.default_rng(1)
    return [
        {
            str(word): float(weight)
            for word, weight in zip(
                random.choice(WORDS, 4, replace=False), (1, 0.5, 2, 0.3), strict=True
            )
        }
        | {"别处没有": 1.0, f"{i}": 1.0}
        for i in range(30)
    ]


def test_same_matches_and_scores(server: MilvusServer) -> None:
    """Matches are those of the embedded index, scores to the last bit."""
    index = make_index()
    cluster = Cluster(server.patient_url, "same", index)
    cluster.publish()
    found: list[list[Match] | None] = []

    class Recorder:
        """Keeps what the cluster finds, on its way."""

        def search(self, vector: Vector, k: int) -> list[Match] | None:
            found.append(cluster.search(vector, k))
            return found[-1]

    served = index.served_by(Recorder())
    for weights in questions():
        assert served.search(weights, 10) == index.search(weights, 10) == found[-1]
    assert len(found) == len(questions())


def test_unpublished_generation_is_searched_here(server: MilvusServer) -> None:
    """Until the cluster holds the whole generation, it finds nothing and the index does."""
    index = make_index(50)
    cluster = Cluster(server.patient_url, "unpublished", index)
    assert cluster.search({0: 1.0}, 10) is None
    assert not cluster.is_ready
    assert index.served_by(cluster).search({"路桥": 1.0}, 3) == index.search({"路桥": 1.0}, 3)


@pytest.mark.parametrize("stop", [MilvusServer.kill, MilvusServer.freeze], ids=["gone", "silent"])
def test_index_serves_while_cluster_is_away(
    mortal: MilvusServer, stop: Callable[[MilvusServer], None], caplog: pytest.LogCaptureFixture
) -> None:
    """An outage is told once, not for every question, and costs no hit."""
    index = make_index(50)
    Cluster(mortal.patient_url, "one", index).publish()
    cluster = Cluster(f"{mortal.url}?timeout=2", "one", index)
    cluster.publish()
    served = index.served_by(cluster)
    stop(mortal)
    for _ in range(5):
        assert served.search({"路桥": 1.0}, 3) == index.search({"路桥": 1.0}, 3)
    assert len([r for r in caplog.records if r.name == "retrieval.index.cluster"]) == 1


def test_one_question_at_most_waits_for_a_silent_server(mortal: MilvusServer) -> None:
    """While one looks whether the server is back, the next is not held up."""
    index = make_index(50)
    url = f"{mortal.url}?timeout=8"
    Cluster(url, "one", index).publish()
    mortal.freeze()
    cluster = Cluster(url, "one", index)
    asking = threading.Thread(target=cluster.search, args=({0: 1.0}, 3))
    asking.start()
    time.sleep(0.5)  # until it waits
    assert cluster.search({0: 1.0}, 3) is None
    assert asking.is_alive()
    mortal.kill()
    asking.join()
    assert not cluster.is_ready


def test_lost_collection_is_seen_and_sent_again(server: MilvusServer) -> None:
    """A server that has lost the generation is not asked for it until it was published anew."""
    index = make_index(50)
    cluster = Cluster(server.patient_url, "lost", index)
    cluster.publish()
    client = MilvusClient(uri=f"http://127.0.0.1:{server.port}")
    client.drop_alias("youju")
    for name in client.list_collections():
        client.drop_collection(name)
    assert index.served_by(cluster).search({"路桥": 1.0}, 3) == index.search({"路桥": 1.0}, 3)
    assert not cluster.is_ready
    cluster.publish()
    vector = index.vector({"路桥": 1.0})
    assert vector is not None
    assert cluster.search(vector, 3) == index.search({"路桥": 1.0}, 3)


def test_publishing_to_nobody_says_so(tmp_path: Path) -> None:
    """A cluster that is away cannot be filled."""
    with pytest.raises(SearchUnavailableError):
        Cluster(MilvusServer(tmp_path).url, "one", make_index(50)).publish()


def test_published_once(server: MilvusServer) -> None:
    """A generation that another process has sent is not sent again."""
    index = make_index(50)
    sent: list[int] = []
    for _ in range(2):
        Cluster(server.patient_url, "once", index).publish(
            lambda _stage, done, _total: sent.append(done)
        )
    assert sent == [51]
