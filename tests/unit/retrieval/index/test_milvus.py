"""A Milvus collection gives the passages that the same dot products put first."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import SearchUnavailableError
from retrieval.index.milvus import MilvusCollection, Vector
from tests.support.milvus import MilvusServer

N_PASSAGES = 3_000
N_TERMS = 500


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MilvusServer]:
    server = MilvusServer(tmp_path / "milvus")
    server.start()
    yield server
    server.kill()


def passages(n: int = N_PASSAGES) -> list[Vector]:
    """Make vectors with few values, so that many products are equal."""
    random = np.random.default_rng(0)
    return [
        {int(t): float(v) for t, v in zip(terms, values, strict=True)}
        for terms, values in (
            (random.choice(N_TERMS, 12, replace=False), random.choice([0.5, 1.0, 1.5], 12))
            for _ in range(n)
        )
    ]


def best(vectors: list[Vector], question: Vector, k: int) -> list[tuple[int, float]]:
    scored = (
        (i, sum(value * vector.get(term, 0.0) for term, value in question.items()))
        for i, vector in enumerate(vectors)
        if not question.keys().isdisjoint(vector)
    )
    return sorted(scored, key=lambda one: (-one[1], one[0]))[:k]


def question(seed: int) -> Vector:
    random = np.random.default_rng(seed)
    return {int(t): float(v) for t, v in zip(random.choice(N_TERMS, 6), range(1, 7), strict=True)}


def searched_again(collection: MilvusCollection, asked: Vector) -> list[tuple[int, float]]:
    """Search once the client has found its way back to the server."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return [tuple(match) for match in collection.search(asked, 10)]
        except SearchUnavailableError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_same_passages_in_same_order(server: MilvusServer) -> None:
    """The ten best are those of an exhaustive search, ties in passage order."""
    vectors = passages()
    collection = MilvusCollection(server.url, "one")
    collection.publish(vectors, len(vectors))
    for seed in range(20):
        found = [tuple(match) for match in collection.search(question(seed), 10)]
        assert found == best(vectors, question(seed), 10)


def test_endless_ties_are_left_to_the_index(server: MilvusServer) -> None:
    """Where thousands of passages are alike, the first of them cannot be told, and none is."""
    alike: list[Vector] = [{1: 1.0, 2: 0.5}] * 2_000
    collection = MilvusCollection(server.url, "one")
    collection.publish([{1: 2.0}, *alike], 2_001)
    assert collection.search({1: 1.0}, 10) is None
    assert collection.search({1: 1.0, 2: 1.0}, 1) == [(0, 2.0)]


def test_terms_that_stand_nowhere_find_nothing(server: MilvusServer) -> None:
    """A question without a term of positive weight, or of the corpus, has no hits."""
    collection = MilvusCollection(server.url, "one")
    collection.publish(passages(10), 10)
    assert collection.search({}, 10) == []
    assert collection.search({N_TERMS + 1: 1.0}, 10) == []


def test_collection_survives_a_kill(server: MilvusServer) -> None:
    """After a kill and a restart the same connection finds the same."""
    vectors = passages()
    collection = MilvusCollection(server.url, "one")
    collection.publish(vectors, len(vectors))
    server.kill()
    with pytest.raises(SearchUnavailableError, match=r"127\.0\.0\.1"):
        collection.search(question(1), 10)
    server.start()
    assert searched_again(collection, question(1)) == best(vectors, question(1), 10)


def test_publishing_goes_on_after_a_kill(server: MilvusServer) -> None:
    """A server that is killed and restarted under way ends up with every passage once."""
    vectors = passages()
    collection = MilvusCollection(server.url, "one")
    killed = threading.Event()

    def kill_once(stage: str, done: int, total: int) -> None:
        if not killed.is_set():
            killed.set()
            server.kill()
            threading.Thread(target=lambda: (time.sleep(0.5), server.start())).start()

    collection.publish(vectors, len(vectors), progress=kill_once)
    assert killed.is_set()
    assert [tuple(m) for m in collection.search(question(2), 10)] == best(vectors, question(2), 10)


def test_interrupted_publishing_resumes(server: MilvusServer) -> None:
    """What was sent before a break is not sent again."""
    vectors = passages()

    def break_off(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        MilvusCollection(server.url, "one").publish(vectors, len(vectors), progress=break_off)
    sent: list[int] = []
    collection = MilvusCollection(server.url, "one")
    collection.publish(vectors, len(vectors), progress=lambda *told: sent.append(told[1]))
    assert sent == [2_000, 3_000]
    assert [tuple(m) for m in collection.search(question(3), 10)] == best(vectors, question(3), 10)


def test_generations_replace_one_another(server: MilvusServer) -> None:
    """The last two generations stay, so that a question finishes on the one it began on."""
    from pymilvus import MilvusClient

    vectors = passages(50)
    for generation in ("one", "two", "three"):
        MilvusCollection(server.url, generation).publish(vectors, len(vectors))
    client = MilvusClient(uri=f"http://127.0.0.1:{server.port}")
    assert sorted(client.list_collections()) == ["youju_three", "youju_two"]
    assert client.describe_alias("youju")["collection_name"] == "youju_three"


def test_nobody_there_is_one_clear_line(tmp_path: Path) -> None:
    """A server that is away is an error with its address, and without the password."""
    url = MilvusServer(tmp_path).url.replace("//", "//reader:secret@")
    with pytest.raises(SearchUnavailableError) as raised:
        MilvusCollection(f"{url}?timeout=0.5", "one")
    assert "127.0.0.1" in str(raised.value)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)
