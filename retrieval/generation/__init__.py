"""One loading of the corpus: reports, passages, key numbers and index, in memory or mapped.

What is asked of passages one by one is in `generation`; what is asked of all of them at once, in
`catalogue`. `opening` maps a generation that a build stored, without reading it.
"""

from retrieval.generation.catalogue import (
    Catalogue,
    catalogue_of,
    name_hash,
    number_facts,
    report_facts,
)
from retrieval.generation.columns import encode_units
from retrieval.generation.contents import Contents, contents_of, tell_contents
from retrieval.generation.generation import Generation
from retrieval.generation.opening import (
    GENERATIONS,
    PACKS,
    PARTS,
    VERSION,
    Layout,
    Pack,
    Part,
    Run,
    is_in_use,
    open_generation,
    read_layout,
    store_size,
)
from retrieval.generation.records import read_problem, write_problem

__all__ = [
    "GENERATIONS",
    "PACKS",
    "PARTS",
    "VERSION",
    "Catalogue",
    "Contents",
    "Generation",
    "Layout",
    "Pack",
    "Part",
    "Run",
    "catalogue_of",
    "contents_of",
    "encode_units",
    "is_in_use",
    "name_hash",
    "number_facts",
    "open_generation",
    "read_layout",
    "read_problem",
    "report_facts",
    "store_size",
    "tell_contents",
    "write_problem",
]
