"""What do people see who have the bot in their group?"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import QUESTION, greeted
from tests.support.botapi.chats import Chat
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def alice(server: BotApiServer) -> Person:
    return server.person("Alice")


@pytest.fixture
async def group(server: BotApiServer, bot: BotProcess, alice: Person) -> Chat:
    """Give a supergroup in which the bot sees every message, and which it has greeted."""
    bob = server.person("Bob")
    return await greeted(server.supergroup("读报组", alice, bob, bot="administrator"))


async def test_talk_among_people_is_met_with_silence(
    server: BotApiServer, alice: Person, group: Chat
) -> None:
    """Questions, stickers and commands that are not for the bot get no word of it."""
    alice.says(QUESTION, in_=group)
    alice.sends_sticker(in_=group)
    alice.says("/unknown", in_=group)
    alice.says("/help@other_bot", in_=group)
    alice.says("@bob_the_builder 路桥有多少个车位？", in_=group)
    alice.says("mail me@youju_bot.example", in_=group)
    await server.settled()
    assert len(group.bot_messages) == 1  # the greeting


async def test_a_mention_asks(alice: Person, group: Chat) -> None:
    """A mention anywhere in the text makes it a question, in either case of its letters.

    The question is quoted where it stands there in one piece.
    """
    for asked, quoted in (
        (alice.mentions(QUESTION, group), QUESTION),
        (alice.says(f"{QUESTION} @YOUJU_BOT", in_=group), QUESTION),
        (alice.says(f"😀😀 @youju_bot {QUESTION}", in_=group), None),
    ):
        answer = await group.next_message()
        assert answer.reply_to is asked
        assert (answer.quote or {}).get("text") == quoted
        assert answer.text.startswith("2704个")


async def test_a_reply_to_the_bot_asks(alice: Person, group: Chat) -> None:
    """A reply to one of its messages counts as a mention; a reply to others does not."""
    alice.mentions(QUESTION, group)
    answer = await group.next_message()
    asked = alice.replies(answer, "首篮枇杷拍出了多少元？")
    assert (await group.next_message()).reply_to is asked
    alice.replies(asked, QUESTION)
    alice.mentions(QUESTION, group)
    assert (await group.next_message()).reply_to is not asked
    assert len(group.bot_messages) == 4  # with the greeting


async def test_the_command_asks(alice: Person, group: Chat) -> None:
    """/ask with words asks them, and without words asks the message it replies to."""
    alice.says(f"/ask@youju_bot {QUESTION}", in_=group)
    assert (await group.next_message()).text.startswith("2704个")
    said = alice.says(QUESTION, in_=group)
    alice.says("/ask", in_=group, reply_to=said)
    assert (await group.next_message()).text.startswith("2704个")


async def test_a_bare_mention_is_answered_with_how_to_ask(alice: Person, group: Chat) -> None:
    """Called by name and nothing else, the bot says what to do; in a reply it asks that."""
    alice.says("@youju_bot", in_=group)
    assert (await group.next_message()).text == "我在。在 @youju_bot 后面写上问题就行。"
    said = alice.says(QUESTION, in_=group)
    alice.says("@youju_bot", in_=group, reply_to=said)
    assert (await group.next_message()).text.startswith("2704个")


async def test_an_anonymous_admin_is_a_person(alice: Person, group: Chat) -> None:
    """Who speaks as the group is answered, although Telegram shows a bot as the sender."""
    alice.says(f"@youju_bot {QUESTION}", in_=group, anonymously=True)
    assert (await group.next_message()).text.startswith("2704个")


async def test_channel_posts_in_the_discussion_group_are_left_alone(
    server: BotApiServer, alice: Person, group: Chat
) -> None:
    """What a channel forwards automatically is nobody's question."""
    channel = server.channel("日报", alice, discussion=group)
    alice.posts(f"@youju_bot {QUESTION}", channel)
    await server.settled()
    assert len(group.bot_messages) == 1  # the greeting
    assert channel.bot_messages == []


async def test_a_citation_opens_in_private(alice: Person, group: Chat) -> None:
    """In a group the button leads to the private chat, by a deep link."""
    alice.mentions(QUESTION, group)
    button = (await group.next_message()).button("[1] 看上下文")
    assert button.url is not None
    address, _, payload = button.url.partition("?start=")
    assert address == "https://t.me/youju_bot"
    alice.starts(payload)
    assert "2704个" in (await alice.chat.next_message()).text


async def test_an_answer_stays_in_its_topic(server: BotApiServer, alice: Person) -> None:
    """In a forum the answer appears in the topic of the question, the General one included."""
    forum = await greeted(server.supergroup("论坛", alice, bot="administrator", is_forum=True))
    topic = alice.opens_topic(forum, "停车")
    alice.says("大家好，路桥有多少个车位？", in_=forum, topic=topic)
    alice.mentions(QUESTION, forum, topic=topic)
    answer = await forum.next_message()
    assert answer.in_topic
    assert answer.thread_id == topic.id
    alice.mentions(QUESTION, forum)
    assert not (await forum.next_message()).in_topic
    assert len(forum.bot_messages) == 3  # with the greeting


async def test_chats_do_not_wait_for_each_other(server: BotApiServer, alice: Person) -> None:
    """Many groups that ask at once are all answered."""
    groups = [server.supergroup(f"{n} 组", alice, bot="administrator") for n in range(20)]
    for group in groups:
        await greeted(group)
    for group in groups:
        alice.mentions(QUESTION, group)
    for group in groups:
        assert (await group.next_message()).text.startswith("2704个")
