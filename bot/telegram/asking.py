"""How is the engine, which blocks, asked from the event loop?

In a thread, which takes turns with the event loop, or in a process of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.answering.responding import Inquiry, Response, respond
from bot.answering.workers import Workers
from bot.errors import AnswerTimeoutError, AnswerUnavailableError
from bot.ops.figures import Figures, Stage
from retrieval import CorpusError, Engine, StoreError

#: That answer side by side. More only take the interpreter from each other and from the event
#: loop, by which a rush lost a quarter of its pace; one would hold all up where it waits.
N_THREADS = 2
PATIENCE_S = 20.0  # answers take milliseconds; whoever waits this long has given up
P = ParamSpec("P")
T = TypeVar("T")


class Asker:
    """Asks an engine, or the workers where there are any, and gives up after a while."""

    def __init__(
        self,
        engine: Engine,
        figures: Figures,
        *,
        workers: Workers | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.engine = engine
        self._figures = figures
        self._workers = workers
        self._threads = ThreadPoolExecutor(N_THREADS, thread_name_prefix="answering")
        self._patience_s = patience_s

    async def respond(self, inquiry: Inquiry) -> Response:
        """Answer a question.

        Raises:
            AnswerTimeoutError: there was no answer in time; the thread is left to finish.
            AnswerUnavailableError: the corpus, or what is kept of it, cannot be read any more.
        """
        with self._figures.timing(Stage.ANSWER):
            engine = self.engine
            response, by = await self._from_worker(inquiry, engine), "process"
            if response is None:
                response, by = await self._from_thread(inquiry, engine), "bot"
        self._figures.answers.add(by)
        if response.finding is not None:
            self._figures.questions.add(response.finding.band)
            if response.finding.withheld:
                self._figures.gate_failures.add()
        return response

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function of the engine that may take long.

        Raises:
            AnswerTimeoutError: it did not return in time; the thread is left to finish.
            AnswerUnavailableError: the corpus, or what is kept of it, cannot be read any more.
        """
        return await self._in_time(asyncio.to_thread(function, *args, **kwargs))

    async def _from_thread(self, inquiry: Inquiry, engine: Engine) -> Response:
        loop = asyncio.get_running_loop()
        return await self._in_time(loop.run_in_executor(self._threads, respond, inquiry, engine))

    async def _from_worker(self, inquiry: Inquiry, engine: Engine) -> Response | None:
        if self._workers is None:
            return None
        return await self._in_time(self._workers.respond(inquiry, engine.stored_as))

    async def _in_time(self, work: Awaitable[T]) -> T:
        try:
            async with asyncio.timeout(self._patience_s):
                return await work
        except TimeoutError as error:
            raise AnswerTimeoutError(timeout_s=self._patience_s) from error
        except (CorpusError, StoreError) as error:  # their words are the operator's: paths
            raise AnswerUnavailableError from error
