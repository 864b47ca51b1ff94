"""Does a question for a number, a date or a name hold a noun that is not told with the answer?

People who ask why or how use words of their own; a number they ask for by the words of the
reports, and a noun that is not there is more often another thing (玩具出口) than another wording.
So where one lacks, more must speak for the answer. A verb or an adverb that lacks (拿出来, 帮忙)
tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction import Choice, model_for
from retrieval.answer.extraction.choosing import SENTENCE
from retrieval.answer.extraction.joined import TOLL
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.questions import Question
from retrieval.answer.subjects import importance
from retrieval.lexicons import words
from retrieval.text import is_word
from retrieval.text.readings import same_sound

_HELD = 0.8  # share from which a noun is there; a synonym is
_BUT_FOR_THE_END = 0.6  # of a word of three characters, two are there
_IN_SHORT = 0.9  # share of a name that its abbreviation holds
_NOUN = 2  # characters
#: 每所, 那块 and 要花 are no nouns.
_LEADING = frozenset("共约仅总各每零最要能会可想得需应该那这此哪")
#: 去年底 is compared as a time, 进口额 is told by 进口.
_TIMES = frozenset("年月日时季初底末今去")
_MEASURE_ENDS = frozenset("率量额数值费度")
_PEOPLE = "人员"  # a number of people says it: 多少人员伤亡


def lacks_noun(
    question: Question, terms: Sequence[AskedTerm], shares: Sequence[float], choice: Choice
) -> bool:
    """Say whether a slice is asked for, and a noun of the question is not around the choice.

    Args:
        question: what is asked.
        terms: its words.
        shares: of each term around the choice.
        choice: what would be answered.
    """
    if model_for(question.kind) is SENTENCE:
        return False
    reading = choice.candidate.reading
    said = f"{comparable(reading.hit.passage.report_title)}\n{reading.folded}"
    return any(
        share < (_BUT_FOR_THE_END if term.text[-1] in _MEASURE_ENDS else _HELD)
        and _is_noun(term)
        and not _is_cut_wrongly(n, terms, shares, said)
        and not _is_typed_by_sound(term.text, said)
        for n, (term, share) in enumerate(zip(terms, shares, strict=True))
    )


def _is_cut_wrongly(
    n: int, terms: Sequence[AskedTerm], shares: Sequence[float], said: str
) -> bool:
    """Say whether a word may begin within a name: 金|溪水 of 金溪, 江农|商行 of 江农村商业银行."""
    term = terms[n]
    if n == 0 or terms[n - 1].end != term.start:
        return False
    before = terms[n - 1].text
    if len(before) == 1:
        return before + term.text[0] in said
    if is_word(before):
        return False
    return (
        shares[n - 1] < 1.0
        or locate(term._replace(text=before[-1] + term.text), said).share >= _IN_SHORT
    )


def _is_typed_by_sound(word: str, said: str) -> bool:
    """Say whether a text holds a word but for a character of the same sound: 天目湖, 天幕湖."""
    spelled = (
        word[:at] + meant + word[at + 1 :]
        for at, typed in enumerate(word)
        for meant in same_sound(typed)
    )
    return any(one in said and (len(one) > _NOUN or is_word(one)) for one in spelled)


def _is_noun(term: AskedTerm) -> bool:
    word = term.text
    return (
        len(word) >= _NOUN
        and word[0] not in _LEADING
        and _TIMES.isdisjoint(word)
        and word not in words("linking")
        and word != _PEOPLE
        and not TOLL.search(word)  # 伤亡 is told by 3人死亡、8人受伤
        and importance(term) == 1.0
    )
