"""Which reports does each source file hold, and are they still the same?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.generation.catalogue import name_hash
from retrieval.types import Report

_DIGEST_BYTES = 16


class Contents(NamedTuple):
    """What a source file holds."""

    digest: str  #: over the ids of its reports, which stand for what they say
    reports: range  #: their positions in the corpus


def contents_of(reports: Sequence[Report]) -> dict[str, Contents]:
    """Say what each source file holds, from the reports themselves."""
    grouped = groupby(reports, key=attrgetter("source"))
    sources = ((source, sum(1 for _ in own)) for source, own in grouped)
    hashes = np.array([name_hash(report.id) for report in reports], np.uint64)
    return tell_contents(sources, hashes)


def tell_contents(
    sources: Iterable[tuple[str, int]], id_hashes: npt.NDArray[np.uint64]
) -> dict[str, Contents]:
    """Say what each source file holds; one without reports is left out.

    Args:
        sources: name and number of reports of each, in the order of the corpus.
        id_hashes: `name_hash` of the id of every report, in their order.
    """
    contents = {}
    first = 0
    for name, n in sources:
        if n:
            held = id_hashes[first : first + n].astype("<u8").tobytes()
            digest = blake2b(held, digest_size=_DIGEST_BYTES).hexdigest()
            contents[name] = Contents(digest, range(first, first + n))
        first += n
    return contents
