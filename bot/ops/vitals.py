"""Is the bot well, and what are its figures right now?

What `/readyz` and `/metrics` answer with. What is so now is read when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.ops.figures import Figures, resident_bytes
from bot.ops.metrics import Gauge, Metric, exposition
from bot.state.backlog import Depth
from bot.state.clock import MINUTE_MS, SECOND_MS, Clock, utc_ms
from bot.state.errors import StateError
from bot.state.opening import State

STUCK_MS = 10 * MINUTE_MS  # an update that waits longer than any flood or outage should last


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """Where to look."""

    state: State
    figures: Figures
    generation: Callable[[], str]
    network_is_down: Callable[[], bool]
    n_waiting: Callable[[], int]  #: messages that wait for their turn
    n_answering: Callable[[], int]  #: processes that answer
    clock: Clock = utc_ms

    async def hindrances(self) -> Mapping[str, str]:
        """Name what keeps the bot from answering; nothing where all is well."""
        found: dict[str, str] = {}
        if self.network_is_down():
            found["telegram"] = "out of reach"
        try:
            depth = await self.state.inbox.depth()
        except StateError as error:
            found["state"] = str(error)
        else:
            age_ms = self._oldest_ms(depth)
            if age_ms > STUCK_MS:
                found["inbox"] = f"an update has waited for {age_ms // SECOND_MS} s"
        return found

    async def exposition(self) -> str:
        """Write all figures; those of a state that cannot be read are left out."""
        metrics: list[Metric] = [*self.figures.all, *self._now()]
        try:
            metrics += await self._kept()
        except StateError as error:
            metrics.append(Gauge("youju_state_up", "Whether the state can be read.", lambda: 0))
            return exposition(metrics) + f"# {error}\n"
        return exposition(metrics)

    def _now(self) -> list[Metric]:
        return [
            Gauge(
                "youju_generation_info",
                "The corpus that is answered from.",
                lambda: {self.generation(): 1},
                label="generation",
            ),
            Gauge("youju_send_waiting", "Messages that wait for their turn.", self.n_waiting),
            Gauge(
                "youju_answer_processes",
                "Processes besides this one that answer.",
                self.n_answering,
            ),
            Gauge("youju_telegram_up", "Whether Telegram is reached.", self._network_is_up),
            Gauge("process_resident_memory_bytes", "Memory of the process.", resident_bytes),
        ]

    async def _kept(self) -> list[Metric]:
        depth = await self.state.inbox.depth()
        outbox = await self.state.outbox.depth()
        inbox = {"new": depth.new, "working": depth.working, "parked": depth.parked}
        return [
            Gauge("youju_state_up", "Whether the state can be read.", lambda: 1),
            Gauge("youju_inbox_updates", "Updates not done.", lambda: inbox, label="state"),
            Gauge(
                "youju_inbox_oldest_seconds",
                "How long the oldest update has waited.",
                lambda: self._oldest_ms(depth) / SECOND_MS,
            ),
            Gauge(
                "youju_outbox_messages",
                "Messages of the last days.",
                lambda: {state.value: n for state, n in outbox.items()},
                label="state",
            ),
        ]

    def _network_is_up(self) -> float:
        return float(not self.network_is_down())

    def _oldest_ms(self, depth: Depth) -> int:
        if depth.oldest_received_at is None:
            return 0
        return self.clock() - depth.oldest_received_at
