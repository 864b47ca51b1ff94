"""From a question to a short, verified answer, or to an honest "not found"."""

from retrieval.answer.answering import answer_question
from retrieval.answer.calibration import calibrated
from retrieval.answer.followups import resolve
from retrieval.answer.query import Query, analyse
from retrieval.answer.rerank import retrieve
from retrieval.answer.splitting import split_questions
from retrieval.answer.suggestions import suggest
from retrieval.answer.understanding import search_query
from retrieval.answer.verification import verify

__all__ = [
    "Query",
    "analyse",
    "answer_question",
    "calibrated",
    "resolve",
    "retrieve",
    "search_query",
    "split_questions",
    "suggest",
    "verify",
]
