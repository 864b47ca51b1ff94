from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.calibration import CALIBRATION, calibrated, passage_length, threshold
from retrieval.answer.weights import weights
from retrieval.generation import Generation
from retrieval.params import Params
from tests.support.generations import ReportText, make_generation


def corpus(*lengths: int) -> Generation:
    return make_generation(ReportText(f"报告{n}", ["河" * n]) for n in lengths)


@pytest.mark.parametrize(
    "lengths, expected",
    [
        pytest.param((10, 30, 500), 30, id="middle one"),
        pytest.param((10, 30), 20, id="between two"),
        pytest.param((7,), 7, id="only one"),
    ],
)
def test_the_length_of_a_corpus_is_its_median(lengths: tuple[int, ...], expected: int) -> None:
    """One long passage among short ones changes nothing."""
    assert passage_length(corpus(*lengths)) == pytest.approx(math.log(expected))


def test_long_passages_ask_for_more_evidence() -> None:
    """Where passages are long, the words of any question stand somewhere."""
    short, long = (calibrated(corpus(n, n, n), Params()).refusal for n in (150, 500))
    assert short < long


def test_a_corpus_is_calibrated_unless_told_not_to() -> None:
    """With `calibrate` off the threshold given stands; nothing else is changed by it."""
    kept = Params(calibrate=False, refusal=0.4, bold=0.7)
    assert calibrated(corpus(300), kept) == kept
    assert calibrated(corpus(300), Params(bold=0.7)) == Params(
        bold=0.7, refusal=threshold(math.log(300))
    )


@given(st.floats(min_value=0.0, max_value=20.0))
def test_the_threshold_keeps_to_what_was_seen(length: float) -> None:
    """However long or short passages are, the threshold stays that of a length that was seen."""
    *_, shortest, longest = weights("calibration", CALIBRATION)
    assert threshold(shortest) <= threshold(length) <= threshold(longest)
