"""Is that a keyboard Telegram would show?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.botapi.arguments import Arguments
from tests.support.botapi.errors import bad_request
from tests.support.botapi.limits import (
    MAX_BUTTONS,
    MAX_BUTTONS_IN_ROW,
    MAX_CALLBACK_DATA,
    MAX_COPY_TEXT,
)
from tests.support.botapi.links import WrongLinkError, link

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Markup:
    """A reply markup: an inline keyboard stays with its message, the others act on the client."""

    inline: Json | None = None
    other: Json | None = None


def read_markup(arguments: Arguments, *, inline_only: bool = False) -> Markup:
    """Read the parameter reply_markup.

    Raises:
        ApiError: 400, with Telegram's words, for a keyboard that it would refuse.
    """
    given = arguments.parsed("reply_markup", "reply keyboard markup")
    if given is None:
        return Markup()
    return checked_markup(given, arguments, inline_only=inline_only)


def checked_markup(given: Any, arguments: Arguments, *, inline_only: bool = False) -> Markup:
    """Check a decoded reply markup."""
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply markup")
    for field in ("keyboard", "inline_keyboard"):
        if field in given and not isinstance(given[field], list):
            raise bad_request(f'Field "{field}" must be of type Array')
    if given.get("keyboard"):
        _check_reply_keyboard(given["keyboard"])
    elif given.get("inline_keyboard"):
        return Markup(
            inline={"inline_keyboard": _inline_rows(given["inline_keyboard"], arguments)}
        )
    elif not given.get("remove_keyboard") and not given.get("force_reply"):
        return Markup()  # {"inline_keyboard": []} takes a keyboard away
    if inline_only:
        raise bad_request("inline keyboard expected")
    return Markup(other=given)


def _check_reply_keyboard(rows: list[Any]) -> None:
    for row in rows:
        if not isinstance(row, list):
            raise bad_request('Field "keyboard" must be an Array of Arrays')
        for button in row:
            if not isinstance(button, str | dict):
                raise bad_request(
                    "Can't parse keyboard button: KeyboardButton must be a String or an Object"
                )
            text = button if isinstance(button, str) else button.get("text")
            if not isinstance(text, str):
                raise bad_request("Can't parse keyboard button: Can't find field \"text\"")


def _inline_rows(rows: list[Any], arguments: Arguments) -> list[list[Json]]:
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(
                'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
    buttons = [[_inline_button(button) for button in row] for row in rows]
    if any(not button["text"].strip() for row in buttons for button in row):
        arguments.complain("reply_markup", "has a button without text, which is not shown")
    kept = [[button for button in row if button["text"].strip()] for row in buttons]
    checked = [row for row in kept if row]
    if sum(map(len, checked)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > MAX_BUTTONS_IN_ROW for row in checked):
        arguments.complain("reply_markup", f"a row has more than {MAX_BUTTONS_IN_ROW} buttons")
    return checked


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _button_error("InlineKeyboardButton must be an Object")
    text = _string(button, "text")
    style = {name: button[name] for name in ("style", "icon_custom_emoji_id") if name in button}
    return {"text": text, **_action(button), **style}


def _action(button: Json) -> Json:
    """Give what a button does; of several, Telegram takes the first in its own order."""
    if button.get("url"):
        return {"url": _url(_string(button, "url"))}
    if button.get("callback_data"):
        data = _string(button, "callback_data")
        if len(data.encode()) > MAX_CALLBACK_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if name in button:
            return {name: _string(button, name)}
    if "switch_inline_query_chosen_chat" in button:
        return {"switch_inline_query_chosen_chat": button["switch_inline_query_chosen_chat"]}
    if "copy_text" in button:
        copied = _string(_object(button, "copy_text"), "text")
        if not 1 <= len(copied) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"copy_text": {"text": copied}}
    if "web_app" in button:
        url = _string(_object(button, "web_app"), "url")
        try:
            return {"web_app": {"url": link(url, https_only=True)}}
        except WrongLinkError as error:
            raise bad_request(
                f"Inline keyboard button Web App URL '{url}' is invalid: {error}"
            ) from None
    for name in ("login_url", "callback_game", "pay"):
        if name in button:
            return {name: button[name]}
    raise _button_error("Text buttons are unallowed in the inline keyboard")


def _object(button: Json, name: str) -> Json:
    value = button[name]
    if not isinstance(value, dict):
        raise _button_error(f'Field "{name}" must be of type Object')
    return value


def _string(button: Json, name: str) -> str:
    if name not in button:
        raise _button_error(f'Can\'t find field "{name}"')
    value = button[name]
    if not isinstance(value, str):
        raise _button_error(f'Field "{name}" must be of type String')
    return value


def _url(url: str) -> str:
    if url.startswith("tg://user?id="):
        return url
    try:
        checked = link(url)
    except WrongLinkError as error:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: {error}") from None
    if "://127." in checked:
        raise bad_request("BUTTON_URL_INVALID")
    return checked


def _button_error(problem: str) -> Exception:
    return bad_request(f"Can't parse inline keyboard button: {problem}")
