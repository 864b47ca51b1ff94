"""How do updates reach a bot that has set a webhook?

Each update is POSTed to the bot's URL until the bot answers 2xx; those of one chat strictly one
after another, those of different chats side by side. A 2xx response may carry a method to run.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.support.botapi.arguments import Arguments, arguments_from_json
from tests.support.botapi.updates import Update
from tests.support.botapi.world import World

Json = dict[str, Any]
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_MAX_BACKOFF_S = 60.0

#: A response cannot carry these, nor any method that only asks.
_NOT_IN_RESPONSES = ("setwebhook", "deletewebhook", "close", "logout")

#: Runs the method that a bot put into its response.
RunMethod = Callable[[str, Arguments], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """What the bot asked for with setWebhook."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""


@dataclass(slots=True)
class Lane:
    """The deliveries of one chat."""

    is_busy: bool = False
    failures: int = 0
    not_before: float = 0.0


@dataclass(slots=True)
class Webhook:
    """The bot's front door: it is rung."""

    world: World
    run_method: RunMethod
    backoff_s: float = 1.0  #: after the first failure; doubled after each further one
    timeout_s: float = 60.0
    settings: WebhookSettings | None = None
    last_error: tuple[int, str] | None = None  #: (date, message)
    attempts: list[tuple[int, int | None]] = field(default_factory=list)  #: (update id, status)
    _dispatcher: asyncio.Task[None] | None = None
    _deliveries: set[asyncio.Task[None]] = field(default_factory=set)

    async def change(self, settings: WebhookSettings | None) -> None:
        """Deliver to another URL from now on, or to none."""
        await self.stop()
        self.settings = settings
        self.last_error = None
        self.start()

    def start(self) -> None:
        """Begin to deliver, where a webhook is set."""
        if self.settings is not None and self._dispatcher is None:
            self._dispatcher = asyncio.create_task(self._dispatch(self.settings))

    async def stop(self) -> None:
        """End all deliveries; what was not confirmed stays."""
        tasks = [task for task in (self._dispatcher, *self._deliveries) if task is not None]
        current = asyncio.current_task()
        for task in tasks:
            if task is not current:
                task.cancel()
        await asyncio.gather(
            *(task for task in tasks if task is not current), return_exceptions=True
        )
        self._dispatcher = None
        self._deliveries.clear()

    def info(self) -> Json:
        """Give the WebhookInfo object."""
        settings = self.settings
        fields: Json = {
            "url": settings.url if settings else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.updates),
        }
        if settings is None:
            return fields
        if self.last_error is not None:
            fields["last_error_date"], fields["last_error_message"] = self.last_error
        fields["max_connections"] = settings.max_connections
        fields["ip_address"] = settings.ip_address or "127.0.0.1"
        return fields

    async def _dispatch(self, settings: WebhookSettings) -> None:
        lanes: dict[int, Lane] = {}
        loop = asyncio.get_running_loop()
        timeout = aiohttp.ClientTimeout(total=self.timeout_s)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                wakes: list[float] = []
                seen: set[int] = set()
                for update in self.world.updates.take():
                    lane = lanes.setdefault(update.lane, Lane())
                    if update.lane in seen or lane.is_busy:
                        seen.add(update.lane)
                        continue
                    seen.add(update.lane)
                    if lane.not_before > loop.time():
                        wakes.append(lane.not_before - loop.time())
                    elif len(self._deliveries) < settings.max_connections:
                        lane.is_busy = True
                        delivery = loop.create_task(self._deliver(session, settings, update, lane))
                        self._deliveries.add(delivery)
                        delivery.add_done_callback(self._deliveries.discard)
                await self.world.changed.next(min(wakes, default=None))

    async def _deliver(
        self,
        session: aiohttp.ClientSession,
        settings: WebhookSettings,
        update: Update,
        lane: Lane,
    ) -> None:
        headers = {"Content-Type": "application/json"}
        if settings.secret_token:
            headers[_SECRET_HEADER] = settings.secret_token
        status, problem, method = None, "Connection refused", None
        try:
            async with session.post(
                settings.url, data=json.dumps(update.to_json()), headers=headers
            ) as response:
                status = response.status
                problem = f"Wrong response from the webhook: {status} {response.reason}"
                method = await _method_in(response)
        except TimeoutError:
            problem = "Read timeout expired"
        except aiohttp.ClientError as error:
            problem = "Connection refused" if _is_refused(error) else f"Connection lost: {error}"
        self.attempts.append((update.id, status))
        if status is not None and 200 <= status < 300:
            self.world.updates.confirm(update)
            lane.failures = 0
            if method is not None:
                name, arguments = method
                await self.run_method(name, arguments)
        else:
            # The first failure is tried again at once, the further ones ever later.
            delay_s = min(self.backoff_s * 2**lane.failures, _MAX_BACKOFF_S)
            lane.not_before = asyncio.get_running_loop().time() + delay_s * (lane.failures > 0)
            lane.failures += 1
            self.last_error = (self.world.now(), problem)
        lane.is_busy = False
        self.world.changed.beat()


async def _method_in(response: aiohttp.ClientResponse) -> tuple[str, Arguments] | None:
    """Read the method that a bot may put into its response."""
    if response.content_type != "application/json":
        return None
    try:
        body = json.loads(await response.read() or b"{}")
    except ValueError:
        return None
    if not isinstance(body, dict) or not isinstance(body.get("method"), str):
        return None
    name = body.pop("method")
    if name.lower() in _NOT_IN_RESPONSES or name.lower().startswith("get"):
        return None
    return name, arguments_from_json(body)


def _is_refused(error: aiohttp.ClientError) -> bool:
    return isinstance(error, aiohttp.ClientConnectorError)
