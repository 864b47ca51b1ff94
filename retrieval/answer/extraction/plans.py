"""Is a number only planned where it is asked what was done, or the other way round?

Reports tell both of the same thing: 资助手术86例, and for the next year 计划资助手术100例.
"""

from __future__ import annotations

import re

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.questions import Question

_PLANNED = re.compile("计划|拟|预计|预期|预算|规划|力争|目标|打算|有望")
_DONE = re.compile(
    "实际|已经?|(?:做|完成|建成|办|花|用|投|资助|实现|发放?|收|安装?|装|培训|种|修)了"
)
_COMING = re.compile("将|要|达到|确保|争取|实现")
_STILL = re.compile("还[能可要需应须]")  # what is left, not what there is: 还能建多少座


def other_aspect(question: Question, candidate: Candidate) -> list[str]:
    """List the words of the question that ask for what was done, or for what is planned."""
    planned, done = _PLANNED.search(question.folded), _DONE.search(question.folded)
    start, end = clause_of(candidate)
    clause = candidate.sentence.folded[start:end]
    still = _STILL.search(question.folded)
    if still is not None and _DONE.search(clause) is not None and _STILL.search(clause) is None:
        return [still[0]]
    if planned is None:
        is_plan = _PLANNED.search(clause) is not None and _DONE.search(clause) is None
        return [done[0]] if done is not None and is_plan else []
    passage = candidate.reading.hit.passage
    heading = comparable(f"{passage.report_title}\n{passage.section or ''}")
    told = f"{heading}\n{candidate.left}{clause}"
    is_told = _PLANNED.search(told) is not None or _COMING.search(clause) is not None
    return [] if is_told else [planned[0]]
