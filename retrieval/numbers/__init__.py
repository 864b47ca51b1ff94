"""Which numbers does a report hold, and what does each of them mean?"""

from retrieval.numbers.found import Mention, Role
from retrieval.numbers.mentions import find_mentions
from retrieval.numbers.report import number_report

__all__ = ["Mention", "Role", "find_mentions", "number_report"]
