"""How fast does the real process answer, beside a bot that forgets and one that only echoes?

The limits on sending are off: they are Telegram's, and far below these figures.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import process_time

from tests.bench.timing import percentiles, table
from tests.support.answering import answering_processes
from tests.support.botapi.calls import Call
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess, cpu_s

ROOT = Path(__file__).parent.parent.parent
N_QUESTIONS = 150
N_RUSH = 600  # questions at once, of N_PEOPLE
N_PEOPLE = 200
N_RUNS = 3  # of each, in turn: the machine's mood changes
RATE = 200  # questions a second, for SECONDS, from N_CHATS
SECONDS = 60
N_CHATS = 5_000
ANSWERED_WITHIN_S = 240.0
LOOK_EVERY_S = 0.5
STARTED_S = 3.0  # until a process answers; the bot does so before


@dataclass(frozen=True, slots=True)
class Program:
    """A bot to be measured."""

    arguments: tuple[str, ...]
    n_answering: int = 0  #: processes besides it that answer


PROGRAMS = {
    "durable": Program(("-m", "bot")),
    "durable, a process answers": Program(("-m", "bot"), n_answering=1),
    "forgetful": Program(("-m", "tests.bench.forgetful")),
    "echo": Program(("-m", "tests.bench.echoing")),
    "echo on our transport": Program(("-m", "tests.bench.echoing", "--light")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """How a steady stream of questions was answered."""

    rate: float  #: answers a second, from the first question to the last answer
    p50_ms: float
    p99_ms: float
    bot_share: float  #: of one core, meanwhile
    answering_share: float  #: of the processes that answer
    server_share: float


def bench_bot() -> None:
    """Ask through the loopback server: one after another, inline, all at once, steadily."""
    p50, p99 = percentiles(asyncio.run(_waits_ms()))
    print("The bot as a process on the seeds, one question at a time\n")
    table(("from update fetched to answer sent", "ms"), (("p50", p50), ("p99", p99)))
    p50, p99 = percentiles(asyncio.run(_inline_waits_ms()))
    print("\nQueries typed in inline mode, one at a time\n")
    table(("from typed to offered", "ms"), (("p50", p50), ("p99", p99)))
    rates = asyncio.run(_rush_rates())
    print(f"\n{N_RUSH} questions of {N_PEOPLE} people at once, median of {N_RUNS} runs\n")
    shares = [
        (f"durable of {program}", f"{rates['durable'] / rates[program]:.0%}")
        for program in rates
        if program != "durable"
    ]
    table(("bot", "answers/s"), [*rates.items(), *shares])
    named = ("durable", "durable, a process answers")
    steady = [asyncio.run(_steady(program)) for program in named]
    print(f"\n{RATE} questions a second for {SECONDS} s from {N_CHATS:,} chats\n")
    table(
        ("", *named),
        (
            ("answers/s until the last", *(one.rate for one in steady)),
            ("from asked to answered p50, ms", *(one.p50_ms for one in steady)),
            ("from asked to answered p99, ms", *(one.p99_ms for one in steady)),
            ("of one core, the bot", *(f"{one.bot_share:.0%}" for one in steady)),
            ("of one core, what answers", *(f"{one.answering_share:.0%}" for one in steady)),
            (
                "of one core, the server and those who ask",
                *(f"{one.server_share:.0%}" for one in steady),
            ),
        ),
    )


def _questions() -> list[str]:
    lines = (ROOT / "tests/eval/seeds/questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


@asynccontextmanager
async def _running(
    program: str, n_people: int
) -> AsyncIterator[tuple[BotApiServer, list[Person], BotProcess]]:
    with tempfile.TemporaryDirectory() as state:
        async with BotApiServer() as server:
            people = [server.person(f"P{n}", language="zh-hans") for n in range(n_people)]
            bot = BotProcess(
                server,
                corpus=ROOT / "seeds",
                state=Path(state),
                arguments=(*PROGRAMS[program].arguments, "run"),
                env={
                    "YOUJU_LOG_LEVEL": "warning",
                    "YOUJU_ANSWER_PROCESSES": str(PROGRAMS[program].n_answering),
                },
            )
            async with bot:
                people[0].says("/help")
                await people[0].chat.next_message()
                await server.settled()
                await asyncio.sleep(STARTED_S * PROGRAMS[program].n_answering)
                yield server, people, bot


async def _waits_ms() -> list[float]:
    waits = []
    async with _running("durable", 50) as (server, people, _):
        asked = zip(cycle(people), islice(cycle(_questions()), N_QUESTIONS), strict=False)
        for person, question in asked:
            n = len(server.calls)
            person.says(question)
            await person.chat.next_message()
            sent = next(call.at for call in server.calls[n:] if _sends(call))
            fetched = max(
                call.done_at or 0.0
                for call in server.calls
                if call.method == "getUpdates" and call.result and (call.done_at or sent) < sent
            )
            waits.append((sent - fetched) * 1000)
    return waits


async def _inline_waits_ms() -> list[float]:
    loop = asyncio.get_running_loop()
    waits = []
    async with _running("durable", 1) as (_, people, _):
        for question in _questions():
            typed_at = loop.time()
            await people[0].inline(question)
            waits.append((loop.time() - typed_at) * 1000)
    return waits


async def _rush_rates() -> dict[str, float]:
    rates: dict[str, list[float]] = {program: [] for program in PROGRAMS}
    for _ in range(N_RUNS):
        for program, found in rates.items():
            found.append(await _rush_rate(program))
    return {program: median(found) for program, found in rates.items()}


async def _rush_rate(program: str) -> float:
    async with _running(program, N_PEOPLE) as (server, people, _):
        before = len(server.ledger.made("sendMessage"))
        started = asyncio.get_running_loop().time()
        for person, question in _asked(people, N_RUSH):
            person.says(question)
        calls = await _answered(server, before, N_RUSH)
        return N_RUSH / (max(call.done_at or 0.0 for call in calls) - started)


async def _steady(program: str) -> Steady:
    loop = asyncio.get_running_loop()
    n_asked = RATE * SECONDS
    async with _running(program, N_CHATS) as (server, people, bot):
        beside = answering_processes(bot.pid)
        before = len(server.ledger.made("sendMessage"))
        asked_at: dict[tuple[int, int], float] = {}
        started, bot_s, server_s = loop.time(), bot.cpu_s, process_time()
        answering_s = sum(map(cpu_s, beside))
        for n, (person, question) in enumerate(_asked(people, n_asked)):
            await asyncio.sleep(max(started + n / RATE - loop.time(), 0.0))
            message = person.says(question)
            asked_at[person.chat.id, message.id] = loop.time()
        calls = await _answered(server, before, n_asked)
        bot_s, server_s = bot.cpu_s - bot_s, process_time() - server_s
        answering_s = sum(map(cpu_s, beside)) - answering_s
        waits = [(call.done_at or 0.0) - asked_at[_question(call)] for call in calls]
        took_s = max(call.done_at or 0.0 for call in calls) - started
    p50, p99 = percentiles(wait * 1000 for wait in waits)
    return Steady(
        rate=n_asked / took_s,
        p50_ms=p50,
        p99_ms=p99,
        bot_share=bot_s / took_s,
        answering_share=answering_s / took_s,
        server_share=server_s / took_s,
    )


async def _answered(server: BotApiServer, before: int, n: int) -> list[Call]:
    """Wait until `n` messages were sent besides those `before`, and give their calls.

    Looked at from time to time: to look at every call would cost more than the calls.
    """
    async with asyncio.timeout(ANSWERED_WITHIN_S):
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            calls = server.ledger.made("sendMessage")[before:]
            if len(calls) >= n and all(call.done_at is not None for call in calls):
                return calls


def _asked(people: list[Person], n: int) -> list[tuple[Person, str]]:
    return list(islice(zip(cycle(people), cycle(_questions()), strict=False), n))


def _question(call: Call) -> tuple[int, int]:
    quoted = json.loads(call["reply_parameters"])
    return int(call["chat_id"]), int(quoted["message_id"])


def _sends(call: Call) -> bool:
    return call.method in ("sendMessage", "sendPhoto")
