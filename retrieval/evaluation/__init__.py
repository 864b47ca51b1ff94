"""Question sets, metrics, runs: how good the answers are, measured.

Nothing in here is needed to answer a question.
"""

from retrieval.evaluation.answers import AnswerFigures, judge
from retrieval.evaluation.beir import EvalQuestion, QuestionSet, read_question_set
from retrieval.evaluation.evaluation import DEPTH, METRICS, Evaluation, engine_search, evaluate
from retrieval.evaluation.runs import write_run
from retrieval.evaluation.significance import randomisation_test

__all__ = [
    "DEPTH",
    "METRICS",
    "AnswerFigures",
    "EvalQuestion",
    "Evaluation",
    "QuestionSet",
    "engine_search",
    "evaluate",
    "judge",
    "randomisation_test",
    "read_question_set",
    "write_run",
]
