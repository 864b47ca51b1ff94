"""Does the bot speak the right language, at the right time, and not too much?"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import QUESTION, greeted
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def alice(server: BotApiServer) -> Person:
    return server.person("小林")


async def test_a_person_chooses_a_language(bot: BotProcess, alice: Person) -> None:
    """The choice holds after a restart, until Telegram's own is chosen again."""
    alice.says("/language")
    asked = await alice.chat.next_message()
    assert asked.text == "用哪种语言？报告原文不翻译。"
    await alice.presses(asked.button("English"))
    await alice.chat.until(lambda: asked.text == "All right, English from now on.")
    await bot.stop()
    await bot.start()
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    assert "\n\nKey numbers\n" in answer.text
    assert "当前，路桥21家机关单位停车场的2704个车位" in answer.text
    alice.says("/language")
    asked = await alice.chat.next_message()
    await alice.presses(asked.button("Follow Telegram"))
    await alice.chat.until(lambda: asked.text.startswith("All right, from now on"))
    alice.says("/new")
    assert (await alice.chat.next_message()).text == "好，从头问起。"


async def test_the_admins_choose_the_language_of_a_group(
    server: BotApiServer, alice: Person
) -> None:
    """It counts for all who ask there; others are told whose choice it is."""
    bob = server.person("Bob", language="en")
    group = await greeted(server.supergroup("读报组", alice, bob, bot="administrator"))
    bob.says("/language@youju_bot", in_=group)
    assert (await group.next_message()).text == "The language of a group is up to its admins."
    alice.says("/language@youju_bot", in_=group)
    asked = await group.next_message()
    assert await bob.presses(asked.button("English")) == (
        "The language of a group is up to its admins."
    )
    await alice.presses(asked.button("繁體中文"))
    await group.until(lambda: asked.text == "好，以後用繁體中文。")
    bob.mentions(QUESTION, group)
    assert "\n\n關鍵數字\n" in (await group.next_message()).text


async def test_a_group_is_greeted_once(server: BotApiServer, alice: Person) -> None:
    """When the bot is added; not when it is made an administrator."""
    group = server.supergroup("读报组", alice, bot="left")
    alice.adds_bot(group)
    await greeted(group)
    alice.promotes_bot(group)
    alice.mentions(QUESTION, group)
    assert (await group.next_message()).text.startswith("2704个")
    assert len(group.bot_messages) == 2


async def test_too_many_questions_get_one_notice(server: BotApiServer, alice: Person) -> None:
    """Twenty a minute are answered, then one line, then nothing; others are not held up."""
    for _ in range(23):
        alice.says(QUESTION)
    answers = [await alice.chat.next_message() for _ in range(21)]
    assert answers[19].text.startswith("2704个")
    assert answers[20].text == "问得太快了，歇一分钟再问。这之前的问题我不再回。"
    bob = server.person("Bob")
    bob.says(QUESTION)
    assert (await bob.chat.next_message()).text.startswith("2704个")
    await server.settled()
    assert len(alice.chat.bot_messages) == 21


async def test_what_is_no_text_gets_one_line(alice: Person) -> None:
    """A sticker, a voice, a picture: what to do instead."""
    for send in (alice.sends_sticker, alice.sends_voice):
        send()
        assert (await alice.chat.next_message()).text.startswith("我只读文字。")


async def test_menus_are_set_for_each_kind_of_chat(server: BotApiServer) -> None:
    """People, groups and their admins are offered what they may use, in their language."""
    await server.until_call("setMyCommands", 9)

    def offered(language: str, *, group: bool = False, admin: bool = False) -> list[str]:
        shown = server.profile.commands_for(language, group=group, admin=admin)
        return [command["command"] for command in shown]

    assert offered("zh", group=True) == [
        "ask", "stats", "compare", "report", "reports", "new", "help"
    ]  # fmt: skip
    subscribing = ["subscribe", "subscriptions", "unsubscribe", "language"]
    assert offered("zh", group=True, admin=True) == offered("zh", group=True) + subscribing
    assert offered("en") == [*offered("zh", group=True), *subscribing, "forget"]
    assert server.profile.commands_for("en")[0]["description"].isascii()


async def test_an_inline_question_is_offered_answers(server: BotApiServer, alice: Person) -> None:
    """The answer first, then numbers and passages; what is chosen is sent as it was shown."""
    group = server.supergroup("别处", alice, bot="left")
    offered = await alice.inline(QUESTION, in_=group)
    titles = [result.title for result in offered.results]
    assert titles[0] == "2704个"
    assert titles[1].endswith("2704个")
    assert 3 <= len(titles) <= 10
    assert not offered.is_personal
    sent = alice.chooses(offered.results[0], in_=group)
    assert sent.text.startswith(f"问：{QUESTION}\n\n2704个 [1]\n\n")
    assert "\n[1] 路桥区：社区共享停车位\n当前，路桥21家" in sent.text
    assert (await alice.inline("火星")).results == ()
