"""Which numbers does a report hold, and what does each of them mean?"""

from retrieval.numbers.grammar import FoundNumber, find_numbers
from retrieval.numbers.report import number_report

__all__ = ["FoundNumber", "find_numbers", "number_report"]
