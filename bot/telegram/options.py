"""What does an operator decide about the Telegram side?"""

from __future__ import annotations

from dataclasses import dataclass

from bot.replies.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOptions:
    """Where Telegram posts updates, and where they arrive on this machine."""

    url: str  #: as Telegram reaches it; its path is served here
    host: str
    port: int
    secret: str | None = None  #: told to Telegram; without one it is derived from the token

    def __repr__(self) -> str:
        """Name the options without the secret."""
        return f"WebhookOptions(url={self.url!r}, host={self.host!r}, port={self.port})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramOptions:
    """All of it, handed in by the composition root."""

    token: str
    api_url: str | None = None  #: root of a Bot API server; Telegram's own without it
    proxy_url: str | None = None
    admin_ids: frozenset[int] = frozenset()
    language: Language = Language.ZH_HANS  #: where a person's own is unknown
    webhook: WebhookOptions | None = None  #: long polling without it

    def __repr__(self) -> str:
        """Name the options without the token."""
        return f"TelegramOptions(api_url={self.api_url!r}, language={self.language.value!r})"
