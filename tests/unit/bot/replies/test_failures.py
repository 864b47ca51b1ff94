from __future__ import annotations

from collections.abc import Iterator

import pytest

import retrieval
from bot.errors import AnswerTimeoutError, AnswerUnavailableError
from bot.replies.failures import SENTENCES, failure_text
from bot.replies.texts import Language, Texts
from bot.state.errors import StateConflictError, StateError
from retrieval import QuestionTooLongError, ReportNotFoundError, RetrievalError


def leaves(kind: type[Exception]) -> Iterator[type[Exception]]:
    children = kind.__subclasses__()
    if not children:
        yield kind
    for child in children:
        yield from leaves(child)


def make(kind: type[Exception]) -> Exception:
    """Build an error of a class with facts for whatever it asks for."""
    code = kind.__init__.__code__
    names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    return kind(**dict.fromkeys(names, 7))


def test_every_kind_of_failure_has_a_sentence_of_its_own() -> None:
    """No leaf of the error tree falls to the general sentence."""
    kinds = set(leaves(RetrievalError))
    assert {kind.__name__ for kind in kinds} - set(retrieval.__all__) == set()
    # A conflict of two instances is settled where it happens and reaches nobody.
    kinds |= set(leaves(StateError)) - {StateConflictError}
    assert kinds - set(SENTENCES) == set()
    assert len({sentence.key for sentence in SENTENCES.values()}) == len(SENTENCES)


@pytest.mark.parametrize("kind", list(SENTENCES), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", list(Language))
def test_every_failure_can_be_told(kind: type[Exception], language: Language) -> None:
    """Each sentence finds its facts on the error, in every language."""
    assert failure_text(make(kind), Texts(language), reference="a1b2c3")


def test_facts_are_told() -> None:
    """A limit is named with its figures."""
    error = QuestionTooLongError(length=5000, limit=4096)
    assert failure_text(error, Texts(Language.EN)) == (
        "The question is too long: 5,000 characters, 4,096 at most. Please ask for the main point."
    )


def test_the_unforeseen_is_told_with_its_reference() -> None:
    """Any other error gets one general sentence, and nothing of its own words."""
    said = failure_text(RuntimeError("secret"), Texts(Language.EN), reference="a1b2c3")
    assert said == (
        "Something went wrong. Please try again later; if you report it, add the reference a1b2c3"
    )


@pytest.mark.parametrize(
    "error, expected",
    [
        (AnswerTimeoutError(timeout_s=20), "failure-slow"),
        (AnswerUnavailableError(), "failure-unavailable"),
        (ReportNotFoundError(name="甲"), "failure-report-unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_our_own_errors_are_told(error: Exception, expected: str) -> None:
    """Errors of the bot are in the table as well."""
    assert SENTENCES[type(error)].key == expected
