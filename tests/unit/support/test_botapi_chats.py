"""The bot hears what Telegram tells it, and may write where Telegram lets it."""

from __future__ import annotations

import pytest

from tests.support.botapi.chats import Chat
from tests.support.botapi.client import BareBot
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer


async def kinds(bot: BareBot) -> list[str]:
    """Name the kinds of the updates that wait, and confirm them."""
    updates = await bot.updates()
    if updates:
        await bot.updates(offset=updates[-1]["update_id"] + 1)
    return [next(name for name in update if name != "update_id") for update in updates]


@pytest.fixture
def group(server: BotApiServer, alice: Person) -> Chat:
    """A supergroup in which the bot is a plain member; its updates are taken."""
    group = server.supergroup("停车讨论", alice)
    server.world.updates.clear()
    return group


async def send(bot: BareBot, chat: Chat | int, **more: object) -> tuple[int, str]:
    chat_id = chat if isinstance(chat, int) else chat.id
    reply = await bot.call("sendMessage", chat_id=chat_id, text="好", **more)
    return reply.status, reply.description


async def test_the_bot_cannot_begin(server: BotApiServer, bot: BareBot) -> None:
    """A stranger is not found; one met in a group has to speak first."""
    bob = server.person("Bob")
    assert await send(bot, bob.id) == (400, "Bad Request: chat not found")
    server.group("群", bob)
    assert await send(bot, bob.id) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    bob.starts()
    assert await send(bot, bob.id) == (200, "")


async def test_a_person_may_block_the_bot(bot: BareBot, alice: Person) -> None:
    """The bot is told, and refused until the person comes back."""
    alice.blocks()
    assert await kinds(bot) == ["my_chat_member"]
    assert await send(bot, alice.id) == (403, "Forbidden: bot was blocked by the user")
    with pytest.raises(ValueError, match="has blocked the bot"):
        alice.says("你好")
    alice.starts()
    assert await kinds(bot) == ["my_chat_member", "message"]
    assert await send(bot, alice.id) == (200, "")


async def test_a_deactivated_account_is_out_of_reach(bot: BareBot, alice: Person) -> None:
    """The refusal is 403."""
    alice.user.is_deactivated = True
    assert await send(bot, alice.id) == (403, "Forbidden: user is deactivated")


async def test_the_bot_is_told_that_it_was_added(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """It gets its new standing and the service message."""
    server.group("群", alice)
    standing, message = await bot.updates()
    assert standing["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert standing["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert message["message"]["new_chat_members"][0]["id"] == server.bot.id


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_thrown_out_may_not_write(
    server: BotApiServer, bot: BareBot, alice: Person, kind: str
) -> None:
    """The refusal names the kind of chat."""
    chat = getattr(server, kind)("群", alice)
    alice.kicks_bot(chat)
    assert await send(bot, chat) == (403, f"Forbidden: bot was kicked from the {kind} chat")
    alice.adds_bot(chat)
    await bot.call("leaveChat", chat_id=chat.id)
    assert await send(bot, chat) == (403, f"Forbidden: bot is not a member of the {kind} chat")


async def test_in_privacy_mode_the_bot_hears_what_concerns_it(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """Commands, mentions and answers to the bot arrive; the rest does not."""
    heard = alice.mentions("路桥区有多少停车位", in_=group)
    alice.says("大家好", in_=group)
    alice.says("/ask 路桥", in_=group)
    alice.says("/ask@another_bot 路桥", in_=group)
    alice.says("@someone 在吗", in_=group)
    await send(bot, group)
    alice.replies(group.last_message, "谢谢")
    assert [update["message"]["text"] for update in await bot.updates()] == [
        heard.text,
        "/ask 路桥",
        "谢谢",
    ]


@pytest.mark.parametrize("way", ["administrator", "privacy off"])
async def test_without_privacy_mode_the_bot_hears_all(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat, way: str
) -> None:
    """An administrator hears everything, and so does a bot set to by its owner."""
    if way == "administrator":
        alice.promotes_bot(group)
    else:
        server.bot.reads_all_group_messages = True
    server.world.updates.clear()
    alice.says("大家好", in_=group)
    assert await kinds(bot) == ["message"]


async def test_a_mention_carries_its_entity_in_utf16(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """Offsets count UTF-16 units."""
    alice.says("🍑 @youju_bot 路桥", in_=group)
    (update,) = await bot.updates()
    assert update["message"]["entities"] == [{"offset": 3, "length": 10, "type": "mention"}]


async def test_a_forum_keeps_topics_apart(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """A question in a topic names it, and a reply there stays in it."""
    forum = server.supergroup("论坛", alice, is_forum=True)
    topic = alice.opens_topic(forum, "停车")
    server.world.updates.clear()
    alice.mentions("多少车位", in_=forum, topic=topic)
    (update,) = await bot.updates()
    message = update["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic.id, True)
    reply = await bot.call(
        "sendMessage",
        chat_id=forum.id,
        text="2704个",
        reply_parameters={"message_id": message["message_id"]},
    )
    assert reply.result["message_thread_id"] == topic.id
    assert await send(bot, forum, message_thread_id=999) == (
        400,
        "Bad Request: message thread not found",
    )
    alice.closes_topic(forum, topic)
    assert await send(bot, forum, message_thread_id=topic.id) == (
        400,
        "Bad Request: TOPIC_CLOSED",
    )


async def test_a_group_becomes_a_supergroup(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """The bot is told on both sides, and refused with the new id on the old one."""
    group = server.group("群", alice)
    server.world.updates.clear()
    supergroup = server.migrate(group)
    old, new = await bot.updates()
    assert old["message"]["migrate_to_chat_id"] == supergroup.id
    assert new["message"]["migrate_from_chat_id"] == group.id
    reply = await bot.call("sendMessage", chat_id=group.id, text="好")
    assert reply.body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": supergroup.id},
    }
    assert await send(bot, supergroup) == (200, "")


async def test_a_channel_post_appears_in_its_discussion_group(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """The bot gets the post, and the automatic forward where it hears all."""
    channel = server.channel("公报", alice, discussion=group)
    alice.promotes_bot(group)
    server.world.updates.clear()
    alice.posts("新报告", channel)
    post, forward = await bot.updates()
    assert post["channel_post"]["sender_chat"]["title"] == "公报"
    assert forward["message"]["is_automatic_forward"] is True
    assert await send(bot, channel) == (200, "")


async def test_an_anonymous_admin_speaks_as_the_group(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """The sender is GroupAnonymousBot, the sender chat the group itself."""
    alice.says("/ask 路桥", in_=group, anonymously=True)
    (update,) = await bot.updates()
    assert update["message"]["from"]["username"] == "GroupAnonymousBot"
    assert update["message"]["sender_chat"]["id"] == group.id


async def test_standing_can_be_asked_for(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """Who runs the group, who is in it, who has left."""
    bob = server.person("Bob")
    bob.joins(group)
    bob.leaves(group)

    async def status(user_id: int) -> str:
        reply = await bot.call("getChatMember", chat_id=group.id, user_id=user_id)
        return str(reply.result["status"])

    assert [await status(someone) for someone in (alice.id, bob.id, server.bot.id)] == [
        "creator",
        "left",
        "member",
    ]
    admins = (await bot.call("getChatAdministrators", chat_id=group.id)).result
    assert [admin["user"]["first_name"] for admin in admins] == ["Alice"]
    assert (await bot.call("getChatMemberCount", chat_id=group.id)).result == 2
    private = await bot.call("getChatAdministrators", chat_id=alice.id)
    assert private.description == ("Bad Request: there are no administrators in the private chat")


async def test_pinning_needs_the_right(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """A plain member may not pin in a group; an administrator may, and may take it down."""
    await send(bot, group)
    place = {"chat_id": group.id, "message_id": group.last_message.id}
    assert (await bot.call("pinChatMessage", **place)).description == (
        "Bad Request: not enough rights to manage pinned messages in the chat"
    )
    alice.promotes_bot(group)
    assert (await bot.call("pinChatMessage", **place)).result is True
    chat = (await bot.call("getChat", chat_id=group.id)).result
    assert chat["pinned_message"]["message_id"] == place["message_id"]
    await bot.call("unpinChatMessage", **place)
    assert group.pinned == []


async def test_message_ids_run_as_on_telegram(
    server: BotApiServer, alice: Person, group: Chat
) -> None:
    """Private chats and groups share one sequence, a supergroup has its own."""
    bob = server.person("Bob")
    first, second = alice.says("一"), bob.says("二")
    assert second.id == first.id + 1
    assert alice.says("三", in_=group).id == 2  # 1 says that the bot was added


async def test_a_transcript_reads_like_the_chat(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """Names, texts, buttons, edits, replies and what happened."""
    question = alice.mentions("多少车位", in_=group)
    keyboard = {
        "inline_keyboard": [
            [{"text": "原文", "callback_data": "o"}, {"text": "网页", "url": "example.com"}]
        ]
    }
    sent = await bot.call(
        "sendMessage",
        chat_id=group.id,
        text="2704个\n依据 [1]",
        reply_parameters={"message_id": question.id},
        reply_markup=keyboard,
    )
    await send(bot, group)
    await bot.call("deleteMessage", chat_id=group.id, message_id=group.last_message.id)
    alice.sends_document(b"1", "报告.txt", caption="新的", in_=group)
    await bot.call(
        "editMessageText",
        chat_id=group.id,
        message_id=sent.result["message_id"],
        text="2704个",
        reply_markup=keyboard,
    )
    assert group.transcript() == (
        "— Alice added 有据\n"
        "Alice: @youju_bot 多少车位\n"
        "有据 (replying to Alice, edited): 2704个\n"
        "  [原文] [网页 → http://example.com/]\n"
        "有据: (deleted)\n"
        "Alice: <document 报告.txt> 新的"
    )


async def test_a_bot_opens_topics_where_it_may(
    server: BotApiServer, bot: BareBot, alice: Person, group: Chat
) -> None:
    """In a forum, as an administrator."""
    forum = server.supergroup("论坛", alice, is_forum=True)
    refused = [
        (await bot.call("createForumTopic", chat_id=chat.id, name="停车")).description
        for chat in (group, forum)
    ]
    assert refused == [
        "Bad Request: the chat is not a forum",
        "Bad Request: not enough rights to create a topic",
    ]
    alice.promotes_bot(forum)
    topic = (await bot.call("createForumTopic", chat_id=forum.id, name="停车")).result
    assert await send(bot, forum, message_thread_id=topic["message_thread_id"]) == (200, "")
    assert forum.transcript().endswith("— 有据 opened the topic 停车\n有据 (in 停车): 好")


async def test_the_bots_post_in_a_channel_is_its_own(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """It shows under the channel's name; the test finds it, and the bot may edit it."""
    channel = server.channel("公报", alice)
    await send(bot, channel)
    post = await channel.next_message()
    assert (post.sender, post.sender_chat) == (None, channel)
    edit = {"chat_id": channel.id, "message_id": post.id, "text": "更好"}
    assert (await bot.call("editMessageText", **edit)).status == 200
    assert channel.transcript() == "公报 (edited): 更好"
