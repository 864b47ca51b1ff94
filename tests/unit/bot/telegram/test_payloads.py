from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.payloads import (
    MAX_PAYLOAD,
    Kind,
    Payload,
    decode_payload,
    deep_link,
    encode_payload,
)

KINDS = st.sampled_from(list(Kind))


@given(KINDS, st.text(min_size=1, max_size=80))
def test_what_is_written_is_read_back_and_fits(kind: Kind, name: str) -> None:
    """Any id that fits comes back as it was, in the characters that Telegram allows."""
    payload = encode_payload(kind, name)
    if payload is not None:
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
        assert decode_payload(payload) == Payload(kind, name)


@given(KINDS, st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,61}", fullmatch=True))
def test_ids_of_plain_characters_stand_as_they_are(kind: Kind, name: str) -> None:
    """An id of up to 62 plain characters can be read in the payload."""
    assert encode_payload(kind, name) == f"{kind}_{name}"


@pytest.mark.parametrize("name", ["", "a" * 63, "段" * 16], ids=["empty", "long", "long, coded"])
def test_what_does_not_fit_has_no_payload(name: str) -> None:
    """An id that is empty or too long gets no button and no link."""
    assert encode_payload(Kind.OPEN, name) is None
    assert deep_link("youju_bot", name) is None


@given(st.text(max_size=MAX_PAYLOAD + 4))
def test_foreign_payloads_are_read_without_a_fault(payload: str) -> None:
    """Whatever comes in is a payload or nothing; none raises."""
    read = decode_payload(payload)
    assert read is None or isinstance(read, Payload)


@pytest.mark.parametrize(
    "payload", ["", "c", "c_", "g_1", "c_段", "c_-_w", "c_-A", "c_" + "a" * 63, "C_1", "c_1 "]
)
def test_malformed_payloads_are_nothing(payload: str) -> None:
    """What was never written here is not taken for something."""
    assert decode_payload(payload) is None


def test_a_deep_link_opens_the_private_chat() -> None:
    """The address names the bot and the passage."""
    assert deep_link("youju_bot", "3f9a-2") == "https://t.me/youju_bot?start=c_3f9a-2"
