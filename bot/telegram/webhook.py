"""How do updates come in by a webhook?

Telegram posts each update until it is answered with 200, which is said only once it is on disk.
Whoever does not know the secret is turned away before anything is read.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from http import HTTPStatus
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError
from tornado.web import RequestHandler

from bot.errors import TokenRefusedError, WebhookRefusedError
from bot.ops.serving import Route
from bot.state.errors import StateError
from bot.telegram.failures import network_reason
from bot.telegram.incoming import ALLOWED_UPDATES, Intake
from bot.telegram.options import WebhookOptions
from bot.telegram.polling import MAX_REFUSALS
from bot.telegram.reaching import Outage, pause, reach, unless_stopped

LOOK_EVERY_S = 60.0  # whether the token is still good
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # the header's name; Bot API, setWebhook

_LOG = logging.getLogger(__name__)


class Webhook:
    """Takes the bot's updates as Telegram posts them."""

    is_shared = True  # whoever stands before the instances spreads the posts

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        outage: Outage,
        stop: asyncio.Event,
        options: WebhookOptions,
    ) -> None:
        self._bot = bot
        self._outage = outage
        self._stop = stop
        self._options = options
        self._secret = options.secret or secret_of(bot.token)
        handed = {"intake": intake, "secret": self._secret}
        #: Where Telegram's posts are answered, for the HTTP server of the program.
        self.route: Route = (urlsplit(options.url).path or "/", UpdateHandler, handed)

    async def connect(self) -> bool:
        """Have Telegram post here; false when told to stop before.

        Raises:
            TokenRefusedError: Telegram does not know the token.
            WebhookRefusedError: Telegram will not post to that address.
        """
        try:
            return await reach(self._start, self._outage, self._stop)
        except BadRequest as error:
            raise WebhookRefusedError(reason=error.message) from error

    async def run(self) -> None:
        """Have updates posted until told to stop.

        Raises:
            TokenRefusedError: the token was taken back.
        """
        refusals = 0
        while not self._stop.is_set():
            await pause(LOOK_EVERY_S, self._stop)
            # Nothing else would notice: without a token's bot, Telegram posts no more.
            try:
                await unless_stopped(self._bot.get_me(), self._stop)
            except InvalidToken as error:
                refusals += 1
                if refusals >= MAX_REFUSALS:
                    raise TokenRefusedError from error
            except TelegramError as error:
                self._outage.failed(network_reason(error))
            else:
                refusals = 0
                self._outage.over()

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

    def initialize(self, intake: Intake, secret: str) -> None:
        """Keep what the application hands over; tornado calls this for every request."""
        self._intake = intake
        self._secret = secret

    async def post(self) -> None:
        """Write the update down, then say so."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self._answer(HTTPStatus.UNAUTHORIZED)
            return
        try:
            update = json.loads(self.request.body)
            await self._intake.take([update])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            _LOG.warning("update not readable", extra={"reason": type(error).__name__})
            self._answer(HTTPStatus.BAD_REQUEST)
        except StateError:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE)  # Telegram posts it again
        else:
            self._answer(HTTPStatus.OK)

    def _answer(self, status: HTTPStatus) -> None:
        self.set_status(status)
        self.finish()


def secret_of(token: str) -> str:
    """Derive a secret from the token: the same after every start, and of no use without it."""
    return hashlib.sha256(b"webhook:" + token.encode()).hexdigest()
