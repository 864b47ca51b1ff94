"""What do chats receive that have subscribed to numbers?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import QUESTION, REPORTS, greeted
from tests.support.botapi.chats import Chat
from tests.support.botapi.faults import Refusal
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def boss(server: BotApiServer) -> Person:
    return server.person("馆长")


@pytest.fixture
async def bot(
    server: BotApiServer, boss: Person, corpus: Path, tmp_path: Path
) -> AsyncIterator[BotProcess]:
    """Give a running bot with one admin."""
    env = {"YOUJU_ADMIN_IDS": str(boss.id)}
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env) as bot:
        yield bot
    assert "Traceback" not in bot.stderr


@pytest.fixture
async def group(server: BotApiServer, bot: BotProcess, boss: Person) -> Chat:
    bob = server.person("小陈")
    return await greeted(server.supergroup("读报组", boss, bob, bot="administrator"))


def this_minute() -> str:
    """Give the time of day for which a subscription is due at once, not about to pass."""
    now = datetime.now(ZONE)
    return (now if now.second < 50 else now + timedelta(minutes=1)).strftime("%H:%M")


async def test_a_digest_comes_at_its_time_and_once(
    server: BotApiServer, bot: BotProcess, boss: Person, group: Chat
) -> None:
    """The card with its numbers; a restart within the same period sends nothing again."""
    boss.says(f"/subscribe@youju_bot 每天 {this_minute()} 海盐", in_=group)
    kept = await group.next_message()
    assert kept.text.startswith("订好了：每天 ")
    assert "，海盐经济开发区：点燃新引擎\n下次 " in kept.text
    card = await group.next_message(timeout_s=80)
    assert card.kind == "photo"
    assert card.text.startswith("海盐经济开发区：点燃新引擎\n\n规上工业总产值 249.2亿元")
    await server.settled()
    await bot.stop()
    await bot.start()
    boss.mentions(QUESTION, group)
    assert (await group.next_message()).text.startswith("2704个")
    await server.settled()
    assert len(group.bot_messages) == 4


async def test_subscriptions_are_the_admins_choice_in_each_topic(
    server: BotApiServer, bot: BotProcess, boss: Person
) -> None:
    """By words or by buttons; listed, and ended by a button; others are turned down."""
    bob = server.person("小陈")
    forum = await greeted(server.supergroup("论坛", boss, bob, bot="administrator", is_forum=True))
    topic = boss.opens_topic(forum, "数字")
    bob.says("/subscribe@youju_bot 每天", in_=forum, topic=topic)
    assert (await forum.next_message()).text == "群里的订阅由群管理员定。"
    boss.says("/subscribe@youju_bot 每天 25:00", in_=forum, topic=topic)
    offer = await forum.next_message()
    assert offer.text.startswith("没有唯一叫“25:00”的报告。")
    assert "/subscribe 每天 08:30 全部" in offer.text
    boss.says("/subscribe@youju_bot", in_=forum, topic=topic)
    offer = await forum.next_message()
    assert await bob.presses(offer.button("每周一")) == "群里的订阅由群管理员定。"
    await boss.presses(offer.button("每周一"))
    kept = await forum.next_message()
    assert kept.text.startswith("订好了：每周一 08:30，全部报告\n下次 ")
    assert kept.thread_id == topic.id
    boss.says("/subscribe@youju_bot 更新时 五常", in_=forum)
    assert (await forum.next_message()).text == "订好了：报告更新时，五常街道：推动外贸稳中提质"
    boss.says("/subscriptions@youju_bot", in_=forum)
    listed = await forum.next_message()
    assert listed.text == (
        "订了 2 项\n\n1. 每周一 08:30，全部报告\n2. 报告更新时，五常街道：推动外贸稳中提质"
    )
    assert await boss.presses(listed.button("退订 1")) == "退订了。"
    await forum.until(lambda: listed.text.startswith("订了 1 项"))
    boss.says("/unsubscribe@youju_bot", in_=forum)
    assert (await forum.next_message()).text == "退订了。"


async def test_a_reload_announces_what_changed(
    server: BotApiServer, bot: BotProcess, boss: Person, corpus: Path
) -> None:
    """Where it was asked for, and in the group's new home where it moved."""
    group = await greeted(server.group("读报组", boss))
    boss.says("/subscribe@youju_bot 更新时", in_=group)
    await group.next_message()
    group = server.migrate(group)
    await server.settled()
    changed = REPORTS["luqiao.txt"].replace("2704个", "2804个")
    (corpus / "luqiao.txt").write_text(changed, encoding="utf-8")
    boss.says("/reload")
    told = await group.next_message()
    assert told.text.startswith("报告有更新\n\n改动：路桥区：社区共享停车位\n\n改动的数字（1）")
    assert "2804个" in told.text


async def test_what_changed_while_the_bot_was_stopped_is_announced_once(
    server: BotApiServer, bot: BotProcess, boss: Person, group: Chat, corpus: Path
) -> None:
    """At the next start, and at none after it."""
    boss.says("/subscribe@youju_bot 更新时", in_=group)
    await group.next_message()
    await server.settled()
    await bot.stop()
    changed = REPORTS["luqiao.txt"].replace("2704个", "2804个")
    (corpus / "luqiao.txt").write_text(changed, encoding="utf-8")
    await bot.start()
    told = await group.next_message(timeout_s=15)
    assert told.text.startswith("报告有更新\n\n改动：路桥区：社区共享停车位\n\n改动的数字（1）")
    await server.settled()
    await bot.restart()
    boss.mentions(QUESTION, group)
    assert (await group.next_message()).text.startswith("2804个")
    await server.settled()
    assert len(group.bot_messages) == 4


async def test_an_announcement_is_shown_then_sent_to_all_once(
    server: BotApiServer, bot: BotProcess, boss: Person, group: Chat
) -> None:
    """A preview, a button, the result; a card that is refused leaves its text."""
    boss.says("/subscribe@youju_bot 每天 00:00", in_=group)
    await group.next_message()
    boss.says("/announce 海盐")
    preview = await boss.chat.next_message()
    assert preview.text.startswith("发给 1 个订阅的地方：\n\n海盐经济开发区：点燃新引擎")
    server.faults.plan("sendPhoto", Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED"), times=1)
    button = preview.button("发出")
    await boss.presses(button)
    sent = await group.next_message()
    assert sent.kind == "text"
    assert sent.text.startswith("海盐经济开发区：点燃新引擎\n\n")
    await boss.chat.until(lambda: preview.text == "发完了：送到 1，没送到 0，共 1", 15)
    await boss.presses(button)
    await server.settled()
    assert len(group.bot_messages) == 3


async def test_a_chat_that_threw_the_bot_out_is_left_in_peace(
    server: BotApiServer, bot: BotProcess, boss: Person, group: Chat
) -> None:
    """Its subscription waits until the bot is back."""
    boss.says("/subscribe@youju_bot 更新时", in_=group)
    await group.next_message()
    boss.kicks_bot(group)
    await server.settled()
    boss.says("/announce 海盐")
    assert (await boss.chat.next_message()).text.startswith("发给 0 个订阅的地方：")
    boss.adds_bot(group)
    await greeted(group)
    boss.says("/announce 海盐")
    assert (await boss.chat.next_message()).text.startswith("发给 1 个订阅的地方：")
