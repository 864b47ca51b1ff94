"""Which knobs does retrieval have, and where does each value come from?

Values that a person may want to turn, with unit, range and source. What was measured says so, with
the page that holds the figures.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The knobs of one engine."""

    #: Saturation of term frequency in BM25, ≥ 0. Chosen on the public sets: docs/quality.md.
    k1: float = 0.6
    #: Length normalisation in BM25, 0 to 1. Chosen on the public sets: docs/quality.md.
    b: float = 0.75
    #: Floor of the idf of frequent terms, as a share of the mean idf; rank_bm25's default.
    epsilon: float = 0.25
    #: Largest text file read, in bytes. A report of this size is a mistake on a small machine.
    max_source_bytes: int = 64 * 1024 * 1024
    #: Longest question, in characters: what one Telegram message holds.
    max_question_chars: int = 4096
    #: Longest passage, in characters, before a paragraph is cut at sentence ends; at least 50. A
    #: citation of this length still fits on one screen of a telephone.
    max_passage_chars: int = 600
    #: Least probability that the corpus speaks of what is asked, 0 to 1, for an answer; lower
    #: answers more and refuses less. Chosen on the public sets: docs/quality.md.
    refusal: float = 0.3
    #: Least probability that the short answer is right, 0 to 1, for it to stand alone in bold.
    #: Chosen on the public sets: docs/quality.md.
    bold: float = 0.75
