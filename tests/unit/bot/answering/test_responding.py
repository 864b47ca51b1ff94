from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answering.responding import Inquiry, respond
from bot.answering.wire import Done, read_line, write_line
from bot.replies.texts import Language
from retrieval import Band, Engine

ROOT = Path(__file__).resolve().parents[4]


def inquiry(question: str, *, previous: str | None = None) -> Inquiry:
    return Inquiry(
        question=question, previous=previous, language=Language.ZH_HANS, bot="youju_bot"
    )


@pytest.fixture(scope="module")
def engine(seeds: Path) -> Engine:
    return Engine.open(seeds)


def test_the_reply_is_laid_out_for_its_reader(engine: Engine) -> None:
    """Its links lead to the bot that was asked."""
    response = respond(inquiry("路桥区错时共享停车位一共多少个？"), engine)
    assert response.reply.plain.splitlines()[0] == "2704个"
    assert '<a href="https://t.me/youju_bot?start=c_' in response.reply.html
    assert response.finding is not None
    assert (response.finding.band, response.finding.kind.value) == (Band.ANSWER, "number")


def test_a_question_is_completed_by_the_one_before(engine: Engine) -> None:
    """What was understood is given back, and stands above the answer."""
    response = respond(
        inquiry("五常街道呢？", previous="海盐经开区的固定资产投资是多少？"), engine
    )
    assert response.question == "五常街道的固定资产投资是多少"
    assert response.question in response.reply.plain.splitlines()[0]


def test_what_cannot_be_asked_is_answered_with_what_is_wrong(engine: Engine) -> None:
    """There is nothing to count or to log of it."""
    response = respond(inquiry("？！"), engine)
    assert response.finding is None
    assert response.reply.plain != ""


def test_every_reply_survives_the_way_between_processes(engine: Engine) -> None:
    """What is read equals what was written, styles and buttons included."""
    lines = (ROOT / "tests/eval/seeds/questions.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        done = Done(response=respond(inquiry(json.loads(line)["question"]), engine))
        assert read_line(write_line(done), Done) == done
