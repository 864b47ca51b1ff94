"""How does the bot start, run and stop?

Read from the top: what is built, what is registered, what happens in which order. Everything is
handed in; no setting is read here.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from typing import cast

from telegram.ext import ApplicationBuilder, ContextTypes

from bot.errors import (
    ConflictError,
    ListenError,
    TokenRefusedError,
    WebhookRefusedError,
)
from bot.replies.texts import Texts
from bot.telegram.asking import Asker
from bot.telegram.bots import build_bot, prepare_libraries
from bot.telegram.context import BotApplication, BotContext, Services
from bot.telegram.handlers import add_handlers
from bot.telegram.menus import set_menus
from bot.telegram.options import TelegramOptions
from bot.telegram.polling import Polling
from bot.telegram.processing import ChatOrder
from bot.telegram.reaching import Incoming, Outage
from bot.telegram.sending import Sender
from bot.telegram.webhook import Webhook
from retrieval import Engine

N_EXAMPLES = 3  # questions to try, under /start and /help
DRAIN_S = 8.0  # for questions under way at the stop; container runtimes kill after 10 s
PATIENCE = 1  # failed polls in a row that are not worth a line; at the start none is

Say = Callable[[str], None]


def run_telegram(
    load_engine: Callable[[], Engine], options: TelegramOptions, *, say: Say | None = None
) -> int:
    """Serve until a signal to stop, and give the exit code: 1 and 2 as the command line has them.

    `say` gets the lines meant for the operator; without it they go to stderr.

    Raises:
        CorpusError: the engine cannot be loaded.
    """
    prepare_libraries()
    say = say or _say_on_stderr
    texts = Texts(options.language)
    engine = load_engine()
    try:
        asyncio.run(_serve(engine, options, texts, say))
    except TokenRefusedError:
        say(texts("bot-token-refused"))
        return 2
    except WebhookRefusedError as error:
        say(texts("bot-webhook-refused", reason=error.reason))
        return 2
    except ListenError as error:
        say(texts("bot-cannot-listen", at=f"{error.host}:{error.port}", reason=error.reason))
        return 1
    except ConflictError:
        say(texts("bot-conflict"))
        return 1
    return 0


def build_application(engine: Engine, options: TelegramOptions) -> BotApplication:
    """Put the application together; nothing is opened or sent yet."""
    bot = build_bot(options)
    services = Services(
        asker=Asker(engine),
        sender=Sender(bot),
        language=options.language,
        examples=engine.suggestions(N_EXAMPLES),
    )
    built = (
        ApplicationBuilder()
        .application_class(BotApplication, {"services": services})
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .concurrent_updates(ChatOrder())
        .context_types(ContextTypes(context=BotContext))
        .build()
    )
    # The builder makes what `application_class` names; its types cannot say so.
    application = cast(BotApplication, built)
    add_handlers(application)
    return application


async def _serve(engine: Engine, options: TelegramOptions, texts: Texts, say: Say) -> None:
    stop = _stop_on_signals()
    application = build_application(engine, options)
    outage = Outage(
        gone=lambda reason: say(texts("bot-network-down", reason=reason)),
        back=lambda: say(texts("bot-network-back")),
        patience=0,
    )
    incoming = _incoming(application, options, outage, stop)
    if not await incoming.connect():
        return
    outage.patience = PATIENCE
    async with application:
        await application.start()
        say(texts("bot-ready", bot=application.bot.username, reports=len(engine.reports)))
        menus = application.create_task(set_menus(application.bot, options.language))
        try:
            await incoming.run()
        finally:
            menus.cancel()
            drained = await _drained(application)
        if drained:
            await incoming.acknowledge()
        else:
            say(texts("bot-stopped-early"))


def _incoming(
    application: BotApplication, options: TelegramOptions, outage: Outage, stop: asyncio.Event
) -> Incoming:
    bot, queue = application.bot, application.update_queue
    if options.webhook is None:
        return Polling(bot, queue, outage, stop)
    return Webhook(bot, queue, outage, stop, options.webhook)


async def _drained(application: BotApplication) -> bool:
    """Let questions under way finish; false when time ran out."""
    try:
        async with asyncio.timeout(DRAIN_S):
            await application.stop()
    except TimeoutError:
        return False
    return True


def _stop_on_signals() -> asyncio.Event:
    """Give an event that SIGINT and SIGTERM set; a second one ends the program at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_signal() -> None:
        stop.set()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal)
    return stop


def _say_on_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
