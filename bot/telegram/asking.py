"""How is the engine, which blocks, asked from the event loop?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from bot.answering.responding import Inquiry, Response, respond
from bot.errors import AnswerTimeoutError, AnswerUnavailableError
from bot.ops.figures import Figures, Stage
from retrieval import CorpusError, Engine

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

    async def respond(self, inquiry: Inquiry) -> Response:
        """Answer a question.

        Raises:
            AnswerTimeoutError: there was no answer in time; the thread is left to finish.
            AnswerUnavailableError: the corpus cannot be read any more.
        """
        with self._figures.timing(Stage.ANSWER):
            response = await self.call(respond, inquiry, self.engine)
        if response.finding is not None:
            self._figures.questions.add(response.finding.band)
        return response

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
