"""How does the bot start, run and stop?

Read from the top: what happens in which order. What a bot is made of is told by `assembling`.
Everything is handed in; no setting is read here.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from bot.errors import (
    ConflictError,
    ListenError,
    TokenRefusedError,
    WebhookRefusedError,
)
from bot.ops.lasting import lasting
from bot.ops.serving import Route, Serving
from bot.publishing import publish_in_background
from bot.replies.failures import failure_text
from bot.replies.reasons import reason_text
from bot.replies.texts import Texts
from bot.replies.trails import trail
from bot.state.clock import DAY_MS
from bot.state.errors import StateError
from bot.state.leadership import Lead
from bot.state.opening import State, open_state
from bot.telegram.assembling import Bot, Say, build
from bot.telegram.bots import prepare_libraries
from bot.telegram.menus import set_menus
from bot.telegram.options import TelegramOptions
from bot.telegram.payloads import deep_link
from bot.telegram.polling import Polling
from bot.telegram.processing import MAX_AT_ONCE
from bot.telegram.reaching import Incoming
from bot.telegram.webhook import Webhook
from bot.watching import Watch
from retrieval import Engine, Stamp, corpus_stamps

PATIENCE = 1  # failed polls in a row that are not worth a line; at the start none is
DISPATCH_S = 1.0  # at a stop: for announcements under way


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
    signal.signal(signal.SIGTERM, _leave)  # until the loop listens: nothing is begun, nothing lost
    # Before reading: what changes meanwhile differs from this afterwards.
    stamps = corpus_stamps(options.corpus_dir)
    engine = load_engine()
    try:
        asyncio.run(serve(engine, options, texts, say, stamps=stamps))
    except TokenRefusedError:
        say(texts("bot-token-refused"))
        return 2
    except WebhookRefusedError as error:
        say(texts("bot-webhook-refused", reason=error.reason))
        return 2
    except ListenError as error:
        reason = reason_text(error.reason, texts)
        say(texts("bot-cannot-listen", at=f"{error.host}:{error.port}", reason=reason))
        return 1
    except ConflictError:
        say(texts("bot-conflict"))
        return 1
    except StateError as error:
        say(failure_text(error, texts))
        return 1
    return 0


async def serve(
    engine: Engine,
    options: TelegramOptions,
    texts: Texts,
    say: Say,
    *,
    stamps: Mapping[str, Stamp] | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until `stop` is set; without it, until a signal.

    `stamps` are those of the files before `engine` read them; without them, those of now.

    Raises:
        StartError, StateError: see `run_telegram`, which tells of each.
    """
    stop = stop or _stop_on_signals()
    async with AsyncExitStack() as stack:
        state = await stack.enter_async_context(_opened(options, texts, say))
        bot = build(engine, options, state, texts, say, stamps=stamps)
        stack.push_async_callback(bot.telegram.shutdown)  # once more harms nothing
        await bot.application.services.quota.resume(state.questions)
        incoming, routes = _incoming(bot, options, stop)
        if options.listen is not None:
            serving = Serving(
                options.listen,
                hindrances=bot.vitals.hindrances,
                exposition=bot.vitals.exposition,
                routes=routes,
            )
            serving.listen()
            stack.push_async_callback(serving.close)
        if not await incoming.connect():
            return
        bot.outage.patience = PATIENCE
        await stack.enter_async_context(bot.application)
        await stack.enter_async_context(bot.workers)
        if options.search_url is not None:
            publish_in_background(lambda: bot.application.services.asker.engine)
        say(texts("bot-ready", bot=bot.application.bot.username, reports=len(engine.reports)))
        await _run(bot, incoming, options, texts, say, stop)


async def _run(
    bot: Bot,
    incoming: Incoming,
    options: TelegramOptions,
    texts: Texts,
    say: Say,
    stop: asyncio.Event,
) -> None:
    """Take updates in and work them through, until told to stop; then end what is in work."""
    leadership = bot.application.services.state.leadership
    tasks = [
        asyncio.create_task(lasting(bot.processing.run, "processing")),
        asyncio.create_task(lasting(bot.dispatch.run, "dispatch")),
        asyncio.create_task(
            set_menus(bot.application.bot, options.language, admin_ids=options.admin_ids)
        ),
        *_watching(bot, options, texts),
        asyncio.create_task(leadership.lead(Lead.SCHEDULES, partial(_look_after, bot), stop)),
    ]
    try:
        if incoming.is_shared:
            await incoming.run()
        else:
            await leadership.lead(Lead.POLLING, incoming.run, stop)
    finally:
        processing, dispatch, *others = tasks
        for task in others:
            task.cancel()
        is_done = await bot.processing.drain()
        await bot.dispatch.drain(DISPATCH_S)
        await asyncio.gather(processing, dispatch)
        await asyncio.gather(*others, return_exceptions=True)
    await incoming.acknowledge()
    if not is_done:
        say(texts("bot-stopped-early"))


async def _look_after(bot: Bot) -> None:
    """Do what one instance does for all."""
    await asyncio.gather(
        lasting(bot.application.services.announcer.run, "announcing"),
        lasting(bot.housekeeping.run, "housekeeping"),
    )


def _watching(bot: Bot, options: TelegramOptions, texts: Texts) -> list[asyncio.Task[None]]:
    """Begin to look after the corpus directory, where that is wanted."""
    if not options.watch_s:
        return []
    services, username = bot.application.services, bot.application.bot.username
    watch = Watch(
        services.library,
        services.announcer,
        services.state,
        every_s=options.watch_s,
        admin_ids=options.admin_ids,
        texts=texts,
        address=lambda passage: deep_link(username, trail(passage)),
    )
    return [asyncio.create_task(lasting(watch.run, "watching"))]


def _incoming(
    bot: Bot, options: TelegramOptions, stop: asyncio.Event
) -> tuple[Incoming, list[Route]]:
    if options.webhook is None:
        return Polling(bot.telegram, bot.intake, bot.outage, stop), []
    webhook = Webhook(bot.telegram, bot.intake, bot.outage, stop, options.webhook)
    return webhook, [webhook.route]


@asynccontextmanager
async def _opened(options: TelegramOptions, texts: Texts, say: Say) -> AsyncIterator[State]:
    async with open_state(
        options.state_url,
        directory=options.state_dir,
        max_working=MAX_AT_ONCE,
        keep_questions_ms=options.keep_questions_days * DAY_MS,
    ) as state:
        if state.set_aside is not None:
            say(texts("bot-state-set-aside", path=str(state.set_aside)))
        if state.is_restored:
            say(texts("bot-state-restored"))
        yield state


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


def _leave(number: int, frame: object) -> None:
    del number, frame
    raise SystemExit(0)


def _say_on_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
