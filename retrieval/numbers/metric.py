"""Which measure does a number give, as a reader would say it?

A count is named by the noun behind it (2704个车位), any other number by the noun before it
(总产值249.2亿元), a change by what changes (增加值同比增长13.8% → 增加值增速), a share by part
and whole (占全区份额14.87%). What a clause leaves unsaid is taken from the clauses, then from the
number, before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.lexicons import words
from retrieval.numbers.changes import Change, read_change
from retrieval.numbers.found import Mention, Role
from retrieval.numbers.nouns import (
    CHANGE_NOUN,
    GENERIC,
    LONG,
    noun_after,
    noun_before,
    of,
    trimmed_end,
)
from retrieval.numbers.phrases import GAP, without_linking
from retrieval.types import NumberKind

_JOINT = re.compile(f"[、和与及至到{GAP} ]*(?:以及)?")
#: A rate's denominator right before its number (每孩每年3600元).
_PER = re.compile("(?:每[一-龥]{1,2})+$")
_LINKED = re.compile("(?:为|(?<![下到传发抵送])达到?|是|至)$")
#: How a value was reckoned, which is no measure (按年平均汇率折算达到17万亿美元).
_RECKONED = re.compile("按[^，]{1,12}(?:折算|计算|计)$")
_SHARE = re.compile("占(?!比|地|用|有|领|据)(?P<whole>[^占]{1,20})$")
_SHARE_NOUN = re.compile("(?:比重|比例|份额|比率|占比)$")
_PROPORTION = re.compile("(?:约|将|共|各|分别)?占(?:到|比|据)?(?:了|达|为|约)*$")
_ENDS_IN_CHANGE = re.compile("(?:增速|增幅|涨幅|降幅|跌幅|增长率)$")
#: Measures in percent by themselves: no verb of change is left out before them.
_RATED = re.compile("^$|(?:率|比重|比例|占比|份额|[幅速度]|指数|利差)$")
_DISTANT = re.compile("距|离|方向$")  #: a distance is named by where it is from
_RELATION = frozenset("前后内来间以之中里的")  #: behind a duration or an age: no noun
_NOUN_BEHIND = frozenset({NumberKind.MONEY, NumberKind.MASS, NumberKind.AREA, NumberKind.OTHER})
_MEASURE = re.compile(f"(?:{'|'.join(sorted(words('measure_ends')))})$")
_HAPPENS = re.compile(f"被[一-龥]{{2}}|{'|'.join(sorted(words('happenings')))}")
#: Clauses that lead in a statement and name nothing.
_LEAD_IN = re.compile(
    "^(?:其中|同时|此外|另外|据|根据|截至|截止|预计|目前|记者|数据|显示|随着|按|由于|因此|所以|但|"
    "而|受|在|经|通过|如今|不仅|至此|主要表现|一是|二是|三是)|(?:备注|显示|表示|介绍|注)$"
)
#: A clause that says by what it goes on to divide (从年龄看, 从区域来看).
_ASPECT = re.compile("从(?P<aspect>[^，]{2,8}?)(?:上|来)*看")
_FORMAL = {
    "增": "增长", "降": "下降", "减": "减少", "涨": "上涨", "跌": "下跌", "多": "增加",
    "少": "减少", "高": "提高", "低": "降低", "升": "上升", "大涨": "上涨", "大跌": "下跌",
}  # fmt: skip


@dataclass(slots=True)
class Named:
    """What a number measures."""

    metric: str | None
    base: str | None  #: the measure without words of change: what a next clause inherits
    change: Change | None = None
    part: str | None = None  #: of a share (占…的比重): what has it


@dataclass(slots=True)
class Around:
    """What stands around a number."""

    left: str  #: its clause up to it, or up to it from a number there; dates are gaps
    right: str  #: what follows it, up to a mark or the next number
    between: list[str]  #: whole clauses between it and the number before, the nearest first
    before: Named | None  #: what that number measures

    def unsaid(self) -> str | None:
        """Take what the clause leaves unsaid from the clauses, else from the number, before."""
        for clause in self.between:
            if _LEAD_IN.search(clause):
                continue
            if (aspect := _ASPECT.fullmatch(clause)) is not None:
                return aspect["aspect"]
            share = _SHARE.search(without_linking(clause))
            if share is not None:
                return _share(clause, share, Around("", "", [], self.before)).metric
            change = read_change(clause)
            phrase = noun_before(without_linking(change.rest if change is not None else clause))
            if 2 <= len(phrase) <= LONG:
                return phrase
        return self.before.base if self.before is not None else None


def name_measure(number: Mention, around: Around) -> Named:
    """Name the measure of `number`."""
    before, right = around.before, around.right
    if number.unit in {"人", "名", "例"} and (happens := _HAPPENS.match(right)) is not None:
        people = happens[0] + "人数"
        return Named(people, people)
    if before is not None and _JOINT.fullmatch(around.left) and around.left.strip(GAP + " "):
        follow = noun_after(number, right) if number.kind is NumberKind.COUNT else ""
        return Named(follow, follow) if follow else before
    left = _PER.sub("", around.left.rstrip(GAP + "的 "))
    if number.value is None and "增" in number.numeral:  # 两位数增长
        left += "增长"
    if number.unit == "番":
        what = noun_before(without_linking(left)) or around.unsaid()
        return Named((what or "") + "翻番", what)
    if number.kind is NumberKind.PERCENT and (match := _PROPORTION.search(left)):
        what = noun_before(without_linking(left[: match.start()])) or around.unsaid()
        return Named((what or "") + "占比", what)
    change = read_change(left)
    if change is not None:
        return _changed(number, change, around)
    stripped = without_linking(left)
    if number.kind in {NumberKind.PERCENT, NumberKind.RATIO}:
        share = _SHARE.search(stripped)
        if share is not None:
            return _share(stripped, share, around)
    unnamed = number.kind is NumberKind.OTHER and number.unit is None  # 2.15亿农村人口
    if (unnamed or number.kind is NumberKind.COUNT) and number.role is not Role.RANK:
        follow = noun_after(number, right)
        if follow:
            return Named(follow, follow)
    return _levelled(number, left, stripped, around)


def change_word(change: Change, number: Mention) -> str:
    """Name a change as a reader does: 增速 in percent, 增加 in anything else."""
    if number.kind is NumberKind.PERCENT:
        return change.name
    return _FORMAL.get(change.word, change.word)


def _levelled(number: Mention, left: str, stripped: str, around: Around) -> Named:
    """Name a number that tells no change: by what stands before it, else by what follows."""
    right = around.right
    phrase = noun_before(_RECKONED.sub("", stripped))
    if not _LINKED.search(left) and not _DISTANT.search(stripped):
        phrase = _or_noun_behind(number, phrase, right)
    if number.kind is NumberKind.PERCENT and left.endswith(phrase) and not _RATED.search(phrase):
        change = around.before.change if around.before is not None else None
        if change is not None and not change.level:  # 欧盟增长0.2%，美国0.4%
            return Named(phrase + change_word(change, number), phrase, change)
    if CHANGE_NOUN.match(phrase) or phrase in GENERIC:
        base = around.unsaid()
        return Named(of(base, phrase), base or phrase)
    if number.kind in {NumberKind.DURATION, NumberKind.AGE} and right[:1] in _RELATION:
        return Named(phrase or None, phrase or None)
    if not phrase and number.kind not in {NumberKind.PERCENT, NumberKind.DURATION}:
        phrase = noun_after(number, right)
    if not phrase:
        phrase = _unsaid_base(number, around) or ""
    if number.kind is NumberKind.AGE:
        who = noun_after(number, right).partition("的")[0] or phrase
        return Named(who.removesuffix("年龄") + "年龄", who or None)
    return Named(phrase or None, phrase or None)


def _or_noun_behind(number: Mention, phrase: str, right: str) -> str:
    """Prefer the noun behind a number where the phrase before it is no measure.

    守住18亿亩耕地红线, 达成150亿美元的协议; but 消费支出2亿元.
    """
    attributive = right[:1] == "的"
    behind = number.kind in _NOUN_BEHIND or (number.unit == "倍" and len(phrase) <= 2)
    if not attributive and (not behind or _MEASURE.search(phrase)):
        return phrase
    follow = noun_after(number, right)
    if not follow:
        return phrase
    if attributive:
        return follow + phrase if phrase in GENERIC else follow
    return phrase + follow if len(phrase) == 2 and phrase not in GENERIC else follow


def _changed(number: Mention, change: Change, around: Around) -> Named:
    """Name a change by what changes."""
    counted = number.kind is not NumberKind.PERCENT
    base = noun_before(without_linking(change.rest))
    things = number.kind is NumberKind.COUNT and not change.level
    if things or (not base and counted and around.right[:1] == "的"):  # 增加5000名员工
        base = noun_after(number, around.right) or base
    base = base or _unsaid_base(number, around) or ""
    if not base and counted:
        base = noun_after(number, around.right)
    if not base:
        return Named(change.word, None, change)
    if base in GENERIC or CHANGE_NOUN.match(base):
        base = of(around.unsaid(), base)
    if change.beyond:
        return Named(base + change.word + (change.against or ""), base, change)
    if change.level or (not counted and _ENDS_IN_CHANGE.search(base)):
        return Named(base, base, change)
    return Named(base + change_word(change, number), base, change)


def _unsaid_base(number: Mention, around: Around) -> str | None:
    """Take what is measured from before; of a share, its part, but where points tell a change."""
    base, before = around.unsaid(), around.before
    if before is None or before.part is None or base != before.base:
        return base
    return base if number.unit == "个百分点" else before.part


def _share(stripped: str, share: re.Match[str], around: Around) -> Named:
    """Name a share by its part, said or carried from the number before, and its whole."""
    whole = trimmed_end(share["whole"].lstrip("了的"))
    part = noun_before(without_linking(stripped[: share.start()]))
    if not part:
        before = around.before
        part = (before.part if before is not None else None) or around.unsaid() or ""
    tail = "" if _SHARE_NOUN.search(whole) else "的比重"
    metric = f"{part}占{whole}{tail}"
    return Named(metric, metric, part=part or None)
