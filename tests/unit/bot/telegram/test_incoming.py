from __future__ import annotations

from math import inf

import pytest

from bot.telegram.incoming import arrival_of


@pytest.mark.parametrize("update_id", [2**63, -(2**63), inf, None, "x"], ids=str)
def test_an_update_without_an_id_that_can_be_kept_is_refused(update_id: object) -> None:
    """It is refused before anything is written, so that no other arrival suffers."""
    with pytest.raises((TypeError, ValueError, OverflowError)):
        arrival_of({"update_id": update_id, "message": {"chat": {"id": 7}}})


def test_a_chat_with_an_id_too_long_to_keep_is_nobody() -> None:
    """Its order is kept among those of nobody; the update itself is kept whole."""
    arrival = arrival_of({"update_id": 1, "message": {"chat": {"id": 2**63}}})
    assert (arrival.update_id, arrival.chat) == (1, 0)
    assert str(2**63) in arrival.payload
