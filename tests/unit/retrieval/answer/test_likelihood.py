"""How much likelier a question is in a passage's language than in the corpus's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.likelihood import Likelihood

UNITS = st.lists(st.tuples(st.floats(1e-6, 1.0), st.integers(0, 50)), min_size=1, max_size=30)


@given(UNITS, st.integers(0, 5000))
def test_one_more_occurrence_makes_a_question_likelier(
    units: list[tuple[float, int]], length: int
) -> None:
    """Whatever else a passage holds, what it says once more it is likelier to mean."""
    shares, frequencies = zip(*units, strict=True)
    likelihood = Likelihood(shares)
    more = (frequencies[0] + 1, *frequencies[1:])

    assert likelihood.ratio(more, length) > likelihood.ratio(frequencies, length)


def test_a_rare_unit_tells_more_than_a_frequent_one() -> None:
    """Of two passages that hold one unit each, the one with the rarer is likelier meant."""
    likelihood = Likelihood([0.5, 0.01])

    assert likelihood.ratio([0, 1], 100) > likelihood.ratio([1, 0], 100)


def test_units_that_are_said_as_often_weigh_the_same_however_many_they_are() -> None:
    """The mean keeps questions of any length comparable."""
    one, three = Likelihood([0.1]), Likelihood([0.1, 0.1, 0.1])

    assert three.ratio([2, 2, 2], 100) == pytest.approx(one.ratio([2], 100))


def test_a_question_of_no_unit_is_as_likely_anywhere() -> None:
    """Without words there is nothing to weigh."""
    assert Likelihood([]).ratio([], 100) == 1.0
