"""One loading of the corpus: reports, passages, key numbers and index, in memory or mapped.

What is asked of passages one by one is in `generation`; what is asked of all of them at once, in
`catalogue`. `stores` are what a stored generation is made of; `opening` maps one, without reading
it.
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
from retrieval.generation.opening import is_in_use, open_generation
from retrieval.generation.stores import (
    GENERATIONS,
    PACKS,
    PARTS,
    VERSION,
    Layout,
    Pack,
    Part,
    Run,
    read_layout,
    store_size,
)

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
    "report_facts",
    "store_size",
    "tell_contents",
]
