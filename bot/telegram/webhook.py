"""How do updates come in by a webhook?

Telegram posts each update until it is answered with 200, which is said only once the queue's
`put` has it. Whoever does not know the secret is turned away before anything is read.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import BadRequest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import ListenError, WebhookRefusedError
from bot.telegram.options import WebhookOptions
from bot.telegram.polling import ALLOWED_UPDATES
from bot.telegram.reaching import Outage, reach

MAX_BODY_BYTES = 1024 * 1024  # an update holds 4,096 characters and what they reply to
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # the header's name; Bot API, setWebhook

_LOG = logging.getLogger(__name__)


class Webhook:
    """Takes the bot's updates as Telegram posts them."""

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[object],
        outage: Outage,
        stop: asyncio.Event,
        options: WebhookOptions,
    ) -> None:
        self._bot = bot
        self._outage = outage
        self._stop = stop
        self._options = options
        self._secret = options.secret or secret_of(bot.token)
        handed = {"bot": bot, "queue": queue, "secret": self._secret}
        path = urlsplit(options.url).path or "/"
        self._server = HTTPServer(
            Application([(path, UpdateHandler, handed)], log_function=_log_nothing),
            max_body_size=MAX_BODY_BYTES,
        )

    async def connect(self) -> bool:
        """Listen, then have Telegram post here; false when told to stop before.

        Raises:
            TokenRefusedError: Telegram does not know the token.
            WebhookRefusedError: Telegram will not post to that address.
            ListenError: the port cannot be listened on.
        """
        host, port = self._options.host, self._options.port
        try:
            self._server.listen(port, host)
        except OSError as error:
            raise ListenError(host=host, port=port, reason=error.strerror or "") from error
        try:
            return await reach(self._start, self._outage, self._stop)
        except BadRequest as error:
            raise WebhookRefusedError(reason=error.message) from error

    async def run(self) -> None:
        """Take updates until told to stop."""
        try:
            await self._stop.wait()
        finally:
            self._server.stop()
            await self._server.close_all_connections()

    async def acknowledge(self) -> None:
        """Do nothing: each update was acknowledged when it was taken."""

    async def _start(self) -> None:
        await self._bot.initialize()
        await self._bot.set_webhook(
            self._options.url,
            secret_token=self._secret,
            allowed_updates=ALLOWED_UPDATES,
            drop_pending_updates=False,
        )


class UpdateHandler(RequestHandler):
    """Takes one update."""

    def initialize(self, bot: Bot, queue: asyncio.Queue[object], secret: str) -> None:
        """Keep what the application hands over; tornado calls this for every request."""
        self._bot = bot
        self._queue = queue
        self._secret = secret

    async def post(self) -> None:
        """Put the update into the queue, then say so."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self._answer(HTTPStatus.FORBIDDEN)
            return
        try:
            update = Update.de_json(json.loads(self.request.body), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            _LOG.warning("update not readable", extra={"reason": type(error).__name__})
            self._answer(HTTPStatus.BAD_REQUEST)
            return
        await self._queue.put(update)
        self._answer(HTTPStatus.OK)

    def _answer(self, status: HTTPStatus) -> None:
        self.set_status(status)
        self.finish()


def secret_of(token: str) -> str:
    """Derive a secret from the token: the same after every start, and of no use without it."""
    return hashlib.sha256(b"webhook:" + token.encode()).hexdigest()


def _log_nothing(handler: Any) -> None:
    """Leave requests out of the log: each question has its own line."""
