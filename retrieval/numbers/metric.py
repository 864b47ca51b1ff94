"""Which measure does a number give, as a reader would say it?

A count is named by the noun behind it (2704个车位), any other number by the noun before it
(总产值249.2亿元), a change by what changes (增加值同比增长13.8% → 增加值增速). What a clause
leaves unsaid is taken from the clause, then from the number, before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.lexicons import words
from retrieval.numbers.changes import Change, read_change
from retrieval.numbers.found import Mention, Role
from retrieval.numbers.phrases import GAP, phrase_after, phrase_before, without_linking
from retrieval.types import NumberKind

_LONG = 16  #: characters; a longer phrase before a number is cut at its last 的
_CHANGE_NOUNS = re.compile(
    "^(?:同比|环比|累计|平均)?(?:增幅|涨幅|降幅|跌幅|升幅|增速|增长率|增长|下降|上涨|下跌)$"
)
_ENDS_IN_CHANGE = re.compile("(?:增速|增幅|涨幅|降幅|跌幅|增长率)$")
_SHARE = re.compile("占(?!比|地|用|有|领|据)(?P<whole>[^占]{1,20})$")
_SHARE_NOUN = re.compile("(?:比重|比例|份额|比率|占比)$")
#: A rate's denominator right before its number (每孩每年3600元).
_PER = re.compile("(?:每[一-龥]{1,2})+$")
_JOINT = re.compile(f"[、和与及至到{GAP} ]*(?:以及)?")
#: Measures that say nothing without what they measure.
_GENERIC = words("generic_measures")
_SELF_NAMED = frozenset({"人", "人次", "户", "亩", "元", "美元"})  #: no noun need follow
#: A duration or an age is not named by what follows in these.
#: Measures in percent by themselves: no verb of change is left out before them.
_RATED = re.compile("^$|(?:率|比重|比例|占比|份额|[幅速度]|指数|利差)$")
#: What becomes of a number is no noun behind it (23项精简至8项, 50家快速增长到300家).
_TURNS = re.compile("[一-龥]{0,4}?(?:[增减升降涨跌扩缩压]|精简|提高|拓展)[一-龥]{0,2}(?:到|至|为)")
_SHORT = frozenset("国省市县区州镇乡村站馆港岛车船药井树牛羊猪马鱼")  #: nouns of one sign (9个市)
_RELATION = frozenset("前后内来间以之中里的")
_ADVERBIAL = re.compile(
    "^(?:其中|同时|此外|另外|据|根据|截至|截止|预计|目前|记者|数据|显示|随着|按|由于|因此|所以|但|"
    "而|受|在|经|通过|如今|不仅|至此|主要表现|一是|二是|三是)|(?:备注|显示|表示|介绍|注)$"
)
_PROPORTION = re.compile("(?:约|将|共|各|分别)?占(?:到|比|据)?(?:了|达|为|约)*$")
_DISTANT = re.compile("距|离|方向$")  #: a distance is named by where it is from
_LINKED = ("为", "达", "达到", "是", "至")
_NOUN_BEHIND = frozenset({NumberKind.MONEY, NumberKind.MASS, NumberKind.AREA, NumberKind.OTHER})
#: How a phrase ends that is a measure by itself.
_MEASURE = re.compile(
    "(?:[额量值价费率数款金税利债薪资]|收入|支出|投资|资产|面积|产能|成本|规模|里程|投入|储备|顺差|逆差|"
    "盈余|赤字|贷款|存款|装机|出口|进口|消费|速度|强度|浓度|密度|温度|气温|高度|深度|长度|体积|重量|"
    "容积|能力|销售|发电|用电)$"
)
_HAPPENS = re.compile(
    "死亡|受伤|失踪|失联|遇难|身亡|获救|疏散|撤离|转移|投降|生还|被[一-龥]{2}|流离失所|无家可归|丧生|被困|获救|重伤|轻伤|死伤|伤亡|感染|参保|被捕|落水|中毒|受灾|"
    "不幸[一-龥]{2}|领取[一-龥]{2,5}(?=，|。|；)"
)
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


def name_measure(
    number: Mention, left: str, right: str, between: list[str], before: Named | None
) -> Named:
    """Name the measure of `number`.

    Args:
        number: the number.
        left: its clause up to it, from the number before it on where that stands in the clause;
            dates and articles are gaps.
        right: what follows it, up to a mark or the next number.
        between: whole clauses between this one and the number before, the nearest first.
        before: what the number before it in the passage measures, if there is one.
    """
    if number.unit in {"人", "名", "例"} and (event := _event(right)) is not None:
        return Named(event, event)
    if before is not None and _JOINT.fullmatch(left) and left.strip(GAP + " "):
        follow = _right_phrase(number, right) if number.kind is NumberKind.COUNT else ""
        return Named(follow, follow) if follow else before
    if number.value is None and "增" in number.numeral:  # 两位数增长
        left += "增长"
    left = _PER.sub("", left.rstrip(GAP + "的 "))
    if number.unit == "番":
        what = _left_phrase(without_linking(left)) or _inherit(between, before)
        return Named((what or "") + "翻番", what)
    if number.kind is NumberKind.PERCENT and (match := _PROPORTION.search(left)):
        what = _left_phrase(without_linking(left[: match.start()])) or _inherit(between, before)
        return Named((what or "") + "占比", what)
    change = read_change(left)
    if change is not None:
        return _changed(number, change, right, between, before)
    stripped = without_linking(left)
    if number.kind in {NumberKind.PERCENT, NumberKind.RATIO}:
        share = _SHARE.search(stripped)
        if share is not None:
            return _share(stripped, share, between, before)
    unnamed = number.kind is NumberKind.OTHER and number.unit is None  # 2.15亿农村人口
    if (unnamed or number.kind is NumberKind.COUNT) and number.role is not Role.RANK:
        follow = _right_phrase(number, right)
        if follow:
            return Named(follow, follow)
    return _levelled(number, left, stripped, right, between, before)


def _levelled(
    number: Mention,
    left: str,
    stripped: str,
    right: str,
    between: list[str],
    before: Named | None,
) -> Named:
    """Name a number that tells no change: by what stands before it, else by what follows."""
    phrase = _left_phrase(stripped)
    if not left.endswith(_LINKED) and not _DISTANT.search(stripped):
        phrase = _with_right(number, phrase, right)
    if left.endswith(phrase) and not _RATED.search(phrase) and _is_elliptic(number, before):
        change = before.change if before is not None else None
        if change is not None:
            return Named(phrase + change_word(change, number), phrase, change)
    if _CHANGE_NOUNS.match(phrase) or phrase in _GENERIC:
        base = _inherit(between, before)
        return Named(_of(base, phrase), base or phrase)
    if number.kind in {NumberKind.DURATION, NumberKind.AGE} and right[:1] in _RELATION:
        return Named(phrase or None, phrase or None)
    if not phrase and number.kind not in {NumberKind.PERCENT, NumberKind.DURATION}:
        phrase = _right_phrase(number, right)
    if not phrase:
        phrase = _inherit(between, before) or ""
    if number.kind is NumberKind.AGE:
        phrase = (_right_phrase(number, right).partition("的")[0] or phrase) + "年龄"
    return Named(phrase or None, phrase or None)


def _is_elliptic(number: Mention, before: Named | None) -> bool:
    """Tell whether a verb of change is said once for several (欧盟增长0.2%，美国0.4%)."""
    change = before.change if before is not None else None
    return number.kind is NumberKind.PERCENT and change is not None and not change.level


def _with_right(number: Mention, phrase: str, right: str) -> str:
    """Prefer the noun behind a number where the phrase before it is no measure.

    守住18亿亩耕地红线, 达成150亿美元的协议; but 消费支出2亿元.
    """
    attributive = right[:1] == "的"
    behind = number.kind in _NOUN_BEHIND or (number.unit == "倍" and len(phrase) <= 2)
    if not attributive and (not behind or _MEASURE.search(phrase)):
        return phrase
    follow = _right_phrase(number, right)
    if not follow:
        return phrase
    if attributive:
        return follow + phrase if phrase in _GENERIC else follow
    return phrase + follow if len(phrase) == 2 and phrase not in _GENERIC else follow


def _event(right: str) -> str | None:
    """Name a number of people by what happens to them (3人死亡 → 死亡人数)."""
    match = _HAPPENS.match(right)
    return match[0] + "人数" if match is not None else None


def _changed(
    number: Mention, change: Change, right: str, between: list[str], before: Named | None
) -> Named:
    base = _left_phrase(without_linking(change.rest))
    if not base and right[:1] == "的" and number.kind is not NumberKind.PERCENT:
        base = _right_phrase(number, right)
    base = base or _inherited_base(number, between, before) or ""
    if not base and number.kind is not NumberKind.PERCENT:
        base = _right_phrase(number, right)
    if not base:
        return Named(change.word, None, change)
    if base in _GENERIC or _CHANGE_NOUNS.match(base):
        base = _of(_inherit(between, before), base)
    if change.beyond:
        return Named(base + change.word + (change.against or ""), base, change)
    if change.level or (number.kind is NumberKind.PERCENT and _ENDS_IN_CHANGE.search(base)):
        return Named(base, base, change)
    return Named(base + change_word(change, number), base, change)


def _inherited_base(number: Mention, between: list[str], before: Named | None) -> str | None:
    """Take what changes from before; a share grows in points, in percent its part grows."""
    base = _inherit(between, before)
    if before is None or before.part is None or base != before.base:
        return base
    return before.part if number.kind is NumberKind.PERCENT else base


def change_word(change: Change, number: Mention) -> str:
    """Name a change as a reader does: 增速 in percent, 增加 in anything else."""
    if number.kind is NumberKind.PERCENT:
        return change.name
    return _FORMAL.get(change.word, change.word)


def _of(owner: str | None, measure: str) -> str:
    """Put what is measured before a measure that does not say it."""
    return measure if owner is None or measure.startswith(owner) else owner + measure


def _share(stripped: str, share: re.Match[str], between: list[str], before: Named | None) -> Named:
    whole = share["whole"].lstrip("了的").rstrip(_RIGHT_EDGE)
    part = _left_phrase(without_linking(stripped[: share.start()]))
    if not part:
        part = (before.part if before is not None else None) or _inherit(between, before) or ""
    tail = "" if _SHARE_NOUN.search(whole) else "的比重"
    metric = f"{part}占{whole}{tail}"
    return Named(metric, metric, part=part or None)


_LEFT_EDGE = "的和与及、， "
_RIGHT_EDGE = "的中内里等均和与及、， "


def _trim(phrase: str) -> str:
    """Drop what is left of a cut at the edges: particles, half of a pair of quotes."""
    phrase = phrase.lstrip(_LEFT_EDGE).rstrip(_RIGHT_EDGE).removesuffix("之一")
    for opening, closing in ("“”", "《》"):
        if (opening in phrase) != (closing in phrase):
            phrase = phrase.rpartition(closing)[2].partition(opening)[0]
    return phrase.strip(_LEFT_EDGE) if len(phrase) > 1 else ""


def _left_phrase(stripped: str) -> str:
    """Cut the noun phrase out of what stands before a number, linking words gone."""
    phrase = _trim(phrase_before(stripped))
    if 0 < len(phrase) <= 2 or phrase in _GENERIC:  # 中央财政五年支出: a date stands between
        head, gap, _ = stripped.rpartition(GAP)
        owner = _trim(phrase_before(without_linking(head))) if gap else ""
        if 2 <= len(owner) <= 10 and stripped.endswith(GAP + phrase):
            phrase = owner + phrase
    if len(phrase) > _LONG:
        _, found, tail = phrase.rpartition("的")
        if found and len(tail) > 2:
            phrase = tail
    return phrase.rpartition("、")[2] if len(phrase) > _LONG else phrase


def _right_phrase(number: Mention, right: str) -> str:
    if _TURNS.match(right):
        return ""
    phrase = phrase_after(right.lstrip("的 "), named=number.unit not in _SELF_NAMED)
    phrase = phrase if phrase in _SHORT else _trim(phrase)
    return "" if _CHANGE_NOUNS.match(phrase) else phrase


def _inherit(between: list[str], before: Named | None) -> str | None:
    """Take what a clause leaves unsaid from the clauses before it, else from the last number."""
    for clause in between:
        if _ADVERBIAL.search(clause):
            continue
        share = _SHARE.search(without_linking(clause))
        if share is not None:
            return _share(clause, share, [], before).metric
        change = read_change(clause)
        phrase = _left_phrase(without_linking(change.rest if change is not None else clause))
        if 2 <= len(phrase) <= _LONG:
            return phrase
    return before.base if before is not None else None
