"""When is the corpus read again without anybody asking?

The directory is looked at every few seconds. What has changed is read once it has stopped
changing: a file that is still being written grows, or was written a moment ago. Admins are told
what came of it, as after /reload.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import blake2b

from bot.announcements.announcer import Announcer
from bot.errors import BotError, ReloadError
from bot.letters import letters_of, outgoing
from bot.library import Library
from bot.replies.admins import compose_reloaded
from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.html import join, text
from bot.replies.reply import Address, Reply
from bot.replies.texts import Texts
from bot.state.noting import noted
from bot.state.opening import State
from bot.state.outbox import Outgoing, Priority
from retrieval import RetrievalError, Stamp, corpus_stamps

SETTLED_NS = 2_000_000_000  # since the last write to any file

_LOG = logging.getLogger(__name__)

Stamps = Mapping[str, Stamp]


class Watch:
    """Looks after one library."""

    def __init__(
        self,
        library: Library,
        announcer: Announcer,
        state: State,
        *,
        every_s: float,
        admin_ids: Iterable[int],
        texts: Texts,
        address: Address,
    ) -> None:
        self._library = library
        self._announcer = announcer
        self._state = state
        self._every_s = every_s
        self._admin_ids = tuple(admin_ids)
        self._texts = texts
        self._address = address
        self._seen: Stamps | None = None
        self._refused: Stamps | None = None  #: what could not be read, and is not tried again

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(self._every_s)
            await self.look()

    async def look(self) -> bool:
        """Look once, and read the corpus if it has changed and stands still; says whether it did.

        Returns when what came of it is written down to be told, however long the disk is full.
        """
        before, seen = self._seen, await asyncio.to_thread(corpus_stamps, self._library.corpus)
        self._seen = seen
        if seen in (self._library.stamps, self._refused) or seen != before or _is_young(seen):
            return False
        try:
            reloaded = await self._library.reload()
        except ReloadError:
            return False  # somebody else is at it: what it leaves is seen at the next look
        except (RetrievalError, BotError) as error:
            self._refused = seen
            reason = failure_text(error, self._texts)
            await self._tell(compose_line(self._texts("reload-failed", reason=reason)), seen)
        except Exception:
            self._refused = seen
            _LOG.exception("reload failed")
            await self._tell(compose_line(self._texts("reload-failed", reason="")), seen)
        else:
            self._refused = None
            reply = compose_reloaded(reloaded, texts=self._texts, address=self._address)
            await self._tell(reply, seen)
            await noted(self._announcer.on_update, failing="changes not announced")
        return True

    async def _tell(self, reply: Reply, seen: Stamps) -> None:
        noticed = text(self._texts("watch-noticed"))
        told = Reply(body=join([noticed, reply.body], "\n\n"))
        letters: list[Outgoing] = []
        for admin in self._admin_ids:
            # Replicas that see the same change tell it once.
            key = f"watch:{_digest(seen)}:{admin}"
            letters += outgoing(letters_of(told, chat=admin), key=key, priority=Priority.ANSWER)
        await noted(partial(self._state.outbox.queue, letters), failing="reload not told")


def _is_young(stamps: Stamps) -> bool:
    now = time.time_ns()
    return any(0 <= now - stamp.modified_ns < SETTLED_NS for stamp in stamps.values())


def _digest(stamps: Stamps) -> str:
    digest = blake2b(digest_size=6)
    for name, stamp in sorted(stamps.items()):
        digest.update(
            f"{name}\0{stamp.size}\0{stamp.modified_ns}\0".encode("utf-8", "surrogatepass")
        )
    return digest.hexdigest()
