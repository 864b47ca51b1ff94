"""What is searched for beside a question's own terms?

Other names of what it names, looser kin of its words, and what it may mean where it was typed by
sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from retrieval.answer.homophones import homophones
from retrieval.answer.names import other_names
from retrieval.answer.numerals import counted_otherwise
from retrieval.answer.query import Query
from retrieval.index import Index
from retrieval.lexicons import rows
from retrieval.text import index_terms, searchable

# Weights of terms, where one of the question's own has 1: docs/retrieval.md.
_HOMOPHONE = 2.0  # of a bigram; the unseen one that it stands for would count as a word, too
_OTHER_NAME = 1.0
_SYNONYM = 0.2
_NUMERAL = 0.5  # of a count written the other way: 3年 for 三年


@dataclass(frozen=True, slots=True)
class Expansion:
    """What else may say what the question says."""

    weights: Mapping[str, float]  #: weight of each index term
    alternatives: Mapping[str, tuple[str, ...]]  #: character of the question → others meant
    bigrams: Mapping[str, tuple[str, ...]]  #: bigram of the question → bigrams meant
    names: Mapping[str, tuple[str, ...]]  #: content term → names of what it is a part of


def expand(query: Query, index: Index) -> Expansion:
    """Find what else to search for; only what the corpus holds is worth it."""
    weights: dict[str, float] = {}
    alternatives: dict[str, dict[str, None]] = defaultdict(dict)
    bigrams: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for token in query.content:
        for synonym in _synonyms().get(token.term, ()):
            _add(weights, (term for term in index_terms(synonym) if term in index), _SYNONYM)
    for named in other_names(query, index):
        spelled = "".join(unit.text for unit in named.units)
        for name in named.names:
            terms = dict.fromkeys(index_terms(name))
            # A full name has many terms; together they weigh no more than those asked by.
            share = min(1.0, len(set(index_terms(spelled))) / len(terms))
            _add(weights, (term for term in terms if term in index), _OTHER_NAME * share)
            for token in query.content:
                if token.term in spelled:
                    names[token.term][name] = None
    for counted in counted_otherwise(searchable(query.question)):
        _add(weights, (term for term in index_terms(counted.text) if term in index), _NUMERAL)
    for homophone in homophones(query, index):
        alternatives[homophone.typed][homophone.meant] = None
        for typed, meant in homophone.bigrams:
            _add(weights, (meant,), _HOMOPHONE)
            bigrams[typed][meant] = None
    return Expansion(
        weights,
        _frozen(alternatives),
        _frozen(bigrams),
        _frozen(names),
    )


def _add(weights: dict[str, float], terms: Iterable[str], weight: float) -> None:
    for term in terms:
        weights[term] = max(weights.get(term, 0.0), weight)


def _frozen(table: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in table.items()}


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows("synonyms"):
        for word in row:
            found[searchable(word)].update(
                dict.fromkeys(searchable(other) for other in row if other != word)
            )
    return _frozen(found)
