"""In which order are updates worked on?

Chats side by side, each chat in its own order, and no more than so many at once. An update holds
a place only while it is worked on: a chat that sends a hundred messages waits for itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

#: Many, because most of them wait for Telegram, some for minutes; the engine's threads are few.
MAX_AT_ONCE = 256
MAX_ADMITTED = 10_000  # tasks in memory, waiting for their turn


class ChatOrder(BaseUpdateProcessor):
    """Works on the updates of different chats side by side and on those of one in order."""

    def __init__(self, *, max_at_once: int = MAX_AT_ONCE) -> None:
        super().__init__(MAX_ADMITTED)
        self._places = asyncio.Semaphore(max_at_once)
        # Kept alive by whoever waits for or holds it: a quiet chat costs nothing.
        self._turns: WeakValueDictionary[int | None, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Work on an update when it is its chat's turn and there is a place."""
        turn = self._turn(_chat(update))
        async with turn, self._places:
            await coroutine

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Hold nothing."""

    def _turn(self, chat: int | None) -> asyncio.Lock:
        lock = self._turns.get(chat)
        if lock is None:
            lock = self._turns[chat] = asyncio.Lock()
        return lock


def _chat(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    chat = update.effective_chat or update.effective_user
    return chat.id if chat is not None else None
