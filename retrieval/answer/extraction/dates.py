"""Which date or time of the passages found is the one asked for?

Of the dates around the words of the question the fullest expression wins where they say the same:
2023年5月13日上午 over 5月13日. When something began the first date of a passage tells, when it
ended the last. Where no date does, an event may (`occasions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.answer.evidence import Reading
from retrieval.answer.extraction.context import Candidate, alignment, coverage_beside
from retrieval.answer.extraction.date_forms import DAY, dates
from retrieval.answer.extraction.measures import in_own_clause, measure_words
from retrieval.answer.extraction.occasions import Occasion, asks_for_occasion, occasions
from retrieval.answer.extraction.scope import scopes
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.types import Span

FEATURES = (
    "sentence", "titled", "beside", "passage", "rank", "before", "after",
    "fullness", "shape", "wrong shape", "vague", "own clause",
    "scope", "begins", "ends", "event",
)  # fmt: skip

#: Says nothing by itself: which day, the date before tells.
_THAT_DAY = re.compile("当[天日]")
_THAT_YEAR = re.compile("同年")
_VAGUE = re.compile("[今昨前明当]天|当日|[今去前明]年|本[月周]|[上下][月周]|近日|日前")
_DAY_NAMED = re.compile(DAY)

#: What the words that ask demand of a date.
_SHAPES = (
    (re.compile("年份|哪一?年|何年|几年"), "年"),
    (re.compile("哪一?天|几号|哪一?日|何日|几月几"), "日"),
    (re.compile("几点|几时"), "点时:"),
    (re.compile("哪个?月|几月|何月"), "月"),
    (re.compile("(?:周|星期|礼拜)几"), "周期拜"),
)
_YEAR_ASKED = re.compile("哪一?年(?!.?月|代)|何年(?!何月)|几年(?!几月|代)|年份")
_MONTH_ASKED = re.compile("几月(?!几)|哪一?个月|何月(?!何)")
_NUMERAL = r"[\d零〇○一二三四五六七八九十元]"
_DECADE_ASKED = re.compile("(?:哪一?个?|什么|几)年代")
_ONLY_YEAR = re.compile(rf"[^年月日]{{1,7}}{_NUMERAL} ?年(?:\([^()年]*年\))?(?!代)")
_ONLY_DECADE = re.compile(r"[^年月日]{2,8}年代")
_ONLY_MONTH = re.compile(r"(?:[^年月日]{2,8}年)?[^年月日]{1,3}月份?")
_PARTS_ASKED = (
    (_YEAR_ASKED, _ONLY_YEAR), (_MONTH_ASKED, _ONLY_MONTH), (_DECADE_ASKED, _ONLY_DECADE),
)  # fmt: skip
_A_YEAR = re.compile(
    rf"(?:[^年月日]{{0,6}}\D)?\d{{3,4}} ?年(?!代)|[^\d年月日]{{1,7}}{_NUMERAL}年(?!代)"
)
_NO_YEAR = re.compile(rf"同年.*|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:月|{DAY}).*")
#: 从何时, 何时开始; 到何时, 何时结束: of 1386年至1403年 one end is asked for.
_WHEN = "(?:什么时候|何时|哪一?年|哪一?天|几[月日号时点]|哪个?月)"
_FIRST_ASKED = re.compile(f"[从自由]{_WHEN}|{_WHEN}(?:开始|起)")
_LAST_ASKED = re.compile(f"[至到]{_WHEN}|{_WHEN}(?:结束|为止|截止)")
_SPAN_OF_TIME = re.compile(r"(.*[年月日号时点分代纪])\s?[至到—–~～-]+\s?(.+)")
_BEGINNING = re.compile(
    "成立|创[立办建校始刊]|建[立成校]|始建|兴建|修建|出现|诞生|出生|生于|设立|问世|发[明源现]|起源|开[始业通张]|最早|首[次度]|第一次"
)
_ENDING = re.compile("[去逝过离]世|病逝|死|卒|结束|废[止除]|灭亡|解散|撤销|停[止刊办]|最后|关闭")
_CARRIED = 2  # sentences behind its own that a year may rule
_PARTS = re.compile("年|月|日|号|时|点|分|世纪|代|午|晚|晨")


@dataclass(frozen=True, slots=True)
class DatedAbove(Candidate):
    """A date told before that the sentence comes back to: 官员3日证实,当天发生袭击."""

    spoken: Span  #: 当天, in the passage

    @property
    def place(self) -> Span:
        """Give where the passage comes back to the date."""
        return self.spoken

    @property
    def within(self) -> Span:
        """Give its place in the sentence."""
        offset = self.sentence.span.start
        return Span(self.spoken.start - offset, self.spoken.end - offset)

    @property
    def left(self) -> str:
        """Give the sentence up to its place."""
        return self.sentence.folded[: self.within.start]

    @property
    def right(self) -> str:
        """Give the sentence from its place on."""
        return self.sentence.folded[self.within.end :]


def date_candidates(
    question: Question, _terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> list[Candidate]:
    """List the dates of the readings in reading order, cut to the part asked for (哪一年).

    Those that the question itself names are left out where there are others.
    """
    asked = question.folded
    found: list[Candidate] = []
    for reading in readings:
        found += _dates_of(reading, asked)
        if asks_for_occasion(asked):
            found += occasions(reading, asked)
    return [one for one in found if one.folded not in asked] or found


def _dates_of(reading: Reading, asked: str) -> Iterator[Candidate]:
    """List the dates of a passage, and those told before that 当天 and 同年 come back to.

    Asked for a year (哪一年), every date without one comes back to the last year told.
    """
    is_year = _YEAR_ASKED.search(asked) is not None
    year: tuple[int, Span] | None = None  # the sentence and the last year that it names
    for sentence in reading.sentences:
        offset = sentence.span.start
        day: Span | None = None
        for match in dates().finditer(sentence.folded):
            text = match.group()
            place = Span(offset + match.start(), offset + match.end())
            cut = _cut(text, asked)
            span = Span(place.start + cut.start, place.start + cut.end)
            if year is not None and sentence.position - year[0] > _CARRIED:
                year = None
            above = None
            if _THAT_DAY.match(text):
                above = day
            elif year is not None and (_NO_YEAR if is_year else _THAT_YEAR).fullmatch(text):
                above = year[1]
            if above is None:
                yield Candidate(reading, sentence, span)
            else:
                yield DatedAbove(reading, sentence, above, place)
            if _DAY_NAMED.search(text) and not _THAT_DAY.match(text):
                day = span
            named = _A_YEAR.match(text)
            if named is not None:
                year = sentence.position, Span(place.start, place.start + named.end())


def _cut(text: str, asked: str) -> Span:
    """Give the part of a date that is asked for: its year, or one end of a span of time.

    >>> text = "1386年至1403年"
    >>> [text[slice(*_cut(text, asked))] for asked in ("1386年至哪一年?", "从何时开始?", "何时?")]
    ['1403年', '1386年', '1386年至1403年']
    >>> text = "2011年3月8日"
    >>> [text[slice(*_cut(text, asked))] for asked in ("哪一年?", "几月?", "2011年几月?")]
    ['2011年', '2011年3月', '3月']
    """
    start, end = _end_asked(text, asked)
    part = next((part for wanted, part in _PARTS_ASKED if wanted.search(asked)), None)
    if part is not None:
        match = part.match(text[start:end])
        if match is not None:
            end = start + match.end()
            year = _A_YEAR.match(match.group())
            if part is _ONLY_MONTH and year is not None and year.group() in asked:
                start += year.end()
    return Span(start, end)


def _end_asked(text: str, asked: str) -> Span:
    whole = Span(0, len(text))
    span = _SPAN_OF_TIME.fullmatch(text)
    if span is None:
        return whole
    first, last = Span(*span.span(1)), Span(*span.span(2))
    if span.group(1) in asked or _LAST_ASKED.search(asked):
        return last
    return first if span.group(2) in asked or _FIRST_ASKED.search(asked) else whole


def date_features(
    question: Question, terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    asked = question.folded
    measured = measure_words(question, terms)
    wanted = next((parts for pattern, parts in _SHAPES if pattern.search(asked)), "")
    rows: list[tuple[float, ...]] = []
    told = _scopes(candidates, terms)
    begins, ends = _BEGINNING.search(asked) is not None, _ENDING.search(asked) is not None
    for n, (candidate, scope) in enumerate(zip(candidates, told, strict=True)):
        text = candidate.folded
        is_event = isinstance(candidate, Occasion)
        before, after = alignment(candidate, question)
        fits = any(part in text for part in wanted)
        is_first = n == 0 or candidates[n - 1].reading is not candidate.reading
        is_last = n + 1 == len(candidates) or candidates[n + 1].reading is not candidate.reading
        rows.append(
            (
                candidate.sentence.coverage,
                candidate.sentence.coverage_titled,
                coverage_beside(candidate),
                candidate.reading.coverage,
                candidate.reading.hit.score / top if top > 0 else 1.0,
                before,
                after,
                0.0 if is_event else min(len(_PARTS.findall(text)), 4) / 4,
                float(bool(wanted) and fits),
                float(bool(wanted) and not fits),
                float(bool(_VAGUE.fullmatch(text))),
                in_own_clause(candidate, measured),
                scope,
                float(begins and is_first),
                float(ends and is_last),
                float(is_event),
            )
        )
    return rows


def _scopes(candidates: Sequence[Candidate], terms: Sequence[AskedTerm]) -> list[float]:
    """Weigh the scope of each date among dates, and of each event among dates and itself."""
    of_dates = [one for one in candidates if not isinstance(one, Occasion)]
    told = dict(zip(map(id, of_dates), scopes(of_dates, terms), strict=True))
    for event in candidates:
        if isinstance(event, Occasion):
            near = [one for one in of_dates if one.reading is event.reading]
            among = sorted([*near, event], key=lambda one: one.place)
            told[id(event)] = scopes(among, terms)[among.index(event)]
    return [told[id(one)] for one in candidates]
