"""How is the engine, which blocks, asked from the event loop?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from bot.errors import AnswerTimeoutError, AnswerUnavailableError
from bot.ops.figures import Figures, Stage
from retrieval import (
    Answer,
    CorpusError,
    Engine,
    VerificationError,
)

PATIENCE_S = 20.0  # answers take milliseconds; whoever waits this long has given up
P = ParamSpec("P")
T = TypeVar("T")


class Asker:
    """Asks an engine in a thread, and gives up after a while."""

    def __init__(
        self, engine: Engine, figures: Figures, *, patience_s: float = PATIENCE_S
    ) -> None:
        self.engine = engine
        self._figures = figures
        self._patience_s = patience_s

    async def ask(self, question: str) -> Answer:
        """Answer a question.

        Raises:
            QueryError: the question cannot be asked.
            AnswerTimeoutError: there was no answer in time; the thread is left to finish.
            AnswerUnavailableError: the corpus cannot be read any more.
        """
        try:
            with self._figures.timing(Stage.ANSWER):
                answer = await self.call(self.engine.ask, question)
        except VerificationError:
            self._figures.gate_failures.add()
            raise
        self._figures.questions.add(answer.band)
        return answer

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function of the engine that may take long.

        Raises:
            AnswerTimeoutError: it did not return in time; the thread is left to finish.
            AnswerUnavailableError: the corpus cannot be read any more.
        """
        try:
            async with asyncio.timeout(self._patience_s):
                return await asyncio.to_thread(function, *args, **kwargs)
        except TimeoutError as error:
            raise AnswerTimeoutError(timeout_s=self._patience_s) from error
        except CorpusError as error:
            raise AnswerUnavailableError from error
