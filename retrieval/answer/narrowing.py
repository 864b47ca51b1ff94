"""What of a very long question is searched for?

A message may hold a whole page. Every word is work at each later step, for each sentence read, and
past some dozens one more tells hardly anything: the words that pick out passages best are kept.
"""

from __future__ import annotations

from retrieval.answer.query import Query, only
from retrieval.index import Index
from retrieval.text import Token


def narrow(query: Query, index: Index, *, n_terms: int) -> Query:
    """Keep the `n_terms` content terms that the fewest passages hold, each where it first stands.

    Terms that no passage holds come last: they find nothing. A question with no more terms than
    that is handed back as it is.
    """
    first: dict[str, Token] = {}
    for token in query.content:
        first.setdefault(token.term, token)
    if len(first) <= n_terms and len(query.content) <= 2 * n_terms:
        return query
    frequencies = {term: index.document_frequency(term) for term in first}
    rarest = sorted(first, key=lambda term: (not frequencies[term], frequencies[term]))
    kept = [first[term] for term in rarest[:n_terms]]
    return only(query, sorted(kept, key=lambda token: token.start))
