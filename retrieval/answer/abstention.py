"""Does the corpus speak of what is asked, and if not, which words are missing?

Evidence decides, not the score of the search: names and numbers of the question must stand in
the passage, its title or a passage beside it, the words asked for near the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from retrieval.answer.asking import QuestionKind
from retrieval.answer.comparing import comparable
from retrieval.answer.contraries import asked_sides, contradicts, denies
from retrieval.answer.evidence import Reading
from retrieval.answer.extraction import Choice
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name, is_place, is_said_by_unit, names_the_class
from retrieval.answer.years import years_named
from retrieval.generation import Generation
from retrieval.lexicons import words
from retrieval.text import TokenKind, tokenise
from retrieval.types import NumberKind

#: Ways in which what is found may not be what is asked.
OBJECTIONS = (
    "bound elsewhere",
    "no name",
    "no number",
    "no place",
    "other place",
    "denied",
    "other kind",
    "other year",
    "contrary",
)

_HELD = 0.5  # share from which a word counts as held
_SHARE_NEARBY = 0.8  # of a word that only a neighbouring passage holds
_DIMENSIONS = frozenset(NumberKind) - {NumberKind.COUNT, NumberKind.ORDINAL, NumberKind.OTHER}
_TOLD_BY_A_DATE = frozenset({NumberKind.AGE, NumberKind.DURATION})  # born when, open since when
_SO_FAR = re.compile("^[了的]|历史|以来|前")
_HOW_BIG = "多大"  # asks of a person the age, of a school the area
_COUNTED_TIME = ("周年", "年", "号", "日", "天")  # 多少周年 counts no things
_NAMED = frozenset({QuestionKind.PERSON, QuestionKind.NAME, QuestionKind.PLACE})
_DATED = frozenset({QuestionKind.NUMBER, QuestionKind.DATE})
_YEAR_BY_DISTANCE = re.compile("去年|前年|明年|上年|后年")
_SAME_YEAR = {"上年": "去年"}
_CHANGED = re.compile("(?:增长|增加|上升|提高|下降|减少|净增|缩短|压缩)了?$")
_N_BEGINNING = 12  # passages in which a report says where it plays
_LEAST_TOLD = 0.45  # of the question: docs/answers.md
_LEAST_COVERAGE = 0.05  # of the question in the best passage, for it to be worth showing


def context_shares(
    question: Question,
    terms: Sequence[AskedTerm],
    reading: Reading,
    choice: Choice | None,
    generation: Generation,
) -> tuple[float, ...]:
    """Measure how much of each term the passage, its title and its neighbours hold."""
    unit_fits = choice is not None and choice.values.get("unit", 0.0) == 1.0
    shares = list(reading.shares)
    lacking = [n for n, share in enumerate(shares) if share < 1.0]
    if not lacking:
        return reading.shares
    beside = _beside(reading, generation)
    for n in lacking:
        term = terms[n]
        if names_the_class(term, question):
            shares[n] = 1.0
            continue
        if unit_fits and is_said_by_unit(term):
            shares[n] = 1.0
            continue
        nearby = locate(term, beside).share
        whole = is_name(term)
        if whole and nearby < 1.0 and is_place(term) and _in_report(term, reading, generation):
            nearby = 1.0
        shares[n] = max(shares[n], nearby if whole else nearby * _SHARE_NEARBY)
    return tuple(shares)


def missing_words(
    question: Question, terms: Sequence[AskedTerm], shares: Sequence[float]
) -> tuple[str, ...]:
    """List the words of the question that are not there, as typed: names first, then rarest."""
    lacking = [
        (not is_name(term), -term.weight, n)
        for n, (term, share) in enumerate(zip(terms, shares, strict=True))
        if share < (1.0 if is_name(term) else _HELD)
    ]
    return tuple(question.text[terms[n].start : terms[n].end] for _, _, n in sorted(lacking)[:3])


def is_on_something_else(terms: Sequence[AskedTerm], shares: Sequence[float]) -> bool:
    """Say whether the better part of the question, by the weight of its words, is not there.

    However far the passage is ahead of all others: where a corpus has nothing, some passage is.
    """
    told = sum(term.weight * share for term, share in zip(terms, shares, strict=True))
    return told < _LEAST_TOLD * sum(term.weight for term in terms)


def lacks_office(
    question: Question, terms: Sequence[AskedTerm], shares: Sequence[float], reading: Reading
) -> bool:
    """Say whether a person is asked for by an office (区长) that is nowhere near the answer.

    Half of one is another: a 董事长 is no 监事长.
    """
    if question.kind is not QuestionKind.PERSON:
        return False
    said = f"{comparable(reading.hit.passage.report_title)}\n{reading.folded}"
    return any(
        share < _HELD or (share < 1.0 and office not in said)
        for term, share in zip(terms, shares, strict=True)
        if (office := _office_of(term.text)) is not None
    )


def _office_of(word: str) -> str | None:
    """Find the longest office that a word ends in: 队长 of 支队长."""
    offices = [office for office in words("offices") if word.endswith(office)]
    return max(offices, key=len, default=None)


def unsaid(named: Sequence[str], reading: Reading) -> tuple[str, ...]:
    """Keep of some words those that a passage, its section and its title do not hold.

    Only what is not there may be called missing: a word that is there, but said of something
    else, is not.
    """
    passage = reading.hit.passage
    heading = comparable(f"{passage.report_title}\n{passage.section or ''}")
    said = f"{heading}\n{reading.folded}"
    return tuple(word for word in named if comparable(word) not in said)


def objections(
    question: Question,
    terms: Sequence[AskedTerm],
    shares: Sequence[float],
    choice: Choice,
) -> tuple[float, ...]:
    """Say in which ways what is found is not what is asked: 1 or 0 for each of `OBJECTIONS`.

    A name or number of the question lacks, another place or year is meant, the number is of
    another kind than the one asked for (8位 is no age), or its sentence says the contrary.
    """
    lacking = [
        term for term, share in zip(terms, shares, strict=True) if share < 1 and is_name(term)
    ]
    unnamed = [term for term in lacking if term.text not in words("place_names")]
    sentence = choice.candidate.sentence.folded
    is_dated = question.kind in _DATED
    return tuple(
        map(
            float,
            (
                bool(choice.elsewhere),
                bool(unnamed),
                any(term.kind is TokenKind.NUMBER for term in unnamed),
                any(is_place(term) and term.text not in words("wide_places") for term in lacking),
                bool(lacking) and not unnamed and _is_elsewhere(lacking, question, choice),
                choice.model != "sentence" and denies(question.folded, sentence),
                question.kind is QuestionKind.NUMBER and _is_of_another_kind(question, choice),
                is_dated and _other_year(question, choice),
                (is_dated or question.kind is QuestionKind.PERSON)
                and contradicts(asked_sides(question.folded), sentence),
            ),
        )
    )


def is_vetoed(question: Question, objected: Iterable[float]) -> bool:
    """Say whether an objection decides, whatever else speaks for the answer.

    It does where a number or a date is asked for: a wrong one is worse than none. Of persons what
    the text denies does (副院长 is not 院长), of all names another number (第四届, 第二届). A
    sentence shows for itself what it is about; there objections weigh among the rest.
    """
    raised = dict(zip(OBJECTIONS, objected, strict=True))
    if question.kind in _NAMED:
        is_denied = question.kind is QuestionKind.PERSON and raised["denied"]
        return bool(is_denied or raised["bound elsewhere"] or raised["contrary"])
    return question.kind in _DATED and any(raised.values())


def _is_elsewhere(lacking: Sequence[AskedTerm], question: Question, choice: Choice) -> bool:
    """Say whether the passage names another place than the one asked about.

    A report on 泰安 need not say 山东; one that names 温州 in place of 铜陵 speaks of 温州.
    """
    if all(term.text in words("wide_places") for term in lacking):
        return False
    reading = choice.candidate.reading
    text = f"{comparable(reading.hit.passage.report_title)}\n{reading.folded}"
    return any(
        token.term in words("place_names") and token.term not in question.folded
        for token in tokenise(text)
    )


def _is_of_another_kind(question: Question, choice: Choice) -> bool:
    """Say whether the number counts in a dimension other than the one asked for."""
    candidate = choice.candidate
    if not isinstance(candidate, NumberCandidate) or choice.values.get("other kind") != 1.0:
        return False
    asks_change = question.dimension is NumberKind.PERCENT and _CHANGED.search(question.before)
    if asks_change and _CHANGED.search(candidate.left):
        return False  # 减少240万元 is by how much, too
    if candidate.kind is NumberKind.COUNT:
        return question.dimension in _DIMENSIONS
    if candidate.kind is NumberKind.DATE and question.phrase is None:
        return question.dimension in _DIMENSIONS  # 平均修复时间 is no 7—8月
    if candidate.kind is NumberKind.DATE and question.dimension in _TOLD_BY_A_DATE:
        # 开业几年了 is told by a day, 判了几年 is not.
        phrase = question.folded[slice(*question.phrase)] if question.phrase else ""
        is_day = "日" in candidate.folded
        return phrase.endswith("年") and is_day and _SO_FAR.search(question.after) is None
    if candidate.kind is NumberKind.AREA and question.dimension is NumberKind.AGE:
        return not (question.phrase and question.folded[slice(*question.phrase)] == _HOW_BIG)
    if question.dimension is NumberKind.COUNT and question.unit is None:
        if question.after.startswith(_COUNTED_TIME):
            return False
        return candidate.kind in _DIMENSIONS - {NumberKind.PERCENT}  # 多少地区: a share, too
    return candidate.kind in _DIMENSIONS


def _other_year(question: Question, choice: Choice) -> bool:
    """Say whether the question names a year by its distance (去年), and the sentence does not."""
    asked = _YEAR_BY_DISTANCE.findall(question.folded)
    sentence, of = choice.candidate.sentence.folded, choice.candidate.reading.written
    said = {_same_year(year) for year in _YEAR_BY_DISTANCE.findall(sentence)}
    meant = {named.year for named in years_named(question.folded, of)}
    if asked and meant & {named.year for named in years_named(sentence, None)}:
        return False  # by number
    return any(_same_year(year) not in said for year in asked)


def _same_year(year: str) -> str:
    return _SAME_YEAR.get(year, year)


def is_related(reading: Reading) -> bool:
    """Say whether a passage shares enough with the question to be shown as the nearest one."""
    return reading.coverage >= _LEAST_COVERAGE


def _in_report(term: AskedTerm, reading: Reading, generation: Generation) -> bool:
    """Say whether the beginning of the report names a place."""
    own = generation.ranges[reading.hit.passage.report_id]
    return any(
        locate(term, comparable(generation.passages[i].text)).share == 1.0
        for i in own[:_N_BEGINNING]
    )


def _beside(reading: Reading, generation: Generation) -> str:
    passage = reading.hit.passage
    own = generation.ranges[passage.report_id]
    texts = [
        generation.passages[i].text for i in (reading.ordinal - 1, reading.ordinal + 1) if i in own
    ]
    return comparable("\n".join(texts))
