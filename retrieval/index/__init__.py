"""Terms to passages: postings, BM25 and what of a passage is indexed."""

from retrieval.index.fields import passage_heading, passage_text
from retrieval.index.index import Index, Match, build_index

__all__ = ["Index", "Match", "build_index", "passage_heading", "passage_text"]
