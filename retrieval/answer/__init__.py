"""From a question to a short, verified answer, or to an honest "not found"."""

from retrieval.answer.answering import answer_question
from retrieval.answer.followups import resolve
from retrieval.answer.narrowing import narrow
from retrieval.answer.query import Query, analyse
from retrieval.answer.questions import split_questions
from retrieval.answer.rerank import retrieve
from retrieval.answer.suggestions import suggest
from retrieval.answer.verification import Gate

__all__ = [
    "Gate",
    "Query",
    "analyse",
    "answer_question",
    "narrow",
    "resolve",
    "retrieve",
    "split_questions",
    "suggest",
]
