"""answerCallbackQuery and answerInlineQuery: what does the person see who asked?"""

from __future__ import annotations

from typing import Any

from tests.support.botapi.errors import bad_request
from tests.support.botapi.formatting import formatted
from tests.support.botapi.keyboards import checked_markup
from tests.support.botapi.limits import (
    MAX_CALLBACK_ANSWER,
    MAX_INLINE_CACHE_S,
    MAX_INLINE_RESULT_ID,
    MAX_INLINE_RESULTS,
    MAX_START_PAYLOAD,
    MAX_TEXT,
)
from tests.support.botapi.methods.context import Context, Method
from tests.support.botapi.queries import CallbackAnswer, InlineAnswer, InlineResult
from tests.support.botapi.units import utf16_length

Json = dict[str, Any]

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_TYPES = frozenset(
    {
        "article", "photo", "document", "gif", "mpeg4_gif", "video", "audio", "voice",
        "location", "venue", "contact", "game",
    }
)  # fmt: skip


async def answer_callback(context: Context) -> bool:
    """End the spinner on a pressed button, with or without a notice."""
    arguments = context.arguments
    query = context.server.callbacks.open_query(arguments.text("callback_query_id"))
    if query is None:
        raise bad_request(_TOO_OLD)
    text = arguments.text("text")
    if len(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    url = arguments.text("url")
    if url and not url.startswith(("t.me/", "https://t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    query.answer = CallbackAnswer(
        text, arguments.flag("show_alert"), url, arguments.integer("cache_time")
    )
    context.world.changed.beat()
    return True


async def answer_inline(context: Context) -> bool:
    """Offer results to someone typing the bot's name and a query."""
    arguments = context.arguments
    query = context.server.inline.open_query(arguments.text("inline_query_id"))
    given = arguments.parsed("results", "inline query results")
    if given is None:
        given = []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of inline query results")
    if len(given) > MAX_INLINE_RESULTS:
        raise bad_request("Too many inline query results specified")
    results = tuple(_result(context, result) for result in given)
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(arguments.text("next_offset").encode()) > MAX_INLINE_RESULT_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    if query is None:
        raise bad_request(_TOO_OLD)
    cache_s = min(max(arguments.integer("cache_time", 300), 0), MAX_INLINE_CACHE_S)
    query.answer = InlineAnswer(
        results,
        cache_s,
        arguments.flag("is_personal"),
        arguments.text("next_offset"),
        _start_button(context),
    )
    context.server.inline.remember(query)
    context.world.changed.beat()
    return True


def _result(context: Context, given: Any) -> InlineResult:
    if not isinstance(given, dict):
        raise _result_error("Inline query result must be an object")
    for field in ("type", "id"):
        if field not in given:
            raise _result_error(f'Can\'t find field "{field}"')
    if given["type"] not in _TYPES:
        raise _result_error(f'type "{given["type"]}" is unsupported for the inline query result')
    result_id = str(given["id"])
    if not 1 <= len(result_id.encode()) <= MAX_INLINE_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    if given["type"] == "article":
        if not given.get("title"):
            raise bad_request("ARTICLE_TITLE_EMPTY")
        if not isinstance(given.get("input_message_content"), dict):
            raise _result_error('Can\'t find field "input_message_content"')
    content = given.get("input_message_content")
    markup = given.get("reply_markup")
    return InlineResult(
        id=result_id,
        type=given["type"],
        title=str(given.get("title", "")),
        description=str(given.get("description", "")),
        content=context.with_users(_content(context, content)) if content else {},
        reply_markup=checked_markup(markup, context.arguments, inline_only=True).inline
        if markup
        else None,
    )


def _content(context: Context, given: Json) -> Json:
    if not given.get("message_text"):
        raise bad_request("Message text is empty")
    text, entities = formatted(
        context.arguments,
        given["message_text"],
        given.get("parse_mode", ""),
        given.get("entities"),
        allow_empty=False,
    )
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    return {"text": text, **({"entities": entities} if entities else {})}


def _start_button(context: Context) -> Json | None:
    button = context.arguments.parsed("button", "inline query results button")
    if button is None:
        return None
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("Can't parse inline query results button")
    payload = str(button.get("start_parameter", ""))
    allowed = payload.replace("_", "a").replace("-", "a")
    if payload and not (
        len(payload) <= MAX_START_PAYLOAD and allowed.isalnum() and allowed.isascii()
    ):
        raise bad_request("START_PARAM_INVALID")
    return button


def _result_error(problem: str) -> Exception:
    return bad_request(f"Can't parse inline query result: {problem}")


METHODS = (
    Method(
        "answerCallbackQuery",
        answer_callback,
        frozenset({"callback_query_id", "text", "show_alert", "url", "cache_time"}),
    ),
    Method(
        "answerInlineQuery",
        answer_inline,
        frozenset(
            {"inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button"}
        ),
    ),
)
