"""What is searched for beside a question's own terms?

Other names of what it names, looser kin of its words, and what it may mean where it was typed by
sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.answer import kin
from retrieval.answer.homophones import homophones
from retrieval.answer.names import other_names
from retrieval.answer.numerals import counted_otherwise
from retrieval.answer.query import Query
from retrieval.index import Index
from retrieval.text import index_terms, searchable

# Weights of terms, where one of the question's own has 1: docs/retrieval.md.
_HOMOPHONE = 2.0  # of a bigram; the unseen one that it stands for would count as a word, too
_OTHER_NAME = 1.0
_SYNONYM = 0.2
_LEAST_IDF = 0.05  # below which idfs are not compared
_NUMERAL = 0.5  # of a count written the other way: 3年 for 三年


@dataclass(frozen=True, slots=True)
class Expansion:
    """What else may say what the question says."""

    weights: Mapping[str, float]  #: weight of each index term
    alternatives: Mapping[str, tuple[str, ...]]  #: character of the question → others meant
    bigrams: Mapping[str, tuple[str, ...]]  #: bigram of the question → bigrams meant
    names: Mapping[str, tuple[str, ...]]  #: content term → names of what it is a part of
    synonyms: Mapping[str, tuple[str, ...]]  #: content term → synonyms of two characters or more


def expand(query: Query, index: Index) -> Expansion:
    """Find what else to search for; only what the corpus holds is worth it."""
    weights: dict[str, float] = {}
    alternatives: dict[str, dict[str, None]] = defaultdict(dict)
    bigrams: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, dict[str, None]] = defaultdict(dict)
    synonyms: dict[str, dict[str, None]] = defaultdict(dict)
    for token in query.content:
        for synonym in kin.synonyms().get(token.term, ()):
            terms = _terms(synonym)
            if not all(term in index for term in terms):
                continue  # a part of it (号码 of 电话号码) says something else
            _add_kin(weights, terms, _SYNONYM, index.idf(token.term), index)
            if len(synonym) > 1:
                synonyms[token.term][synonym] = None
    for named in other_names(query, index):
        asked = "".join(unit.text for unit in named.units)
        spelled = _terms(asked)
        idf = max(map(index.idf, spelled))
        for name in named.names:
            terms = _terms(name)
            # A full name has many terms; together they weigh no more than those asked by.
            share = min(1.0, len(spelled) / len(terms))
            said = [term for term in terms if term in index]
            _add_kin(weights, said, _OTHER_NAME * share, idf, index)
            for token in query.content:
                if token.term in asked:
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
        _frozen(synonyms),
    )


def _add(weights: dict[str, float], terms: Iterable[str], weight: float) -> None:
    for term in terms:
        weights[term] = max(weights.get(term, 0.0), weight)


def _add_kin(
    weights: dict[str, float], terms: Iterable[str], weight: float, idf: float, index: Index
) -> None:
    """Add what stands for a word of some idf, so that a rare spelling does not outweigh it."""
    for term in terms:
        rarer = max(index.idf(term), _LEAST_IDF) / max(idf, _LEAST_IDF)
        _add(weights, (term,), weight / max(rarer, 1.0))


def _frozen(table: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in table.items()}


@lru_cache(maxsize=8192)
def _terms(spelling: str) -> tuple[str, ...]:
    """List what a word of the lexicons is searched by, each term once."""
    return tuple(dict.fromkeys(index_terms(spelling)))
