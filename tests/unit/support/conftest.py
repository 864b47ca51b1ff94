"""A server, somebody who talks to its bot, and a bot without manners."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.botapi.client import BareBot
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[BareBot]:
    async with BareBot(server) as bot:
        yield bot


@pytest.fixture
def alice(server: BotApiServer) -> Person:
    """Somebody who has started the bot, whose updates are taken."""
    alice = server.person("Alice")
    alice.starts()
    server.world.updates.clear()
    return alice
