"""What the fit of refusal learns, on evidence made up for it."""

from __future__ import annotations

import pytest

from tests.eval.fit_refusal import ANSWERABLE, REMOVED, Asked, Corpus, fit_refusal, threshold


def corpus(shift: float) -> Corpus:
    """Ask a set: what is answerable is seen by the first signal; the second is the set's own."""
    return Corpus(
        tuple(
            Asked(label, (1.0, seen + noise, shift), vetoed=False, lacks_noun=False)
            for label, seen in ((ANSWERABLE, 1.0), (REMOVED, 0.0))
            for noise in (-0.6, -0.3, 0.0, 0.3, 0.6)
        ),
        length=5.0,
    )


def test_what_tells_sets_apart_is_not_learnt() -> None:
    """Each set has a bias of its own: a signal that is the same for all its questions is none."""
    _, seen, own = fit_refusal([corpus(0.0), corpus(1.0)])

    assert seen > 0.5
    assert own == pytest.approx(0.0, abs=1e-3)


def test_the_threshold_refuses_the_share_that_is_allowed() -> None:
    """Of five answerable questions less than one is refused."""
    one = corpus(0.0)
    at = fit_refusal([one])

    assert sum(one.scores(at, ANSWERABLE, lacking=False) < threshold(one, at)) == 1
