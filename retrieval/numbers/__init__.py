"""Which numbers does a report hold, and what does each of them mean?"""

from retrieval.numbers.digest import choose_digest
from retrieval.numbers.found import Mention, Role
from retrieval.numbers.mentions import find_mentions
from retrieval.numbers.report import number_report
from retrieval.numbers.tables import MeasureTable, asked_words, canonical_measure, compare_measures

__all__ = [
    "MeasureTable",
    "Mention",
    "Role",
    "asked_words",
    "canonical_measure",
    "choose_digest",
    "compare_measures",
    "find_mentions",
    "number_report",
]
