from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, Message, User

from bot.replies.reply import Button, Verb
from bot.telegram.keyboards import keyboard, pressed_label, pressed_message

ROWS = (
    (Button("[1]", Verb.OPEN, "p1"), Button("[2]", Verb.OPEN, "段" * 30)),
    (Button("下一段", Verb.WALK, "p2"), Button("报告", Verb.OUTLINE, "r1")),
    (Button("下一页", Verb.LIST, "1"),),
    (Button("问题" * 40, Verb.ASK),),
    (Button("[3]", Verb.OPEN, "段" * 30),),
)


def laid_out(markup: InlineKeyboardMarkup | None) -> list[list[tuple[str, Any]]]:
    rows = markup.inline_keyboard if markup else ()
    return [[(b.text, b.callback_data or b.url) for b in row] for row in rows]


def make_query(data: str, markup: InlineKeyboardMarkup | None, date: int = 1) -> CallbackQuery:
    person = User(id=1, first_name="Alice", is_bot=False)
    message = Message(
        message_id=5,
        date=datetime.fromtimestamp(date, UTC),
        chat=Chat(id=1, type="private"),
        reply_markup=markup,
    )
    return CallbackQuery(id="1", from_user=person, chat_instance="1", data=data, message=message)


def test_buttons_carry_what_they_ask_for() -> None:
    """Every button has its payload; those whose passage cannot be named are left out."""
    assert laid_out(keyboard(ROWS, bot="youju_bot", private=True)) == [
        [("[1]", "c_p1")],
        [("下一段", "w_p2"), ("报告", "r_r1")],
        [("下一页", "l_1")],
        [("问题" * 40, "q_3-0")],
    ]


def test_in_a_group_passages_open_in_private() -> None:
    """What opens a passage is a link there; the rest works in place."""
    first, *_ = laid_out(keyboard(ROWS, bot="youju_bot", private=False))
    assert first == [("[1]", "https://t.me/youju_bot?start=c_p1")]


def test_a_reply_without_buttons_has_no_keyboard() -> None:
    """An empty keyboard is none."""
    assert keyboard((), bot="youju_bot", private=True) is None


def test_a_pressed_question_is_read_from_its_label() -> None:
    """The question comes back whole, however long it is."""
    markup = keyboard(ROWS, bot="youju_bot", private=True)
    assert pressed_label(make_query("q_3-0", markup)) == "问题" * 40
    assert pressed_label(make_query("q_9-9", markup)) is None
    assert pressed_label(make_query("q_3-0", None)) is None


def test_a_message_out_of_reach_is_none() -> None:
    """Telegram dates what a bot cannot see any more at 0."""
    query = make_query("q_3-0", None, date=0)
    assert pressed_message(query) is None
    assert pressed_label(query) is None


def test_a_number_is_copied_without_asking_the_bot() -> None:
    """The text to copy is in the button, cut to what Telegram allows."""
    markup = keyboard(((Button("复制", Verb.COPY, "数" * 300),),), bot="youju_bot", private=True)
    assert markup is not None
    [[button]] = markup.inline_keyboard
    assert button.copy_text is not None
    assert button.copy_text.text == "数" * 256
    assert button.callback_data is None
