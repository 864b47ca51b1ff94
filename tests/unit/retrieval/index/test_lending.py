"""What threads work in."""

import pytest

from retrieval.index.lending import Lender


def test_a_thing_that_was_not_given_back_as_good_as_new_is_not_lent_again() -> None:
    """Where work fails, what it worked in is dropped; else it is used again."""
    lender = Lender(lambda: [0])

    def fail() -> None:
        with lender.one() as thing:
            thing[0] = 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with lender.one() as first, lender.one() as second:
        assert first == second == [0]
        assert first is not second
    with lender.one() as again:
        assert any(again is one for one in (first, second))
