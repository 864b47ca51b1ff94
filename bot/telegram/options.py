"""What does an operator decide about the Telegram side?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.ops.serving import ListenAt
from bot.replies.texts import Language
from bot.telegram.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOptions:
    """Where Telegram posts updates."""

    url: str  #: as Telegram reaches it; its path is served here
    secret: str | None = None  #: told to Telegram; without one it is derived from the token

    def __repr__(self) -> str:
        """Name the options without the secret."""
        return f"WebhookOptions(url={self.url!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramOptions:
    """All of it, handed in by the composition root."""

    token: str
    api_url: str | None = None  #: root of a Bot API server; Telegram's own without it
    proxy_url: str | None = None
    admin_ids: frozenset[int] = frozenset()
    language: Language = Language.ZH_HANS  #: where a person's own is unknown
    limits: Limits = DEFAULT_LIMITS  #: how fast messages may be sent
    corpus_dir: Path = Path("seeds")
    store_dir: Path | None = None  #: where what is made of the corpus is kept; in memory without
    search_url: str | None = None  #: of a cluster that searches; the embedded index without it
    answer_processes: int = 0  #: that do nothing but answer; the bot's own does it without
    timezone: str = "Asia/Shanghai"  #: of schedules
    state_dir: Path = Path("var")
    state_url: str | None = None  #: of the state; an SQLite file in `state_dir` without it
    keep_questions_days: int = 90
    watch_s: float = 0.0  #: between two looks at the corpus directory; 0 looks never
    listen: ListenAt | None = None  #: where health, figures and the webhook are served
    webhook: WebhookOptions | None = None  #: long polling without it; needs `listen`

    def __repr__(self) -> str:
        """Name the options without the token."""
        return f"TelegramOptions(api_url={self.api_url!r}, language={self.language.value!r})"
