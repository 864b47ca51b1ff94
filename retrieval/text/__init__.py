"""Characters and words: what a text looks like to a search.

`normalise` and `fold` write a text for comparing, `tokenise` cuts it into tokens whose offsets
slice the text it was given, `index_terms` gives the terms it is found by.
"""

from retrieval.text.folding import fold
from retrieval.text.normalise import Normalised, normalise, normalised_text
from retrieval.text.segmenter import Segmenter, is_word, open_segmenter
from retrieval.text.terms import index_terms
from retrieval.text.tokens import Token, TokenKind, searchable, tokenise

__all__ = [
    "Normalised",
    "Segmenter",
    "Token",
    "TokenKind",
    "fold",
    "index_terms",
    "is_word",
    "normalise",
    "normalised_text",
    "open_segmenter",
    "searchable",
    "tokenise",
]
