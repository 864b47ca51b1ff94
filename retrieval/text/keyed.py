"""By which keys are many texts found?

The terms of `index_terms`, some hundred texts at a time: words come from the segmenter, all else
is worked out on arrays of code points. A test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.text.keys import LONG, PACKED_CHARS, Keys, packed_keys, term_key
from retrieval.text.segmenter import Segmenter, open_segmenter
from retrieval.text.terms import bigrams, words
from retrieval.text.tokens import RARE, RUN, SHAPED, searchable, tokenise

_RUNS = re.compile(f"[{RUN}]+")
_IN_RUN, _ALONE = 1, 2  # kinds of ideographs: those the segmenter cuts, and those it does not know
_N_CODE_POINTS = 0x110000


@dataclass(frozen=True, slots=True, eq=False)
class KeyedTerms:
    """The terms of some texts, text after text, each as `index_terms` orders them."""

    forms: Sequence[str]  #: the texts in their search form
    keys: Keys  #: (n_terms,)
    lengths: npt.NDArray[np.int64]  #: (n_texts,), in terms


class KnownKeys(dict[str, int]):
    """Keys of the terms that were made one by one, numbers and long words above all."""

    def __missing__(self, term: str) -> int:
        key = self[term] = term_key(term)
        return key

    def long_terms(self) -> dict[int, str]:
        """Give the terms whose keys are digests."""
        return {key: term for term, key in self.items() if key >= LONG}


def keyed_terms(
    texts: Sequence[str], known: KnownKeys, segmenter: Segmenter | None = None
) -> KeyedTerms:
    """Give the keys of the terms of each text.

    Args:
        texts: some hundred, so that what is worked on stays in a core's own cache.
        known: takes the terms whose keys are digests, among others.
        segmenter: cuts runs of ideographs.

    >>> from retrieval.text.keys import packed_term
    >>> terms = keyed_terms(["路桥区", "５月"], KnownKeys())
    >>> [packed_term(key) for key in terms.keys.tolist()], terms.lengths.tolist()
    (['路桥区', '路桥', '桥区', '5', '月', '5月'], [3, 3])
    """
    if not texts:
        return KeyedTerms((), np.empty(0, np.uint64), np.empty(0, np.int64))
    segmenter = segmenter or open_segmenter()
    forms = [searchable(text) for text in texts]
    sheet = _lay_out(texts, forms)
    # The form of text `t`, n characters at `start`, has 2(n + 1) slots: its word at offset i goes
    # to slot i, its bigram whose second part is there to slot n + 1 + i. So no two terms meet in
    # a slot, and slot by slot they stand in the order of `index_terms`.
    slots = np.zeros(2 * len(sheet.codes), np.uint64)
    sizes = np.diff(sheet.starts)
    of_words = np.repeat(sheet.starts[:-1], sizes)
    of_bigrams = np.repeat(sheet.starts[1:], sizes)
    shaped = list(_shaped(sheet.text))
    for at, keys in (*_words(sheet, segmenter, known), _placed(shaped, known)):
        slots[of_words[at] + at] = keys
    for at, keys in (_bigrams(sheet), _placed(_shaped_bigrams(sheet, shaped), known)):
        slots[of_bigrams[at] + at] = keys
    for text, start in sheet.apart:
        tokens = tokenise(text, segmenter)
        terms = words(tokens) + bigrams(tokens)
        slots[2 * start : 2 * start + len(terms)] = [known[term] for term in terms]
    taken = slots != 0
    lengths = np.add.reduceat(taken, 2 * sheet.starts[:-1], dtype=np.int64)
    return KeyedTerms(forms, slots[taken], lengths)


class _Sheet(NamedTuple):
    """Search forms end to end, a line feed behind each."""

    text: str
    codes: npt.NDArray[np.uint32]  #: (n_chars,)
    kinds: npt.NDArray[np.uint8]  #: (n_chars,): what each is; 0 what is no ideograph
    starts: npt.NDArray[np.int64]  #: (n_texts + 1,)
    apart: Sequence[tuple[str, int]]  #: texts that are blank here, and where they would begin


class _Shaped(NamedTuple):
    """A term that is found by its shape, and where on a sheet it stands."""

    start: int
    term: str
    end: int


class _Placed(NamedTuple):
    """Keys of terms and where these stand on a sheet; of a bigram, its second part."""

    at: npt.NDArray[np.int64]
    keys: Keys


def _lay_out(texts: Sequence[str], forms: Sequence[str]) -> _Sheet:
    starts = np.zeros(len(forms) + 1, np.int64)
    np.cumsum([len(form) + 1 for form in forms], out=starts[1:])
    # Where one character became several (㋀), only its source tells which tokens touch.
    apart = [i for i, form in enumerate(forms) if len(form) != len(texts[i])]
    shown = list(forms)
    for i in apart:
        shown[i] = " " * len(forms[i])
    text = "\n".join((*shown, ""))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _Sheet(
        text, codes, _kinds()[codes], starts, [(texts[i], int(starts[i])) for i in apart]
    )


def _words(sheet: _Sheet, segmenter: Segmenter, known: KnownKeys) -> tuple[_Placed, _Placed]:
    """Give the words that are cut from runs, and the ideographs that stand alone."""
    in_runs = np.flatnonzero(sheet.kinds == _IN_RUN)
    cut = list(chain.from_iterable(map(segmenter.cut, _RUNS.findall(sheet.text))))
    sizes = np.fromiter(map(len, cut), np.int64, len(cut))
    firsts = np.cumsum(sizes) - sizes
    keys = packed_keys(sheet.codes[in_runs], firsts, sizes)
    long = np.flatnonzero(sizes > PACKED_CHARS)
    keys[long] = [known[cut[i]] for i in long.tolist()]
    alone = np.flatnonzero(sheet.kinds == _ALONE)
    return (
        _Placed(in_runs[firsts], keys),
        _Placed(alone, packed_keys(sheet.codes, alone, np.ones_like(alone))),
    )


def _bigrams(sheet: _Sheet) -> _Placed:
    """Give the bigrams of two ideographs."""
    ideograph = sheet.kinds > 0
    pairs = np.flatnonzero(ideograph[:-1] & ideograph[1:])
    return _Placed(pairs + 1, packed_keys(sheet.codes, pairs, np.full_like(pairs, 2)))


def _shaped(text: str) -> Iterator[_Shaped]:
    for match in SHAPED.finditer(text):
        yield _Shaped(match.start(), match.group().replace(",", ""), match.end())


def _shaped_bigrams(sheet: _Sheet, shaped: Iterable[_Shaped]) -> Iterator[_Shaped]:
    """Give the bigrams that hold a number or a Latin word, from where their second part begins."""
    is_ideograph = (sheet.kinds > 0).tolist()
    before, reached = "", -1
    for start, term, end in shaped:
        if start == reached:
            yield _Shaped(start, before + term, end)
        elif start and is_ideograph[start - 1]:
            yield _Shaped(start, sheet.text[start - 1] + term, end)
        if is_ideograph[end]:
            yield _Shaped(end, term + sheet.text[end], end + 1)
        before, reached = term, end


def _placed(terms: Iterable[_Shaped], known: KnownKeys) -> _Placed:
    found = [(start, known[term]) for start, term, _ in terms]
    at, keys = zip(*found, strict=True) if found else ((), ())
    return _Placed(np.array(at, np.int64), np.array(keys, np.uint64))


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Give the kind of each code point, `(1_114_112,)`."""
    kinds = np.zeros(_N_CODE_POINTS, np.uint8)
    for characters, kind in ((RUN, _IN_RUN), (RARE, _ALONE)):
        for first, last in re.findall(r"(\\\w+)(?:-(\\\w+))?", characters):
            low, high = (
                ord(code.encode().decode("unicode_escape")) for code in (first, last or first)
            )
            kinds[low : high + 1] = kind
    return kinds
