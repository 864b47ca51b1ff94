"""What was meant where a question was not typed as it is written?

Names in letters (luqiao for 路桥) and characters of the same sound (杨州 for 扬州). Only what the
corpus says can be meant, and only in place of what it does not say. A question is answered as it
was understood where no other reading is likely, and that is told; otherwise it is only offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from retrieval.answer.homophones import homophones
from retrieval.answer.narrowing import narrow
from retrieval.answer.query import Query, analyse
from retrieval.generation import Generation
from retrieval.index import Index
from retrieval.lexicons import words as lexicon
from retrieval.params import Params
from retrieval.text import Token, TokenKind, is_word

_MOST_SYLLABLES = 8  # Latin words in a row that may spell one name: wu chang jie dao
_DATED = frozenset("年月日")
_LONGEST_WORD = 4  # characters


class Understood(NamedTuple):
    """A question as it was meant."""

    text: str
    certain: bool  #: no other reading is likely
    words: tuple[str, ...]  #: what stands in the place of what was typed


class _Replacement(NamedTuple):
    start: int
    end: int
    meant: str
    certain: bool


class _Word(NamedTuple):
    """A word of the corpus that a stretch of the question sounds like; larger is likelier."""

    is_known: bool  #: to the dictionary
    length: int
    held_by: int  #: passages
    text: str
    start: int  #: of the stretch, in the question
    typed: str


def search_query(question: str, generation: Generation, *, params: Params) -> Query:
    """Analyse a question for a search, as it was surely meant, else as it was typed.

    Raises:
        EmptyQuestionError: the question holds no word and no number.
        QuestionTooLongError: it is longer than `params` allow.
    """
    query = analysed(question, generation, params)
    meant = understand(query, generation)
    if meant is None or not meant.certain:
        return query
    return analysed(meant.text, generation, params)


def analysed(question: str, generation: Generation, params: Params) -> Query:
    """Analyse a question as it was typed; of a very long one, what tells passages apart."""
    query = analyse(question, params=params)
    return narrow(query, generation.index, n_terms=params.max_question_terms)


def understand(query: Query, generation: Generation) -> Understood | None:
    """Read a question as it was meant; `None` where it stands as it was typed."""
    found = [*_spelled(query, generation), *_mistyped(query, generation.index)]
    if not found:
        return None
    text = query.question
    for one in sorted(found, reverse=True):
        text = text[: one.start] + one.meant + text[one.end :]
    return Understood(text, all(one.certain for one in found), tuple(one.meant for one in found))


def _spelled(query: Query, generation: Generation) -> Iterator[_Replacement]:
    """Find names in letters: of Latin words in a row as many as possible."""
    for row in _latin_rows(query.tokens):
        at = 0
        while at < len(row):
            for n in range(min(_MOST_SYLLABLES, len(row) - at), 0, -1):
                part = row[at : at + n]
                letters = "".join(token.term for token in part).replace("ü", "v")
                names = generation.spellings.get(letters, ())
                if names and not any(token.term in generation.index for token in part):
                    yield _Replacement(part[0].start, part[-1].end, names[0], len(names) == 1)
                    at += n - 1
                    break
            at += 1


def _latin_rows(tokens: Iterable[Token]) -> Iterator[Sequence[Token]]:
    for is_latin, row in groupby(tokens, key=lambda token: token.kind is TokenKind.LATIN):
        if is_latin:
            yield tuple(row)


def _mistyped(query: Query, index: Index) -> Iterator[_Replacement]:
    """Find words of the corpus, the likeliest first, that one other character would make."""
    meant = defaultdict(list)
    for homophone in homophones(query, index):
        meant[homophone.start].append(homophone.meant)
    doubted = [token for token in query.content if _is_doubted(token, index)]
    words = sorted(
        (
            word
            for at, token in enumerate(doubted)
            for place in range(token.start, token.end)
            for character in meant.get(place, ())
            for word in _words(doubted, at, place, character, index)
        ),
        reverse=True,
    )
    taken: list[_Word] = []
    for word in words:
        if any(map(partial(_overlap, word), taken)):
            continue
        taken.append(word)
        rivals = (
            other
            for other in words
            if other.text != word.text and other[:2] == word[:2] and _overlap(word, other)
        )
        certain = word.is_known and not _may_be_right(word) and not any(rivals)
        yield _Replacement(word.start, word.start + word.length, word.text, certain)


def _is_doubted(token: Token, index: Index) -> bool:
    """Say whether a word may be mistyped: no word of several characters that the corpus says."""
    aligned = token.kind is TokenKind.WORD and len(token.term) == token.end - token.start
    # 症是, 哪朝, 2022年多: two words, not one
    glued = lexicon("stop_words") | lexicon("question_words") | _DATED
    return (
        aligned
        and glued.isdisjoint(token.term)
        and (len(token.term) == 1 or token.term not in index)
    )


def _may_be_right(word: _Word) -> bool:
    """Say whether what was typed may be meant: a word, or the name of a person."""
    named = word.typed[0] in lexicon("surnames") and word.text not in lexicon("place_names")
    return named or is_word(word.typed)


def _words(
    doubted: Sequence[Token], at: int, place: int, character: str, index: Index
) -> Iterator[_Word]:
    """Go through the words made of whole tokens around `at` with `character` in one place."""
    for first in range(max(0, at - _LONGEST_WORD + 1), at + 1):
        for last in range(at, min(len(doubted), first + _LONGEST_WORD)):
            part = doubted[first : last + 1]
            start, typed = part[0].start, "".join(token.term for token in part)
            text = typed[: place - start] + character + typed[place - start + 1 :]
            if (
                2 <= len(typed) == part[-1].end - start <= _LONGEST_WORD
                and text in index
                and typed not in index
            ):
                held_by = index.document_frequency(text)
                yield _Word(is_word(text), len(text), held_by, text, start, typed)


def _overlap(one: _Word, other: _Word) -> bool:
    return one.start < other.start + other.length and other.start < one.start + one.length
