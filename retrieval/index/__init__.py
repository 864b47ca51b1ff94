"""Terms to passages: postings, BM25 and what of a passage is indexed."""

from retrieval.index.block import BLOCK_DOCUMENTS, Block
from retrieval.index.blockmax import block_max_version
from retrieval.index.cluster import Cluster
from retrieval.index.fields import passage_heading, passage_text
from retrieval.index.index import Index, build_index
from retrieval.index.inverting import invert
from retrieval.index.matches import Match
from retrieval.index.merging import merge
from retrieval.index.spellings import (
    Spellings,
    count_places,
    count_subjects,
    count_title_names,
    spell,
    spell_names,
)

__all__ = [
    "BLOCK_DOCUMENTS",
    "Block",
    "Cluster",
    "Index",
    "Match",
    "Spellings",
    "block_max_version",
    "build_index",
    "count_places",
    "count_subjects",
    "count_title_names",
    "invert",
    "merge",
    "passage_heading",
    "passage_text",
    "spell",
    "spell_names",
]
