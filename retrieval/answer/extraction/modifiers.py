"""Is a number told of another part of the kind that the question asks about?

草地面积 is not answered by 耕地面积, 行政案件 not by 破产案件: the noun is there, but before it
stands another word than the one asked with, which nothing of the passage says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.answer.comparing import comparable
from retrieval.answer.contraries import asked_sides
from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name
from retrieval.lexicons import words
from retrieval.text import Token, TokenKind, is_word, tokenise

_LITTLE = 0.5  # share from which a word counts as held
_LEVELS = frozenset("省市县区镇乡村州")  # cut off from a name: 青岭|县
_APART = _LEVELS | frozenset("年月日末")  # what stands behind them begins anew
_PREPOSITIONS = frozenset("对向从由按")  # 对外|开放
_LITTLE_WORDS = ("verbs", "stop_words", "common_adverbs")
_COUNTS = re.compile("[一二三四五六七八九十两几半]|^[年月日]")
_MEASURE_ENDS = frozenset("率量额数值费度")
_IN_SHORT = 0.9  # share of a word that its abbreviation holds
_NOUN = 2  # characters of a noun that parts are told of


def other_modifier(
    question: Question, terms: Sequence[AskedTerm], candidate: Candidate
) -> list[str]:
    """List the words of the question in whose place the candidate's sentence has others."""
    shares = candidate.reading.shares
    return [
        word.text
        for n, (word, head) in enumerate(pairwise(terms))
        if word.end == head.start and len(head.text) >= _NOUN and not is_name(head)
        if _is_noun(n + 1, terms)
        if (shares[n] < _LITTLE and _may_part(word, question, candidate))
        or _is_told_apart(n, terms, candidate)
        if _is_told_of_others(n + 1, terms, question, candidate)
    ]


def _has_number(word: str, candidate: Candidate) -> bool:
    """Say whether a number of the same unit stands right behind a word: 水田29.65万亩."""
    reading = candidate.reading
    return isinstance(candidate, NumberCandidate) and any(
        number.unit == candidate.unit and reading.folded.endswith(word, 0, number.start)
        for number in reading.numbers
    )


def _may_part(word: AskedTerm, question: Question, candidate: Candidate) -> bool:
    return tells_a_part(word) and not is_cut_off(word, question, candidate)


def _is_noun(n: int, terms: Sequence[AskedTerm]) -> bool:
    """Say whether term `n` is no verb, or one that a measure's end makes a noun: 阅读|率."""
    if terms[n].text not in words("verbs"):
        return True
    behind = terms[n + 1] if n + 1 < len(terms) else None
    return behind is not None and behind.start == terms[n].end and behind.text in _MEASURE_ENDS


def _is_told_apart(n: int, terms: Sequence[AskedTerm], candidate: Candidate) -> bool:
    """Say whether a passage tells of a part by its name, but not where the candidate stands.

    报纸阅读率 is told of behind 综合阅读率84.6%: then that is not the number of the newspapers.
    """
    word, head = terms[n].text, terms[n + 1].text
    if len(word) < _NOUN or not is_word(word) or is_name(terms[n]):
        return False
    passage = candidate.reading.hit.passage
    heading = comparable(f"{passage.report_title}\n{passage.section or ''}")
    start, end = clause_of(candidate)
    end = max(end, candidate.within.end)
    told = candidate.sentence.folded[:end]
    own = told[start:]
    if word not in own and head in own and _has_number(word, candidate):
        return word not in heading
    held, behind = candidate.sentence.held[n : n + 2]
    in_short = any(  # 银保|渠道: 银行保险|渠道
        at >= end and at + held.length in behind.starts for at in held.starts
    )
    return (
        (word + head in candidate.reading.folded or (held.share >= _IN_SHORT and in_short))
        and not (held.share >= _IN_SHORT and held.starts[0] < end)
        and word not in told
        and word not in heading
        and head in told
    )


def is_cut_off(word: AskedTerm, question: Question, candidate: Candidate) -> bool:
    """Say whether a word may be the end of a name that was cut wrongly: 江农|商行.

    A name of two characters that begins the question was not, nor what the title has as a word.
    """
    before = [token for token in tokenise(question.folded) if token.end == word.start]
    title = comparable(candidate.reading.hit.passage.report_title)
    if before and len(before[0].term) > 1:
        titled = any(token.term == before[0].term for token in tokenise(title))
        if titled or (before[0].start == 0 and before[0].end == _NOUN):
            return False
    return bool(before) and (
        before[0].kind is TokenKind.WORD
        and (len(before[0].term) == 1 or not is_word(before[0].term))
        and before[0].term not in _APART
        and before[0].term not in words("stop_words")
    )


def tells_a_part(word: AskedTerm) -> bool:
    """Say whether a word names a part: no name, no verb, nothing that holds of any."""
    return not (
        word.kind is not TokenKind.WORD
        or not is_word(word.text)  # cut wrongly: 颗大|犬齿
        or word.text in _LEVELS
        or word.text[0] in _PREPOSITIONS
        or _COUNTS.search(word.text)
        or is_name(word)
        or word.text in words("wide_places")
        or asked_sides(word.text)  # weighed by itself: `contraries`
        or _is_little(word.text)
        or word.text in words("common_verbs")  # 成为|吸盘, 属于|现役军人
    )


def _is_little(word: str) -> bool:
    return any(word in words(lexicon) for lexicon in _LITTLE_WORDS)


def _is_told_of_others(
    n: int, terms: Sequence[AskedTerm], question: Question, candidate: Candidate
) -> bool:
    """Say whether term `n` stands behind another noun where the candidate is told of it.

    In its clause, else nearest before it in its sentence, else in the title.
    """
    held, head = candidate.sentence.held[n], terms[n].text
    if held.share < 1.0 or held.length != len(head):
        title = comparable(candidate.reading.hit.passage.report_title)
        at = title.find(head)
        return at > 0 and _has_other_noun(at, tokenise(title), question)
    clause = clause_of(candidate)
    before = [at for at in held.starts if at < candidate.within.start]
    starts = [at for at in held.starts if clause.start <= at < clause.end] or before[-1:]
    tokens = tokenise(candidate.sentence.folded)
    return all(_has_other_noun(at, tokens, question) for at in starts or held.starts)


def _has_other_noun(at: int, tokens: Sequence[Token], question: Question) -> bool:
    """Say whether what stands before offset `at` is a noun that the question does not hold."""
    for n, token in enumerate(tokens):
        if token.end == at and token.kind is TokenKind.LATIN and n:
            token = tokens[n - 1]  # 甲型|h3n2|流感
            return token.kind is TokenKind.WORD and token.term not in question.folded
        if token.start < at < token.end:  # 刑事案件: the noun is the end of a longer word
            part = token.term[: at - token.start]
            return part not in question.folded and part not in words("place_names")
        if token.end == at:
            return (
                token.kind is TokenKind.WORD
                and len(token.term) >= _NOUN
                and token.term not in question.folded
                and token.term not in words("place_names")
                and token.term not in words("verbs")
                and token.term not in words("stop_words")
            )
    return False
