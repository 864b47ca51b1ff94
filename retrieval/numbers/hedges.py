"""How is a number hedged in its text?

Words before and after a number that make it about, more than or less than what it says. They
belong to the number's surface.
"""

from __future__ import annotations

from retrieval.types import Qualifier

_A, _O, _U = Qualifier.APPROX, Qualifier.OVER, Qualifier.UNDER

_BEFORE = {
    "近": _A, "约": _A, "大约": _A, "约合": _A, "将近": _A, "接近": _A, "大概": _A, "差不多": _A,
    "上": _O, "过": _O, "超过": _O, "超": _O, "超出": _O, "逾": _O, "多于": _O, "高于": _O,
    "大于": _O, "不少于": _O, "不低于": _O, "不小于": _O, "至少": _O, "不止": _O, "不下": _O,
    "不到": _U, "不足": _U, "低于": _U, "少于": _U, "小于": _U, "未到": _U, "未满": _U,
    "不满": _U, "不超过": _U, "不高于": _U, "不大于": _U, "至多": _U,
}  # fmt: skip
#: The last sign before the numeral, for a quick refusal.
_LAST = frozenset(word[-1] for word in _BEFORE)
#: A hedge these stand before is the end of another word (附近, 节约).
_NOT_AFTER = {"近": "附最临邻靠亲", "约": "节契合条签预公制", "超": "赶反", "过": "超经通"}

_AFTER = {
    "左右": _A, "上下": _A, "余": _A, "多": _A, "以上": _O, "以下": _U, "以内": _U, "及以上": _O,
    "（含）以上": _O,
}  # fmt: skip
_AFTER_FIRST = frozenset(word[0] for word in _AFTER)
#: 多 before these begins the next word (三天多次, 五年多来 is a duration and stays).
_MANY = frozenset("次种个元样方项家名位地国媒层数于少")


def hedge_before(text: str, start: int) -> tuple[int, Qualifier | None]:
    """Find where a hedge before `start` begins, and which it is.

    >>> hedge_before("带动就业近300人", 5), hedge_before("附近3家", 2)
    ((4, <Qualifier.APPROX: 'approx'>), (2, None))
    """
    end = start
    if end and text[end - 1] == " ":
        end -= 1
    if not end or text[end - 1] not in _LAST:
        return start, None
    for length in (3, 2, 1):
        if length > end:
            continue
        word = text[end - length : end]
        qualifier = _BEFORE.get(word)
        if qualifier is None:
            continue
        before = text[end - length - 1] if end > length else ""
        if before and before in _NOT_AFTER.get(word, ""):
            return start, None
        if word in {"上", "过"} and text[start] not in "百千万亿":
            return start, None
        return end - length, qualifier
    return start, None


def hedge_after(text: str, end: int) -> tuple[int, Qualifier | None]:
    """Find where a hedge after `end` ends, and which it is.

    >>> hedge_after("70%以上", 3), hedge_after("三天多次", 2)
    ((5, <Qualifier.OVER: 'over'>), (2, None))
    """
    if text[end : end + 1] not in _AFTER_FIRST:
        return end, None
    for length in (5, 3, 2, 1):
        word = text[end : end + length]
        qualifier = _AFTER.get(word)
        if qualifier is not None:
            if word == "多" and text[end + 1 : end + 2] in _MANY:
                return end, None
            return end + len(word), qualifier  # the text may end before `length`
    return end, None
