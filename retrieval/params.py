"""Which knobs does retrieval have, and where does each value come from?

Values that a person may want to turn, with unit, range and source. What was measured says so, with
the page that holds the figures.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The knobs of one engine."""

    #: Saturation of term frequency in BM25, ≥ 0. Chosen on the public sets: docs/retrieval.md.
    k1: float = 0.6
    #: Length normalisation in BM25, 0 to 1. Chosen on the public sets: docs/retrieval.md.
    b: float = 0.75
    #: Floor of the idf of frequent terms, as a share of the mean idf; rank_bm25's default.
    epsilon: float = 0.25
    #: Largest text file read, in bytes. A report of this size is a mistake on a small machine.
    max_source_bytes: int = 64 * 1024 * 1024
    #: Most pages of a document, ≥ 1: a book of this length is read in a minute.
    max_pages: int = 500
    #: Most bytes that a packed document (Word, sheets, EPUB) may unpack to.
    max_unpacked_bytes: int = 256 * 1024 * 1024
    #: Most memory that the process which opens documents may map, in bytes. Reading a scanned
    #: page takes the most by far: docs/formats.md.
    max_extractor_bytes: int = 4 * 1024 * 1024 * 1024
    #: Longest that a document may be worked on without a page of it being done, in seconds. A
    #: scanned page takes up to 11 s on one core.
    max_standstill_s: float = 60.0
    #: Longest question, in characters: what one Telegram message holds.
    max_question_chars: int = 4096
    #: Most different words of a question that are searched for, ≥ 1: the rarest that the corpus
    #: holds. A long sentence has a dozen; with these a whole page is answered within 300 ms.
    max_question_terms: int = 64
    #: Longest passage, in characters, before a paragraph is cut at sentence ends; at least 50. A
    #: citation of this length still fits on one screen of a telephone.
    max_passage_chars: int = 600
    #: Whether `refusal` is set for each corpus by the length of its passages, so that about 8 % of
    #: the questions with an answer are refused: docs/answers.md.
    calibrate: bool = True
    #: Least probability that the corpus speaks of what is asked, 0 to 1, for an answer; lower
    #: answers more and refuses less. Stands where `calibrate` is off: the median of what the
    #: public sets need.
    refusal: float = 0.40
    #: The same where a number, a date or a name is asked for and a noun of the question is not
    #: there, however low `refusal` is set for the corpus: docs/answers.md.
    refusal_lacking: float = 0.48
    #: Least probability that the short answer is right, 0 to 1, for it to stand alone in bold.
    #: Chosen on the public sets: docs/quality.md.
    bold: float = 0.88
