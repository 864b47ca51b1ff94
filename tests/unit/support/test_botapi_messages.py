"""Messages are sent, edited and deleted by Telegram's rules, and refused in its words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.botapi.client import BareBot
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer

BAD = "Bad Request: "


async def test_a_message_comes_back_in_telegrams_shape(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """The response is Telegram's byte for byte: order of fields, no spaces, ASCII."""
    response = await bot.http.post(
        f"{bot.root}/sendMessage", data={"chat_id": alice.id, "text": "你<b>好", "parse_mode": ""}
    )
    message = alice.chat.last_message
    assert response.text == (
        '{"ok":true,"result":{"message_id":2,"from":{"id":7000000001,"is_bot":true,'
        '"first_name":"\\u6709\\u636e","username":"youju_bot"},"chat":{"id":1001,'
        '"first_name":"Alice","type":"private"},'
        f'"date":{message.date},"text":"\\u4f60<b>\\u597d"}}}}'
    )
    assert response.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize(
    "send",
    [
        pytest.param(lambda bot, p: bot.http.get(f"{bot.root}/sendMessage", params=p), id="query"),
        pytest.param(lambda bot, p: bot.http.post(f"{bot.root}/sendMessage", data=p), id="form"),
        pytest.param(lambda bot, p: bot.http.post(f"{bot.root}/sendmessage", json=p), id="JSON"),
        pytest.param(
            lambda bot, p: bot.http.post(
                f"{bot.root}/sendMessage", files={name: (None, str(v)) for name, v in p.items()}
            ),
            id="multipart",
        ),
    ],
)
async def test_parameters_may_come_in_any_way(bot: BareBot, alice: Person, send: Any) -> None:
    """Query string, form, multipart and JSON say the same; method names have no case."""
    response = await send(bot, {"chat_id": alice.id, "text": "好"})
    assert response.json()["result"]["text"] == "好"


@pytest.mark.parametrize(
    "parameters, description",
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "报" * 4097}, "message is too long"),
        ({"text": "🍑" * 2049}, "message is too long"),
        ({"text": "<b>a", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag "
         'corresponding to start tag "b"'),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "a", "reply_markup": "[]"}, "object expected as reply markup"),
        ({"text": "a", "reply_parameters": "{"}, "can't parse reply parameters JSON object"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "a", "reply_parameters": {"message_id": 1, "quote": "路"}},
         "QUOTE_TEXT_INVALID"),
        ({"text": "a", "message_thread_id": 77}, "message thread not found"),
        ({"text": "a", "chat_id": ""}, "chat_id is empty"),
        ({"text": "a", "chat_id": 5}, "chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "a", "entities": [{"offset": 0}]},
         'can\'t parse MessageEntity: Can\'t find field "length"'),
    ],
)  # fmt: skip
async def test_a_wrong_message_is_refused(
    bot: BareBot, alice: Person, parameters: dict, description: str
) -> None:
    """The refusal is 400 with Telegram's sentence, and nothing is sent."""
    reply = await bot.call("sendMessage", **{"chat_id": alice.id, **parameters})
    assert (reply.status, reply.description) == (400, BAD + description)
    assert alice.chat.bot_messages == []


@pytest.mark.parametrize("text", ["报" * 4096, "🍑" * 2048, f"<b>{'报' * 4096}</b>"])
async def test_the_length_counts_after_parsing_in_utf16(
    bot: BareBot, alice: Person, text: str
) -> None:
    """4096 units are taken, mark-up not counted."""
    reply = await bot.call("sendMessage", chat_id=alice.id, text=text, parse_mode="HTML")
    assert reply.status == 200


async def test_unknown_methods_parameters_and_tokens(server: BotApiServer, bot: BareBot) -> None:
    """A method is refused with 404, a token with 401, a parameter only noted."""
    assert (await bot.call("sendTelepathy")).body == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found",
    }
    async with BareBot(server, token="7000000001:wrong") as stranger:
        assert (await stranger.call("getMe")).body == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }
    assert (await bot.call("getMe", colour="red")).status == 200
    assert [str(violation) for violation in server.violations] == [
        "getMe: colour is no parameter of this method"
    ]


async def test_what_telegram_forgives_is_noted(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """A flag or number it cannot read is taken as false or 0."""
    await bot.call(
        "sendMessage",
        chat_id=alice.id,
        text="<blockquote>a<blockquote>b</blockquote></blockquote>",
        parse_mode="HTML",
        disable_notification="perhaps",
        message_thread_id="none",
    )
    assert sorted(violation.parameter for violation in server.violations) == [
        "disable_notification",
        "message_thread_id",
        "text",
    ]


async def test_a_reply_shows_what_it_answers(bot: BareBot, alice: Person) -> None:
    """The quote keeps its place in the message replied to, in UTF-16 units."""
    question = alice.says("🍑路桥区有多少停车位,多少停车位?")
    reply = await bot.call(
        "sendMessage",
        chat_id=alice.id,
        text="2704个",
        reply_parameters={"message_id": question.id, "quote": "多少停车位"},
    )
    assert reply.result["reply_to_message"]["message_id"] == question.id
    assert reply.result["quote"] == {"text": "多少停车位", "position": 6, "is_manual": True}


async def test_a_quote_repeats_the_styles(bot: BareBot, alice: Person) -> None:
    """Words that are bold in the message are not the same words in plain."""
    sent = await bot.call(
        "sendMessage", chat_id=alice.id, text="有<b>多少</b>个", parse_mode="HTML"
    )
    parameters = {"message_id": sent.result["message_id"], "quote": "有多少"}
    refused = await bot.call(
        "sendMessage", chat_id=alice.id, text="答", reply_parameters=parameters
    )
    assert refused.description == BAD + "QUOTE_TEXT_INVALID"
    parameters |= {"quote": "有<b>多少</b>", "quote_parse_mode": "HTML"}
    reply = await bot.call("sendMessage", chat_id=alice.id, text="答", reply_parameters=parameters)
    assert reply.result["quote"]["entities"] == [{"type": "bold", "offset": 1, "length": 2}]


async def test_a_reply_to_nothing_may_go_without(bot: BareBot, alice: Person) -> None:
    """allow_sending_without_reply sends it all the same."""
    question = alice.says("问")
    alice.deletes(question)
    parameters = {"message_id": question.id, "allow_sending_without_reply": True}
    reply = await bot.call("sendMessage", chat_id=alice.id, text="答", reply_parameters=parameters)
    assert "reply_to_message" not in reply.result


@pytest.fixture
async def sent(bot: BareBot, alice: Person) -> int:
    """A message of the bot, with a button."""
    keyboard = {"inline_keyboard": [[{"text": "更多", "callback_data": "more"}]]}
    reply = await bot.call("sendMessage", chat_id=alice.id, text="甲", reply_markup=keyboard)
    return int(reply.result["message_id"])


async def test_an_edit_replaces_text_and_keyboard(bot: BareBot, alice: Person, sent: int) -> None:
    """What is not sent along is gone; the message remembers what it said."""
    reply = await bot.call("editMessageText", chat_id=alice.id, message_id=sent, text="乙")
    assert (reply.result["text"], "reply_markup" in reply.result) == ("乙", False)
    message = alice.chat.messages[sent]
    assert [version.content["text"] for version in message.history] == ["甲"]


@pytest.mark.parametrize(
    "method, parameters, description",
    [
        (
            "editMessageText",
            {
                "text": "甲",
                "reply_markup": {"inline_keyboard": [[{"text": "更多", "callback_data": "more"}]]},
            },
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message",
        ),
        ("editMessageText", {"message_id": 99, "text": "乙"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "乙"}, "message can't be edited"),
        ("editMessageText", {"text": ""}, "message text is empty"),
        (
            "editMessageText",
            {"text": "乙", "reply_markup": {"keyboard": [["a"]]}},
            "inline keyboard expected",
        ),
        ("editMessageCaption", {"caption": "乙"}, "there is no caption in the message to edit"),
        (
            "editMessageMedia",
            {"media": {"type": "gif", "media": "attach://x"}},
            'can\'t parse InputMedia: type "gif" is unsupported',
        ),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessage", {"message_id": 0}, "message identifier is not specified"),
    ],
)
async def test_a_wrong_edit_is_refused(
    bot: BareBot, alice: Person, sent: int, method: str, parameters: dict, description: str
) -> None:
    """The refusal is Telegram's, and the message stays as it was."""
    given = {"chat_id": alice.id, "message_id": sent, **parameters}
    reply = await bot.call(method, **given)
    assert (reply.status, reply.description) == (400, BAD + description)
    assert alice.chat.messages[sent].text == "甲"


async def test_a_keyboard_can_be_taken_away(bot: BareBot, alice: Person, sent: int) -> None:
    """An edit of the markup without a keyboard removes it; twice is not modified."""
    place = {"chat_id": alice.id, "message_id": sent}
    assert "reply_markup" not in (await bot.call("editMessageReplyMarkup", **place)).result
    again = await bot.call("editMessageReplyMarkup", **place)
    assert again.description.startswith(f"{BAD}message is not modified")


async def test_a_deleted_message_is_gone(bot: BareBot, alice: Person, sent: int) -> None:
    """It cannot be edited, answered or deleted again."""
    place = {"chat_id": alice.id, "message_id": sent}
    assert (await bot.call("deleteMessage", **place)).result is True
    for method, problem in (
        ("editMessageText", "message to edit not found"),
        ("deleteMessage", "message to delete not found"),
    ):
        assert (await bot.call(method, text="乙", **place)).description == BAD + problem


async def test_messages_are_copied_and_forwarded(bot: BareBot, alice: Person) -> None:
    """A copy says nothing of its source, a forwarded message names it."""
    question = alice.says("问")
    source = {"chat_id": alice.id, "from_chat_id": alice.id, "message_id": question.id}
    copied = (await bot.call("copyMessage", **source)).result
    assert copied == {"message_id": question.id + 1}
    forwarded = (await bot.call("forwardMessage", **source)).result
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Alice"
    assert "forward_origin" not in alice.chat.messages[copied["message_id"]].to_json()


async def test_a_chat_action_is_shown(bot: BareBot, alice: Person) -> None:
    """A known action is remembered, another refused."""
    await bot.call("sendChatAction", chat_id=alice.id, action="typing")
    assert alice.chat.actions == [("typing", None)]
    wrong = await bot.call("sendChatAction", chat_id=alice.id, action="thinking")
    assert wrong.description == f"{BAD}wrong parameter action in request"


@pytest.mark.parametrize(
    "button, description",
    [
        ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"callback_data": "问" * 22}, "BUTTON_DATA_INVALID"),
        (
            {"url": "nonsense"},
            "inline keyboard button URL 'nonsense' is invalid: Wrong HTTP URL",
        ),
        (
            {"url": "ftp://example.com"},
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        ({"copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {},
            "can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": 7},
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
    ],
)
async def test_a_wrong_button_is_refused(
    bot: BareBot, alice: Person, button: dict, description: str
) -> None:
    """Its data, link or copied text is wrong."""
    keyboard = {"inline_keyboard": [[{"text": "x", **button}]]}
    reply = await bot.call("sendMessage", chat_id=alice.id, text="a", reply_markup=keyboard)
    assert reply.description == BAD + description


@pytest.mark.parametrize(
    "keyboard, description",
    [
        (
            {"inline_keyboard": [{"text": "x"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"inline_keyboard": [["x"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101},
            "reply markup is too long",
        ),
    ],
    ids=["flat", "strings", "no array", "101 buttons"],
)
async def test_a_wrong_keyboard_is_refused(
    bot: BareBot, alice: Person, keyboard: dict, description: str
) -> None:
    """Rows are arrays of objects, and hold at most 100 buttons in all."""
    reply = await bot.call("sendMessage", chat_id=alice.id, text="a", reply_markup=keyboard)
    assert reply.description == BAD + description


async def test_buttons_come_back_as_telegram_stores_them(bot: BareBot, alice: Person) -> None:
    """A link gets its scheme and slash, and the keyboard may come as JSON in a form."""
    keyboard = {
        "inline_keyboard": [
            [{"text": "数据", "callback_data": "x" * 64}],
            [
                {"text": "网页", "url": "Example.com"},
                {"text": "抄", "copy_text": {"text": "2704"}},
            ],
        ]
    }
    await bot.http.post(
        f"{bot.root}/sendMessage",
        data={"chat_id": alice.id, "text": "a", "reply_markup": json.dumps(keyboard)},
    )
    message = alice.chat.last_message
    assert message.button("网页").url == "http://example.com/"
    assert message.button("抄").copies == "2704"
    with pytest.raises(LookupError, match="no button '无'"):
        message.button("无")


async def test_entities_may_be_given_instead_of_markup(bot: BareBot, alice: Person) -> None:
    """They are taken as given, and those Telegram finds are added."""
    given = [{"offset": 0, "length": 2, "type": "text_mention", "user": {"id": alice.id}}]
    reply = await bot.call("sendMessage", chat_id=alice.id, text="艾丽 /ask", entities=given)
    assert reply.result["entities"] == [
        {"offset": 0, "length": 2, "type": "text_mention", "user": alice.user.to_json()},
        {"offset": 3, "length": 4, "type": "bot_command"},
    ]


async def test_a_link_to_a_person_mentions_them(bot: BareBot, alice: Person) -> None:
    """The bot may mention whom it knows; a stranger's mention is dropped."""
    text = f'<a href="tg://user?id={alice.id}">艾丽</a> <a href="tg://user?id=5">谁</a>'
    reply = await bot.call("sendMessage", chat_id=alice.id, text=text, parse_mode="HTML")
    assert [entity["user"]["id"] for entity in reply.result["entities"]] == [alice.id]


async def test_a_reply_may_reach_into_another_chat(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """It shows as an external reply, without the message itself."""
    group = server.group("群", alice)
    question = alice.mentions("多少车位", in_=group)
    reply = await bot.call(
        "sendMessage",
        chat_id=alice.id,
        text="2704个",
        reply_parameters={"chat_id": group.id, "message_id": question.id, "quote": "车位"},
    )
    assert reply.result["external_reply"]["message_id"] == question.id
    assert reply.result["quote"]["text"] == "车位"
    assert "reply_to_message" not in reply.result


async def test_other_markups_act_on_the_client_only(bot: BareBot, alice: Person) -> None:
    """A reply keyboard is not part of the message, but the test sees it."""
    keyboard = {"keyboard": [["是", {"text": "否"}]], "resize_keyboard": True}
    reply = await bot.call("sendMessage", chat_id=alice.id, text="?", reply_markup=keyboard)
    assert "reply_markup" not in reply.result
    assert alice.chat.last_message.keyboard == keyboard


async def test_link_previews_can_be_turned_off(bot: BareBot, alice: Person) -> None:
    """The options come back, those that are false left out."""
    options = {"is_disabled": True, "show_above_text": False}
    reply = await bot.call(
        "sendMessage", chat_id=alice.id, text="example.com", link_preview_options=options
    )
    assert reply.result["link_preview_options"] == {"is_disabled": True}
    wrong = await bot.call("sendMessage", chat_id=alice.id, text="a", link_preview_options="[]")
    assert wrong.description == f"{BAD}object expected as link preview options"


@pytest.mark.parametrize(
    "reaction, description",
    [
        ([{"type": "emoji", "emoji": "👍"}], ""),
        ([{"type": "emoji", "emoji": "🍑"}], f"{BAD}REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}] * 2, f"{BAD}REACTIONS_TOO_MANY"),
    ],
    ids=["known", "unknown", "two"],
)
async def test_a_bot_puts_one_known_reaction(
    bot: BareBot, alice: Person, reaction: list, description: str
) -> None:
    """Any other is refused."""
    message = alice.says("好")
    place = {"chat_id": alice.id, "message_id": message.id}
    reply = await bot.call("setMessageReaction", reaction=reaction, **place)
    assert reply.description == description
    assert message.reactions == ([] if description else reaction)
