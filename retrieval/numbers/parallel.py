"""Which number belongs to which item of a parallel list?

分别 binds a list of nouns to a list of numbers one to one
(第一产业、第二产业用电量分别增长3%、4%).
"""

from __future__ import annotations

import re

from retrieval.lexicons import words
from retrieval.numbers.changes import read_change
from retrieval.numbers.phrases import GAP, phrase_before, without_linking

_VERBS = words("verbs")

_RESPECTIVELY = re.compile("(?:同比|环比)?分别")
_MARK = re.compile("[，：:]")
#: What the list before it has each of: A公司和B公司，占比分别为…
_SHARE = re.compile("[，,](?P<measure>占比|比重|份额|增速|增幅|降幅)$")
_ITEM = re.compile("[、和与及]|[，,]?(?:以及|还有)")
#: Two measures in one word, with what each shares: 产销量 → 产量, 销量.
_PAIRS = re.compile(
    "(产|进|收|供|存|买|涨)(销|口|出|支|需|贷|卖|跌)(?P<head>量|口额|口总额|口|额|款余额)?$"
)
#: The measure at the end of the last item, which earlier items share.
_SHARED = re.compile(
    "(?:生活|消费|销售)?(?:用电量|产量|销量|总额|收入|支出|利润|投资|产值|增加值|面积|价格|比重|人数|数量|"
    "出口额|进口额|进出口额|余额|成交额|总量|排放量|出口|进口|标准|成本|工资|费用|[一-龥]{2}(?:率|额|量|费))$"
)


def bind(left: str, count: int) -> list[str] | None:
    """Give each of `count` numbers its item out of the text before the first of them.

    >>> bind("第一产业、第二产业和居民生活用电量分别增长", 3)
    ['第一产业用电量', '第二产业用电量', '居民生活用电量']
    >>> bind("新能源汽车产销量分别完成", 2)
    ['新能源汽车产量', '新能源汽车销量']
    """
    match = _last(left)
    if match is None or len(left) - match.end() > 6:
        return None
    listed = left[: match.start()].rstrip("，, " + GAP)
    share = _SHARE.search(listed)
    listed = listed[: share.start()] if share else listed.rstrip("比较" + GAP)
    items = [item.strip(" “”，," + GAP) for item in _ITEM.split(listed)]
    items = [item for item in items if item]
    if len(items) >= count > 1:
        items = items[-count:]
        items[0] = phrase_before(_MARK.split(items[0])[-1])
        if not all(items):
            return None
        tail = share["measure"] if share else _measured_tail(left[match.end() :])
        return [item + tail for item in items] if tail else _with_shared_head(items)
    if count == 2 and items:
        return _split_pair(phrase_before(items[-1]))
    return None


def is_bound_again(left: str) -> bool:
    """Tell whether `left` binds the list before it once more (同比分别增长)."""
    match = _last(left)
    return (
        match is not None
        and len(left) - match.end() <= 6
        and not left[: match.start()].strip("，, 均也、")
    )


def _last(left: str) -> re.Match[str] | None:
    return next(reversed(list(_RESPECTIVELY.finditer(left))), None)


def _measured_tail(after: str) -> str:
    """Read the measure that stands behind 分别 (分别进出口2亿元): a noun, no verb of change."""
    tail = without_linking(after)
    return tail if len(tail) > 1 and read_change(after) is None and tail not in _VERBS else ""


def _with_shared_head(items: list[str]) -> list[str]:
    shared = _SHARED.search(items[-1])
    if shared is None or any(_SHARED.search(item) for item in items[:-1]):
        return items
    head = re.sub("^(?:生活|消费|销售)", "", shared[0])
    return [item + head for item in items[:-1]] + [items[-1]]


def _split_pair(item: str) -> list[str] | None:
    match = _PAIRS.search(item)
    if match is None:
        return None
    stem, head = item[: match.start()], match["head"] or ""
    return [stem + match[1] + head, stem + match[2] + head]
