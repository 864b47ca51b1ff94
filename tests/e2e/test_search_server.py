"""The corpus on a search server, as an operator sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.milvus import MilvusServer

ROOT = Path(__file__).parent.parent.parent
QUESTION = "路桥区有多少个城乡社区？"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MilvusServer]:
    server = MilvusServer(tmp_path / "milvus")
    server.start()
    yield server
    server.kill()


def youju(server: MilvusServer, state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "YOUJU_SEARCH_URL": server.url,
        "YOUJU_STATE_DIR": str(state),
        "YOUJU_LANGUAGE": "en",
    }
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def row(told: str, subject: str) -> str:
    return next(line for line in told.splitlines() if line.startswith(subject + "\t"))


def test_published_searched_and_away(server: MilvusServer, tmp_path: Path) -> None:
    """Doctor tells how far it is; answers are the same before, with and after the server."""
    state = tmp_path / "state"
    assert row(youju(server, state, "doctor").stdout, "search server").split("\t")[1] == "NOT WELL"
    before = youju(server, state, "search", QUESTION)
    published = youju(server, state, "publish")
    assert (published.returncode, published.stderr) == (0, "")
    assert row(youju(server, state, "doctor").stdout, "search server").split("\t")[1] == "well"
    assert youju(server, state, "search", QUESTION).stdout == before.stdout
    server.kill()
    after = youju(server, state, "search", QUESTION)
    assert after.stdout == before.stdout
    assert "is away" in after.stderr
    refused = youju(server, state, "publish")
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("Search at 127.0.0.1 is away")


def test_wrong_address_is_one_line_without_the_password(tmp_path: Path) -> None:
    """An address of another kind stops the start; what is secret in it is not shown."""
    environment = {**os.environ, "YOUJU_SEARCH_URL": "http://reader:secret@127.0.0.1"}
    command = [sys.executable, "-m", "bot", "reports", "--state", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 2
    assert "YOUJU_SEARCH_URL" in run.stderr
    assert "secret" not in run.stderr
    assert len(run.stderr.splitlines()) == 1
