"""What are the key numbers of a report?

Finding, naming and tying together, passage by passage; what one number says is carried to the
next where a clause leaves it unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.numbers.changes import Change
from retrieval.numbers.found import Mention, Role
from retrieval.numbers.mentions import dates_of, merge, numbers_of
from retrieval.numbers.metric import Named, name_measure
from retrieval.numbers.numerals import half_width
from retrieval.numbers.parallel import bind, is_bound_again
from retrieval.numbers.phrases import GAP
from retrieval.numbers.scene import Scene
from retrieval.numbers.subject import subject_in, subject_of_title
from retrieval.numbers.tiers import tier_of
from retrieval.types import Comparison, KeyNumber, NumberKind, Passage, Tier

_EXPLICIT_DATE = re.compile("[0-9〇○一二三四五六七八九十][^，]*[年月日]")
_COUNTED = frozenset({Role.STATISTIC, Role.RANK})
_LIST_JOINT = re.compile("^(?:、|和|与|及|以及|，和|，以及)?$")
_NO_PERIOD = re.compile("(?:今|昨|当|明)[日天晚]|[时点:]")
_REPORTED_ON = re.compile(
    "^(?:电|讯|消息|报道|发布|宣布|通报|获悉|举行|召开|公布|介绍|出版|播出|）)"
)
_AGAINST_BEFORE = frozenset("比较与")
_WITHIN_COMPARISON = re.compile(f"(?:比|较|是|相当于)[{GAP}的]*$")


def number_report(passages: Sequence[Passage]) -> tuple[tuple[KeyNumber, ...], ...]:
    """Find the key numbers of one report.

    Args:
        passages: the passages of the report, in reading order.

    Returns:
        Per passage its key numbers in reading order; offsets count in `passage.text`.
    """
    titled = subject_of_title(passages[0].report_title) if passages else None
    return tuple(_number_passage(passage.text, titled) for passage in passages)


def _number_passage(text: str, titled: str | None) -> tuple[KeyNumber, ...]:
    flat = half_width(text)
    numbers = numbers_of(flat)
    if not numbers:
        return ()
    mentions = merge(flat, numbers, dates_of(flat))
    return tuple(_Reader(text, Scene(flat, mentions), titled).read())


class _Reader:
    """Reads the mentions of one passage in order, carrying what clauses leave unsaid."""

    def __init__(self, text: str, scene: Scene, titled: str | None) -> None:
        self._text = text
        self._scene = scene
        self._titled = titled
        self._subject: str | None = None
        self._subject_at = 0
        self._named: Named | None = None
        self._number: Mention | None = None
        self._number_key: KeyNumber | None = None
        self._bound: list[str] = []
        self._items: list[str] = []
        self._period: Mention | None = None

    def read(self) -> list[KeyNumber]:
        found: list[KeyNumber] = []
        for index, mention in enumerate(self._scene.mentions):
            if mention.role in _COUNTED:
                found.append(self._tie(index, mention))
            elif mention.role in {Role.DATE, Role.SPAN}:
                surface = self._text[mention.start : mention.end]
                self._see_period(mention)
                if mention.role is Role.DATE and _EXPLICIT_DATE.search(surface):
                    found.append(self._date(mention, surface))
        return found

    def _date(self, mention: Mention, surface: str) -> KeyNumber:
        return KeyNumber(
            surface=surface,
            start=mention.start,
            end=mention.end,
            value=None,
            unit=None,
            kind=NumberKind.DATE,
            subject=self._subject or self._titled,
            tier=Tier.MINOR,
        )

    def _see_period(self, mention: Mention) -> None:
        flat = self._scene.flat
        if mention.start and flat[mention.start - 1] in _AGAINST_BEFORE:
            return
        words = flat[mention.start : mention.end]
        if _NO_PERIOD.search(words) or _REPORTED_ON.match(flat, mention.end):
            return
        self._period = mention

    def _tie(self, index: int, number: Mention) -> KeyNumber:
        scene = self._scene
        clause = scene.clause_start(number.start)
        begin = max(clause, self._number.end if self._number is not None else 0)
        left = scene.blanked(begin, number.start)
        named = self._name(index, number, left, clause, begin)
        self._see_subject(clause, number)
        period = self._period
        key = KeyNumber(
            surface=self._text[number.start : number.end],
            start=number.start,
            end=number.end,
            value=number.value,
            unit=number.unit,
            kind=number.kind,
            qualifier=number.qualifier,
            metric=named.metric,
            subject=self._subject or self._titled,
            period=self._text[period.start : period.end] if period is not None else None,
            period_inherited=period is not None and period.start < clause,
            direction=named.change.direction if named.change is not None else None,
            comparison=self._comparison(named.change, number, left, begin),
            tier=tier_of(number, scene.flat),
        )
        self._named, self._number, self._number_key = named, number, key
        return key

    def _name(self, index: int, number: Mention, left: str, clause: int, begin: int) -> Named:
        scene, last = self._scene, self._number
        if last is not None and self._bound and _LIST_JOINT.match(left):
            return self._next_bound()
        self._bound = []
        sentence = scene.sentence_start(number.start)
        start = max(sentence, last.end if last is not None else 0)
        if "分别" in left:
            items = self._bind(index, left, start, number)
            if items is not None:
                self._bound = self._items = items
                self._change = name_measure(number, left, "", [], None).change
                return self._next_bound()
        between = scene.clauses_between(start, clause) if begin == clause else []
        return name_measure(number, left, scene.right_of(index), between, self._named)

    def _bind(self, index: int, left: str, start: int, number: Mention) -> list[str] | None:
        mentions, flat = self._scene.mentions, self._scene.flat
        count = 1
        while (
            index + count < len(mentions)
            and mentions[index + count].role in _COUNTED
            and _LIST_JOINT.match(
                flat, mentions[index + count - 1].end, mentions[index + count].start
            )
        ):
            count += 1
        if is_bound_again(left) and len(self._items) == count:
            return list(self._items)
        items = bind(self._scene.blanked(start, number.start), count)
        return None if items is None else list(items)

    def _next_bound(self) -> Named:
        item, self._bound = self._bound[0], self._bound[1:]
        change = self._change
        if change is None or change.level:
            return Named(item, item, change)
        return Named(item + change.name, item, change)

    def _see_subject(self, clause: int, number: Mention) -> None:
        start = max(self._subject_at, number.start - 60)
        found = subject_in(self._scene.flat[start : number.start], self._subject, self._titled)
        self._subject_at = number.start
        if found is not None:
            self._subject = found

    def _comparison(
        self, change: Change | None, number: Mention, left: str, begin: int
    ) -> Comparison | None:
        if change is None:
            return None
        last, key = self._number, self._number_key
        if change.against is not None:
            at = begin + change.against_at
            return Comparison(surface=self._text[at : at + len(change.against)])
        if last is None or key is None or begin != last.end or last.role is not Role.STATISTIC:
            return None
        same_clause = self._scene.clause_start(number.start) <= last.start
        if not same_clause or change.rest.strip(GAP):
            return None
        start = self._base_start(last)
        ahead = self._scene.blanked(max(start - 4, 0), start)
        if change.level or _WITHIN_COMPARISON.search(ahead):
            return Comparison(
                surface=self._text[start : last.end],
                value=last.value,
                unit=last.unit,
                period=key.period,
            )
        return None

    def _base_start(self, last: Mention) -> int:
        """Find where the words of a base begin: its period stands before it (十年前的300多家)."""
        period = self._period
        for mention in self._scene.mentions:
            if mention.start >= last.start:
                break
            if mention.role in {Role.DATE, Role.SPAN}:
                period = mention
        if period is not None and 0 <= last.start - period.end <= 1:
            return period.start
        return last.start
