"""What is a term worth, and how much of it does a document get?

BM25Okapi of rank_bm25, number for number: the order of every floating-point operation is the
library's, so that a float64 index gives its scores to the last bit.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt

from retrieval.params import Params

Scores = npt.NDArray[np.float64]
Counts = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Weighting:
    """The parameters of BM25Okapi and the statistics of one collection.

    `idf` is `ln((n - df + 0.5) / (df + 0.5))`, and where that is negative, `epsilon` times the
    mean idf of the vocabulary. A term's score in a document of length `dl` that holds it `f` times
    is `idf * f * (k1 + 1) / (f + k1 * (1 - b + b * dl / avgdl))`.

    Source: Trotman, Puurula, Burgess, "Improvements to BM25 and Language Models Examined" (2014),
    by way of rank_bm25 0.2.2.
    """

    k1: float
    b: float
    epsilon: float
    n_documents: int
    mean_length: float
    mean_idf: float  #: before any floor

    @classmethod
    def of(cls, lengths: Counts, document_frequencies: Counts, params: Params) -> Weighting:
        """Take the statistics of a collection.

        Args:
            lengths: of its documents, in terms.
            document_frequencies: of its terms, in the order they are first met: that decides the
                last bits of the mean.
            params: the parameters.

        Raises:
            ValueError: no document holds any term; the library would divide by zero.
        """
        if not len(document_frequencies):
            raise ValueError("no document holds any term")
        mean_length = int(lengths.sum(dtype=np.int64)) / len(lengths)
        plain = cls(params.k1, params.b, params.epsilon, len(lengths), mean_length, 0.0)
        idfs = plain._plain_idfs(document_frequencies)
        # `cumsum` adds from left to right as the library does; `sum` does not.
        mean_idf = float(np.cumsum(idfs)[-1]) / len(idfs)
        return cls(params.k1, params.b, params.epsilon, len(lengths), mean_length, mean_idf)

    @classmethod
    def unpack(cls, numbers: Scores) -> Weighting:
        """Read what `pack` wrote."""
        k1, b, epsilon, n_documents, mean_length, mean_idf = numbers.tolist()
        return cls(k1, b, epsilon, int(n_documents), mean_length, mean_idf)

    def pack(self) -> Scores:
        """Write the weighting as an array."""
        return np.array(astuple(self), np.float64)

    def plain_idf(self, document_frequency: int) -> float:
        """Give the idf of a term that so many documents hold, without the floor."""
        return math.log(self.n_documents - document_frequency + 0.5) - math.log(
            document_frequency + 0.5
        )

    def idf(self, document_frequency: int) -> float:
        """Give the idf of a term that so many documents hold."""
        plain = self.plain_idf(document_frequency)
        return self.epsilon * self.mean_idf if plain < 0 else plain

    def idfs(self, document_frequencies: Counts) -> Scores:
        """Give the idf of each of many terms."""
        plain = self._plain_idfs(document_frequencies)
        return np.where(plain < 0, self.epsilon * self.mean_idf, plain)

    def norms(self, lengths: Counts) -> Scores:
        """Give what stands beside the frequency in the denominator, for each document."""
        return np.asarray(self.k1 * (1 - self.b + self.b * lengths / self.mean_length), np.float64)

    def _plain_idfs(self, document_frequencies: Counts) -> Scores:
        # One logarithm for each different frequency, and by `math`: NumPy's differs in last bits.
        different, which = np.unique(document_frequencies, return_inverse=True)
        return np.array([self.plain_idf(df) for df in different.tolist()])[which]
