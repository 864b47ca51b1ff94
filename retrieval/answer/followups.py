"""What does a question mean that leans on the one before it?

    五常街道出口金额占全区多少？   那占全市呢？ → 五常街道出口金额占全市多少
                                   镇海区呢？   → 镇海区出口金额占全区多少

From the words of both alone: a part of the earlier question is replaced by what the later one
says instead. Only a question that shows that it leans (那…, …呢, 它…, 占…) is read so; any other
stands for itself, and so does one whose part cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from retrieval.answer.asking import QuestionKind
from retrieval.answer.comparing import comparable
from retrieval.answer.leaning import (
    BREAKS,
    MAX_NAME_TOKENS,
    WHOLE,
    EarlierQuestion,
    kind_of_name,
    periods_in,
    take_apart,
)
from retrieval.answer.questions import parse_question
from retrieval.text import TokenKind, tokenise
from retrieval.types import Span

#: Says whether something goes by a name, as reports or their subjects do.
IsName = Callable[[str], bool]

MAX_FRAGMENT = 24  # characters; who says more says all of it

_CLOSING = "?？。.!！~,，;； 　\n\t"
_OPENING = re.compile(r"[\s,，]*(?:那么|那末|然后|还有|另外|再问|请问|那|可|和|与)?[\s,，]*")
_ENDING = re.compile(r"(?:呢|如何|怎么样|怎样|又是)?[\s?？。.!！~呢呀啊]*$")
_LEANING = re.compile(r"那|还有|另外")
#: What only says more of a measure.
_CLAUSE = re.compile(r"(?:占|同比|环比|比上|较上|增长|下降|增幅|增速|降幅)")
_SHARE = re.compile(r"占(?:了|到)?[^,，]*?(?=的?(?:多少|几|百分|比重|比例|份额|多大)|$)")
_CLASSES = "街道|社区|园区|开发区|公司|企业|单位|集团|项目|机构|平台|[省市县区镇乡村校院局厅]"
_PRONOUN = re.compile(
    rf"(?:它们?|他们?|她们?|其(?![中他它实余次])|当地|这里|那里|那儿|这儿"
    rf"|(?:该|这[个家座所]?|那[个家座所])(?:{_CLASSES}))"
)
_ASKED_BY = {
    QuestionKind.NUMBER: "是多少",
    QuestionKind.DATE: "是什么时候",
    QuestionKind.PERSON: "是谁",
    QuestionKind.PLACE: "在哪里",
}


def resolve(question: str, previous: str, *, is_name: IsName | None = None) -> str | None:
    """Complete a question by the one asked before it; `None` where it stands for itself.

    Args:
        question: as typed.
        previous: the earlier question, complete.
        is_name: says of words without an ending that shows it (镇海) whether they name a subject.

    >>> resolve("那占全市呢？", "五常街道出口金额占全区多少？")
    '五常街道出口金额占全市多少'
    >>> resolve("镇海区呢", "五常街道出口金额占全区多少")
    '镇海区出口金额占全区多少'
    >>> resolve("首篮枇杷拍出了多少元？", "五常街道出口金额占全区多少") is None
    True
    """
    earlier = take_apart(previous.strip(_CLOSING))
    said = question.strip()
    if not said or not earlier.text or len(said) > MAX_FRAGMENT:
        return None
    folded = comparable(said)
    pronoun = _PRONOUN.match(folded, _OPENING.match(folded).end())  # type: ignore[union-attr]
    core = _core(said)
    if pronoun is not None:
        return _with_pronoun(said, Span(*pronoun.span()), earlier)
    if not core or not _leans(folded, core):
        return None
    if parse_question(core).phrase is not None:
        return _asking_anew(core, earlier, is_name or _no_name)
    completed = _replacing(core, earlier, is_name or _no_name)
    if completed == earlier.text:  # said before, among other things: now that alone is asked
        subject = earlier.subject and earlier.text[earlier.subject.start : earlier.subject.end]
        completed = None if core == subject else _another_measure(core, earlier)
    return completed if completed != earlier.text else None


def _leans(folded: str, core: str) -> bool:
    """Say whether a question shows that it is no whole one."""
    ends = re.search(r"(?:呢|呀)[\s?？。.!！~]*$", folded)
    return bool(ends or _LEANING.match(folded) or _CLAUSE.match(comparable(core)))


def _core(said: str) -> str:
    """Leave out what only joins a question to the one before."""
    folded = comparable(said)
    start = _OPENING.match(folded).end()  # type: ignore[union-attr] # matches the empty text too
    end = _ENDING.search(folded).start()  # type: ignore[union-attr] # the same
    return said[start : max(start, end)].strip(_CLOSING)


def _no_name(text: str) -> bool:
    del text
    return False


def _with_pronoun(said: str, pronoun: Span, earlier: EarlierQuestion) -> str | None:
    """Put the earlier subject where the pronoun stands, if anything is asked of it."""
    if earlier.subject is None:
        return None
    subject = earlier.text[earlier.subject.start : earlier.subject.end]
    start = _OPENING.match(comparable(said)).end()  # type: ignore[union-attr]
    rest = said[pronoun.end :].strip(_CLOSING)
    return said[start : pronoun.start] + subject + rest if rest else None


def _asking_anew(core: str, earlier: EarlierQuestion, is_name: IsName) -> str | None:
    """Give a question of its own words the subject, and where it says more of it the measure."""
    folded = comparable(core)
    if _CLAUSE.match(folded):
        clause = _CLAUSE.search(earlier.folded)
        cut = clause.start() if clause is not None and clause.start() else earlier.asking
        return earlier.text[:cut].rstrip(_CLOSING) + core
    parsed = parse_question(core)
    alone = parsed.phrase is not None and parsed.phrase == (0, len(folded))
    if earlier.subject is None or alone or _names_its_own(core, is_name):
        return None
    period = "" if next(iter(periods_in(folded)), None) is not None else _period_text(earlier)
    return period + earlier.text[earlier.subject.start : earlier.subject.end] + core


def _names_its_own(core: str, is_name: IsName) -> bool:
    """Say whether a question begins with a name of its own, and so stands for itself."""
    tokens = list(tokenise(core))
    return any(
        kind_of_name(core[: token.end]) is not None or is_name(core[: token.end])
        for token in tokens[:MAX_NAME_TOKENS]
        if token.kind is not TokenKind.SYMBOL
    )


def _replacing(core: str, earlier: EarlierQuestion, is_name: IsName) -> str | None:
    """Put a fragment in the place of the part of the earlier question that it is like."""
    folded = comparable(core)
    if folded.startswith("占"):
        return _in_place(_SHARE, core, earlier) or earlier.text[: earlier.asking] + core + "多少"
    if _CLAUSE.match(folded):  # 同比呢, 增长呢
        asked = "增长多少" if folded in ("同比", "环比") else "多少"
        return earlier.text[: earlier.asking] + core + asked
    if WHOLE.fullmatch(folded):
        return _in_place(WHOLE, core, earlier)
    period = next(iter(periods_in(folded)), None)
    if period is not None and period.start == 0:
        return _at_another_time(core, period, earlier, is_name)
    bare = core.removeprefix("在").removesuffix("的")
    kind = "place" if is_name(bare) else kind_of_name(comparable(bare))
    like = None if kind == "place" else _like_part(core, earlier)
    if like is None and kind is not None and earlier.subject is not None:
        return earlier.with_(earlier.subject, bare)
    return like or _another_measure(core, earlier)


def _in_place(pattern: re.Pattern[str], core: str, earlier: EarlierQuestion) -> str | None:
    match = pattern.search(earlier.folded)
    return None if match is None else earlier.with_(Span(*match.span()), core)


def _at_another_time(
    core: str, period: Span, earlier: EarlierQuestion, is_name: IsName
) -> str | None:
    when, rest = core[: period.end], core[period.end :].lstrip("的 ,，")
    moved = earlier.with_(earlier.period or Span(0, 0), when)
    return _replacing(rest, take_apart(moved), is_name) if rest else moved


def _like_part(core: str, earlier: EarlierQuestion) -> str | None:
    """Replace the words that end or begin like the fragment: 出口 by 进口, 车位 by 办公车位."""
    folded = comparable(core)
    kept = earlier.parsed.phrase
    best: tuple[int, int, Span] | None = None
    for span in _runs(earlier):
        if kept is not None and span.start < kept.end and kept.start < span.end:
            continue
        if earlier.subject is not None and span.start < earlier.subject.end:
            continue
        part = earlier.folded[span.start : span.end]
        alike = _shared(part[::-1], folded[::-1]) or _shared(part, folded)
        needed = 1 if len(part) == len(folded) == 2 and not _is_measure(folded) else 2
        ranked = (alike, -abs(len(part) - len(folded)), span)
        if alike >= needed and (best is None or ranked[:2] > best[:2]):
            best = ranked
    if best is None:
        return None
    span = best[2]
    if earlier.subject is not None and earlier.subject.end == span.start and _begins_named(core):
        span = Span(earlier.subject.start, span.end)  # 杭州|亚运会 by 广州亚运会
    return earlier.with_(span, core)


def _begins_named(core: str) -> bool:
    """Say whether a fragment begins with the name of a place."""
    first, *others = tokenise(core)
    return bool(others) and kind_of_name(comparable(core[: first.end])) == "place"


def _runs(earlier: EarlierQuestion) -> Iterator[Span]:
    said = [token for token in earlier.tokens if token.kind is not TokenKind.SYMBOL]
    for first in range(len(said)):
        for last in range(first, min(first + 4, len(said))):
            run = said[first : last + 1]
            words_ = [earlier.folded[token.start : token.end] for token in run]
            if not BREAKS.intersection(words_):
                yield Span(run[0].start, run[-1].end)


def _shared(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _is_measure(folded: str) -> bool:
    head = parse_question(folded).head
    return head is not None and head.start == 0


def _another_measure(core: str, earlier: EarlierQuestion) -> str | None:
    """Ask for something else of the same subject, in the way the earlier question asks."""
    if earlier.subject is None or earlier.parsed.phrase is None:
        return None
    whose = _period_text(earlier) + earlier.text[earlier.subject.start : earlier.subject.end]
    of = "的" if earlier.folded.startswith("的", earlier.subject.end) else ""
    asked = parse_question(core)
    own = _ASKED_BY.get(asked.kind) if asked.head is not None else None
    if own is None and earlier.parsed.kind is QuestionKind.NUMBER and earlier.parsed.after:
        own = _ASKED_BY[QuestionKind.NUMBER]  # 多少家外贸企业 counts something else
    return whose + of + core + (own or earlier.text[earlier.asking :].removeprefix("的"))


def _period_text(earlier: EarlierQuestion) -> str:
    period = earlier.period
    return "" if period is None else earlier.text[period.start : period.end]
