"""What of a passage is indexed?

Title, section and text, as one text: in separate fields a short title weighs too much in a corpus
where every passage of a report repeats it (docs/retrieval.md).
"""

from __future__ import annotations

from retrieval.types import Passage


def passage_heading(passage: Passage) -> str:
    """Give the title of the passage's report and the heading it stands under, a line each."""
    return f"{passage.report_title}\n{passage.section or ''}\n"


def passage_text(passage: Passage) -> str:
    """Give the text that a passage is found by."""
    return passage_heading(passage) + passage.text
