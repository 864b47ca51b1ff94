"""What can go wrong with what must be remembered?

    StateError
      StateUnavailableError      the store cannot be reached or used just now
      DiskFullError              the store has no room left
      StateCorruptError          the file of the store is damaged
      StateLockedError           another program uses the file of the store
      StateVersionError          a newer youju has written the store
      StateConflictError         two instances changed the same rows at the same moment
      StateAddressError          the address names no store that is known here
      BackupError                a copy of the store cannot be made or taken back
      DriverMissingError         the library that speaks to the store is not installed

Facts are attributes; the database library's own error stays on `__cause__`. What the caller wanted
to write was not written or, where the connection broke at the commit, may have been: every write
here can be repeated without harm.
"""

from __future__ import annotations

from bot.errors import BotError


class StateError(BotError):
    """Root of everything raised on purpose in `bot.state`."""


class StateUnavailableError(StateError):
    """The store cannot be reached or used just now; waiting may help."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"the state cannot be used: {reason}")
        self.reason = reason

    @classmethod
    def of(cls, error: OSError) -> StateUnavailableError:
        """Make it of the system's words and the file that they are about."""
        return cls(reason=f"{error.strerror}: {error.filename}")


class DiskFullError(StateError):
    """The store has no room left; it works again once there is some."""

    def __init__(self) -> None:
        super().__init__("no room left to write the state")


class StateCorruptError(StateError):
    """The file of the store is damaged; the next start sets it aside."""

    def __init__(self, *, path: str) -> None:
        super().__init__(f"{path} is damaged")
        self.path = path


class StateLockedError(StateError):
    """Another program uses the file of the store; `pid` is `None` where it did not say."""

    def __init__(self, *, path: str, pid: int | None) -> None:
        holder = "another program" if pid is None else f"process {pid}"
        super().__init__(f"{path} is in use by {holder}")
        self.path = path
        self.pid = pid

    @property
    def holder(self) -> str:
        """Name the other program as it is told: a process id is no quantity."""
        return "?" if self.pid is None else str(self.pid)


class StateVersionError(StateError):
    """A newer youju has written the store: its schema is not known here."""

    def __init__(self, *, found: str, known: str) -> None:
        super().__init__(f"the state has schema {found}, this program knows {known}")
        self.found = found
        self.known = known


class StateConflictError(StateError):
    """Two instances changed the same rows at the same moment; this one's change was undone."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"another instance was first: {reason}")
        self.reason = reason


class StateAddressError(StateError):
    """The address names no store that is known here; `scheme` is what it begins with."""

    def __init__(self, *, scheme: str) -> None:
        super().__init__(f"no store is known by {scheme!r}")
        self.scheme = scheme


class DriverMissingError(StateError):
    """The library that speaks to the store is not installed; the extra `extra` brings it."""

    def __init__(self, *, extra: str) -> None:
        super().__init__(f"the optional dependencies {extra!r} are not installed")
        self.extra = extra


class BackupError(StateError):
    """A copy of the store cannot be made or taken back."""

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
