"""How do updates come in by a webhook?

Telegram posts each update until it is answered with 200, which is said only once it is on disk.
Whoever does not know the secret is turned away by the headers alone: no body is kept, and a long
one is not even read. Of who knows it so many posts a second are taken; Telegram repeats the rest.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from time import monotonic
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError
from tornado.web import RequestHandler, stream_request_body

from bot.errors import TokenRefusedError, WebhookRefusedError
from bot.ops.serving import MAX_BODY_BYTES, Route
from bot.state.errors import StateError
from bot.telegram.failures import network_reason
from bot.telegram.incoming import ALLOWED_UPDATES, Intake
from bot.telegram.options import WebhookOptions
from bot.telegram.polling import MAX_REFUSALS
from bot.telegram.reaching import Outage, pause, reach, unless_stopped

LOOK_EVERY_S = 60.0  # whether the token is still good
MAX_POSTS_A_SECOND = 500  # several times what is answered; what waits is on disk
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # the header's name; Bot API, setWebhook
#: What reading something else than an update raises; the last where it is nested without end.
_NO_UPDATE = (
    ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip

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
        handed = {"intake": intake, "secret": self._secret, "pace": Pace(MAX_POSTS_A_SECOND)}
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


class Pace:
    """Lets so many through a second, and as many at once after a pause.

    >>> pace = Pace(2, clock=lambda: 0.0)
    >>> [pace.allows() for _ in range(3)]
    [True, True, False]
    """

    def __init__(self, limit: int, *, clock: Callable[[], float] = monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._left = float(limit)
        self._at = clock()

    def allows(self) -> bool:
        """Let one through, or not."""
        now = self._clock()
        self._left = min(self._left + (now - self._at) * self._limit, float(self._limit))
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


@stream_request_body  # `prepare` runs before the body is read
class UpdateHandler(RequestHandler):
    """Takes one update."""

    def initialize(self, intake: Intake, secret: str, pace: Pace) -> None:
        """Keep what the application hands over; tornado calls this for every request."""
        self._intake = intake
        self._secret = secret
        self._pace = pace
        self._body = bytearray()
        self._refusal: HTTPStatus | None = None

    def prepare(self) -> None:
        """Turn away whoever does not know the secret, and whoever posts too fast."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self._refusal = HTTPStatus.UNAUTHORIZED
        elif not self._pace.allows():
            self._refusal = HTTPStatus.TOO_MANY_REQUESTS  # Telegram posts it again
        # Answered before its body came, a client may find the connection reset and no answer.
        if self._refusal is not None and not self._is_short():
            self._answer(self._refusal)

    def data_received(self, chunk: bytes) -> None:
        """Gather the body, or drop it; the server ends the connection where it grows too long."""
        if self._refusal is None:
            self._body += chunk

    async def post(self) -> None:
        """Write the update down, then say so."""
        if self._refusal is not None:
            self._answer(self._refusal)
            return
        try:
            update = json.loads(self._body)
            await self._intake.take([update])
        except _NO_UPDATE as error:
            _LOG.warning("update not readable", extra={"reason": type(error).__name__})
            self._answer(HTTPStatus.BAD_REQUEST)
        except StateError:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE)  # Telegram posts it again
        else:
            self._answer(HTTPStatus.OK)

    def _is_short(self) -> bool:
        """Say whether a body is announced that the server would read to its end."""
        length = self.request.headers.get("Content-Length", "")
        # Python itself refuses to read thousands of digits.
        return length.isdecimal() and len(length) < 20 and 0 < int(length) <= MAX_BODY_BYTES

    def _answer(self, status: HTTPStatus) -> None:
        self.set_status(status)
        self.finish()


def secret_of(token: str) -> str:
    """Derive a secret from the token: the same after every start, and of no use without it."""
    return hashlib.sha256(b"webhook:" + token.encode()).hexdigest()
