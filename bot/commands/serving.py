"""How do the settings become a Telegram bot that runs?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.commands.opening import open_engine, search_url, store_dir
from bot.replies.texts import Language, Texts
from config import Settings, SettingsError

if TYPE_CHECKING:
    from bot.ops.serving import ListenAt


def telegram(settings: Settings, texts: Texts) -> int:
    """Serve the Telegram bot until it is told to stop."""
    # Imported here: the Telegram library is the largest import, and no other command needs it.
    from bot.telegram.application import run_telegram
    from bot.telegram.limits import limits_from
    from bot.telegram.options import TelegramOptions, WebhookOptions

    token, secret = settings.telegram_token, settings.webhook_secret
    if token is None:
        raise ValueError("a token is needed to serve Telegram")
    webhook = None
    if settings.webhook_url is not None:
        if settings.http_listen is None:
            # Telegram would post to an address behind which nobody listens.
            raise SettingsError("http_listen", variable="YOUJU_HTTP_LISTEN", value="off")
        webhook = WebhookOptions(
            url=settings.webhook_url,
            secret=secret.get_secret_value() if secret is not None else None,
        )
    options = TelegramOptions(
        token=token.get_secret_value(),
        api_url=settings.telegram_api_url,
        proxy_url=settings.proxy_url,
        admin_ids=frozenset(settings.admin_ids),
        language=Language(settings.language),
        limits=limits_from(settings.send_limits),
        corpus_dir=settings.corpus_dir,
        store_dir=store_dir(settings),
        search_url=search_url(settings),
        answer_processes=settings.answer_processes,
        timezone=settings.timezone,
        state_dir=settings.state_dir,
        state_url=settings.state_url,
        keep_questions_days=settings.keep_questions_days,
        watch_s=settings.watch,
        listen=_listen_at(settings.http_listen),
        webhook=webhook,
    )
    return run_telegram(partial(open_engine, settings, texts), options)


def _listen_at(address: str | None) -> ListenAt | None:
    if address is None:
        return None
    from bot.ops.serving import ListenAt

    host, _, port = address.rpartition(":")
    return ListenAt(host.strip("[]"), int(port))
