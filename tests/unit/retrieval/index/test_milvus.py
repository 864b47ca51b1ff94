"""A Milvus collection gives the passages that the same dot products put first."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import numpy as np
import pytest
from pymilvus import MilvusClient

from retrieval.errors import SearchUnavailableError
from retrieval.index.milvus import MilvusCollection, Vector
from tests.support.milvus import MilvusServer

N_PASSAGES = 3_000
N_TERMS = 500
REFUSED = "auth check failure, please check username and password are correct"


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
    deadline = time.monotonic() + 60
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
    collection = MilvusCollection(server.patient_url, "order")
    collection.publish(vectors, len(vectors))
    for seed in range(20):
        found = [tuple(match) for match in collection.search(question(seed), 10)]
        assert found == best(vectors, question(seed), 10)


def test_endless_ties_are_left_to_the_index(server: MilvusServer) -> None:
    """Where thousands of passages are alike, the first of them cannot be told, and none is."""
    alike: list[Vector] = [{1: 1.0, 2: 0.5}] * 2_000
    collection = MilvusCollection(server.patient_url, "ties")
    collection.publish([{1: 2.0}, *alike], 2_001)
    assert collection.search({1: 1.0}, 10) is None
    assert collection.search({1: 1.0, 2: 1.0}, 1) == [(0, 2.0)]


def test_terms_that_stand_nowhere_find_nothing(server: MilvusServer) -> None:
    """A question without a term of positive weight, or of the corpus, has no hits."""
    collection = MilvusCollection(server.patient_url, "nowhere")
    collection.publish(passages(10), 10)
    assert collection.search({}, 10) == []
    assert collection.search({N_TERMS + 1: 1.0}, 10) == []


def test_collection_survives_a_kill(mortal: MilvusServer) -> None:
    """Questions on both sides of a kill and a restart find the same, by one connection."""
    vectors = passages()
    collection = MilvusCollection(mortal.patient_url, "one")
    collection.publish(vectors, len(vectors))
    for seed in range(10):
        found = [tuple(match) for match in collection.search(question(seed), 10)]
        assert found == best(vectors, question(seed), 10)
    mortal.kill()
    with pytest.raises(SearchUnavailableError, match=r"127\.0\.0\.1"):
        collection.search(question(1), 10)
    mortal.start()
    for seed in range(10, 20):
        assert searched_again(collection, question(seed)) == best(vectors, question(seed), 10)


def test_publishing_goes_on_after_a_kill(mortal: MilvusServer) -> None:
    """A server that is killed and restarted under way ends up with every passage once."""
    vectors = passages()
    collection = MilvusCollection(mortal.patient_url, "one")
    killed = threading.Event()

    def kill_once(stage: str, done: int, total: int) -> None:
        if not killed.is_set():
            killed.set()
            mortal.kill()
            threading.Thread(target=lambda: (time.sleep(0.5), mortal.start())).start()

    collection.publish(vectors, len(vectors), progress=kill_once)
    assert killed.is_set()
    assert [tuple(m) for m in collection.search(question(2), 10)] == best(vectors, question(2), 10)


def test_interrupted_publishing_resumes(server: MilvusServer) -> None:
    """What was sent before a break is not sent again."""
    vectors = passages()

    def break_off(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        MilvusCollection(server.patient_url, "resumed").publish(
            vectors, len(vectors), progress=break_off
        )
    sent: list[int] = []
    collection = MilvusCollection(server.patient_url, "resumed")
    collection.publish(vectors, len(vectors), progress=lambda *told: sent.append(told[1]))
    assert sent == [2_000, 3_000]
    assert [tuple(m) for m in collection.search(question(3), 10)] == best(vectors, question(3), 10)


def test_generations_replace_one_another(server: MilvusServer) -> None:
    """The last two generations stay, so that a question finishes on the one it began on."""
    vectors = passages(50)
    for generation in ("one", "two", "three"):
        MilvusCollection(server.patient_url, generation).publish(vectors, len(vectors))
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


def test_silent_server_is_away_in_time(mortal: MilvusServer) -> None:
    """One that takes connections and answers nothing is given up after the time-out."""
    MilvusCollection(mortal.patient_url, "one").publish(passages(10), 10)
    collection = MilvusCollection(f"{mortal.url}?timeout=2", "one")
    mortal.freeze()
    with pytest.raises(SearchUnavailableError, match="Deadline"):
        collection.holds(10)
    with pytest.raises(SearchUnavailableError, match="Deadline"):
        collection.search(question(1), 10)


def test_refusal_tells_its_reason() -> None:
    """What the server says of a wrong password is told, not that it may be away."""

    class Refusal(grpc.GenericRpcHandler):
        """Answers every call as a Milvus does that does not know the password."""

        def service(self, _: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
            return grpc.unary_unary_rpc_method_handler(
                lambda _, context: context.abort(grpc.StatusCode.UNAUTHENTICATED, REFUSED)
            )

    server = grpc.server(ThreadPoolExecutor(1), handlers=[Refusal()])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with pytest.raises(SearchUnavailableError) as raised:
            MilvusCollection(f"milvus://reader:secret@127.0.0.1:{port}", "one")
    finally:
        server.stop(0).wait()
    assert str(raised.value) == f"search at 127.0.0.1 is away: {REFUSED}"


def test_lost_passages_are_sent_anew(server: MilvusServer) -> None:
    """A collection with gaps is noticed before it is searched, and filled by the next try."""
    vectors = passages(1_500)
    collection = MilvusCollection(server.patient_url, "gaps")
    client = MilvusClient(uri=f"http://127.0.0.1:{server.port}")

    def lose(stage: str, done: int, total: int) -> None:
        client.delete("youju_gaps", ids=[5])

    with pytest.raises(SearchUnavailableError, match="1499 of 1500"):
        collection.publish(vectors, len(vectors), progress=lose)
    collection.publish(vectors, len(vectors))
    assert [tuple(m) for m in collection.search(question(4), 10)] == best(vectors, question(4), 10)
