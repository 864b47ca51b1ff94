"""What are the key numbers of a report?

Finding, naming and tying together, passage by passage; what one number says is carried to the
next where a clause leaves it unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.numbers.changes import Change
from retrieval.numbers.found import Mention, Role
from retrieval.numbers.mentions import dates_of, merge, numbers_of
from retrieval.numbers.metric import Around, Named, change_word, name_measure
from retrieval.numbers.parallel import bind, is_bound_again
from retrieval.numbers.phrases import GAP
from retrieval.numbers.plain import as_printed, plain
from retrieval.numbers.scene import Scene
from retrieval.numbers.subject import antecedent, subject_in, subject_of_title
from retrieval.numbers.tiers import tier_of
from retrieval.numbers.timing import Timeline
from retrieval.types import Comparison, KeyNumber, NumberKind, Passage, Tier

_EXPLICIT_DATE = re.compile("[0-9〇○一二三四五六七八九十][^，]*[年月日]")
_SUBJECT_REACH = 60  # characters before a number that may name its subject
_JOINTS = ("和", "与", "及", "、", "和 ")
_COUNTED = frozenset({Role.STATISTIC, Role.RANK})
_LIST_JOINT = re.compile(" ?(?:、|和|与|及|以及|，和|，以及)? ?")
#: Behind a count that is the whole of the parts to come (29家企业中，).
_GROUP = re.compile("[^，。；：]{1,24}[中里]")
#: Before a base that a multiple is taken of (比十年前的300多家增长3.2倍).
_AGAINST = re.compile(f"(?:比|较|是|相当于)[{GAP}的]*$")


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
    flat = plain(text)
    numbers = numbers_of(flat)
    if not numbers:
        return ()
    mentions = merge(numbers, dates_of(flat))
    return tuple(_Reader(text, Scene(flat, mentions), titled).read())


@dataclass(slots=True)
class _Told:
    """A number told before, with what it measures and where its words begin."""

    mention: Mention
    named: Named
    start: int  #: of its period where that stands right before it, else its own
    period: str | None


class _Reader:
    """Reads the mentions of one passage in order, carrying what clauses leave unsaid."""

    def __init__(self, text: str, scene: Scene, titled: str | None) -> None:
        self._text = text
        self._scene = scene
        self._titled = titled
        self._timeline = Timeline(scene.flat)
        self._subject: str | None = None
        self._subject_at = 0
        self._last: _Told | None = None
        self._levels: list[tuple[str, int]] = []  # measures told as levels, with their places
        self._items: list[str] = []  # of the last list that 分别 bound
        self._unbound: list[str] = []  # those whose number is still to come
        self._list_end = 0  # index behind the last list of numbers looked at
        self._list_change: Change | None = None
        self._list_subject: str | None = None
        self._periods: list[Mention] = []  # of the numbers of a list that are still to come

    def read(self) -> list[KeyNumber]:
        found: list[KeyNumber] = []
        for index, mention in enumerate(self._scene.mentions):
            if mention.role in _COUNTED:
                found.append(self._number(index, mention))
            elif mention.role in {Role.DATE, Role.SPAN}:
                self._timeline.see(mention)
                if mention.inner is not None:
                    found.append(self._plain(mention.inner))
                elif _EXPLICIT_DATE.search(self._scene.flat, mention.start, mention.end):
                    found.append(self._plain(mention))
        return found

    def _plain(self, mention: Mention) -> KeyNumber:
        """Report a date, or the duration of a counted span, without a measure."""
        return KeyNumber(
            surface=self._text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            value=mention.value,
            unit=mention.unit,
            kind=mention.kind,
            qualifier=mention.qualifier,
            subject=self._printed(self._subject) or self._titled,
            tier=Tier.MINOR,
        )

    def _number(self, index: int, number: Mention) -> KeyNumber:
        """Tie a number to measure, subject, period and comparison."""
        scene, text, last = self._scene, self._text, self._last
        clause = scene.clause_start(number.start)
        begin = max(clause, last.mention.end if last is not None else 0)
        named = self._name(index, number, clause, begin)
        self._see_subject(number)
        period = self._period_of(index, number, begin)
        printed = text[period.start : period.end] if period is not None else None
        comparison = self._comparison(named.change, number, begin)
        dating = self._timeline.dating(number)
        start = dating.start if dating is not None else number.start
        metric = self._within_group(named, number, clause)
        self._last = _Told(number, named, start, printed)
        if named.base and (named.change is None or named.change.level):
            self._levels.append((named.base, number.start))
        # A period alone before the clause is the clause's own (1—6月，出口达5亿元).
        own = period is not None and (period.start >= clause or clause - period.end <= 1)
        return KeyNumber(
            surface=text[number.start : number.end],
            start=number.start,
            end=number.end,
            value=number.value,
            unit=number.unit,
            kind=number.kind,
            qualifier=number.qualifier,
            metric=self._printed(metric),
            subject=self._printed(self._list_subject or self._subject) or self._titled,
            period=printed,
            period_inherited=period is not None and not own,
            direction=named.change.direction if named.change is not None else None,
            comparison=comparison,
            tier=tier_of(number, scene.flat),
        )

    def _period_of(self, index: int, number: Mention, begin: int) -> Mention | None:
        """Find the period of a number: its own of those that 分别 gives out, else the last."""
        left = self._scene.blanked(begin, number.start)
        if "分别" in left:
            since = self._scene.sentence_start(number.start)
            self._periods = self._timeline.row(self._listed(index), since)
        elif _LIST_JOINT.fullmatch(left) is None:
            self._periods = []
        if self._periods:
            return self._periods.pop(0)
        return self._timeline.period_of(number)

    def _within_group(self, named: Named, number: Mention, clause: int) -> str | None:
        """Name the group that a count is a part of (29家企业中，民营企业占26家)."""
        last = self._last
        if named.metric is None or last is None or number.kind is not NumberKind.COUNT:
            return named.metric
        group = self._scene.flat[last.mention.end : max(clause - 1, 0)]
        counted = last.mention.kind is NumberKind.COUNT and last.named.metric
        if not counted or _GROUP.fullmatch(group) is None:
            return named.metric
        return f"{last.named.metric}中{named.metric}"

    def _printed(self, words: str | None) -> str | None:
        """Write words of the plain text as the passage prints them."""
        if words is None or self._scene.flat is self._text:
            return words
        return as_printed(words, self._scene.flat, self._text)

    def _name(self, index: int, number: Mention, clause: int, begin: int) -> Named:
        scene, last = self._scene, self._last
        left = scene.blanked(begin, number.start)
        if self._unbound and _LIST_JOINT.fullmatch(left):
            return self._next_of_list(number)
        self._unbound, self._list_subject = [], None
        told = last.mention.end if last is not None else 0
        start = max(scene.sentence_start(number.start), told)
        before = last.named if last is not None else None
        if "分别" in left:
            items = self._bind(index, left, start, number)
            if items is not None:
                self._unbound, self._items = list(items), items
                self._list_change = name_measure(number, Around(left, "", [], None)).change
                return self._next_of_list(number)
        between: list[str] = []
        bracketed = start == told and scene.flat[start] in "（("
        if begin == clause and not bracketed:
            between = scene.clauses_between(start, clause)
        if begin != clause and left.endswith(_JOINTS) and len(left.strip()) > 2:
            left = ""  # the noun there is that of the number before (3座水库和近千公里的堤防)
        return name_measure(number, Around(left, self._right_of(index), between, before))

    def _right_of(self, index: int) -> str:
        """Take what follows a number, or the list of numbers it stands in (8亿和2亿的赔偿金)."""
        scene = self._scene
        last = index + self._listed(index) - 1
        if last > index:
            right = scene.right_of(last)
            if right.startswith("的"):
                return right
        return scene.right_of(index)

    def _listed(self, index: int) -> int:
        """Count the numbers from `index` on that are joined by nothing but 、 and 和."""
        if index >= self._list_end:
            mentions, flat = self._scene.mentions, self._scene.flat
            end = index + 1
            while (
                end < len(mentions)
                and mentions[end].role in _COUNTED
                and _LIST_JOINT.fullmatch(flat, mentions[end - 1].end, mentions[end].start)
            ):
                end += 1
            self._list_end = end
        return self._list_end - index

    def _bind(self, index: int, left: str, start: int, number: Mention) -> list[str] | None:
        """Find the items that 分别 gives the numbers from `index` on to."""
        count = self._listed(index)
        if not is_bound_again(left):
            return bind(self._scene.blanked(start, number.start), count)
        if len(self._items) == count:
            return self._items
        sentence = self._scene.sentence_start(start)
        levels = [base for base, at in self._levels[-count:] if at >= sentence]
        return levels if len(levels) == count > 1 else None

    def _next_of_list(self, number: Mention) -> Named:
        item = self._unbound.pop(0)
        self._list_subject = subject_in(item, None, None)
        change = self._list_change
        if change is None or change.level:
            return Named(item, item, change)
        return Named(item + change_word(change, number), item, change)

    def _see_subject(self, number: Mention) -> None:
        start = max(self._subject_at, number.start - _SUBJECT_REACH)
        found = subject_in(self._scene.flat[start : number.start], self._subject, self._titled)
        self._subject_at = number.start
        if found is not None:
            self._subject = antecedent(found, self._scene.flat[: number.start])

    def _comparison(self, change: Change | None, number: Mention, begin: int) -> Comparison | None:
        """Find what a change is measured against: words of its clause, or the number before."""
        if change is None:
            return None
        if change.against is not None:
            at = begin + change.against_at
            return Comparison(surface=self._text[at : at + len(change.against)])
        last, scene = self._last, self._scene
        if last is None or last.mention.role is not Role.STATISTIC or change.rest.strip(GAP):
            return None
        if scene.clause_start(number.start) > last.mention.start:
            return None
        ahead = scene.blanked(max(last.start - 4, 0), last.start)
        if not change.level and _AGAINST.search(ahead) is None:
            return None
        return Comparison(
            surface=self._text[last.start : last.mention.end],
            value=last.mention.value,
            unit=last.mention.unit,
            period=last.period,
        )
