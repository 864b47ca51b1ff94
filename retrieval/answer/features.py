"""How much of a question does a passage hold, seen from several sides?

Each feature is a number ≥ 0, larger is better, comparable between the passages of one question
only. They read the passage itself, so they are for the few candidates that the index found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from retrieval.answer.expansion import Expansion
from retrieval.answer.query import Query
from retrieval.index import Index, Match, passage_heading
from retrieval.text import TokenKind, searchable
from retrieval.types import Passage

#: In the order of the values that `QuestionReader.read` gives.
FEATURES = (
    "bm25",  # words and bigrams of the question, from the index
    "characters",  # BM25 over single characters
    "sentence",  # share of the question's words in the best sentence
    "two sentences",  # the same in the best two neighbours
    "substring",  # weight of the longest stretch that question and passage share
    "window",  # share of the question's bigrams within the best stretch of _WINDOW characters
    "named",  # weight of the longest part of the title that the question names
    "named whole",  # 1 where the question names the whole title
    "order",  # share of the question's words that follow each other in the best sentence, too
    "numbers",  # share of the question's numbers
)

_WINDOW = 100  # characters
_K1, _B = 0.6, 0.75  # of BM25 over characters, as for the index
_LEAST_IDF = 0.05  # a word that nearly every passage holds still counts a little
_GAP = " "  # between the runs of a question; no stretch that is shared spans it
_SENTENCE = re.compile(r"[^。!?;\n]+")
_TITLE_PART = re.compile(r"[^\s:_|\-–—(),。!?《》“”「」、·/]+")


class _Word:
    """A content word of the question, with what its characters weigh."""

    def __init__(self, term: str, kind: TokenKind, index: Index, expansion: Expansion) -> None:
        self.term = term
        self.weight = max(index.idf(term), _LEAST_IDF)
        self.is_number = kind is TokenKind.NUMBER
        self.spellings: tuple[str, ...] = (term,)
        self.characters: tuple[tuple[tuple[str, ...], float], ...] = ()
        if kind is TokenKind.WORD:
            tried = [(c, *expansion.alternatives.get(c, ())) for c in term]
            self.spellings += tuple(
                term[:i] + other + term[i + 1 :]
                for i, others in enumerate(tried)
                for other in others[1:]
            )
            weights = [index.character_idf(c) for c in term]
            total = sum(weights)
            self.characters = tuple(
                (others, weight / total) for others, weight in zip(tried, weights, strict=True)
            )

    def share_in(self, text: str) -> float:
        """Give 1 where the word is held as it stands, else the share of its characters held."""
        if any(spelling in text for spelling in self.spellings):
            return 1.0
        return sum(weight for tried, weight in self.characters if any(c in text for c in tried))


class QuestionReader:
    """Reads passages for one question."""

    def __init__(self, query: Query, expansion: Expansion, index: Index) -> None:
        self._index = index
        self._question = searchable(query.question)
        kinds = {token.term: token.kind for token in query.content}
        self._words = [_Word(term, kind, index, expansion) for term, kind in kinds.items()]
        self._word_weight = sum(word.weight for word in self._words)
        self._sequence = [token.term for token in query.content]
        self._units = list(_with_gaps(query))
        self._unit_weights = [
            0.0 if unit == _GAP else index.character_idf(unit) for unit in self._units
        ]
        self._characters = [
            ((unit, *expansion.alternatives.get(unit, ())), index.character_idf(unit))
            for unit in dict.fromkeys(self._units)
            if unit != _GAP
        ]
        self._bigrams = {
            left.text + right.text: max(index.idf(left.text + right.text), _LEAST_IDF)
            for run in query.runs
            for left, right in pairwise(run)
        }
        self._bigram_weight = sum(self._bigrams.values())

    def read(self, passage: Passage, match: Match) -> tuple[float, ...]:
        """Give the values of `FEATURES` for a passage that the index found."""
        heading = searchable(passage_heading(passage))
        body = searchable(passage.text)
        text = heading + body
        sentences = _SENTENCE.findall(body) or [body]
        shares = [self._word_share(sentence) for sentence in sentences]
        best = max(range(len(shares)), key=shares.__getitem__)
        pairs = map("".join, pairwise(sentences))
        return (
            match.score,
            self._character_score(text, self._index.relative_length(match.ordinal)),
            shares[best],
            max(map(self._word_share, pairs), default=shares[best]),
            self._shared_stretch(text),
            self._best_window(text),
            *self._named(searchable(passage.report_title)),
            self._in_order(sentences[best]),
            self._numbers_held(text),
        )

    def _word_share(self, text: str) -> float:
        if not self._word_weight:
            return 0.0
        held = sum(word.weight * word.share_in(text) for word in self._words)
        return held / self._word_weight

    def _character_score(self, text: str, relative_length: float) -> float:
        norm = _K1 * (1 - _B + _B * relative_length)
        score = 0.0
        for (character, *others), idf in self._characters:
            frequency = text.count(character)
            if not frequency and others:
                frequency = max(map(text.count, others))
            score += idf * frequency * (_K1 + 1) / (frequency + norm)
        return score

    def _shared_stretch(self, text: str) -> float:
        """Weigh the heaviest run of units that stands in `text` as it does in the question."""
        units, weights = self._units, self._unit_weights
        heaviest = 0.0
        end = 0
        for start in range(len(units)):
            end = max(end, start)
            while end < len(units) and "".join(units[start : end + 1]) in text:
                end += 1
            heaviest = max(heaviest, sum(weights[start:end]))
        return heaviest

    def _best_window(self, text: str) -> float:
        """Give the weighted share of bigrams that begin within `_WINDOW` characters."""
        places = sorted(
            (place, bigram) for bigram in self._bigrams for place in _places(bigram, text)
        )
        best = held = 0.0
        counts = dict.fromkeys(self._bigrams, 0)
        first = 0
        for place, bigram in places:
            held += self._bigrams[bigram] if not counts[bigram] else 0.0
            counts[bigram] += 1
            while places[first][0] < place - _WINDOW:
                left = places[first][1]
                counts[left] -= 1
                held -= self._bigrams[left] if not counts[left] else 0.0
                first += 1
            best = max(best, held)
        return best / self._bigram_weight if self._bigram_weight else 0.0

    def _named(self, title: str) -> tuple[float, float]:
        parts = _TITLE_PART.findall(title)
        weights = [
            sum(map(self._index.character_idf, part))
            for part in parts
            if len(part) > 1 and part in self._question
        ]
        return max(weights, default=0.0), float(bool(parts) and "".join(parts) in self._question)

    def _in_order(self, sentence: str) -> float:
        places = [place for term in self._sequence if (place := sentence.find(term)) >= 0]
        following = sum(a < b for a, b in pairwise(places))
        return following / max(1, len(self._sequence) - 1)

    def _numbers_held(self, text: str) -> float:
        numbers = [word.term for word in self._words if word.is_number]
        return sum(number in text for number in numbers) / len(numbers) if numbers else 0.0


def scaled(rows: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    """Divide each feature by its largest value among the passages of the question."""
    largest = [max(column) or 1.0 for column in zip(*rows, strict=True)]
    return [tuple(v / m for v, m in zip(row, largest, strict=True)) for row in rows]


def _with_gaps(query: Query) -> Iterable[str]:
    for run in query.runs:
        yield from (unit.text for unit in run)
        yield _GAP


def _places(part: str, text: str) -> Iterable[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)
