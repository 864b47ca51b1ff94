"""Does a number tell of the whole where a part is asked for, or of one head for all?

案件413件，其中生态环境领域176件: who asks about that field is not answered by 413件. 前汛期 is a
part of 汛期, and what 人均 says is no total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import clause_of
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_place
from retrieval.text import TokenKind, tokenise

_AMONG = "其中"
_PARTING = frozenset("前后东西南北男女")  # before a noun: a part of what it names
_IN_TIME = "前后"
_GROWTH = re.compile("同比|环比|比上年|增长|下降|上升|提高|减少|增加")
_MARK = re.compile("[,，;；:：。]")
_DIGIT = re.compile(r"\d")
_LONGEST_PART = 12  # characters
_CLAUSAL = re.compile("^[另还又再也]|[在占均的为比至到]|增长|下降")  # 其中… , 均在限额65亿元以内
_OF_PART = re.compile("[由从系属]|来自")
_REST = re.compile("其余|剩余|余下|其他")
_PIECE = re.compile("[、,，]")
_ENDED = re.compile("[;；。]")
_NEAR = 16  # characters
_NOUN = 2  # characters
_LEADING = frozenset("自从由至到经据按在对于为是有与和及将把被全各")  # a word begins behind them
_EACH = re.compile("[每人户亩笔][\u4e00-\u9fff]{1,3}每|每[人户亩辆车台笔位名家所个]|[人户亩笔]均")
_ALTOGETHER = re.compile("一共|总共|总计|合计|共计")
_PER_HEAD = ("人均", "户均", "亩均")


def whole_for_part(
    question: Question, terms: Sequence[AskedTerm], candidate: NumberCandidate
) -> list[str]:
    """List the words of the question that single out a part, where a number tells of more."""
    return (
        _told_among(terms, candidate)
        or _among_others(question, candidate)
        or _parted(question, terms, candidate)
    )


def per_head(
    question: Question, terms: Sequence[AskedTerm], candidate: NumberCandidate
) -> list[str]:
    """Say what is asked for in all where a number tells it per head, and another one does not.

    Where the question says 一共, what is told of each is no answer at all.
    """
    start, end = clause_of(candidate)
    text = candidate.sentence.folded[start:end]
    if _GROWTH.match(text):  # of what the clause before tells
        text = candidate.sentence.folded[max(start - _NEAR, 0) : end]
    if (each := _EACH.search(text)) and _ALTOGETHER.search(question.folded):
        return [] if each[0] in question.folded else _ALTOGETHER.findall(question.folded)
    if not any(word in text for word in _PER_HEAD) or "均" in question.folded:
        return []
    measured = [
        term
        for term in terms
        if term.kind is not TokenKind.NUMBER and not is_place(term) and len(term.text) >= _NOUN
        if not _GROWTH.match(term.text)
    ][-2:]
    metrics = [comparable(other.metric or "") for other in candidate.reading.numbers]
    totals = [metric for metric in metrics if metric and "均" not in metric]
    told = [
        term for term in measured if any(locate(term, metric).share == 1.0 for metric in totals)
    ]
    return [term.text for term in told] if len(told) == len(measured) else []


def _told_among(terms: Sequence[AskedTerm], candidate: NumberCandidate) -> list[str]:
    """Find words that stand between 其中 and another number of the unit, not with this one."""
    right, sentence = candidate.right, candidate.sentence
    at = right.find(_AMONG)
    if at < 0:
        return []
    among = candidate.within.end + at
    span = sentence.span
    parts = [
        (number.start - span.start, number.unit)
        for number in candidate.reading.numbers
        if span.start + among < number.start < span.end
    ]
    first = next((n for n, (_, unit) in enumerate(parts) if unit == candidate.unit), None)
    if first is None:
        return []
    last = max(start for start, unit in parts if unit == candidate.unit)
    end = parts[first][0] if _ENDED.search(right, at, last - candidate.within.end) else last
    return [
        term.text
        for term, held in zip(terms, sentence.held, strict=True)
        if len(term.text) > 1 and held.share == 1.0
        if any(among < start < end for start in held.starts)
        if not any(
            start == candidate.within.end  # 300名|观众
            or (
                (start < candidate.within.start and _begins(sentence.folded, start, terms))
                and not _is_listed(sentence.folded, start)
            )
            for start in held.starts
        )
    ]


def _among_others(question: Question, candidate: NumberCandidate) -> list[str]:
    """Find the whole, told of before 其中, where a number tells of a part that nobody asked for.

    商户178户，其中餐饮商户86户: how many 商户 there are is not answered by 86户.
    """
    before, among, part = candidate.left.rpartition(_AMONG)
    if not among or _ENDED.search(part):
        return []
    piece = _PIECE.split(part)[-1] or _PIECE.split(candidate.right, maxsplit=1)[0]
    if (rest := _REST.match(piece)) and not _REST.search(question.folded):
        return [rest[0]]
    of_part = _OF_PART.match(piece) is not None  # 1例由外地输入
    if not of_part and (len(piece) > _LONGEST_PART or _CLAUSAL.search(piece)):
        return []
    foreign = [c for c in piece if "\u4e00" <= c <= "\u9fff" and c not in question.folded]
    span = candidate.sentence.span
    wholes = [
        number.surface
        for number in candidate.reading.numbers
        if number.unit == candidate.unit and span.start <= number.start < span.start + len(before)
    ]
    named = [c for c in piece if c in question.folded]
    return wholes[-1:] if (named or of_part) and len(foreign) >= _NOUN else []


def _is_listed(text: str, at: int) -> bool:
    """Say whether what stands at `at` is one of a list, told of by nothing yet: 东厂、西厂两厂."""
    before, behind = _MARK.split(text[:at])[-1], _MARK.split(text[at:])[0]
    item, mark, _ = behind.partition("、")
    if _DIGIT.search(before):
        return False
    return "、" in before or (bool(mark) and not _DIGIT.search(item))


def _begins(text: str, at: int, terms: Sequence[AskedTerm]) -> bool:
    """Say whether a word begins at `at`; what one character leads is another: 门|急诊量."""
    if text[:at].endswith(tuple(term.text for term in terms)):
        return True  # 本科专业 is one word, and asked about in two
    before = [token for token in tokenise(text[:at]) if token.end == at]
    if not before or before[0].kind is not TokenKind.WORD:
        return True
    if before[0].term in _LEADING:
        return True
    return len(before[0].term) > 1 and any(token.start == at for token in tokenise(text))


def _parted(
    question: Question, terms: Sequence[AskedTerm], candidate: NumberCandidate
) -> list[str]:
    """前汛期 is not 汛期, nor 汛期 前汛期."""
    start, end = clause_of(candidate)
    clause = candidate.sentence.folded[start:end]
    told = candidate.left + clause
    begins = {token.start for token in tokenise(question.folded)}
    for term in terms:
        if len(term.text) < _NOUN or term.text not in told:
            continue
        part = question.folded[max(term.start - 1, 0) : term.end]
        if part[0] in _PARTING and part[1:] == term.text:
            if term.start - 1 not in begins:
                continue  # 目前|学校
            if part in candidate.reading.folded and part not in told:
                return [part]
        elif (
            term.text in clause
            and _is_told_in_part(term.text, clause)
            and term.text not in candidate.left[:start]
        ):
            return [term.text]
    return []


def _is_told_in_part(word: str, clause: str) -> bool:
    """Say whether a clause holds a word only behind a character that parts it: 东|城区."""
    tokens = list(tokenise(clause))
    at = clause.find(word)
    while at >= 0:
        before = next((token for token in tokens if token.start < at <= token.end), None)
        if before is None or before.term[0] not in _PARTING or before.start != at - 1:
            return False
        if before.term[0] in _IN_TIME and re.match("[\u4e00-\u9fff]", clause[at - 2 : at - 1]):
            return False  # 改造后|运力
        at = clause.find(word, at + len(word))
    return True
