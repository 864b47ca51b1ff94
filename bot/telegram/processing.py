"""How is every update worked through, whatever happens meanwhile?

Updates are handed out by the inbox: one of a chat at a time, chats side by side, so many in all.
An update is done when its replies are recorded as sent, in the same commit. Until then it is on
disk: a kill, a wait that Telegram asks for, or a stop leaves it there for later.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TypeVar

from telegram import CallbackQuery, Update

from bot.ops.figures import Figures, Stage
from bot.replies.texts import Language, Texts, language_of
from bot.state.backlog import UpdateState
from bot.state.clock import HOUR_MS, SECOND_MS, Clock, utc_ms
from bot.state.errors import StateError
from bot.state.inbox import Claim, Inbox
from bot.state.noting import STATE_PAUSE_S, noted
from bot.telegram.limits import PutOffError
from bot.telegram.patience import Patience
from bot.telegram.payloads import Kind, decode_payload
from bot.telegram.reading import UnreadableUpdateError, read_update
from bot.telegram.replying import Desk, Replies

#: Many, because most of them wait for Telegram; the engine's threads are few.
MAX_AT_ONCE = 256
LATE_MS = 6 * HOUR_MS  # an answer that comes after this says so
#: After this nobody sees an answer any more; Bot API, answerInlineQuery, answerCallbackQuery.
INLINE_LIFE_MS = 30 * SECOND_MS
PRESS_LIFE_MS = 60 * SECOND_MS
LOOK_EVERY_S = 1.0  # for updates whose time has come
FINISH_S = 4.0  # at a stop: for what goes on as usual, container runtimes kill after 10 s
PUT_OFF_S = 3.0  # for calls under way

_LOG = logging.getLogger(__name__)

Work = Callable[[Update], Awaitable[None]]
T = TypeVar("T")


class Processing:
    """Works on updates."""

    def __init__(
        self,
        work: Work,
        desk: Desk,
        *,
        language: Language,
        clock: Clock = utc_ms,
    ) -> None:
        self._work = work
        self._desk = desk
        self._language = language
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._patience = Patience(desk.sender)
        self._stopping = False

    @property
    def n_free(self) -> int:
        """Count the updates that may be begun now."""
        return 0 if self._stopping else MAX_AT_ONCE - len(self._tasks)

    @property
    def _inbox(self) -> Inbox:
        return self._desk.state.inbox

    @property
    def _figures(self) -> Figures:
        return self._desk.figures

    def begin(self, claims: Sequence[Claim]) -> None:
        """Begin to work on updates that were handed out."""
        for claim in claims:
            task = asyncio.create_task(self._finish(claim))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def run(self) -> None:
        """Have everything in the inbox worked on, oldest first, until `drain`."""
        while not self._stopping:
            if self.n_free > 0:
                try:
                    self.begin(await self._inbox.claim(self.n_free))
                except StateError as error:
                    _LOG.warning("inbox not read", extra={"reason": str(error)})
                    await asyncio.sleep(STATE_PAUSE_S)
            await self._inbox.wait(LOOK_EVERY_S)

    async def drain(self) -> bool:
        """Begin nothing more and end what is in work; false where some of it waits on disk."""
        self._stopping = True
        await self._wait(FINISH_S)
        n_left = len(self._tasks)
        self._desk.sender.stop()
        await self._wait(PUT_OFF_S)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return n_left == 0

    async def _wait(self, seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def _finish(self, claim: Claim) -> None:
        """Work on an update and note how it went."""
        started = perf_counter()
        try:
            update = read_update(claim.payload, self._desk.bot)
        except UnreadableUpdateError as error:
            await self._given_up(claim, str(error))
            return
        try:
            replies = await self._answered(claim, update)
        except PutOffError as error:
            if error.is_refused and self._patience.is_over(claim.update_id):
                await self._given_up(claim, error.reason)
                return
            not_before = self._clock() + int(error.wait_s * SECOND_MS)
            await self._noted(
                partial(self._inbox.postpone, claim, error.reason, not_before=not_before)
            )
        except asyncio.CancelledError:
            await self._noted(partial(self._inbox.release, claim))
            raise
        except Exception as error:  # one update must not end the work on the others
            _LOG.exception("update not worked on", extra={"update_id": claim.update_id})
            failed = partial(self._inbox.failed, claim, type(error).__name__)
            state = await self._noted(failed)
            if state is UpdateState.PARKED:
                self._figures.parked.add()
        else:
            await self._done(claim, replies)
            self._patience.forget(claim.update_id)
            self._figures.stages.observe(Stage.TOTAL, perf_counter() - started)

    async def _given_up(self, claim: Claim, reason: str) -> None:
        """Park an update that no further attempt can help; those after it go on."""
        _LOG.warning("update given up", extra={"update_id": claim.update_id, "reason": reason})
        await self._noted(partial(self._inbox.park, claim, reason))
        self._figures.parked.add()

    async def _answered(self, claim: Claim, update: Update) -> Replies | None:
        if self._is_past_its_life(update, claim):
            _LOG.info("update too old", extra={"update_id": claim.update_id})
            return None
        replies = self._replies(update)
        with self._desk.book.opened(update.update_id, replies):
            await self._work(update)
        return replies

    async def _done(self, claim: Claim, replies: Replies | None) -> None:
        """Note that an update is done; what was noted of its sends goes into the same commit."""
        settled = () if replies is None else (replies.settled(),)
        done = self._noted(partial(self._inbox.done, claim))
        # A send that cannot be noted leaves no trace but an edit that finds no answer.
        await asyncio.gather(*settled, done, return_exceptions=True)

    async def _noted(self, write: Callable[[], Awaitable[T]]) -> T | None:
        """Write to the inbox, however long its disk is full; `None` when stopping before that."""
        return await noted(write, is_stopping=lambda: self._stopping, failing="inbox not written")

    def _is_past_its_life(self, update: Update, claim: Claim) -> bool:
        """Say whether nobody waits for an update any more.

        A press that was begun is ended: it may have moved a file that is still to be read, or
        written to half of the chats. One that asks a question is a question.
        """
        age_ms = claim.age_ms(self._clock())
        if update.inline_query is not None:
            return age_ms > INLINE_LIFE_MS
        if update.callback_query is None or claim.last_error is not None:
            return False
        return age_ms > PRESS_LIFE_MS and not _asks(update.callback_query)

    def _replies(self, update: Update) -> Replies:
        user = update.effective_user
        code = user.language_code if user is not None else None
        texts = Texts(language_of(code, self._language))
        message = update.message or update.edited_message
        asked_at = None if message is None else message.edit_date or message.date
        return Replies(
            self._desk,
            update.update_id,
            texts=texts,
            note=None if asked_at is None else self._late(asked_at, texts),
        )

    def _late(self, asked_at: datetime, texts: Texts) -> str | None:
        age_ms = self._clock() - int(asked_at.timestamp() * SECOND_MS)
        return texts("answer-late", hours=age_ms // HOUR_MS) if age_ms > LATE_MS else None


def _asks(query: CallbackQuery) -> bool:
    payload = decode_payload(query.data or "")
    return payload is not None and payload.kind is Kind.ASK
