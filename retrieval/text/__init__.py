"""Characters and words: what a text looks like to a search.

`normalise` and `fold` write a text for comparing, `tokenise` cuts it into tokens whose offsets
slice the text it was given, `index_terms` gives the terms it is found by, `keyed_terms` the same
of many texts at once, as numbers.
"""

from retrieval.text.folding import fold
from retrieval.text.forms import CharacterForms
from retrieval.text.keyed import KeyedTerms, KnownKeys, keyed_terms
from retrieval.text.keys import LONG, Keys, packed_term, term_key
from retrieval.text.normalise import Normalised, normalise, normalised_text
from retrieval.text.segmenter import Segmenter, frequency, is_word, open_segmenter
from retrieval.text.terms import index_terms
from retrieval.text.tokens import Token, TokenKind, searchable, tokenise

__all__ = [
    "LONG",
    "CharacterForms",
    "KeyedTerms",
    "Keys",
    "KnownKeys",
    "Normalised",
    "Segmenter",
    "Token",
    "TokenKind",
    "fold",
    "frequency",
    "index_terms",
    "is_word",
    "keyed_terms",
    "normalise",
    "normalised_text",
    "open_segmenter",
    "packed_term",
    "searchable",
    "term_key",
    "tokenise",
]
