"""What of a passage is indexed?

Title, section and text in one bag of words and bigrams: in separate fields a short title weighs
too much in a corpus where every passage of a report repeats it (docs/quality.md).
"""

from __future__ import annotations

from retrieval.text import Segmenter, index_terms
from retrieval.types import Passage


def passage_terms(passage: Passage, segmenter: Segmenter | None = None) -> list[str]:
    """Give the terms that a passage is found by."""
    parts = (passage.report_title, passage.section, passage.text)
    return index_terms("\n".join(part for part in parts if part), segmenter)
