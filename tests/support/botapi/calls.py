"""What did the bot ask of the server, in which order, and what came of it?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.support.botapi.arguments import Arguments, Upload


@dataclass(eq=False, slots=True)
class Call:
    """One call of a method."""

    n: int  #: from 0, in the order of arrival
    method: str
    arguments: Arguments
    at: float  #: seconds of the loop's monotonic clock
    done_at: float | None = None
    status: int | None = None  #: of the HTTP response; `None` while under way or when lost
    error: str | None = None  #: the description of a refusal
    parameters: dict[str, Any] | None = None  #: of a refusal
    result: Any = None
    fault: str | None = None  #: the fault that was played on it
    via: str = "http"  #: "webhook" for a method in the response to a webhook

    def __getitem__(self, name: str) -> str:
        """Give a parameter as text."""
        return self.arguments.values[name]

    def get(self, name: str, default: str = "") -> str:
        """Give a parameter as text, or `default`."""
        return self.arguments.values.get(name, default)

    @property
    def files(self) -> dict[str, Upload]:
        """Give the files sent along."""
        return dict(self.arguments.files)

    @property
    def refused(self) -> bool:
        """Say whether the server refused the call."""
        return self.error is not None


class Violation(NamedTuple):
    """Something a correct client would not send, although Telegram lets it pass."""

    call: Call
    parameter: str
    problem: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.call.method}: {self.parameter} {self.problem}"


@dataclass(slots=True)
class Ledger:
    """Every call, and every violation."""

    calls: list[Call] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    under_way: set[int] = field(default_factory=set)  #: calls other than getUpdates

    def made(self, method: str) -> list[Call]:
        """List the calls of one method."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    @property
    def refused(self) -> list[Call]:
        """List the refused calls."""
        return [call for call in self.calls if call.refused]
