"""Does the text before a number tell a change, which way, and measured against what?"""

from __future__ import annotations

import re
from typing import NamedTuple

from retrieval.lexicons import rows
from retrieval.types import Direction

_WORDS = {row[0]: (Direction(row[1]), row[2]) for row in rows("changes")}
_LENGTHS = tuple(sorted({len(word) for word in _WORDS}, reverse=True))
_AFTER_VERB = re.compile("(?:了|将为|为|约|近|率|超|分别|均|逾|高达|超过|平均|每年)+$")
_LEVEL = re.compile("(?:到了?|至|成|(?<!增长)(?<!增长将)为)(?:约|近)?$")
_BEFORE_VERB = re.compile(
    "(?:同比|环比|分别|实际|平均|每年|年均|累计|均|将|已|再|也|又|名义|可比|共|仅|只|还|则|预期|力争|"
    "迅速|稳步|继续|持续|明显|显著|快速|不断|逐年|拟|相应|总共|至少|最多|"
    "折合|同口径|可|较快|大幅|小幅|逆势|预计|计划|约|总体|合计|同步|进一步|净|双双|"
    "年化|月均|，|,)+$"
)
_AGAINST = re.compile(
    r"(?:比|较|相比|与)(?P<base>[^，。；：、比较]{1,24}?)(?:相比|来说)?(?:同期)?"
    r"(?:水平|时)?(?:的)?$"
)
_BEYOND = re.compile(
    "(?P<word>超过|高于|低于|快于|慢于|高出|超出|优于|多于|少于|低出)(?P<base>[^，。；：、于]{1,14}?)(?:水平)?$"
)
_UP = frozenset({"超过", "高于", "快于", "高出", "超出", "优于", "多于"})


class Change(NamedTuple):
    """A change told right before a number."""

    direction: Direction
    word: str  #: the change as printed: 增长, 下降
    name: str  #: how a reader names it in percent: 增速, 降幅
    level: bool  #: the number is where the change ends (增加到), not how large it is
    rest: str  #: what stands before the words of change
    beyond: bool  #: it tells how far one thing is above or below another (高于全国0.2个百分点)
    against: str | None  #: what it is measured against, as printed
    against_at: int  #: where that begins in the text looked at; -1 without one


def read_change(left: str) -> Change | None:
    """Read the change that `left` ends with.

    >>> change = read_change("规上工业增加值同比增长")
    >>> change.name, change.rest, change.level
    ('增速', '规上工业增加值', False)
    >>> read_change("比十年前的300多家增长了").against
    '十年前的300多家'
    """
    level_match = _LEVEL.search(left)
    level = level_match is not None
    head = left[: level_match.start()] if level_match else _AFTER_VERB.sub("", left)
    word = _word_at_end(head)
    if word is None:
        return None if level else _read_beyond(left)
    direction, name = _WORDS[word]
    head = _BEFORE_VERB.sub("", head[: -len(word)])
    against = _AGAINST.search(head)
    if against is None:
        return Change(direction, word, name, level, head, False, None, -1)
    rest = _BEFORE_VERB.sub("", head[: against.start()])
    base = against["base"].rstrip("的")
    return Change(direction, word, name, level, rest, False, base, against.start("base"))


def _word_at_end(head: str) -> str | None:
    for length in _LENGTHS:
        word = head[-length:]
        if len(word) == length and word in _WORDS:
            if length == 1 and head[-2:-1] in _NOT_BEFORE_SINGLE:
                return None
            return word
    return None


def _read_beyond(left: str) -> Change | None:
    match = _BEYOND.search(left)
    if match is None:
        return None
    word = match["word"]
    direction = Direction.UP if word in _UP else Direction.DOWN
    rest = _BEFORE_VERB.sub("", left[: match.start()])
    return Change(direction, word, word, False, rest, True, match["base"], match.start("base"))


#: 最高, 至少, 减少 …: there the sign is the end of another word.
_NOT_BEFORE_SINGLE = frozenset("最至不许众多更提减降较新")
