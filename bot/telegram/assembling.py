"""What is a bot made of, and who is handed what?

The one place where the parts of the Telegram side are chosen and put together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from telegram.ext import ApplicationBuilder, ContextTypes

from bot.announcements.announcer import Announcer
from bot.answering.wire import Setup
from bot.answering.workers import Workers
from bot.documents import Documents
from bot.library import Library
from bot.ops.figures import Figures
from bot.ops.housekeeping import Housekeeping
from bot.ops.vitals import Vitals
from bot.replies.texts import Texts
from bot.replies.trails import trail
from bot.state.opening import State
from bot.telegram.asking import Asker
from bot.telegram.bots import PollingBot
from bot.telegram.context import BotApplication, BotContext, Services
from bot.telegram.dispatching import Dispatch
from bot.telegram.handlers import add_handlers
from bot.telegram.incoming import Intake
from bot.telegram.limits import Limiter
from bot.telegram.options import TelegramOptions
from bot.telegram.payloads import deep_link
from bot.telegram.processing import Processing
from bot.telegram.quota import Quota
from bot.telegram.reaching import Outage
from bot.telegram.replying import Desk
from bot.telegram.sending import Sender
from retrieval import Engine, Stamp

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The parts of a bot that runs."""

    application: BotApplication
    workers: Workers
    processing: Processing
    dispatch: Dispatch
    intake: Intake
    telegram: PollingBot
    outage: Outage
    vitals: Vitals
    housekeeping: Housekeeping


def build(
    engine: Engine,
    options: TelegramOptions,
    state: State,
    texts: Texts,
    say: Say,
    *,
    stamps: Mapping[str, Stamp] | None = None,
) -> Bot:
    """Put the bot together; nothing is sent yet."""
    figures = Figures()
    bot = PollingBot(options)
    limiter = Limiter(options.limits, figures)
    desk = Desk(bot=bot, sender=Sender(bot, limiter, figures), state=state, figures=figures)
    workers = Workers(options.answer_processes, lambda: _setup(asker.engine, options))
    asker = Asker(engine, figures, workers=workers)
    application = _application(bot, _services(asker, desk, options, bot, stamps))
    processing = Processing(application.process_update, desk, language=options.language)
    network = _outage(say, texts, gone="bot-network-down", back="bot-network-back")
    trouble = _outage(say, texts, gone="bot-state-trouble", back="bot-state-back")
    return Bot(
        application=application,
        workers=workers,
        telegram=bot,
        processing=processing,
        dispatch=Dispatch(desk, resent=texts("answer-resent")),
        intake=Intake(state.inbox, processing, figures, trouble=trouble, texts=texts),
        outage=network,
        vitals=Vitals(
            state=state,
            figures=figures,
            generation=lambda: asker.engine.generation,
            network_is_down=lambda: network.lasts,
            n_waiting=lambda: limiter.n_waiting,
            n_answering=lambda: workers.n_ready,
        ),
        housekeeping=Housekeeping(state, admin_ids=options.admin_ids, texts=texts),
    )


def _services(
    asker: Asker,
    desk: Desk,
    options: TelegramOptions,
    bot: PollingBot,
    stamps: Mapping[str, Stamp] | None,
) -> Services:
    """Gather what handlers are handed."""
    state, zone = desk.state, ZoneInfo(options.timezone)
    library = Library(
        asker,
        corpus=options.corpus_dir,
        store=options.store_dir,
        search_url=options.search_url,
        stamps=stamps,
    )
    announcer = Announcer(
        state,
        lambda: asker.engine,
        lambda passage: deep_link(bot.username, trail(passage)),
        zone=zone,
    )
    return Services(
        asker=asker,
        library=library,
        documents=Documents(corpus=options.corpus_dir, aside=options.state_dir / "documents"),
        announcer=announcer,
        quota=Quota(state.pseudonym),
        zone=zone,
        state=state,
        replies=desk.book,
        language=options.language,
        admin_ids=options.admin_ids,
    )


def _application(bot: PollingBot, services: Services) -> BotApplication:
    """Make the library's application, which hands updates to handlers and does nothing else."""
    built = (
        ApplicationBuilder()
        .application_class(BotApplication, {"services": services})
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=BotContext))
        .build()
    )
    # The builder makes what `application_class` names; its types cannot say so.
    application = cast(BotApplication, built)
    add_handlers(application)
    return application


def _outage(say: Say, texts: Texts, *, gone: str, back: str) -> Outage:
    """Count an outage that the operator is told of, by the keys of two sentences."""
    return Outage(
        gone=lambda reason: say(texts(gone, reason=reason)),
        back=lambda: say(texts(back)),
        patience=0,
    )


def _setup(engine: Engine, options: TelegramOptions) -> Setup | None:
    """Say what a process that answers works with; `None` where there is nothing it could map."""
    if engine.stored_as is None or options.store_dir is None:
        return None
    return Setup(
        store=str(options.store_dir),
        generation=engine.stored_as,
        search_url=options.search_url,
    )
