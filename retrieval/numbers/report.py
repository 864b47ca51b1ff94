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
from retrieval.numbers.metric import Named, change_word, name_measure
from retrieval.numbers.parallel import bind, is_bound_again
from retrieval.numbers.phrases import GAP
from retrieval.numbers.plain import as_printed, plain
from retrieval.numbers.scene import Scene
from retrieval.numbers.subject import subject_in, subject_of_title
from retrieval.numbers.tiers import tier_of
from retrieval.types import Comparison, KeyNumber, NumberKind, Passage, Tier

_EXPLICIT_DATE = re.compile("[0-9〇○一二三四五六七八九十][^，]*[年月日]")
_JOINTS = ("和", "与", "及", "、", "和 ")
_COUNTED = frozenset({Role.STATISTIC, Role.RANK})
_LIST_JOINT = re.compile(" ?(?:、|和|与|及|以及|，和|，以及)? ?")
_NO_PERIOD = re.compile("(?:今|昨|当|明)[日天晚]|[时点:]")
_REPORTED_ON = re.compile(
    "电|讯|消息|报道|发布|宣布|通报|获悉|举行|召开|公布|介绍|出版|播出|）|从|表示"
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
    flat = plain(text)
    numbers = numbers_of(flat)
    if not numbers:
        return ()
    mentions = merge(numbers, dates_of(flat))
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
        self._levels: list[tuple[str, int]] = []
        self._period: Mention | None = None
        self._seen: Mention | None = None
        self._change: Change | None = None

    def read(self) -> list[KeyNumber]:
        found: list[KeyNumber] = []
        for index, mention in enumerate(self._scene.mentions):
            if mention.role in _COUNTED:
                found.append(self._tie(index, mention))
            elif mention.role in {Role.DATE, Role.SPAN}:
                surface = self._text[mention.start : mention.end]
                self._see_period(mention)
                if mention.inner is not None:
                    found.append(self._duration(mention.inner))
                elif mention.role is Role.DATE and _EXPLICIT_DATE.search(
                    self._scene.flat, mention.start, mention.end
                ):
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

    def _duration(self, number: Mention) -> KeyNumber:
        return KeyNumber(
            surface=self._text[number.start : number.end],
            start=number.start,
            end=number.end,
            value=number.value,
            unit=number.unit,
            kind=number.kind,
            qualifier=number.qualifier,
            subject=self._subject or self._titled,
            tier=Tier.MINOR,
        )

    def _see_period(self, mention: Mention) -> None:
        flat = self._scene.flat
        self._seen = mention
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
        self._see_subject(number)
        period = self._period
        near = self._seen
        if near is not None and 0 <= number.start - near.end <= 1:
            period = near  # also where it dates a base: 比十年前的300多家
        key = KeyNumber(
            surface=self._text[number.start : number.end],
            start=number.start,
            end=number.end,
            value=number.value,
            unit=number.unit,
            kind=number.kind,
            qualifier=number.qualifier,
            metric=self._printed(named.metric),
            subject=self._printed(self._subject) or self._titled,
            period=self._text[period.start : period.end] if period is not None else None,
            period_inherited=period is not None and not self._is_own(period, clause),
            direction=named.change.direction if named.change is not None else None,
            comparison=self._comparison(named.change, number, begin),
            tier=tier_of(number, scene.flat),
        )
        self._named, self._number, self._number_key = named, number, key
        if named.base and (named.change is None or named.change.level):
            self._levels.append((named.base, number.start))
        return key

    def _printed(self, words: str | None) -> str | None:
        """Write words of the plain text as the passage prints them."""
        if words is None or self._scene.flat is self._text:
            return words
        return as_printed(words, self._scene.flat, self._text)

    def _is_own(self, period: Mention, clause: int) -> bool:
        """Tell whether a period stands in a clause, or alone before it (1—6月，出口…)."""
        return period.start >= clause or clause - period.end <= 1

    def _name(self, index: int, number: Mention, left: str, clause: int, begin: int) -> Named:
        scene, last = self._scene, self._number
        if last is not None and self._bound and _LIST_JOINT.fullmatch(left):
            return self._next_bound(number)
        self._bound = []
        sentence = scene.sentence_start(number.start)
        start = max(sentence, last.end if last is not None else 0)
        if "分别" in left:
            items = self._bind(index, left, start, number)
            if items is not None:
                self._bound = self._items = items
                self._change = name_measure(number, left, "", [], None).change
                return self._next_bound(number)
        between: list[str] = []
        if begin == clause and not self._is_bracketed(start):
            between = scene.clauses_between(start, clause)
        if begin != clause and left.endswith(_JOINTS) and len(left.strip()) > 2:
            left = ""  # the noun there is that of the number before (3座水库和近千公里的堤防)
        return name_measure(number, left, self._right_of(index), between, self._named)

    def _is_bracketed(self, start: int) -> bool:
        """Tell whether a bracket opens right behind the number that ends at `start`."""
        last = self._number
        return last is not None and last.end == start and self._scene.flat[start] in "（("

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
        mentions, flat = self._scene.mentions, self._scene.flat
        count = 1
        while (
            index + count < len(mentions)
            and mentions[index + count].role in _COUNTED
            and _LIST_JOINT.fullmatch(
                flat, mentions[index + count - 1].end, mentions[index + count].start
            )
        ):
            count += 1
        return count

    def _bind(self, index: int, left: str, start: int, number: Mention) -> list[str] | None:
        count = self._listed(index)
        if is_bound_again(left):
            if len(self._items) == count:
                return list(self._items)
            levels = [base for base, at in self._levels if at >= self._scene.sentence_start(start)]
            return levels[-count:] if len(levels) >= count > 1 else None
        return bind(self._scene.blanked(start, number.start), count)

    def _next_bound(self, number: Mention) -> Named:
        item, self._bound = self._bound[0], self._bound[1:]
        change = self._change
        if change is None or change.level:
            return Named(item, item, change)
        return Named(item + change_word(change, number), item, change)

    def _see_subject(self, number: Mention) -> None:
        start = max(self._subject_at, number.start - 60)
        found = subject_in(self._scene.flat[start : number.start], self._subject, self._titled)
        self._subject_at = number.start
        if found is not None:
            self._subject = found

    def _comparison(self, change: Change | None, number: Mention, begin: int) -> Comparison | None:
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
        for mention in self._scene.mentions:
            if mention.role in {Role.DATE, Role.SPAN} and 0 <= last.start - mention.end <= 1:
                return mention.start
        return last.start
