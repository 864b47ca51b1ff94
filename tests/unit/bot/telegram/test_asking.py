from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.responding import Inquiry
from bot.errors import AnswerTimeoutError, AnswerUnavailableError
from bot.ops.figures import Figures
from bot.replies.texts import Language
from bot.telegram.asking import Asker
from retrieval import (
    Engine,
    RetrievalError,
    Source,
    SourceUnreadableError,
    StoreDamagedError,
)
from tests.support.generations import ReportText, make_generation


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    report = tmp_path / "report.txt"
    report.write_text(
        "五常街道：稳中提质\n\n今年走访企业150余家，满意率达98%。\n", encoding="utf-8"
    )
    return Engine.open(tmp_path)


def raising(error: Exception) -> Callable[[], None]:
    def call() -> None:
        raise error

    return call


async def test_a_question_is_answered_off_the_event_loop(engine: Engine) -> None:
    """The engine works in another thread."""
    threads = await Asker(engine, Figures()).call(lambda: threading.current_thread())
    assert threads is not threading.main_thread()


async def test_an_answer_is_counted_by_how_far_the_corpus_carried(engine: Engine) -> None:
    """What could not be asked at all counts as no question."""
    figures = Figures()
    asker = Asker(engine, figures)
    for question in ("走访企业多少家？", "？！"):
        await asker.respond(Inquiry(question=question, language=Language.EN, bot="youju_bot"))
    assert list(figures.questions.samples()) == ['youju_questions_total{band="answer"} 1']
    assert list(figures.answers.samples()) == ['youju_answers_total{by="bot"} 2']


async def test_an_answer_held_back_is_counted() -> None:
    """Whoever runs the bot can see that the gate had to stop an answer."""
    generation = make_generation([ReportText("青山镇：河道", ["青山镇清理河道36公里。"])])
    sources = {name: Source(name, "青山镇清理河道63公里。") for name in generation.sources}
    figures = Figures()
    asker = Asker(Engine(replace(generation, sources=sources)), figures)
    await asker.respond(
        Inquiry(question="青山镇清理河道多少公里", language=Language.EN, bot="youju_bot")
    )
    assert list(figures.gate_failures.samples()) == ["youju_gate_failures_total 1"]


async def test_an_answer_that_takes_too_long_is_given_up(engine: Engine) -> None:
    """The one who waits is told in time, whatever the thread does."""
    release = threading.Event()
    try:
        with pytest.raises(AnswerTimeoutError, match=r"no answer within 0\.01 s"):
            await Asker(engine, Figures(), patience_s=0.01).call(release.wait, 30)
    finally:
        release.set()


@pytest.mark.parametrize(
    "gone",
    [
        SourceUnreadableError(path="a.txt", reason="gone"),
        StoreDamagedError(path="/var/lib/youju/.corpus/parts/1", reason="gone"),
    ],
    ids=["a file", "what is kept of it"],
)
async def test_a_corpus_that_went_bad_is_unavailable(engine: Engine, gone: RetrievalError) -> None:
    """The question is not to blame; the cause, with its paths, is kept for the log."""
    with pytest.raises(AnswerUnavailableError) as caught:
        await Asker(engine, Figures()).call(raising(gone))
    assert caught.value.__cause__ is gone


async def test_a_timeout_of_the_engines_own_is_not_taken_for_ours(engine: Engine) -> None:
    """Only our own patience running out is an answer that came too late."""
    with pytest.raises(OSError, match="disk"):
        await Asker(engine, Figures()).call(raising(OSError("disk")))
