"""python-telegram-bot understands every response, and knows no parameter that is unknown here."""

from __future__ import annotations

import asyncio
import inspect
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    MenuButtonCommands,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

from tests.support.botapi.methods.table import METHODS
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer

#: Arguments of the library that it does not send under their own name: transport, and those it
#: makes other parameters of.
NOT_SENT = {
    "self", "read_timeout", "write_timeout", "connect_timeout", "pool_timeout", "api_kwargs",
    "reply_to_message_id", "allow_sending_without_reply", "disable_web_page_preview", "filename",
    "contact", "location", "venue", "auto_pagination", "current_offset",
}  # fmt: skip


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library give durations in the form that it does not call deprecated."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def ptb(server: BotApiServer) -> AsyncIterator[Bot]:
    bot = Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
    async with bot:
        yield bot


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300)).save(buffer, "PNG")
    return buffer.getvalue()


def python_name(method: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in method)


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_every_parameter_of_the_library_is_known(method: Any) -> None:
    """The library's signature names no parameter that would be taken for a violation."""
    signature = inspect.signature(getattr(Bot, python_name(method.name)))
    names = set(signature.parameters) - NOT_SENT
    if method.name == "sendMediaGroup":
        names -= {"caption", "parse_mode", "caption_entities"}  # they go into the first item
    assert names - method.parameters == set()


async def test_the_bot_presents_itself(ptb: Bot, alice: Person) -> None:
    """Commands by scope and language, names and descriptions, the menu button."""
    assert (await ptb.get_me()).username == "youju_bot"
    commands = [BotCommand("ask", "问一个问题")]
    scope = BotCommandScopeChat(alice.id)
    await ptb.set_my_commands(commands, scope=scope, language_code="zh")
    assert list(await ptb.get_my_commands(scope=scope, language_code="zh")) == commands
    assert await ptb.get_my_commands() == ()
    await ptb.delete_my_commands(scope=scope, language_code="zh")
    assert await ptb.get_my_commands(scope=scope, language_code="zh") == ()
    await ptb.set_my_name("有据问答", language_code="zh")
    assert (await ptb.get_my_name("zh")).name == "有据问答"
    await ptb.set_my_description("说明")
    assert (await ptb.get_my_description()).description == "说明"
    await ptb.set_my_short_description("短")
    assert (await ptb.get_my_short_description()).short_description == "短"
    await ptb.set_chat_menu_button(alice.id, MenuButtonCommands())
    assert await ptb.get_chat_menu_button(alice.id) == MenuButtonCommands()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await ptb.set_my_commands([BotCommand("停车", "x")])


async def test_messages_make_the_round(server: BotApiServer, ptb: Bot, alice: Person) -> None:
    """Text, reply with quote, edit, copy, forward, reaction, pin, deletion."""
    question = alice.says("路桥区有多少停车位")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("更多", callback_data="more")]])
    sent = await ptb.send_message(
        alice.id,
        "<b>2704个</b>",
        parse_mode="HTML",
        reply_markup=keyboard,
        reply_parameters=ReplyParameters(question.id, quote="停车位"),
    )
    assert (sent.text_html, sent.reply_markup) == ("<b>2704个</b>", keyboard)
    assert sent.quote is not None
    assert sent.quote.text == "停车位"
    edited = await ptb.edit_message_text("2705个", alice.id, sent.message_id)
    assert isinstance(edited, type(sent))
    assert edited.edit_date is not None
    copied = await ptb.copy_message(alice.id, alice.id, question.id)
    forwarded = await ptb.forward_message(alice.id, alice.id, question.id)
    assert forwarded.message_id == copied.message_id + 1
    assert await ptb.set_message_reaction(alice.id, question.id, "👍")
    assert await ptb.pin_chat_message(alice.id, sent.message_id)
    assert (await ptb.get_chat(alice.id)).pinned_message == edited
    assert await ptb.unpin_all_chat_messages(alice.id)
    assert await ptb.send_chat_action(alice.id, "typing")
    assert await ptb.delete_message(alice.id, sent.message_id)
    assert await ptb.delete_messages(alice.id, [copied.message_id, forwarded.message_id])
    assert server.violations == []


async def test_files_make_the_round(server: BotApiServer, ptb: Bot, alice: Person) -> None:
    """A photo, a document, an album, another caption, and the bytes back."""
    photo = await ptb.send_photo(alice.id, picture(), caption="卡")
    assert [size.width for size in photo.photo] == [90, 320, 400]
    document = await ptb.send_document(alice.id, "报告".encode(), filename="报告.txt")
    assert document.document is not None
    assert bytes(await (await document.document.get_file()).download_as_bytearray()) == (
        "报告".encode()
    )
    album = await ptb.send_media_group(
        alice.id, [InputMediaPhoto(picture(), caption="一"), InputMediaPhoto(picture())]
    )
    assert [message.caption for message in album] == ["一", None]
    await ptb.edit_message_caption(alice.id, photo.message_id, caption="新")
    await ptb.edit_message_media(
        InputMediaPhoto(picture(), caption="二"), alice.id, photo.message_id
    )
    assert server.violations == []


async def test_updates_of_all_kinds_are_understood(
    server: BotApiServer, ptb: Bot, alice: Person
) -> None:
    """Messages, files, members, buttons and inline queries parse into the library's objects."""
    await ptb.get_updates(allowed_updates=Update.ALL_TYPES)
    group = server.group("群", alice)
    message = alice.mentions("你好", in_=group)
    alice.edits(message, "@youju_bot 您好")
    alice.sends_document(b"1", "a.txt")
    alice.sends_photo(picture())
    alice.sends_sticker()
    alice.sends_voice()
    alice.forwards(message)
    alice.promotes_bot(group)
    server.person("Bob").joins(group)
    server.migrate(group)
    forum = server.supergroup("论坛", alice, is_forum=True)
    topic = alice.opens_topic(forum, "停车")
    alice.mentions("你好", in_=forum, topic=topic)
    channel = server.channel("公报", alice, discussion=server.supergroup("讨论", alice))
    alice.posts("新报告", channel)
    alice.reacts(message, "👍")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("更多", callback_data="more")]])
    await ptb.send_message(alice.id, "甲", reply_markup=keyboard)
    pressing = asyncio.create_task(alice.presses(alice.chat.last_message.button("更多")))
    typing = asyncio.create_task(alice.inline("车位"))
    await asyncio.sleep(0)
    updates = await ptb.get_updates()
    queries = dict(_queries(updates))
    assert len(updates) == len({update.update_id for update in updates})
    assert all(update.effective_chat or update.inline_query for update in updates)
    await queries["callback"].answer("好", show_alert=True)
    content = InputTextMessageContent("2704个")
    await queries["inline"].answer([InlineQueryResultArticle("1", "车位", content)])
    assert await pressing == "好"
    assert [result.text for result in (await typing).results] == ["2704个"]
    for chat in (forum, channel):
        assert (await ptb.get_chat(chat.id)).title == chat.title
        assert await ptb.get_chat_administrators(chat.id)
        assert await ptb.get_chat_member(chat.id, alice.id)
        assert await ptb.get_chat_member_count(chat.id)
    assert await ptb.leave_chat(forum.id)
    assert server.violations == []


def _queries(updates: tuple[Update, ...]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for update in updates:
        if update.callback_query:
            found.append(("callback", update.callback_query))
        if update.inline_query:
            found.append(("inline", update.inline_query))
    return found


async def _migrated(server: BotApiServer, bot: Bot, alice: Person) -> None:
    group = server.group("群", alice)
    server.migrate(group)
    await bot.send_message(group.id, "好")


async def _blocked(_: BotApiServer, bot: Bot, alice: Person) -> None:
    alice.blocks()
    await bot.send_message(alice.id, "好")


async def _flooded(server: BotApiServer, bot: Bot, alice: Person) -> None:
    server.flood.by_script(3)
    await bot.send_message(alice.id, "好")


async def _hooked(_: BotApiServer, bot: Bot, _alice: Person) -> None:
    await bot.set_webhook("http://127.0.0.1:9/")
    await bot.get_updates()


@pytest.mark.parametrize(
    "act, error",
    [
        (_migrated, ChatMigrated),
        (_blocked, Forbidden),
        (_flooded, RetryAfter),
        (_hooked, Conflict),
    ],
    ids=["migrated", "blocked", "flooded", "webhook"],
)
async def test_refusals_become_the_librarys_errors(
    server: BotApiServer,
    ptb: Bot,
    alice: Person,
    act: Callable[[BotApiServer, Bot, Person], Awaitable[None]],
    error: type[Exception],
) -> None:
    """The code, the words and the parameters lead to the right exception."""
    with pytest.raises(error):
        await act(server, ptb, alice)


async def test_a_wrong_token_is_found_out(server: BotApiServer) -> None:
    """The library says so on start."""
    bot = Bot("7000000001:wrong", base_url=f"{server.url}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()
