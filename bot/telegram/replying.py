"""How is an update answered so that nothing is lost, and nothing said twice unmarked?

What handlers hold. Each message of an update has a key made of the update's id and a number, so
that a second attempt, after a kill or a wait, knows what the first one sent. Handlers may thus be
run again from the beginning: what was sent is not sent again, and what may have been is sent once
more with a mark.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from telegram import Bot, CallbackQuery, Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.letters import Letter, Quote, letters_of, outgoing
from bot.ops.figures import Figures
from bot.replies.html import text
from bot.replies.reply import Button, Reply, Verb
from bot.replies.texts import Texts
from bot.state.clock import SECOND_MS, utc_ms
from bot.state.errors import StateError
from bot.state.opening import State
from bot.state.outbox import Outgoing, Priority, Verdict
from bot.telegram.limits import PutOffError
from bot.telegram.sending import Outcome, Sender

TYPING_AFTER_S = 0.3  # an answer that comes sooner needs no announcement
TYPING_EVERY_S = 4.5  # Telegram shows "typing…" for 5 s; Bot API, sendChatAction
BUSY = 16  # updates in work; in a rush, "typing…" would only delay the answers
MAX_TOAST = 200  # characters; Bot API, answerCallbackQuery
MAX_LABEL = 60  # characters of a question that a button can hold, and ask again
#: Later than whatever broke two connections in a row should last.
UNSURE_AFTER_MS = 30 * SECOND_MS
STATE_PAUSE_S = 5.0  # before an update is taken up again that the state could not serve

_LOG = logging.getLogger(__name__)


class ReplyBook:
    """The replies of the updates in work."""

    def __init__(self) -> None:
        self._open: dict[int, Replies] = {}

    @contextmanager
    def opened(self, update_id: int, replies: Replies) -> Iterator[None]:
        """Keep the replies of an update at hand while the body works on it."""
        self._open[update_id] = replies
        try:
            yield
        finally:
            del self._open[update_id]

    def __len__(self) -> int:
        """Count the updates in work."""
        return len(self._open)

    def of(self, update_id: int) -> Replies:
        """Give the replies of an update in work.

        Raises:
            KeyError: nobody works on it.
        """
        return self._open[update_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What all replies are written with; one for the life of the bot."""

    bot: Bot
    sender: Sender
    state: State
    figures: Figures
    book: ReplyBook = field(default_factory=ReplyBook)


class Replies:
    """The replies to one update."""

    def __init__(
        self,
        desk: Desk,
        update_id: int,
        *,
        texts: Texts,
        note: str | None = None,
    ) -> None:
        self._desk = desk
        self._update_id = update_id
        self._texts = texts  #: in the language of whoever is answered
        self._note = None if note is None else text(note)  #: put before the first reply
        self._n_letters = 0
        self._settling: list[asyncio.Task[None]] = []
        self._to_write: list[Callable[[], Coroutine[Any, Any, object]]] = []

    async def reply(self, message: Message, reply: Reply, *, part: Quote | None = None) -> Outcome:
        """Send a reply that quotes `message`, or `part` of it; buttons stand under the last text.

        A picture takes the text as its caption where that is short enough; one that cannot be
        drawn or sent leaves the text to stand alone.

        Raises:
            PutOffError: not to be caught; the update will be worked on again.
        """
        return await self._send_all(message, await self._letters(message, reply, part))

    async def edit(self, message: Message, reply: Reply) -> Outcome:
        """Put a reply in the place of `message`; what is over one message's length is cut off.

        Raises:
            PutOffError: not to be caught; the update will be worked on again.
        """
        first, *_ = letters_of(reply, chat=message.chat_id)
        letter = replace(first, rows=reply.rows)
        return (await self._desk.sender.edit(message.message_id, letter)).outcome

    async def revise(
        self, message: Message, reply: Reply, *, part: Quote | None = None
    ) -> Outcome:
        """Put a reply in the place of what was sent in answer to `message`, which was edited.

        What is longer than before is sent on, what is shorter leaves nothing over; a picture, in
        whose place no text can stand, goes. Without an earlier answer, this is `reply`.

        Raises:
            PutOffError: not to be caught; the update will be worked on again.
        """
        every = await self._answers_to(message)
        if not every:
            return await self.reply(message, reply, part=part)
        earlier = list(await self._answers_to(message, method="sendMessage"))
        pictures = [message_id for message_id in every if message_id not in earlier]
        letters = list(letters_of(reply, chat=message.chat_id, topic=topic_of(message)))
        while earlier and letters:
            message_id = earlier.pop(0)
            delivery = await self._desk.sender.edit(message_id, letters[0])
            if delivery.outcome is Outcome.SENT:
                letters.pop(0)
            else:  # deleted by somebody: the next one takes its place
                self._settle(self._desk.state.outbox.withdrawn(message.chat_id, message_id))
        for message_id in (*pictures, *earlier):
            with suppress(TelegramError):  # then it stays, out of date, above the new question
                await self._desk.bot.delete_message(message.chat_id, message_id)
            self._settle(self._desk.state.outbox.withdrawn(message.chat_id, message_id))
        return await self._send_all(message, tuple(letters)) if letters else Outcome.SENT

    async def acknowledge(self, query: CallbackQuery, line: str | None = None) -> None:
        """Tell Telegram that a press was seen; `line` is shown to the one who pressed."""
        try:
            await self._desk.bot.answer_callback_query(query.id, text=line and line[:MAX_TOAST])
        except TelegramError as error:
            # Only the little clock on the button is at stake, and a late answer is refused.
            _LOG.info("press not acknowledged", extra={"reason": type(error).__name__})

    @asynccontextmanager
    async def typing(self, message: Message) -> AsyncIterator[None]:
        """Show "typing…" in the chat of `message` for as long as the body takes, if it takes."""
        showing: list[asyncio.Task[None]] = []

        def begin() -> None:
            showing.append(asyncio.create_task(self._show_typing(message)))

        # Most answers come before it is time, and need no task for that.
        later = asyncio.get_running_loop().call_later(TYPING_AFTER_S, begin)
        try:
            yield
        finally:
            later.cancel()
            for task in showing:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def keep(self, write: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """Have something written down once the update is answered, together with that.

        Nobody waits for the disk meanwhile. It is not written where the update is put off, as
        its handler will run again.
        """
        self._to_write.append(write)

    async def settled(self) -> None:
        """Wait until it is on disk how every send went, and what is to be kept.

        Raises:
            StateError: it cannot be written.
        """
        await asyncio.gather(*self._settling, *(write() for write in self._to_write))

    async def _letters(
        self, message: Message, reply: Reply, part: Quote | None
    ) -> tuple[Letter, ...]:
        png = None if reply.picture is None else await reply.picture.drawn()
        note, self._note = self._note, None
        return letters_of(
            reply,
            chat=message.chat_id,
            topic=topic_of(message),
            quotes=message.message_id,
            part=part,
            png=png,
            note=note,
        )

    async def _send_all(self, message: Message, letters: tuple[Letter, ...]) -> Outcome:
        outcome = Outcome.LOST
        for letter in letters:
            outcome = await self._send(letter, message.message_id)
            if outcome is Outcome.UNSURE:
                self.keep(partial(self._ask_whether_it_arrived, message))
            if outcome is Outcome.LOST and letter.plain:
                break  # half an answer is better than one with a hole in it
        return outcome

    async def _ask_whether_it_arrived(self, message: Message) -> None:
        """Have the person asked, once and a little later, where two sends may both be lost."""
        asked = message.text or ""
        again = ((Button(asked, Verb.ASK),),) if 0 < len(asked) <= MAX_LABEL else ()
        reply = Reply(body=text(self._texts("answer-unsure")), rows=again)
        # It quotes nothing: what quotes a question is an answer to it.
        letters = letters_of(reply, chat=message.chat_id, topic=topic_of(message))
        await self._desk.state.outbox.queue(
            outgoing(
                letters,
                key=f"unsure:{self._update_id}",
                priority=Priority.ANSWER,
                not_before=utc_ms() + UNSURE_AFTER_MS,
            )
        )

    async def _send(self, letter: Letter, question_id: int) -> Outcome:
        message = Outgoing(
            key=f"reply:{self._update_id}:{self._n_letters:02}",
            chat=letter.chat,
            method=letter.method,
            payload="",  # made anew by whoever works on the update again
            question_id=question_id,
        )
        self._n_letters += 1
        while True:
            verdict = await self._reserve(message)
            match verdict:
                case Verdict.SENT:
                    return Outcome.SENT
                case Verdict.UNSURE:
                    return Outcome.UNSURE
                case Verdict.FAILED:
                    return Outcome.LOST
            try:
                delivery = await self._desk.sender.send(
                    letter if verdict is Verdict.SEND else self._marked(letter)
                )
            except PutOffError as error:
                await self._postpone(message.key, error)
                raise
            if delivery.chat != letter.chat:
                await self._desk.state.migrate_chat(letter.chat, delivery.chat)
            if delivery.outcome is not Outcome.UNSURE:
                break
            # What may have arrived is reserved again, which says whether it may be repeated.
        outbox = self._desk.state.outbox
        if delivery.outcome is Outcome.SENT:
            self._settle(outbox.sent(message.key, delivery.message_id or 0))
        else:
            self._settle(outbox.failed(message.key, delivery.reason))
        return delivery.outcome

    def _marked(self, letter: Letter) -> Letter:
        self._desk.figures.repeats.add()
        return letter.marked(text(self._texts("answer-resent")))

    async def _reserve(self, message: Outgoing) -> Verdict:
        try:
            return (await self._desk.state.outbox.reserve(message)).verdict
        except StateError as error:
            raise PutOffError(STATE_PAUSE_S, reason=str(error)) from error

    async def _answers_to(self, message: Message, method: str | None = None) -> tuple[int, ...]:
        answers = self._desk.state.outbox.answers
        try:
            return await answers(message.chat_id, message.message_id, method=method)
        except StateError as error:
            raise PutOffError(STATE_PAUSE_S, reason=str(error)) from error

    async def _postpone(self, key: str, error: PutOffError) -> None:
        # Where even this cannot be written, the message counts as sent half way, and is marked.
        with suppress(StateError):
            not_before = utc_ms() + int(error.wait_s * SECOND_MS)
            await self._desk.state.outbox.postpone(key, error.reason, not_before=not_before)

    def _settle(self, writing: Coroutine[None, None, None]) -> None:
        """Write down how a send went, together with what is written next."""
        self._settling.append(asyncio.create_task(writing))

    async def _show_typing(self, message: Message) -> None:
        while len(self._desk.book) < BUSY:
            with suppress(TelegramError):  # a courtesy: the answer does not depend on it
                await self._desk.bot.send_chat_action(
                    message.chat_id, ChatAction.TYPING, message_thread_id=topic_of(message)
                )
            await asyncio.sleep(TYPING_EVERY_S)


def topic_of(message: Message) -> int | None:
    """Give the forum topic that a message stands in."""
    return message.message_thread_id if message.is_topic_message else None
