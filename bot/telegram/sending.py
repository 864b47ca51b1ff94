"""How does a letter reach its chat?

The only place that sends or edits. It takes its turn under the limits, goes without picture or
markup where Telegram refuses them, follows a group that has moved, tries again for as long as it
is certain that nothing arrived, and says how it went. What it cannot know it does not repeat:
whoever keeps the outbox decides that.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from pathlib import Path
from time import monotonic

from telegram import InlineKeyboardMarkup, InputFile, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.letters import Letter
from bot.ops.figures import Figures, Stage
from bot.state.outbox import Priority
from bot.telegram.bots import NO_PREVIEW, PollingBot
from bot.telegram.failures import Policy, network_reason, policy_of
from bot.telegram.keyboards import keyboard
from bot.telegram.limits import Limiter, PutOffError
from bot.telegram.reaching import asked_pause_s

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
#: For so long a message is tried again with its update in hand; after that both wait on disk.
PATIENCE_S = 30.0

_LOG = logging.getLogger(__name__)
_NOT_MODIFIED = "message is not modified"
_QUOTE_REFUSED = "quote_text_invalid"
_IS_PICTURE = "there is no text in the message to edit"


class Outcome(StrEnum):
    """How a send went."""

    SENT = "sent"
    UNSURE = "unsure"  #: it may have arrived
    LOST = "lost"  #: it did not, and will not


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a send went, and where to."""

    outcome: Outcome
    chat: int  #: another than the letter's where the group has moved
    message_id: int | None = None
    reason: str = ""  #: of an outcome other than sent; for logs
    is_unreachable: bool = False  #: nobody is there to read anything


#: Does one call of the Bot API for a letter, with its markup or without; gives the message id.
Call = Callable[[Letter, bool], Awaitable[int | None]]


class Sender:
    """Sends and edits messages."""

    def __init__(
        self,
        bot: PollingBot,
        limiter: Limiter,
        figures: Figures,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._limiter = limiter
        self._figures = figures
        self._sleep = sleep
        self._stopping = asyncio.Event()
        self.last_sent_at = -inf  #: when Telegram last took a message, in monotonic seconds

    def stop(self) -> None:
        """Put off whatever waits; calls under way are left to end."""
        self._stopping.set()
        self._limiter.close()

    async def send(self, letter: Letter, *, priority: Priority = Priority.ANSWER) -> Delivery:
        """Send a letter, and no second time once it may have arrived.

        Raises:
            PutOffError: it did not arrive, and cannot for a while.
        """
        return await self._deliver(self._send, letter, priority)

    async def edit(self, message_id: int, letter: Letter) -> Delivery:
        """Put a letter in the place of a message; it is repeated until that is certain.

        Raises:
            PutOffError: it cannot be for a while.
        """

        async def call(letter: Letter, with_markup: bool) -> int | None:
            return await self._edit(message_id, letter, with_markup)

        pauses = 0
        while True:
            delivery = await self._deliver(call, letter, Priority.EDIT)
            if delivery.outcome is not Outcome.UNSURE:
                return delivery
            await self._pause(pauses, delivery.reason)
            pauses += 1

    async def _deliver(self, call: Call, letter: Letter, priority: Priority) -> Delivery:
        give_up_at = monotonic() + PATIENCE_S
        with_markup = True
        pauses = 0
        while True:
            try:
                message_id = await self._attempt(call, letter, with_markup, priority, give_up_at)
            except TelegramError as error:
                policy = policy_of(error)
                if _is_unchanged(error):
                    self._figures.sends.add(Outcome.SENT)
                    return Delivery(Outcome.SENT, letter.chat)
                if policy is Policy.WAIT:
                    self._figures.floods.add()  # the chat is held: the next slot waits
                elif policy is Policy.FOLLOW and isinstance(error, ChatMigrated):
                    letter = replace(letter, chat=error.new_chat_id)
                elif letter.part is not None and _QUOTE_REFUSED in error.message.lower():
                    letter = replace(letter, part=None)  # the message was edited since
                elif policy is Policy.PLAIN and letter.png is not None and letter.plain:
                    letter = replace(letter, png=None)
                    _LOG.warning("picture refused", extra={"reason": error.message})
                elif policy is Policy.PLAIN and with_markup and letter.plain:
                    with_markup = False
                    _LOG.warning("markup refused", extra={"reason": error.message})
                elif policy in (Policy.RETRY, Policy.STOP):
                    if monotonic() > give_up_at:
                        raise PutOffError(
                            LONGEST_PAUSE_S, reason=network_reason(error), is_refused=True
                        ) from error
                    await self._pause(pauses, network_reason(error))
                    pauses += 1
                else:
                    outcome = Outcome.UNSURE if policy is Policy.UNSURE else Outcome.LOST
                    # Being blocked is a person's good right, and nothing to be warned of.
                    level = logging.INFO if policy is Policy.DROP else logging.WARNING
                    reason = network_reason(error)
                    _LOG.log(level, "not sent", extra={"outcome": outcome, "reason": reason})
                    is_unreachable = policy is Policy.DROP
                    self._figures.sends.add(outcome)
                    return Delivery(
                        outcome, letter.chat, reason=reason, is_unreachable=is_unreachable
                    )
            else:
                self.last_sent_at = monotonic()
                self._figures.sends.add(Outcome.SENT)
                return Delivery(Outcome.SENT, letter.chat, message_id)

    async def _attempt(
        self,
        call: Call,
        letter: Letter,
        with_markup: bool,
        priority: Priority,
        give_up_at: float,
    ) -> int | None:
        patience_s = max(give_up_at - monotonic(), 0.0)
        async with self._limiter.slot(letter.chat, priority, patience_s=patience_s):
            with self._figures.timing(Stage.SEND):
                try:
                    return await call(letter, with_markup)
                except RetryAfter as error:
                    # Within the slot: nobody else may take the turn before the chat is held.
                    self._limiter.hold(letter.chat, asked_pause_s(error) or FIRST_PAUSE_S)
                    raise

    async def _pause(self, n: int, reason: str) -> None:
        """Wait before another attempt, longer each time; not at all when stopping."""
        if self._stopping.is_set():
            raise PutOffError(0.0, reason=reason)
        seconds = float(min(FIRST_PAUSE_S * 2 ** min(n, 10), LONGEST_PAUSE_S))
        stopping = asyncio.ensure_future(self._stopping.wait())
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait({stopping, sleeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            sleeping.cancel()
            await asyncio.gather(stopping, sleeping, return_exceptions=True)
        if self._stopping.is_set():
            raise PutOffError(0.0, reason=reason)

    async def _send(self, letter: Letter, with_markup: bool) -> int | None:
        answered = _answered(letter)
        text = letter.html if with_markup else letter.plain
        parse_mode = ParseMode.HTML if with_markup else None
        sent: Message
        if letter.png is not None:
            sent = await self._bot.send_photo(
                letter.chat,
                letter.png,
                caption=text or None,
                parse_mode=parse_mode if text else None,
                message_thread_id=letter.topic,
                reply_parameters=answered,
                reply_markup=self._buttons(letter),
            )
        elif letter.attachment is not None:
            # Read as it goes out: it may be of 50 MB, and several at once.
            with await asyncio.to_thread(Path(letter.attachment.path).open, "rb") as content:
                sent = await self._bot.send_document(
                    letter.chat,
                    InputFile(content, letter.attachment.name, read_file_handle=False),
                    caption=text or None,
                    parse_mode=parse_mode if text else None,
                    message_thread_id=letter.topic,
                    reply_parameters=answered,
                    reply_markup=self._buttons(letter),
                )
        else:
            return await self._bot.send_text(
                letter.chat,
                text,
                parse_mode=parse_mode,
                topic=letter.topic,
                reply_parameters=answered,
                buttons=self._buttons(letter),
            )
        return sent.message_id

    async def _edit(self, message_id: int, letter: Letter, with_markup: bool) -> int | None:
        text = letter.html if with_markup else letter.plain
        parse_mode = ParseMode.HTML if with_markup else None
        buttons = self._buttons(letter)
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=letter.chat,
                message_id=message_id,
                parse_mode=parse_mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=buttons,
            )
        except BadRequest as error:
            if _IS_PICTURE not in error.message.lower():
                raise
            await self._bot.edit_message_caption(
                letter.chat,
                message_id,
                caption=text,
                parse_mode=parse_mode,
                reply_markup=buttons,
            )
        return message_id

    def _buttons(self, letter: Letter) -> InlineKeyboardMarkup | None:
        return keyboard(letter.rows, bot=self._bot.username, private=letter.chat > 0)


def _is_unchanged(error: TelegramError) -> bool:
    return isinstance(error, BadRequest) and _NOT_MODIFIED in error.message.lower()


def _answered(letter: Letter) -> ReplyParameters | None:
    if letter.quotes is None:
        return None
    part = letter.part
    return ReplyParameters(
        letter.quotes,
        allow_sending_without_reply=True,
        quote=None if part is None else part.text,
        quote_position=None if part is None else part.position,
    )
