"""Which date or time of the passages found is the one asked for?

Of the dates around the words of the question the fullest expression wins where they say the same:
2023年5月13日上午 over 5月13日.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.evidence import AskedTerm, Reading
from retrieval.answer.extraction.context import (
    Candidate,
    alignment,
    clause_coverage,
    coverage_beside,
    distances,
    nearness,
)
from retrieval.answer.questions import Question
from retrieval.types import Span

FEATURES = (
    "sentence", "titled", "beside", "passage", "rank", "clause", "near", "before", "after",
    "fullness", "shape", "wrong shape", "repeated", "range", "dateline",
)  # fmt: skip

_DIGITS = r"(?:\d{1,4}|[零〇○一二三四五六七八九十廿]{1,5})"
_DAY = rf"{_DIGITS}(?:日|号)(?![线楼院店馆])"
_MONTH = rf"{_DIGITS}(?:月份?)(?!亮|球)(?:{_DAY}|[上中下]旬|初|底|末|中)?"
_PART_OF_DAY = "(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|深夜|夜间|晚|夜)"
_CLOCK = (
    rf"(?:(?:当地时间|北京时间)?{_PART_OF_DAY}?"
    rf"(?:{_DIGITS}[时点](?!候)(?:{_DIGITS}分|半|整)?(?:许|左右|前后)?|\d{{1,2}}:\d{{2}}))"
)
_ERAS = (
    "公元前|公元|西元前|西元|民国|中华民国|明治|大正|昭和|平成|令和|洪武|永乐|宣德|正统|成化|弘治|正德|嘉靖|万历|"
    "天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元|天宝|建安|黄初|太康|开皇"
)
_YEAR = (
    rf"(?:(?:{_ERAS})(?:\d{{1,4}}|[零〇○一二三四五六七八九十元]{{1,4}})|\d{{3,4}}|\d{{2}}(?=年代|年\d{{1,2}}月)|"
    r"[一二][零〇○一二三四五六七八九]{3}|[\u4e00-\u9fff]{2}元)年"
    r"(?!级|龄|轻|前|来|内|间|以上|以下|后|多|度|的时间)"
    r"(?:代(?:初期?|中期|后期|末期?)?|初|底|末|中期?|[春夏秋冬]天?|[上下]半年|第?[一二三四]季度)?"
)
_RELATIVE = (
    r"(?:今天|昨天|前天|明天|当天|当日|今年|去年|前年|明年|本月|上月|下月|本周|上周|近日|日前"
    r"|(?:每|本|上|下|当)?(?:周|星期|礼拜)[一二三四五六日天]+(?:[至到、和及]*(?:周|星期)?[一二三四五六日天])*"
    r"|节假日|双休日|周末|春节|元旦|国庆节?|(?:早|中|晚)期)"
)
_CENTURY = (
    rf"(?:公元前?)?{_DIGITS}世纪(?:(?:{_DIGITS}|\d)0?年代)?(?:初期?|中叶|中期|末期?|后期|前期)?"
)
_ONE = (
    rf"(?:{_CENTURY}|{_YEAR}(?:{_MONTH})?|{_RELATIVE}(?:{_MONTH})?|{_MONTH}|{_DAY})"
    rf"(?:{_CLOCK}|{_PART_OF_DAY})?|{_CLOCK}"
)
_DATE = re.compile(rf"(?:{_ONE})(?:\s?(?:至|到|—|-|–|~|～)+\s?(?:{_ONE}|次日{_CLOCK}))?")

#: What the words that ask demand of a date.
_SHAPES = (
    (re.compile("年份|哪一?年|何年"), "年"),
    (re.compile("哪一?天|几号|哪一?日|何日|几月几"), "日"),
    (re.compile("几点|几时"), "点时:"),
    (re.compile("哪个?月|几月|何月"), "月"),
)
_YEAR_ASKED = re.compile("哪一?年(?!.?月)|何年(?!何月)|年份")
_ONLY_YEAR = re.compile(r"[^年月日]{2,8}年(?!代)")
_PARTS = re.compile("年|月|日|号|时|点|分|世纪|代|午|晚|晨")
_DATELINE = re.compile(r"^[^。]{0,18}?电|[讯电]\s*\(?$")


def date_candidates(
    question: Question, _terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> list[Candidate]:
    """List the dates of the readings in reading order, cut to the part asked for (哪一年).

    >>> [match.group() for match in _DATE.finditer("5月13日上午，1—6月，每周六周日，上世纪")]
    ['5月13日上午', '6月', '每周六周日']
    """
    year_only = _YEAR_ASKED.search(question.folded) is not None
    return [
        Candidate(
            reading,
            sentence,
            Span(
                sentence.span.start + match.start(),
                sentence.span.start + (_end_of_year(match) if year_only else match.end()),
            ),
        )
        for reading in readings
        for sentence in reading.sentences
        for match in _DATE.finditer(sentence.folded)
    ]


def _end_of_year(match: re.Match[str]) -> int:
    year = _ONLY_YEAR.match(match.group())
    return match.end() if year is None else match.start() + year.end()


def date_features(
    question: Question, terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    asked = question.folded
    wanted = next((parts for pattern, parts in _SHAPES if pattern.search(asked)), "")
    rows: list[tuple[float, ...]] = []
    for candidate in candidates:
        text = candidate.folded
        before, after = alignment(candidate, question)
        fits = any(part in text for part in wanted)
        rows.append(
            (
                candidate.sentence.coverage,
                candidate.sentence.coverage_titled,
                coverage_beside(candidate),
                candidate.reading.coverage,
                candidate.reading.hit.score / top if top > 0 else 1.0,
                clause_coverage(candidate, terms),
                nearness(candidate, terms, distances(candidate)),
                before,
                after,
                min(len(_PARTS.findall(text)), 4) / 4,
                float(bool(wanted) and fits),
                float(bool(wanted) and not fits),
                float(text in asked),
                float(bool(re.search("至|到|—|-|–|~|～", text))),
                float(bool(_DATELINE.search(candidate.right[:6]))),
            )
        )
    return rows
