"""How much of a question does a passage hold, seen from several sides?

Each feature is a number ≥ 0, larger is better, comparable between the passages of one question
only. They read the passage itself, so they are for the few candidates that the index found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from math import exp

from retrieval.answer.asking import QuestionKind
from retrieval.answer.coverage import Coverage, holds_number
from retrieval.answer.expansion import Expansion
from retrieval.answer.extraction.numbers import unit_fit
from retrieval.answer.likelihood import Likelihood
from retrieval.answer.query import Query
from retrieval.answer.questions import parse_question
from retrieval.index import Index, Match, passage_heading
from retrieval.text import TokenKind, searchable
from retrieval.types import KeyNumber, Passage

#: In the order of the values that `QuestionReader.read` gives.
FEATURES = (
    "bm25",  # words and bigrams of the question, from the index
    "characters",  # BM25 over single characters
    "sentence",  # share of the question's words in the best sentence
    "substring",  # weight of the longest stretch that question and passage share
    "window",  # share of the question's bigrams within the best stretch of _WINDOW characters
    "named",  # weight of the longest part of the title that the question names
    "named whole",  # 1 where the question names the whole title
    "order",  # share of the question's words that follow each other in the best sentence, too
    "numbers",  # share of the question's numbers
    "number asked",  # "sentence" of the best one that holds a number of the kind asked for
    "topic",  # weight of the longest beginning of the question in the title or lead
    "likely characters",  # how much likelier the question's are here than in the corpus
    "likely words",
    "agreement",  # share of the first _N_VIEWS features that no other passage has more of
)

_N_VIEWS = 5

_WINDOW = 100  # characters
_LEAD = 20  # characters that a passage begins with
_LONGEST_PART = 40  # units of a question that are looked for in one stretch
_K1, _B = 0.6, 0.75  # of BM25 over characters, as for the index
_LEAST_IDF = 0.05  # a word that nearly every passage holds still counts a little
_GAP = "\0"  # between the runs of a question: stands in no text, so no shared stretch spans it
_SENTENCE = re.compile(r"[^。!?;\n]+")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")  # the comma first: it is searched for fast
_DIVISIONS = tuple("省市区县旗州镇乡村")
_TITLE_PART = re.compile(r"[^\s:_|\-–—(),。!?《》“”「」、·/]+")


class QuestionReader:
    """Reads passages for one question."""

    def __init__(self, query: Query, expansion: Expansion, index: Index) -> None:
        self._index = index
        self._asked = parse_question(query.question)
        question = searchable(query.question)
        self._alternatives = expansion.alternatives
        self._readings = tuple(self._spelled(question))
        self._coverage = Coverage(query, expansion, index)
        self._sequence = [token.term for token in query.content]
        self._numbers = [
            holds_number(token.term) for token in query.content if token.kind is TokenKind.NUMBER
        ]
        self._beginnings = self._weighed(_beginnings(query))
        units = [unit for run in query.runs for unit in (*(u.text for u in run), _GAP)]
        self._told = "".join(units)
        self._unit_starts = list(accumulate(map(len, units), initial=0))
        self._weight_before = list(accumulate(map(index.character_idf, units), initial=0.0))
        characters = [unit for unit in dict.fromkeys(units) if unit != _GAP]
        self._characters = [(unit, expansion.alternatives.get(unit, ())) for unit in characters]
        self._character_idfs = [index.character_idf(unit) for unit in characters]
        # The idf of a character is the logarithm of one passage in how many holds it.
        self._likely_characters = Likelihood(exp(-idf) for idf in self._character_idfs)
        words = list(dict.fromkeys(self._sequence))
        self._words = [
            (word, (*islice(self._spelled(word), 1, None), *expansion.names.get(word, ())))
            for word in words
        ]
        self._likely_words = Likelihood(
            (index.document_frequency(word) + 0.5) / (len(index) + 1) for word in words
        )
        self._bigrams = {
            left.text + right.text: max(index.idf(left.text + right.text), _LEAST_IDF)
            for run in query.runs
            for left, right in pairwise(run)
        }
        self._bigram_weight = sum(self._bigrams.values())
        self._spellings = [
            (spelling, bigram)
            for bigram in self._bigrams
            for spelling in (bigram, *expansion.bigrams.get(bigram, ()))
        ]

    def read(
        self, passage: Passage, numbers: Iterable[KeyNumber], match: Match
    ) -> tuple[float, ...]:
        """Give the values of `FEATURES`, but the last, for a passage that the index found.

        Args:
            passage: what is read.
            numbers: the key numbers of the passage.
            match: where the index has it.
        """
        heading = _reading_form(passage_heading(passage))
        body = _reading_form(passage.text)
        text = heading + body
        title = heading.split("\n", 1)[0]
        sentences = _SENTENCE.findall(body) or [body]
        shares = self._coverage.shares(body, sentences)
        best = max(range(len(shares)), key=shares.__getitem__)
        characters = _occurrences(self._characters, text)
        words = _occurrences(self._words, text)
        return (
            match.score,
            self._character_score(characters, self._index.relative_length(match.ordinal)),
            shares[best],
            self._shared_stretch(text),
            self._best_window(text),
            *self._named(title),
            self._in_order(sentences[best]),
            self._numbers_held(text),
            self._number_asked(numbers, sentences, shares),
            _first_held(self._beginnings, f"{title}\n{body[:_LEAD]}"),
            self._likely_characters.ratio(characters, len(text)),
            self._likely_words.ratio(words, len(text)),
        )

    def _spelled(self, part: str) -> Iterator[str]:
        """List a part of the question as typed, then with one character as it may be meant."""
        yield part
        for typed, others in self._alternatives.items():
            if typed in part:
                yield from (part.replace(typed, other) for other in others)

    def _weighed(self, parts: Iterable[str]) -> list[tuple[str, float]]:
        weighed = ((part, sum(map(self._index.character_idf, part))) for part in parts)
        return [(spelling, weight) for part, weight in weighed for spelling in self._spelled(part)]

    def _character_score(self, frequencies: Iterable[int], relative_length: float) -> float:
        norm = _K1 * (1 - _B + _B * relative_length)
        return sum(
            idf * frequency * (_K1 + 1) / (frequency + norm)
            for frequency, idf in zip(frequencies, self._character_idfs, strict=True)
        )

    def _shared_stretch(self, text: str) -> float:
        """Weigh the heaviest run of units that stands in `text` as it does in the question."""
        told, starts, weights = self._told, self._unit_starts, self._weight_before
        heaviest = 0.0
        for start, weight in enumerate(weights):
            end = bisect_right(weights, weight + heaviest)  # of the shortest that weighs more
            while end < len(starts) and told[starts[start] : starts[end]] in text:
                heaviest = weights[end] - weight
                end += 1
        return heaviest

    def _best_window(self, text: str) -> float:
        """Give the weighted share of bigrams that begin within `_WINDOW` characters."""
        places = []
        for spelling, bigram in self._spellings:
            place = text.find(spelling)
            while place >= 0:
                places.append((place, bigram))
                place = text.find(spelling, place + 1)
        places.sort()
        best = held = 0.0
        counts = dict.fromkeys(self._bigrams, 0)
        first = 0
        for place, bigram in places:
            if not counts[bigram]:
                held += self._bigrams[bigram]
            counts[bigram] += 1
            while places[first][0] < place - _WINDOW:
                left = places[first][1]
                counts[left] -= 1
                if not counts[left]:
                    held -= self._bigrams[left]
                first += 1
            best = max(best, held)
        return best / self._bigram_weight if self._bigram_weight else 0.0

    def _named(self, title: str) -> tuple[float, float]:
        parts = _TITLE_PART.findall(title)
        # Who asks about 路桥 means 路桥区.
        stems = [part[:-1] for part in parts if part.endswith(_DIVISIONS)]
        weights = [
            sum(map(self._index.character_idf, name))
            for name in (*parts, *stems)
            if len(name) > 1 and self._names(name)
        ]
        return max(weights, default=0.0), float(bool(parts) and self._names("".join(parts)))

    def _names(self, name: str) -> bool:
        """Say whether the question names something, mistyped in one character at most."""
        return any(name in reading for reading in self._readings)

    def _in_order(self, sentence: str) -> float:
        places = [place for term in self._sequence if (place := sentence.find(term)) >= 0]
        following = sum(a < b for a, b in pairwise(places))
        return following / max(1, len(self._sequence) - 1)

    def _numbers_held(self, text: str) -> float:
        held = sum(is_held(text) for is_held in self._numbers)
        return held / len(self._numbers) if held else 0.0

    def _number_asked(
        self, numbers: Iterable[KeyNumber], sentences: Sequence[str], shares: Sequence[float]
    ) -> float:
        """Weigh the best sentence that can answer; any can where no number is asked for."""
        if self._asked.kind is not QuestionKind.NUMBER:
            return max(shares)
        fits = (
            (number, unit_fit(self._asked, number.unit or "", number.kind)) for number in numbers
        )
        fitting = [(_reading_form(number.surface), fit) for number, fit in fits if fit]
        return max(
            (
                fit * share
                for surface, fit in fitting
                for sentence, share in zip(sentences, shares, strict=True)
                if surface in sentence
            ),
            default=0.0,
        )


def scaled(rows: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    """Divide each feature by its largest value among the passages of the question.

    Adds the feature that only this comparison tells: `agreement`.
    """
    largest = [max(column) or 1.0 for column in zip(*rows, strict=True)]
    shares = [tuple(v / m for v, m in zip(row, largest, strict=True)) for row in rows]
    return [(*row, row[:_N_VIEWS].count(1.0) / _N_VIEWS) for row in shares]


def _beginnings(query: Query) -> Iterator[str]:
    """List what a question begins with, the longest first: who is told of stands there."""
    units = [unit.text for run in query.runs for unit in run][:_LONGEST_PART]
    for end in range(len(units), 0, -1):
        yield "".join(units[:end])


def _occurrences(spellings: Iterable[tuple[str, Sequence[str]]], text: str) -> list[int]:
    """Count each spelling, or where it is not there, the most frequent of the others."""
    return [
        text.count(first) or (max(map(text.count, others)) if others else 0)
        for first, others in spellings
    ]


def _first_held(parts: Iterable[tuple[str, float]], text: str) -> float:
    return next((weight for part, weight in parts if part in text), 0.0)


def _reading_form(text: str) -> str:
    """Write a text as its terms are written: numbers without commas between thousands, too."""
    return _THOUSANDS.sub("", searchable(text))
