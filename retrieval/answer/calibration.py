"""From how much evidence on is a question answered on this corpus?

One threshold does not fit all: corpora of short passages are asked in other words than they use,
those of long articles in their own. So the threshold rises with the passages' length, which stands
for how people ask; within a corpus it tells nothing. The line was fitted on public question sets
(`refusal.toml`), 8 % of whose questions with an answer should be refused. What else was tried is
in docs/answers.md.
"""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median

from retrieval.answer.weights import score, weights
from retrieval.generation import Generation
from retrieval.params import Params

#: The line, in log odds, and the range of lengths it was fitted to.
CALIBRATION = ("bias", "length", "shortest", "longest")

_N_MEASURED = 200  # passages; all of a smaller corpus


def calibrated(generation: Generation, params: Params) -> Params:
    """Set `refusal` as the corpus needs it, where `params.calibrate` says so.

    The same corpus always gives the same value.
    """
    if not params.calibrate or not generation.passages:
        return params
    return replace(params, refusal=threshold(passage_length(generation)))


def threshold(length: float) -> float:
    """Give the least probability for passages of a length, that of `passage_length`.

    >>> threshold(math.log(500)) > threshold(math.log(150))
    True
    """
    *line, shortest, longest = weights("calibration", CALIBRATION)
    log_odds = score((1.0, min(max(length, shortest), longest)), line)
    return 1 / (1 + math.exp(-log_odds))


def passage_length(generation: Generation) -> float:
    """Give the logarithm of the median length of a passage in characters, of a sample."""
    n = len(generation.passages)
    size = min(n, _N_MEASURED)
    sample = (place * n // size for place in range(size))
    return math.log(max(median(len(generation.passages[at].text) for at in sample), 1))
