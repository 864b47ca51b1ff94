"""What a term adds at most within each range of documents."""

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.bm25 import BM25
from retrieval.index.peaks import RANGE, count_ranges, fewest_of_frequent, range_peaks

POSTINGS = st.dictionaries(st.integers(0, 5 * RANGE), st.floats(-3, 30, width=32), min_size=1)


@given(postings=POSTINGS, dtype=st.sampled_from([np.float32, np.float64]))
def test_no_impact_is_above_the_peak_of_its_range(
    postings: dict[int, float], dtype: npt.DTypeLike
) -> None:
    """A peak is rounded up, by less than a 255th of the largest impact."""
    documents = np.array(sorted(postings), np.int32)
    impacts = np.array([postings[document] for document in documents.tolist()], dtype)
    n_documents = int(documents[-1]) + 1
    highest = max(float(impacts.max()), 0.0)

    peaks = range_peaks(documents, impacts, n_documents)

    assert len(peaks) == count_ranges(n_documents)
    for number, peak in enumerate(peaks.tolist()):
        own = impacts[documents // RANGE == number]
        largest = max(own.max(initial=0.0), 0.0)
        assert largest <= peak * highest / 255 * (1 + 1e-12)
        assert peak * highest / 255 <= largest + highest / 255 * (1 + 1e-9)


def test_frequent_terms_alone_have_peaks() -> None:
    """A term in a 128th of the documents has them, one in fewer has none."""
    collection = BM25.of(
        [["常见"] * (n % 64 == 0) + ["其他"] + ["少见"] * (n == 7) for n in range(200)]
    )
    n_ranges = count_ranges(200)
    columns = collection.postings.columns

    frequent, rare = collection.postings.of("常见"), collection.postings.of("少见")

    assert fewest_of_frequent(200) == 2
    assert columns.n_frequent == 2
    assert frequent is not None
    assert frequent.frequent is not None
    own = columns.range_peaks[frequent.frequent * n_ranges :][:n_ranges]
    assert own.nonzero()[0].tolist() == [0, 2, 4, 6]
    assert rare is not None
    assert rare.frequent is None
