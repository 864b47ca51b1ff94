"""How long is a message retried that Telegram refuses while it accepts others?

In an outage everything waits, since nobody knows when it ends. A message that is refused alone,
with a server error each time, would block its chat for ever; it is given up after a while.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic

from bot.telegram.sending import Sender

GIVE_UP_S = 600.0  # since the first refusal; with pauses of half a minute, a dozen attempts
MAX_REMEMBERED = 10_000  # what was refused longest ago begins anew


class Patience:
    """Remembers since when things have been refused; a restart begins anew."""

    def __init__(self, sender: Sender, *, clock: Callable[[], float] = monotonic) -> None:
        self._sender = sender
        self._clock = clock
        self._since: OrderedDict[Hashable, float] = OrderedDict()

    def is_over(self, key: Hashable) -> bool:
        """Note that something was refused once more, and say whether to give it up."""
        now = self._clock()
        since = self._since.setdefault(key, now)
        while len(self._since) > MAX_REMEMBERED:
            self._since.popitem(last=False)
        is_alone = self._sender.last_sent_at > since
        if now - since < GIVE_UP_S or not is_alone:
            return False
        self.forget(key)
        return True

    def forget(self, key: Hashable) -> None:
        """Note that it went out after all, or was given up."""
        self._since.pop(key, None)
