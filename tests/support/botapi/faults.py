"""What goes wrong between the bot and Telegram?

A fault is played on the next calls of a method, in the order the faults were given. Whether the
server had acted before things went wrong is part of the fault: a lost response looks to the bot
like a lost request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.botapi.calls import Call

ANY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class HtmlError:
    """A gateway answers with a page of HTML, before or after the server has acted."""

    status: int = 502
    acts: bool = False


@dataclass(frozen=True, slots=True)
class MalformedJson:
    """The server acts, and its answer is cut off."""


@dataclass(frozen=True, slots=True)
class DropBefore:
    """The connection breaks before the server acts."""


@dataclass(frozen=True, slots=True)
class DropAfter:
    """The server acts, and the connection breaks before the answer is sent."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The server acts after `seconds`, or acts at once and answers after `seconds`."""

    seconds: float
    acts_first: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """The server refuses as it does for reasons this server has no notion of."""

    code: int
    description: str
    parameters: dict[str, object] | None = None


Fault = HtmlError | MalformedJson | DropBefore | DropAfter | Slow | Refusal


@dataclass(slots=True)
class _Planned:
    method: str
    fault: Fault
    after: int
    times: int
    when: Callable[[Call], bool] | None

    def matches(self, call: Call) -> bool:
        """Say whether this fault concerns the call at all."""
        named = self.method in (ANY_METHOD, call.method.lower())
        return named and self.times > 0 and (self.when is None or self.when(call))


@dataclass(slots=True)
class Faults:
    """The faults still to come."""

    _planned: list[_Planned] = field(default_factory=list)

    def plan(
        self,
        method: str,
        fault: Fault,
        *,
        times: int = 1,
        after: int = 0,
        when: Callable[[Call], bool] | None = None,
    ) -> None:
        """Play `fault` on `times` calls of `method` after `after` of them went well."""
        self._planned.append(_Planned(method.lower(), fault, after, times, when))

    def clear(self) -> None:
        """Let everything go well again."""
        self._planned.clear()

    def next_for(self, call: Call) -> Fault | None:
        """Find the fault to play on this call."""
        for planned in self._planned:
            if not planned.matches(call):
                continue
            if planned.after > 0:
                planned.after -= 1
                continue
            planned.times -= 1
            return planned.fault
        return None
