"""Which terms do some texts hold, and in which of them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from retrieval.index.aliases import find_aliases
from retrieval.index.block import MAX_DOCUMENTS, MAX_FREQUENCY, Block, Frequencies
from retrieval.index.sorting import distinct, is_first
from retrieval.text import LONG, Keys, KnownKeys, keyed_terms

_TEXTS_AT_ONCE = 256  # their code points and keys stay in a core's own cache
_CODE_BITS = 21

_Lengths = npt.NDArray[np.int64]
_Codes = npt.NDArray[np.uint32]


def invert(texts: Iterable[str]) -> Block:
    """Invert the texts of consecutive passages, as `passage_text` gives them.

    Args:
        texts: 65,536 at most; none is fine, and so are texts without a term.
    """
    keys: list[Keys] = [np.empty(0, np.uint64)]
    lengths: list[_Lengths] = [np.empty(0, np.int64)]
    codes: list[_Codes] = [np.empty(0, np.uint32)]
    known = KnownKeys()
    aliases: dict[tuple[str, str], None] = {}
    rows = iter(texts)
    while part := tuple(islice(rows, _TEXTS_AT_ONCE)):
        terms = keyed_terms(part, known)
        keys.append(terms.keys)
        lengths.append(terms.lengths)
        codes.append(_distinct_characters(terms.forms))
        aliases.update(dict.fromkeys(pair for form in terms.forms for pair in find_aliases(form)))
    return _inverted(
        np.concatenate(keys),
        np.concatenate(lengths),
        known.long_terms(),
        codes=np.concatenate(codes),
        aliases=[name for pair in aliases for name in pair],
    )


def invert_terms(documents: Iterable[Sequence[str]]) -> Block:
    """Invert documents that are given by their terms, 65,536 at most."""
    known = KnownKeys()
    keys: list[int] = []
    lengths: list[int] = []
    for document in documents:
        keys.extend(map(known.__getitem__, document))
        lengths.append(len(document))
    return _inverted(
        np.array(keys, np.uint64),
        np.array(lengths, np.int64),
        known.long_terms(),
        codes=np.empty(0, np.uint32),
        aliases=(),
    )


def _narrowed(frequencies: npt.NDArray[np.int64]) -> Frequencies:
    """Keep frequencies in one byte each where all fit, else in two."""
    largest = frequencies.max(initial=0)
    if largest < 1 << 8:
        return frequencies.astype(np.uint8)
    return np.minimum(frequencies, MAX_FREQUENCY).astype(np.uint16)


def _inverted(
    keys: Keys,
    lengths: _Lengths,
    long_terms: Mapping[int, str],
    *,
    codes: _Codes,
    aliases: Sequence[str],
) -> Block:
    if len(lengths) > MAX_DOCUMENTS:
        raise ValueError(f"{len(lengths)} documents in one block of at most {MAX_DOCUMENTS}")
    # Not stable, which would be four times as slow; documents are put in order afterwards.
    order = np.argsort(keys)
    ordered = keys[order]
    begins = is_first(ordered)
    firsts = np.flatnonzero(begins)
    owners = np.repeat(np.arange(len(lengths)), lengths)[order]
    occurrences = (np.cumsum(begins) - 1) << 16 | owners
    occurrences.sort()
    at = np.flatnonzero(is_first(occurrences))
    postings = occurrences[at]
    terms = ordered[firsts]
    characters, character_documents = np.unique(codes, return_counts=True)
    return Block(
        keys=terms,
        starts=np.searchsorted(postings >> 16, np.arange(len(terms) + 1)).astype(np.int64),
        documents=(postings & 0xFFFF).astype(np.uint16),
        frequencies=_narrowed(np.diff(at, append=len(keys))),
        lengths=lengths.astype(np.int32),
        met=np.argsort(np.minimum.reduceat(order, firsts) if len(firsts) else order).astype(
            np.int32
        ),
        characters=characters,
        character_documents=character_documents.astype(np.int32),
        long_terms=[long_terms[key] for key in terms[terms >= np.uint64(LONG)].tolist()],
        aliases=aliases,
    )


def _distinct_characters(forms: Sequence[str]) -> _Codes:
    """Give the characters of some texts, each once for every text that holds it."""
    codes = np.frombuffer("".join(forms).encode("utf-32-le", "surrogatepass"), np.uint32)
    owners = np.repeat(np.arange(len(forms)), [len(form) for form in forms])
    found = distinct(owners << _CODE_BITS | codes)
    return (found & ((1 << _CODE_BITS) - 1)).astype(np.uint32)
