"""From the passages found to the slice that answers, one module a kind of answer.

Each module lists candidates and describes them by features between 0 and 1; the linear model of
its kind ranks them (`retrieval.answer.weights`).
"""

from retrieval.answer.extraction.choosing import Choice, choose, model_for
from retrieval.answer.extraction.context import Candidate

__all__ = ["Candidate", "Choice", "choose", "model_for"]
