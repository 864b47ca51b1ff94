"""Terms to passages: postings, BM25 and what of a passage is indexed."""

from retrieval.index.index import Index, Match, build_index

__all__ = ["Index", "Match", "build_index"]
