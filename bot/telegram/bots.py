"""How does the bot speak to the Bot API: where, through which proxy, how patiently?"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from typing import Any, cast

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.ext import ExtBot

from bot.telegram.options import TelegramOptions
from bot.telegram.transport import READ_TIMEOUT_S, Transport

API_URL = "https://api.telegram.org"
MAX_CONNECTIONS = 24  # enough for 200 sends a second of 100 ms each
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class PollingBot(ExtBot[None]):
    """A bot whose updates can be had as the JSON that Telegram sent; nothing is opened yet.

    What every answer needs is asked here without the objects that the library makes of it.
    """

    def __init__(self, options: TelegramOptions) -> None:
        root = options.api_url or API_URL
        self._transports = (
            Transport(connections=MAX_CONNECTIONS, proxy_url=options.proxy_url),
            Transport(connections=1, proxy_url=options.proxy_url),
        )
        super().__init__(
            options.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._transports[0],
            get_updates_request=self._transports[1],
        )

    async def shutdown(self) -> None:
        """Close every connection, which the library does not do where the token was refused."""
        await super().shutdown()
        for transport in self._transports:
            await transport.shutdown()

    async def poll(
        self, *, offset: int | None, limit: int, timeout_s: int, allowed: Sequence[str]
    ) -> Sequence[Mapping[str, Any]]:
        """Ask for updates, and wait for them up to `timeout_s`.

        The library's own call makes objects of all of them, or fails for all because of one.
        """
        wanted = {"limit": limit, "timeout": timeout_s, "allowed_updates": list(allowed)}
        if offset is not None:
            wanted["offset"] = offset
        updates: Any = await self._post(
            "getUpdates", wanted, read_timeout=READ_TIMEOUT_S + timeout_s
        )
        return cast(Sequence[Mapping[str, Any]], updates)

    async def send_text(
        self,
        chat: int,
        text: str,
        *,
        parse_mode: str | None,
        topic: int | None,
        reply_parameters: ReplyParameters | None,
        buttons: InlineKeyboardMarkup | None,
    ) -> int:
        """Send a message without previews of its links; gives the message id.

        The library's own call makes objects of the message that Telegram sends back, down to
        every entity, which takes longer than all else about a send.
        """
        sent: Any = await self._post(
            "sendMessage",
            {
                "chat_id": chat,
                "text": text,
                "parse_mode": parse_mode,
                "message_thread_id": topic,
                "reply_parameters": reply_parameters,
                "link_preview_options": NO_PREVIEW,
                "reply_markup": buttons,
            },
        )
        return int(sent["message_id"])


def prepare_libraries() -> None:
    """Set what the libraries take from the process: to be done once, before they are used."""
    # Periods are on their way from int to timedelta there, with a warning until this is set.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # prints URLs, which hold the token
    # Prints an answer that is no JSON in full, and with it what people wrote; we log the failure.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
