"""When does the bot speak too fast?

Off until a test turns it on: by rule (so many messages in so many seconds), or by script (the
third call from now is refused for two seconds). A refused bot has to wait; what it sends
meanwhile is refused as well, and counted.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.botapi.errors import too_many_requests

EVERYWHERE = 0  # in place of a chat id
SENDING = "send"  # all methods that send messages, which wait together


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `limit` messages within any `window_s` seconds."""

    limit: int
    window_s: float


PER_CHAT = Rule(1, 1.0)
PER_GROUP = Rule(20, 60.0)
OVERALL = Rule(30, 1.0)


@dataclass(slots=True)
class _Script:
    method: str | None
    chat_id: int
    after: int
    times: int
    retry_after_s: int


@dataclass(slots=True)
class Flood:
    """The limits on sending."""

    monotonic: Callable[[], float]
    per_chat: Rule | None = None
    per_group: Rule | None = None
    overall: Rule | None = None
    refused: int = 0  #: calls refused for any reason here
    impatient: int = 0  #: of these, calls made although the bot had been told to wait
    _sent: dict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _until: dict[tuple[str, int], float] = field(default_factory=dict)
    _scripts: list[_Script] = field(default_factory=list)

    def by_rule(
        self,
        per_chat: Rule | None = PER_CHAT,
        per_group: Rule | None = PER_GROUP,
        overall: Rule | None = OVERALL,
    ) -> None:
        """Refuse what exceeds these rules; Telegram's published ones by default."""
        self.per_chat, self.per_group, self.overall = per_chat, per_group, overall

    def by_script(
        self,
        retry_after_s: int,
        *,
        method: str | None = None,
        chat_id: int = EVERYWHERE,
        after: int = 0,
        times: int = 1,
    ) -> None:
        """Refuse `times` calls once `after` matching ones have passed; the bot must then wait.

        Without a method every one that sends messages is meant.
        """
        self._scripts.append(_Script(method, chat_id, after, times, retry_after_s))

    def check(self, method: str, chat_id: int, *, sends: bool) -> None:
        """Let a call concerning `chat_id` pass, and count it if it sends a message.

        Methods that send messages wait together, every other one for itself.

        Raises:
            ApiError: 429 with the whole seconds to wait.
        """
        now = self.monotonic()
        kind = SENDING if sends else method
        for place in (EVERYWHERE, chat_id):
            left = self._until.get((kind, place), 0.0) - now
            if left > 0:
                self.impatient += 1
                self._refuse(left)
        self._play_script(method, kind, chat_id, now)
        if sends:
            self._apply_rules(chat_id, now)

    def _play_script(self, method: str, kind: str, chat_id: int, now: float) -> None:
        for script in self._scripts:
            named = script.method == method or (script.method is None and kind == SENDING)
            if not named or script.chat_id not in (EVERYWHERE, chat_id):
                continue
            if script.after > 0:
                script.after -= 1
            elif script.times > 0:
                script.times -= 1
                self._until[kind, script.chat_id] = now + script.retry_after_s
                self._refuse(script.retry_after_s)

    def _apply_rules(self, chat_id: int, now: float) -> None:
        rules = [("overall", EVERYWHERE, self.overall)]
        if chat_id < 0:
            rules.append(("group", chat_id, self.per_group))
        rules.append(("chat", chat_id, self.per_chat))
        for name, place, rule in rules:
            if rule is None:
                continue
            sent = self._sent[name, place]
            while sent and sent[0] <= now - rule.window_s:
                sent.popleft()
            if len(sent) >= rule.limit:
                left = sent[0] + rule.window_s - now
                self._until[SENDING, place] = now + math.ceil(left)
                self._refuse(left)
        for name, place, rule in rules:
            if rule is not None:
                self._sent[name, place].append(now)

    def _refuse(self, left_s: float) -> None:
        self.refused += 1
        raise too_many_requests(max(math.ceil(left_s), 1))
