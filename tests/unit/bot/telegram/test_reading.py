from __future__ import annotations

import json

import pytest
from telegram import Bot

from bot.telegram.reading import UnreadableUpdateError, read_update

BOT = Bot("1:a")
CHAT = {"id": 3, "type": "private"}
ALICE = {"id": 3, "is_bot": False, "first_name": "Alice"}
MESSAGE = {"message_id": 5, "date": 1, "chat": CHAT, "from": ALICE, "text": "多少？"}
MEMBER = {"user": ALICE, "status": "member"}


@pytest.mark.parametrize(
    "parts",
    [
        {"message": MESSAGE},
        {"message": {name: MESSAGE[name] for name in MESSAGE.keys() - {"from"}}},
        {"kind_of_tomorrow": {"x": 1}},
        {},
    ],
    ids=["message", "from nobody", "a kind of tomorrow", "nothing"],
)
def test_what_has_all_that_is_required_is_read(parts: dict[str, object]) -> None:
    """What handlers do not look at may be missing, and what they do not know may be there."""
    assert read_update(json.dumps({"update_id": 7, **parts}), BOT).update_id == 7


@pytest.mark.parametrize(
    "payload",
    [
        "[]",
        "7",
        "{",
        "{}",
        json.dumps({"update_id": 7, "message": 5}),
        json.dumps({"update_id": 7, "message": {**MESSAGE, "chat": {}}}),
        json.dumps({"update_id": 7, "message": {**MESSAGE, "date": 2**80}}),
        json.dumps({"update_id": 7, "callback_query": {"id": "1", "from": {}}}),
        json.dumps({"update_id": 7, "my_chat_member": {"chat": CHAT, "from": ALICE, "date": 1}}),
        json.dumps(
            {
                "update_id": 7,
                "my_chat_member": {
                    "chat": CHAT, "from": ALICE, "date": 1,
                    "old_chat_member": {}, "new_chat_member": MEMBER,
                },
            }
        ),
    ],
)  # fmt: skip
def test_what_is_no_update_says_so(payload: str) -> None:
    """Whatever the library makes of it."""
    with pytest.raises(UnreadableUpdateError):
        read_update(payload, BOT)
