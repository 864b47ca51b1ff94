"""Terms to passages: postings, BM25 and what of a passage is indexed."""

from retrieval.index.fields import passage_heading, passage_text
from retrieval.index.index import Index, Match, build_index
from retrieval.index.spellings import Spellings, spell_names

__all__ = [
    "Index",
    "Match",
    "Spellings",
    "build_index",
    "passage_heading",
    "passage_text",
    "spell_names",
]
