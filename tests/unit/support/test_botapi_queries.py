"""Buttons and inline queries wait for the bot, though not for ever."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.botapi.client import BareBot
from tests.support.botapi.messages import Message
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def asked(bot: BareBot, kind: str) -> dict:
    """Wait for an update of this kind and confirm it."""
    (update,) = await bot.updates(timeout=5)
    await bot.updates(offset=update["update_id"] + 1)
    return dict(update[kind])


@pytest.fixture
async def message(bot: BareBot, alice: Person) -> Message:
    """A message of the bot, with a button."""
    keyboard = {"inline_keyboard": [[{"text": "更多", "callback_data": "more"}]]}
    await bot.call("sendMessage", chat_id=alice.id, text="甲", reply_markup=keyboard)
    return alice.chat.last_message


async def test_pressing_returns_the_notice(bot: BareBot, alice: Person, message: Message) -> None:
    """The bot gets message and data; the person sees what the bot answers."""
    pressing = asyncio.create_task(alice.presses(message.button("更多")))
    query = await asked(bot, "callback_query")
    assert (query["data"], query["message"]["message_id"]) == ("more", message.id)
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="好的")
    assert await pressing == "好的"


async def test_a_bot_that_does_not_answer_leaves_the_spinner(
    alice: Person, message: Message
) -> None:
    """The person gives up."""
    with pytest.raises(TimeoutError, match="no answer to the button '更多'"):
        await alice.presses(message.button("更多"), timeout_s=0.05)


async def test_a_query_is_answered_once_and_in_time(
    server: BotApiServer, bot: BareBot, alice: Person, message: Message
) -> None:
    """A second answer, a late one and one to nothing are refused alike."""
    pressing = asyncio.create_task(alice.presses(message.button("更多")))
    answer = {"callback_query_id": (await asked(bot, "callback_query"))["id"]}
    too_long = await bot.call("answerCallbackQuery", text="长" * 201, **answer)
    assert too_long.description == "Bad Request: MESSAGE_TOO_LONG"
    assert (await bot.call("answerCallbackQuery", **answer)).result is True
    assert await pressing == ""
    assert (await bot.call("answerCallbackQuery", **answer)).description == TOO_OLD
    nothing = await bot.call("answerCallbackQuery", callback_query_id="17")
    assert nothing.description == TOO_OLD
    server.callbacks.answer_within_s = 0
    late = asyncio.create_task(alice.presses(message.button("更多"), timeout_s=0.2))
    query = await asked(bot, "callback_query")
    refused = await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    assert refused.description == TOO_OLD
    with pytest.raises(TimeoutError):
        await late


async def test_a_button_under_a_deleted_message_shows_it_inaccessible(
    bot: BareBot, alice: Person, message: Message
) -> None:
    """The update carries a message of date 0."""
    button = message.button("更多")
    await bot.call("deleteMessage", chat_id=alice.id, message_id=message.id)
    pressing = asyncio.create_task(alice.presses(button))
    query = await asked(bot, "callback_query")
    assert query["message"]["date"] == 0
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    await pressing


def article(result_id: str, **more: object) -> dict:
    return {
        "type": "article",
        "id": result_id,
        "title": "车位",
        "input_message_content": {"message_text": "<b>2704个</b>", "parse_mode": "HTML"},
        **more,
    }


async def test_inline_results_are_offered_and_sent(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """A chosen result is sent by the person, via the bot, and can be edited by its inline id."""
    server.bot.wants_inline_feedback = True
    typing = asyncio.create_task(alice.inline("多少车位"))
    query = await asked(bot, "inline_query")
    keyboard = {"inline_keyboard": [[{"text": "更多", "callback_data": "more"}]]}
    results = [article("1", reply_markup=keyboard)]
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    (offered,) = (await typing).results
    sent = alice.chooses(offered, query="多少车位")
    assert (sent.text, sent.slices("bold")) == ("2704个", ["2704个"])
    chosen, message = await bot.updates()
    assert message["message"]["via_bot"]["id"] == server.bot.id
    edit = {"inline_message_id": chosen["chosen_inline_result"]["inline_message_id"]}
    assert (await bot.call("editMessageText", text="2705个", **edit)).result is True
    assert sent.text == "2705个"


async def test_telegram_keeps_inline_results_as_long_as_the_bot_says(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """The bot is not asked again within cache_time, personal results aside."""
    typing = asyncio.create_task(alice.inline("车位"))
    query = await asked(bot, "inline_query")
    await bot.call(
        "answerInlineQuery", inline_query_id=query["id"], results=[article("1")], cache_time=60
    )
    answer = await typing
    assert await server.person("Bob").inline("车位") is answer
    assert await bot.updates() == []


@pytest.mark.parametrize(
    "results, description",
    [
        pytest.param([article("1"), article("1")], "RESULT_ID_DUPLICATE", id="twice one id"),
        pytest.param([article("x" * 65)], "RESULT_ID_INVALID", id="65 bytes"),
        pytest.param(
            [article(str(n)) for n in range(51)],
            "too many inline query results specified",
            id="51",
        ),
        pytest.param(
            [{"type": "article", "id": "1", "title": "x"}],
            "can't parse inline query result: Can't find field \"input_message_content\"",
            id="no content",
        ),
        pytest.param(
            [article("1", input_message_content={"message_text": ""})],
            "message text is empty",
            id="empty",
        ),
        pytest.param([], None, id="none at all"),
    ],
)
async def test_wrong_inline_results_are_refused(
    bot: BareBot, alice: Person, results: list, description: str | None
) -> None:
    """Ids are unique and short, results at most fifty; an empty list is an answer."""
    typing = asyncio.create_task(alice.inline("车位", timeout_s=0.3))
    query = await asked(bot, "inline_query")
    reply = await bot.call("answerInlineQuery", inline_query_id=query["id"], results=results)
    if description is None:
        assert (await typing).results == ()
        return
    assert reply.description == f"Bad Request: {description}"
    with pytest.raises(TimeoutError):
        await typing
