"""How often is an answer right, wrong, or rightly withheld?

A shown answer is *right* for a question about a number when it holds the same values as an
expected answer, no more and no fewer; for any other question when one contains the other. Marks,
white space, width and script do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

from retrieval.evaluation.beir import EvalQuestion
from retrieval.numbers import find_mentions
from retrieval.text import TokenKind, tokenise
from retrieval.types import Answer, AnswerKind, NumberValue

Ask = Callable[[str], Answer]

_NUMBER = "number"
_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFigures:
    """Counts over one group of questions; rates are for the reader to take."""

    n_answerable: int = 0
    answered: int = 0  #: of the answerable
    right: int = 0
    sentence_right: int = 0  #: an expected answer stands in the sentence shown
    passage_right: int = 0  #: an expected answer stands in the first passage cited
    numbers_shown: int = 0  #: the answer alone, in bold, is a number
    numbers_wrong: int = 0  #: of these, not right
    refused_wrongly: int = 0
    n_unanswerable: int = 0
    refused_rightly: int = 0


def judge(questions: Iterable[EvalQuestion], ask: Ask) -> Mapping[str, AnswerFigures]:
    """Ask every question and count, by group: all, specific and each kind of question.

    Questions that carry neither expected answers nor the kind `none` are left out.
    """
    counts: dict[str, dict[str, int]] = {}
    for question in questions:
        if not question.answers and question.kind != _NONE:
            continue
        outcome = tuple(_outcome(question, ask(question.text)))
        for group in _groups(question):
            group_counts = counts.setdefault(group, asdict(AnswerFigures()))
            for name in outcome:
                group_counts[name] += 1
    return {group: AnswerFigures(**group_counts) for group, group_counts in counts.items()}


def is_right(question: EvalQuestion, shown: str) -> bool:
    """Say whether `shown` is right for a question with expected answers.

    >>> asked = EvalQuestion(id="1", text="有多少个车位？", answers=("2704个",), kind="number")
    >>> [is_right(asked, shown) for shown in ("2,704个车位", "21家单位的2704个", "270个")]
    [True, False, False]
    """
    if question.kind == _NUMBER:
        return any(_same_number(expected, shown) for expected in question.answers)
    return any(_either_contains(expected, shown) for expected in question.answers)


def _groups(question: EvalQuestion) -> Sequence[str]:
    groups = ["all", question.kind or "text"]
    return [*groups, "specific"] if question.specific else groups


def _outcome(question: EvalQuestion, answer: Answer) -> Iterator[str]:
    """Name the counts that go up by one."""
    if answer.answered and answer.bold and answer.kind is AnswerKind.NUMBER:
        yield "numbers_shown"
        if not is_right(question, answer.answer):
            yield "numbers_wrong"
    if question.kind == _NONE:
        yield "n_unanswerable"
        if not answer.answered:
            yield "refused_rightly"
        return
    yield "n_answerable"
    if not answer.answered:
        yield "refused_wrongly"
        return
    yield "answered"
    if is_right(question, answer.answer):
        yield "right"
    if any(_contains(answer.sentence, expected) for expected in question.answers):
        yield "sentence_right"
    if any(_contains(answer.citations[0].passage.text, expected) for expected in question.answers):
        yield "passage_right"


def _same_number(expected: str, shown: str) -> bool:
    expected_values, shown_values = _values(expected), _values(shown)
    if expected_values != shown_values:
        return False
    return bool(expected_values) or _either_contains(expected, shown)


def _values(text: str) -> set[NumberValue | str]:
    """Collect the numbers of a text: their values, or the numerals where there is no value."""
    mentioned = {
        mention.numeral or text[mention.start : mention.end]
        if mention.value is None
        else mention.value
        for mention in find_mentions(text)
    }
    if mentioned:
        return set(mentioned)
    # The numbers room takes a bare numeral for a name; an expected answer may be nothing else.
    return {_bare_value(token.term) for token in tokenise(text) if token.kind is TokenKind.NUMBER}


def _bare_value(numeral: str) -> Decimal | str:
    try:
        return Decimal(numeral.replace(",", ""))
    except InvalidOperation:
        return numeral


def _either_contains(one: str, other: str) -> bool:
    return _contains(one, other) or _contains(other, one)


def _contains(text: str, part: str) -> bool:
    part = _bare(part)
    return bool(part) and part in _bare(text)


def _bare(text: str) -> str:
    return "".join(token.term for token in tokenise(text) if token.kind is not TokenKind.SYMBOL)
