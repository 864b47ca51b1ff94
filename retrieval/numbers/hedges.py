"""How is a number hedged in its text?

Words before and after a number that make it about, more than or less than what it says. They
belong to the number's surface.
"""

from __future__ import annotations

from retrieval.types import Qualifier

_A, _O, _U = Qualifier.APPROX, Qualifier.OVER, Qualifier.UNDER

_BEFORE = {
    "近": _A, "约": _A, "大约": _A, "约合": _A, "约为": _A, "将近": _A, "接近": _A, "大概": _A,
    "差不多": _A, "上": _O, "超过": _O, "超": _O, "逾": _O, "突破": _O, "高于": _O, "多于": _O,
    "不少于": _O, "不低于": _O, "至少": _O, "不到": _U, "不足": _U, "低于": _U, "少于": _U,
    "不超过": _U, "不高于": _U, "至多": _U, "最多": _U,
}  # fmt: skip
_AFTER = {
    "左右": _A, "上下": _A, "余": _A, "多": _A, "以上": _O, "以下": _U, "以内": _U, "之多": None,
}  # fmt: skip


def hedge_before(text: str, start: int) -> tuple[int, Qualifier | None]:
    """Find where a hedge before `start` begins, and which it is."""
    for length in (3, 2, 1):
        qualifier = _BEFORE.get(text[max(start - length, 0) : start])
        if qualifier is not None:
            return start - length, qualifier
    return start, None


def hedge_after(text: str, end: int) -> tuple[int, Qualifier | None]:
    """Find where a hedge after `end` ends, and which it is."""
    for length in (2, 1):
        qualifier = _AFTER.get(text[end : end + length])
        if qualifier is not None:
            return end + length, qualifier
    return end, None
