"""Questions that a corpus nearly answers, made from questions that it does answer.

Another period, another name, an attribute that is not told, another measure: each differs from a
question of the set in one point that decides. Another measure may be told of after all, of a vague
question by another passage: `is_told`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence

from retrieval.answer.asking import QuestionKind
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name
from retrieval.text import TokenKind

KINDS = ("period", "entity", "attribute", "measure")

_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIODS = ("1953年", "1967年", "2031年", "2044年", "1889年")
_NAMES = [
    "温州",
    "椒江区",
    "哥斯达黎加",
    "马耳他",
    "张伟明",
    "李建军",
    "西宁",
    "武夷山",
    "奥兰多",
    "腾冲",
    "摩纳哥",
    "巴拿马",
    "铜陵",
    "王小川",
    "赵德柱",
]
_ATTRIBUTES = [
    "注册资本",
    "吉祥物",
    "客服电话",
    "会员费",
    "门票价格",
    "收视率",
    "校训",
    "车牌号",
    "专利数量",
    "主题曲",
    "赞助商",
    "绰号",
    "星座",
    "身高",
    "总教练",
]
_OPPOSITES = (
    ("死亡", "失踪"), ("丧生", "失踪"), ("受伤", "失踪"), ("出口", "进口"), ("收入", "支出"),
    ("面积", "人口"), ("长度", "宽度"), ("全长", "宽度"), ("最大", "最小"), ("增长", "亏损"),
    ("成立", "解散"), ("出生", "结婚"), ("学生", "教师"), ("投资", "负债"), ("伤亡", "失踪"),
    ("逮捕", "释放"), ("参加", "退出"), ("多高", "多重"), ("歌曲", "演员"), ("拘留", "释放"),
)  # fmt: skip


def near_misses(
    question: Question, terms: Sequence[AskedTerm], rng: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield kinds and near misses of a question, those that can be made of it."""
    text = question.text
    year = _YEAR.search(text)
    if year is not None:
        other = str(int(year.group()) + rng.choice((-7, -3, 4, 9, 13)))
        yield "period", text[: year.start()] + other + text[year.end() :]
    else:
        yield "period", rng.choice(_PERIODS) + text
    words = [term for term in terms if term.kind is TokenKind.WORD and len(term.text) >= 2]
    names = [term for term in words if is_name(term)]
    if names:
        name = rng.choice(names)
        yield "entity", text[: name.start] + rng.choice(_NAMES) + text[name.end :]
    if words:
        rarest = max(words, key=lambda term: term.weight)
        subject = text[rarest.start : rarest.end]
        yield "attribute", f"{subject}的{rng.choice(_ATTRIBUTES)}是什么？"
    if question.kind is QuestionKind.NUMBER:
        for measure, other in _OPPOSITES:
            if measure in question.folded:
                yield "measure", question.folded.replace(measure, other)
                break


def is_told(terms: Sequence[AskedTerm], texts: Iterable[str]) -> bool:
    """Say whether one comparable text holds every word, so that it may well answer.

    >>> terms = [AskedTerm("爆炸", 1.0, TokenKind.WORD, 0, 2),
    ...          AskedTerm("失踪", 1.0, TokenKind.WORD, 7, 9)]
    >>> is_told(terms, ["爆炸后找到失踪人员"]), is_told(terms, ["爆炸造成9人受伤", "2人失踪"])
    (True, False)
    """
    return any(all(term.text in text for term in terms) for text in texts)
