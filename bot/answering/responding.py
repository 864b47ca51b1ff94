"""What is said to a question?

One function from a question, with all that its answer has to suit, to a reply that only needs to
be sent. It blocks, and knows neither chats nor messages; the values are plain, so that question
and reply may travel between processes (`bot.answering.workers`).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.replies.answers import compose_answer
from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.reply import Reply
from bot.replies.texts import Language, Texts
from bot.replies.trails import trail
from bot.telegram.payloads import deep_link
from retrieval import Answer, AnswerKind, Band, Engine, Passage, QueryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question, and what its answer has to suit."""

    question: str
    previous: str | None = None  #: what the same person asked before; a question may lean on it
    language: Language
    bot: str  #: user name of the bot, to whose private chat links lead
    show_question: bool = False  #: the reply quotes no message in which it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How far the corpus carried: what is counted and logged of an answer, none of its words."""

    band: Band
    kind: AnswerKind
    n_hits: int
    top_score: float | None
    confidence: float
    withheld: bool  #: by the gate: what was found does not stand in its source
    took_ms: float

    @classmethod
    def of(cls, answer: Answer) -> Finding:
        """Tell it of an answer."""
        return cls(
            band=answer.band,
            kind=answer.kind,
            n_hits=len(answer.citations),
            top_score=answer.citations[0].score if answer.citations else None,
            confidence=answer.confidence,
            withheld=answer.withheld,
            took_ms=answer.elapsed_ms,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is said to a question."""

    question: str  #: as it was answered: completed where it leaned on the one before
    reply: Reply
    finding: Finding | None = None  #: `None` where the question could not be asked


def respond(inquiry: Inquiry, engine: Engine) -> Response:
    """Answer a question, or say what is wrong with it."""
    texts = Texts(inquiry.language)
    completed = inquiry.previous and engine.resolve(inquiry.question, inquiry.previous)
    question = completed or inquiry.question
    try:
        answer = engine.ask(question)
    except QueryError as error:
        return Response(question=question, reply=compose_line(failure_text(error, texts)))

    def address(passage: Passage) -> str | None:
        return deep_link(inquiry.bot, trail(passage))

    reply = compose_answer(
        answer,
        texts,
        address=address,
        show_question=inquiry.show_question or bool(completed),
    )
    return Response(question=question, reply=reply, finding=Finding.of(answer))
