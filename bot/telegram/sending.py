"""How does a reply reach its chat?

The only place that sends or edits. It quotes the question, cuts what is too long, goes without
markup where Telegram refuses it, waits where Telegram says so, and says how it went.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from enum import StrEnum

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.replies.html import CAPTION_LIMIT, MESSAGE_LIMIT, Markup
from bot.replies.reply import Picture, Reply
from bot.telegram.failures import Policy, network_reason, policy_of
from bot.telegram.keyboards import keyboard
from bot.telegram.reaching import asked_pause_s

TYPING_AFTER_S = 0.3  # an answer that comes sooner needs no announcement
TYPING_EVERY_S = 4.5  # Telegram shows "typing…" for 5 s; Bot API, sendChatAction
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
MAX_RETRIES = 30  # with the pauses above, some 13 minutes of a dead network
#: Sends that may repeat an answer. Telegram knows no idempotent send: either an answer may come
#: twice or it may never come, and the first is the lesser evil.
MAX_REPEATS = 2
MAX_TOAST = 200  # characters; Bot API, answerCallbackQuery

_LOG = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_MODIFIED = "message is not modified"


class Outcome(StrEnum):
    """How a send went."""

    SENT = "sent"
    UNSURE = "unsure"  #: it may have arrived
    LOST = "lost"  #: it did not


#: Sends to a chat id, with markup or without.
Attempt = Callable[[int, bool], Awaitable[object]]


class Sender:
    """Sends and edits messages."""

    def __init__(
        self, bot: Bot, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._sleep = sleep

    async def reply(self, message: Message, reply: Reply) -> Outcome:
        """Send a reply that quotes `message`, in its topic; buttons stand under the last part.

        A picture takes the text as its caption where that is short enough; one that cannot be
        drawn or sent leaves the text to stand alone.
        """
        if reply.picture is not None:
            png = await drawn(reply.picture)
            if png is not None:
                has_caption = reply.body.length <= CAPTION_LIMIT
                outcome = await self._send_picture(message, reply, png, has_caption=has_caption)
                if has_caption and outcome is not Outcome.LOST:
                    return outcome
        buttons = self._keyboard(message, reply)
        parts = reply.body.split(MESSAGE_LIMIT)
        outcome = Outcome.LOST
        for i, part in enumerate(parts):
            outcome = await self._deliver(
                self._sending(
                    message,
                    part,
                    quotes=i == 0,
                    buttons=buttons if i == len(parts) - 1 else None,
                ),
                message.chat_id,
            )
            if outcome is Outcome.LOST:
                break
        return outcome

    async def _send_picture(
        self, message: Message, reply: Reply, png: bytes, *, has_caption: bool
    ) -> Outcome:
        quoted = ReplyParameters(message.message_id, allow_sending_without_reply=True)

        async def attempt(chat_id: int, with_markup: bool) -> object:
            caption = (reply.html if with_markup else reply.plain) if has_caption else None
            return await self._bot.send_photo(
                chat_id,
                png,
                caption=caption,
                parse_mode=ParseMode.HTML if with_markup and has_caption else None,
                message_thread_id=_topic(message),
                reply_parameters=quoted,
                reply_markup=self._keyboard(message, reply) if has_caption else None,
            )

        return await self._deliver(attempt, message.chat_id)

    async def edit(self, message: Message, reply: Reply) -> Outcome:
        """Put a reply in the place of `message`; what is over one message's length is cut off."""
        part, *_ = reply.body.split(MESSAGE_LIMIT)
        buttons = self._keyboard(message, reply)

        async def attempt(chat_id: int, with_markup: bool) -> object:
            return await self._bot.edit_message_text(
                part.html if with_markup else part.plain,
                chat_id=chat_id,
                message_id=message.message_id,
                parse_mode=ParseMode.HTML if with_markup else None,
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
            )

        return await self._deliver(attempt, message.chat_id, repeatable=True)

    async def acknowledge(self, query: CallbackQuery, line: str | None = None) -> None:
        """Tell Telegram that a press was seen; `line` is shown to the one who pressed."""
        try:
            await self._bot.answer_callback_query(query.id, text=line and line[:MAX_TOAST])
        except TelegramError as error:
            # Only the little clock on the button is at stake, and a late answer is refused.
            _LOG.info("press not acknowledged", extra={"reason": type(error).__name__})

    @asynccontextmanager
    async def typing(self, message: Message) -> AsyncIterator[None]:
        """Show "typing…" in the chat of `message` for as long as the body takes, if it takes."""
        showing = asyncio.create_task(self._show_typing(message))
        try:
            yield
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing

    async def _show_typing(self, message: Message) -> None:
        await asyncio.sleep(TYPING_AFTER_S)
        while True:
            with suppress(TelegramError):  # a courtesy: the answer does not depend on it
                await self._bot.send_chat_action(
                    message.chat_id, ChatAction.TYPING, message_thread_id=_topic(message)
                )
            await asyncio.sleep(TYPING_EVERY_S)

    def _keyboard(self, message: Message, reply: Reply) -> InlineKeyboardMarkup | None:
        private = message.chat.type == ChatType.PRIVATE
        return keyboard(reply, bot=self._bot.username, private=private)

    def _sending(
        self, message: Message, part: Markup, *, quotes: bool, buttons: InlineKeyboardMarkup | None
    ) -> Attempt:
        quoted = ReplyParameters(message.message_id, allow_sending_without_reply=True)

        async def attempt(chat_id: int, with_markup: bool) -> object:
            return await self._bot.send_message(
                chat_id,
                part.html if with_markup else part.plain,
                parse_mode=ParseMode.HTML if with_markup else None,
                message_thread_id=_topic(message),
                reply_parameters=quoted if quotes else None,
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
            )

        return attempt

    async def _deliver(
        self, attempt: Attempt, chat_id: int, *, repeatable: bool = False
    ) -> Outcome:
        """Attempt until it is certain how it went; `repeatable` says that twice is like once."""
        with_markup = True
        retries = repeats = 0
        while True:
            try:
                await attempt(chat_id, with_markup)
            except TelegramError as error:
                policy = policy_of(error)
                if _is_unchanged(error):
                    return Outcome.SENT
                if policy is Policy.WAIT:
                    await self._sleep(asked_pause_s(error) or FIRST_PAUSE_S)
                elif policy is Policy.FOLLOW and isinstance(error, ChatMigrated):
                    chat_id = error.new_chat_id
                elif policy is Policy.PLAIN and with_markup:
                    with_markup = False
                    _LOG.warning("markup refused", extra={"reason": error.message})
                elif policy is Policy.RETRY and retries < MAX_RETRIES:
                    await self._sleep(_pause_s(retries))
                    retries += 1
                elif policy is Policy.UNSURE and repeats < (
                    MAX_RETRIES if repeatable else MAX_REPEATS
                ):
                    _LOG.warning("send unsure", extra={"reason": network_reason(error)})
                    await self._sleep(_pause_s(repeats))
                    repeats += 1
                elif policy is Policy.STOP:
                    raise
                else:
                    return _given_up(error, policy)
            else:
                return Outcome.SENT


async def drawn(picture: Picture) -> bytes | None:
    """Draw a picture in a thread; `None` where it cannot be drawn, which is logged."""
    try:
        return await asyncio.to_thread(picture.draw)
    except Exception:  # whatever is wrong with a picture, its text can be sent
        _LOG.exception("picture not drawn")
        return None


def _given_up(error: TelegramError, policy: Policy) -> Outcome:
    # Being blocked is a person's good right, and nothing to be warned of.
    level = logging.INFO if policy is Policy.DROP else logging.WARNING
    _LOG.log(level, "send given up", extra={"reason": network_reason(error)})
    return Outcome.UNSURE if policy is Policy.UNSURE else Outcome.LOST


def _pause_s(n: int) -> float:
    return float(min(FIRST_PAUSE_S * 2 ** min(n, 10), LONGEST_PAUSE_S))


def _is_unchanged(error: TelegramError) -> bool:
    return isinstance(error, BadRequest) and _NOT_MODIFIED in error.message.lower()


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
