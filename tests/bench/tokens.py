"""How are the words of a collection handed to every engine alike?"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.text import open_segmenter, tokenise
from retrieval.text.terms import words
from tests.bench.corpora import rows


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of passages, as numbers of a vocabulary."""

    vocabulary: Sequence[str]
    numbers: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]  #: (n_passages,)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, i: int) -> list[str]:
        return [self.vocabulary[number] for number in self._numbers(i)]

    def __iter__(self) -> Iterator[list[str]]:
        return (self[i] for i in range(len(self)))

    def rows(self) -> Iterator[list[int]]:
        """Give the numbers of each passage."""
        return (self._numbers(i) for i in range(len(self)))

    def _numbers(self, i: int) -> list[int]:
        start = self.ends[i - 1] if i else 0
        found: list[int] = self.numbers[start : self.ends[i]].tolist()
        return found

    def queries(self, n: int, *, n_words: int = 8, seed: int = 1) -> list[list[str]]:
        """Take `n_words` words in a row from passages drawn at random, stop words included."""
        chosen = random.Random(seed)  # noqa: S311 - repeatable, not secret
        found: list[list[str]] = []
        while len(found) < n:
            passage = self[chosen.randrange(len(self))]
            if len(passage) >= n_words:
                start = chosen.randrange(len(passage) - n_words + 1)
                found.append(passage[start : start + n_words])
        return found

    @classmethod
    def of(cls, directory: Path, n: int) -> Tokens:
        """Cut the first `n` passages of the collection into words, once."""
        names, path = directory / f"{n}.vocabulary", directory / f"{n}.npz"
        if not path.is_file():
            _write(n, names, path)
        with np.load(path) as kept:
            return cls(names.read_text("utf-8").split("\n"), kept["numbers"], kept["ends"])


def _write(n: int, names: Path, path: Path) -> None:
    segmenter = open_segmenter()
    vocabulary: dict[str, int] = {}
    numbers, ends = array("i"), array("q")
    for row in rows(n):
        found = words(tokenise(row.text, segmenter))
        numbers.extend(vocabulary.setdefault(word, len(vocabulary)) for word in found)
        ends.append(len(numbers))
    names.parent.mkdir(parents=True, exist_ok=True)
    names.write_text("\n".join(vocabulary), "utf-8")
    np.savez(path, numbers=np.array(numbers, np.int32), ends=np.array(ends, np.int64))
