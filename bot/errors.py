"""What can go wrong between a person and an answer, on our side of Telegram?

    BotError
      AnswerTimeoutError       the engine did not answer in time
      AnswerUnavailableError   the engine failed in a way that the question is not to blame for
      ReloadError              another reload is under way
      DocumentNameError        a document's name cannot be that of a file of the corpus
      DocumentTooLargeError    a document is larger than the bot accepts
      CorpusUnwritableError    no file can be put into the corpus directory, or taken out
      NothingToUndoError       what is to be added, removed or undone is not there any more
      StartError               the bot cannot be started, or not kept running
        TokenRefusedError      Telegram does not know the token
        ConflictError          another program receives the updates of the same bot
        WebhookRefusedError    Telegram will not post updates to the address given
        ListenError            the address on this machine cannot be listened on
      StateError               what must be remembered cannot be; see `bot.state.errors`

Facts are attributes; `str()` is one English line for logs. Telegram's own errors keep their
classes: `bot.telegram.failures` says what is done about each.
"""

from __future__ import annotations


class BotError(Exception):
    """Root of everything raised on purpose in `bot`."""


class AnswerTimeoutError(BotError):
    """The engine did not answer in time."""

    def __init__(self, *, timeout_s: float) -> None:
        super().__init__(f"no answer within {timeout_s} s")
        self.timeout_s = timeout_s


class AnswerUnavailableError(BotError):
    """The engine failed in a way that the question is not to blame for; see `__cause__`."""

    def __init__(self) -> None:
        super().__init__("the engine could not answer")


class StartError(BotError):
    """The bot cannot be started, or not kept running."""


class TokenRefusedError(StartError):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the token")


class ConflictError(StartError):
    """Another program receives the updates of the same bot."""

    def __init__(self) -> None:
        super().__init__("another program polls with the same token")


class WebhookRefusedError(StartError):
    """Telegram will not post updates to the address given."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"Telegram refuses the webhook: {reason}")
        self.reason = reason


class ListenError(StartError):
    """The address on this machine cannot be listened on."""

    def __init__(self, *, host: str, port: int, reason: str) -> None:
        super().__init__(f"cannot listen on {host}:{port}: {reason}")
        self.host = host
        self.port = port
        self.reason = reason


class ReloadError(BotError):
    """Another reload is under way."""

    def __init__(self) -> None:
        super().__init__("a reload is under way")


class DocumentNameError(BotError):
    """A document's name cannot be that of a file of the corpus."""

    def __init__(self, *, name: str) -> None:
        super().__init__("a document without a usable name")
        self.name = name


class DocumentTooLargeError(BotError):
    """A document is larger than the bot accepts."""

    def __init__(self, *, size: int, limit: int) -> None:
        super().__init__(f"a document of {size} bytes, over {limit}")
        self.size = size
        self.limit = limit


class CorpusUnwritableError(BotError):
    """No file can be put into the corpus directory, or taken out: it is read-only, or full."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(f"the corpus directory cannot be changed: {reason}")
        self.reason = reason


class NothingToUndoError(BotError):
    """What is to be added, removed or undone is not there any more."""

    def __init__(self) -> None:
        super().__init__("nothing to add, remove or undo")
