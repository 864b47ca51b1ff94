from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.publishing import AWAY_S, LOOK_EVERY_S, publish
from retrieval import Engine, SearchUnavailableError

REPORT = "五常街道：稳中提质\n\n今年走访企业150余家，满意率达98%。\n"


class Unpublished(Engine):
    """An engine whose cluster lacks it, and fails as it is told to."""

    failure: Exception | None = None

    @property
    def is_published(self) -> bool:
        return False

    def publish(self, progress: object = None) -> None:
        if self.failure is not None:
            raise self.failure


@pytest.fixture
def engine(tmp_path: Path) -> Unpublished:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    opened = Unpublished.open(tmp_path)
    assert isinstance(opened, Unpublished)
    return opened


@pytest.mark.parametrize(
    "failure, level, pause_s",
    [
        (None, logging.INFO, LOOK_EVERY_S),
        (SearchUnavailableError(address="x:1", reason="away"), logging.WARNING, AWAY_S),
        (RuntimeError("a mishap"), logging.ERROR, AWAY_S),
    ],
    ids=["published", "away", "mishap"],
)
def test_whatever_comes_of_it_there_is_another_look(
    engine: Unpublished,
    failure: Exception | None,
    level: int,
    pause_s: float,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is told in one line of the log; a cluster in trouble is left alone for longer."""
    engine.failure = failure
    with caplog.at_level(logging.INFO, "bot.publishing"):
        assert publish(engine) == pause_s
    assert [record.levelno for record in caplog.records] == [level]


def test_an_engine_without_a_cluster_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """There is nothing to publish, and nothing to tell."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    with caplog.at_level(logging.INFO, "bot.publishing"):
        assert publish(Engine.open(tmp_path)) == LOOK_EVERY_S
    assert caplog.records == []
