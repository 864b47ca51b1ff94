from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.telegram.processing import ChatOrder

Work = Callable[[str], Awaitable[None]]


def update_in(chat: int, n: int) -> Update:
    message = {"message_id": n, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
    return Update.de_json({"update_id": n, "message": message}, None)


class Bench:
    """Work that says when it begins, and ends when it is allowed to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.at_once = 0
        self.most_at_once = 0

    async def work(self, name: str) -> None:
        self.begun.append(name)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.gates.setdefault(name, asyncio.Event()).wait()
        self.at_once -= 1

    def allow(self, *names: str) -> None:
        for name in names:
            self.gates.setdefault(name, asyncio.Event()).set()


async def turn_over() -> None:
    """Let every task run until it waits."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_each_chat_keeps_its_order_and_waits_for_no_other() -> None:
    """The second message of a chat waits for the first; another chat does not."""
    order, bench = ChatOrder(), Bench()
    tasks = [
        asyncio.create_task(order.process_update(update_in(chat, n), bench.work(name)))
        for n, (chat, name) in enumerate([(1, "a1"), (1, "a2"), (2, "b1"), (1, "a3")])
    ]
    await turn_over()
    assert bench.begun == ["a1", "b1"]
    bench.allow("a1", "a2", "b1")
    await turn_over()
    assert bench.begun == ["a1", "b1", "a2", "a3"]
    bench.allow("a3")
    await asyncio.gather(*tasks)


async def test_one_talkative_chat_does_not_take_all_places() -> None:
    """Messages that wait for their own chat leave the places to others."""
    order, bench = ChatOrder(max_at_once=2), Bench()
    tasks = [
        asyncio.create_task(order.process_update(update_in(1, n), bench.work(f"a{n}")))
        for n in range(50)
    ]
    tasks.append(asyncio.create_task(order.process_update(update_in(2, 99), bench.work("b"))))
    await turn_over()
    assert bench.begun == ["a0", "b"]
    bench.allow("b", *(f"a{n}" for n in range(50)))
    await asyncio.gather(*tasks)
    assert bench.begun[2:] == [f"a{n}" for n in range(1, 50)]


async def test_no_more_than_so_many_are_worked_on_at_once() -> None:
    """A rush of many chats is taken in portions."""
    order, bench = ChatOrder(max_at_once=3), Bench()
    names = [f"c{n}" for n in range(10)]
    tasks = [
        asyncio.create_task(order.process_update(update_in(n, n), bench.work(name)))
        for n, name in enumerate(names)
    ]
    await turn_over()
    assert len(bench.begun) == 3
    bench.allow(*names)
    await asyncio.gather(*tasks)
    assert bench.most_at_once == 3


async def test_a_failure_lets_the_next_of_the_chat_go_on() -> None:
    """Work that raises gives its turn back."""
    order, bench = ChatOrder(), Bench()

    async def fail() -> None:
        raise RuntimeError("mishap")

    failing = asyncio.create_task(order.process_update(update_in(1, 1), fail()))
    bench.allow("a2")
    following = asyncio.create_task(order.process_update(update_in(1, 2), bench.work("a2")))
    results = await asyncio.gather(failing, following, return_exceptions=True)
    assert [type(result) for result in results] == [RuntimeError, type(None)]


async def test_updates_of_nobody_share_a_turn() -> None:
    """What is no update of a chat is worked on all the same."""
    order, bench = ChatOrder(), Bench()
    bench.allow("x")
    await order.process_update(object(), bench.work("x"))
    assert bench.begun == ["x"]
