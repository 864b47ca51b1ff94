"""How do a reply's buttons become an inline keyboard, and a press a wish again?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.replies.reply import Button, Verb
from bot.telegram.payloads import Kind, deep_link, encode_payload

_KINDS = {
    Verb.ASK: Kind.ASK,
    Verb.OPEN: Kind.OPEN,
    Verb.WALK: Kind.WALK,
    Verb.OUTLINE: Kind.OUTLINE,
    Verb.LIST: Kind.LIST,
    Verb.NUMBERS: Kind.NUMBERS,
    Verb.DIGEST: Kind.DIGEST,
    Verb.COMPARE: Kind.COMPARE,
    Verb.LANGUAGE: Kind.LANGUAGE,
    Verb.MORE: Kind.MORE,
    Verb.EXPORT: Kind.EXPORT,
    Verb.ADD: Kind.ADD,
    Verb.REMOVE: Kind.REMOVE,
    Verb.UNDO: Kind.UNDO,
    Verb.CANCEL: Kind.CANCEL,
    Verb.SUBSCRIBE: Kind.SUBSCRIBE,
    Verb.UNSUBSCRIBE: Kind.UNSUBSCRIBE,
    Verb.BROADCAST: Kind.BROADCAST,
    Verb.RIGHT: Kind.RIGHT,
    Verb.WRONG: Kind.WRONG,
    Verb.ORIGINAL: Kind.ORIGINAL,
}
MAX_COPIED = 256  # characters; Bot API, CopyTextButton
#: What they bring is for the one who pressed.
_FOR_ONE = frozenset({Verb.OPEN, Verb.ORIGINAL})
#: Their labels say what they ask for, which is longer than callback data may be.
_LABELLED = frozenset({Verb.ASK, Verb.COMPARE})


def keyboard(
    wanted: Sequence[Sequence[Button]], *, bot: str, private: bool
) -> InlineKeyboardMarkup | None:
    """Lay rows of buttons out; `bot` is the bot's user name.

    In a group, what opens a passage or its original leads to the private chat: reading on in
    context is for the one who pressed, not for everybody.
    """
    rows = []
    for r, row in enumerate(wanted):
        buttons = [
            made
            for c, button in enumerate(row)
            for made in _button(button, place=f"{r}-{c}", bot=bot, private=private)
        ]
        if buttons:
            rows.append(buttons)
    return InlineKeyboardMarkup(rows) if rows else None


def pressed_message(query: CallbackQuery) -> Message | None:
    """Give the message whose button was pressed; `None` where it is out of the bot's reach.

    The library makes a `Message` of both, so the type alone does not tell.
    """
    message = query.message
    return message if isinstance(message, Message) and message.is_accessible else None


def pressed_label(query: CallbackQuery) -> str | None:
    """Read the label of the button that was pressed; `None` where its message is out of reach.

    A suggested question is longer than callback data may be, so the label itself carries it.
    """
    message = pressed_message(query)
    if message is None or message.reply_markup is None:
        return None
    for row in message.reply_markup.inline_keyboard:
        for button in row:
            if button.callback_data == query.data:
                return button.text
    return None


def _button(
    button: Button, *, place: str, bot: str, private: bool
) -> Iterator[InlineKeyboardButton]:
    """Make the button, or none where its passage cannot be named in the space there is."""
    if button.verb in _FOR_ONE and not private:
        address = deep_link(bot, button.argument, kind=_KINDS[button.verb])
        if address is not None:
            yield InlineKeyboardButton(button.label, url=address)
        return
    if button.verb is Verb.COPY:
        yield InlineKeyboardButton(
            button.label, copy_text=CopyTextButton(button.argument[:MAX_COPIED])
        )
        return
    name = place if button.verb in _LABELLED else button.argument
    data = encode_payload(_KINDS[button.verb], name)
    if data is not None:
        yield InlineKeyboardButton(button.label, callback_data=data)
