"""What does a question ask for?

From the words alone: the kind of answer, where the asking phrase stands, which unit or dimension a
number must have. Every offset counts in the question as it was typed. What the corpus says is not
looked at here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.answer.asking import QuestionKind, asked_nouns, asked_units, asking_words
from retrieval.answer.comparing import comparable
from retrieval.lexicons import words
from retrieval.text import is_word, tokenise
from retrieval.types import AnswerKind, NumberKind, Span

_ANSWER_KINDS = {
    QuestionKind.NUMBER: AnswerKind.NUMBER,
    QuestionKind.DATE: AnswerKind.DATE,
    QuestionKind.PERSON: AnswerKind.PERSON,
    QuestionKind.PLACE: AnswerKind.PLACE,
    QuestionKind.NAME: AnswerKind.NAME,
    QuestionKind.LIST: AnswerKind.LIST,
    QuestionKind.REASON: AnswerKind.REASON,
    QuestionKind.DEFINITION: AnswerKind.DEFINITION,
    QuestionKind.BYLINE: AnswerKind.PERSON,
    QuestionKind.REPORTS: AnswerKind.LIST,
}


_COUNTED = re.compile(
    r"(?!的|是|呢|啊|吗|才|算|可以|能|会|被|在|了|到|左右|以上|米|倍)[\u4e00-\u9fff]{2}"
)
#: 占总产值的多少, 服完刑期的多少; 占地面积有多大 asks for no share.
_SHARE_OF = re.compile("占(?!地)(?:了|到)?[^,。;，]{0,20}$|[期值额量数积]的$")
_SHORTEST_WORD = 2  # characters of a word that gives the noun before it another meaning
_CLOSING = "?。.!呢啊呀 "  # folded
_AT_END = "(?=[?。.! ]*$)"
_RATE = re.compile(f"[\u4e00-\u9fff]{{2}}率{_AT_END}")  # 达标率, 入住率
#: Key words that end in a measure ask for its number: 降水量, 存栏.
_MEASURE = re.compile(
    "[\u4e00-\u9fff]{1,4}(?:(?<![质力能较考])量|(?<!名)额|(?<![价数])值|(?<![多少岁无指])数|存栏|出栏|出口|进口|规模"
    f"|容积|强度|密度|浓度|能力){_AT_END}"
)
_AVERAGE = re.compile("平均[\u4e00-\u9fff]{0,6}(?:时间|时长)")
_CLOSED = re.compile("[?。.! ]*$")
_CHANGED = re.compile(f"(?:增长|下降|同比|环比|上升|减少|增加){_AT_END}")
_RANKED = re.compile(r"(?![是的呢啊吗])[\u4e00-\u9fff]")  # 第几[届], 第几[大]港口
_HOW_MUCH = re.compile("多[大高长深宽]")
_CHANGE = re.compile(r"(?:增长|增加|上升|提高|下降|减少|下跌|上涨|回落)了?$")
#: What may stand between the noun asked for and the asking words (产值[大约是]多少).
_COPULA = re.compile(
    r"[\s,:]*(?:一共|总共|大约|大概|分别|现在|目前|达到|已经|达|是|为|有|叫|共|约|占|指|的)*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question taken apart. Spans count in `text`, the question as typed."""

    text: str
    folded: str  #: `text` in simplified, half-width, lower-case characters, one for one
    kind: QuestionKind
    phrase: Span | None = None  #: the asking words with their measure word (多少家, 哪个)
    head: Span | None = None  #: the noun that says what is asked for (哪个[村], [产值]是多少)
    noun_is_class: bool = (
        False  #: the noun names what the answer is (村), not what it is of (产值)
    )
    unit: str | None = None  #: the measure word asked in (多少[家])
    dimension: NumberKind | None = None  #: what the number must count in, where the words say it

    @property
    def before(self) -> str:
        """Give the folded text before the asking phrase; all of it where there is none."""
        return self.folded if self.phrase is None else self.folded[: self.phrase.start]

    @property
    def after(self) -> str:
        """Give the folded text after the asking phrase."""
        return "" if self.phrase is None else self.folded[self.phrase.end :]

    @property
    def outside_phrase(self) -> str:
        """Give the folded text with a stroke for each character of the asking phrase."""
        if self.phrase is None:
            return self.folded
        return self.before + "|" * (self.phrase.end - self.phrase.start) + self.after

    @property
    def noun(self) -> str:
        """Give the folded noun asked for, `""` where the words name none."""
        return "" if self.head is None else self.folded[self.head.start : self.head.end]

    @property
    def answer_kind(self) -> AnswerKind:
        """Name the kind of answer that fits."""
        return _ANSWER_KINDS.get(self.kind, AnswerKind.PASSAGE)


def parse_question(text: str) -> Question:
    """Take a question apart. Never fails: what asks nothing is of kind `PASSAGE`.

    >>> question = parse_question("方林村的集体经济总资产是多少亿元？")
    >>> question.kind, question.unit, question.before, question.noun
    (<QuestionKind.NUMBER: 'number'>, '元', '方林村的集体经济总资产是', '总资产')
    >>> parse_question("海盐经开区 民营企业 占比").dimension
    <NumberKind.PERCENT: 'percent'>
    """
    folded = comparable(text)
    found = asking_words(folded)
    if found is None:
        return _from_key_words(text, folded)
    span, (kind, dimension, _) = found
    match kind:
        case QuestionKind.NUMBER:
            return _number_question(text, folded, span, dimension)
        case QuestionKind.NAME | QuestionKind.PERSON | QuestionKind.LIST:
            return _name_question(text, folded, span, kind)
        case _:
            return Question(text=text, folded=folded, kind=kind, phrase=span, dimension=dimension)


def _number_question(text: str, folded: str, span: Span, dimension: NumberKind | None) -> Question:
    pattern, table = asked_units()
    unit: str | None = None
    end = span.end
    if dimension is None:
        match = pattern.match(folded, span.end)
        if match is not None and match.group(1) and _ends_a_word(folded, match.end()):
            unit, end = match.group(1), match.end()
            dimension = table[unit]
        elif match is not None and match.group().startswith("个"):
            unit, end = "个", match.end()
            dimension = NumberKind.COUNT
    elif dimension is NumberKind.ORDINAL:
        match = _RANKED.match(folded, span.end)
        if match is not None:
            unit, end = match.group(), match.end()
    head = _noun_before(folded, span.start, QuestionKind.NUMBER)
    named = asked_nouns()[1][folded[head.start : head.end]].dimension if head is not None else None
    # 面积多大, 温度多高: the noun knows better than the adjective.
    is_open = dimension is None or _HOW_MUCH.match(folded, span.start) is not None
    if unit is None and named is not None and is_open:
        dimension = named
    if unit is None and _SHARE_OF.search(folded[: span.start]):
        dimension = NumberKind.PERCENT  # 占总产值的多少 asks for no money
    if dimension is None and head is None and unit is None:
        dimension = _dimension_behind(folded, end)
    if dimension is None and head is None and _COUNTED.match(folded, end):
        dimension = NumberKind.COUNT
    if dimension is None and _CHANGE.search(folded[: span.start]):
        dimension = NumberKind.PERCENT
    if dimension is None and folded[span.start : span.end] == "多大":
        dimension = NumberKind.AGE
    if head is not None and dimension is NumberKind.PERCENT and named is not dimension:
        head = None
    return Question(
        text=text, folded=folded, kind=QuestionKind.NUMBER, phrase=Span(span.start, end),
        head=head, unit=unit, dimension=dimension,
    )  # fmt: skip


def _dimension_behind(folded: str, end: int) -> NumberKind | None:
    """Give what the noun right behind the asking words counts in: 多少[经费], 多少[比例]."""
    match = asked_nouns()[0].match(folded, end)
    entry = None if match is None else asked_nouns()[1][match.group()]
    is_number = entry is not None and entry.kind is QuestionKind.NUMBER
    return entry.dimension if entry is not None and is_number else None


def _ends_a_word(text: str, end: int) -> bool:
    """Say whether no word runs on behind `end`: 份 in 多少份额 is no measure word.

    What the segmenter glues together is no word: 多少人|因伤住院.
    """
    over = next((token for token in tokenise(text) if token.start < end < token.end), None)
    return over is None or not is_word(over.term)


def _name_question(text: str, folded: str, span: Span, kind: QuestionKind) -> Question:
    """Let the noun beside the asking words say what they ask for: 哪个[城市], [商标]是什么."""
    word = folded[span.start : span.end]
    head = _noun_after(folded, span.end) or _noun_before(folded, span.start, None)
    noun = asked_nouns()[1][folded[head.start : head.end]] if head is not None else None
    if kind is QuestionKind.NAME:
        if noun is not None:
            kind = noun.kind
        elif word == "哪":
            kind = QuestionKind.PLACE
        elif word in {"什么", "啥"} and _is_definition(folded, span):
            kind = QuestionKind.DEFINITION
    elif noun is not None and noun.kind is QuestionKind.HOW and "什么" in word:
        kind = QuestionKind.HOW  # 有什么区别 asks for no enumeration
    elif kind is QuestionKind.PERSON and head is None and _names_a_person(folded, span):
        kind = QuestionKind.DEFINITION  # 沈家华是谁 asks who he is
    dimension = noun.dimension if noun is not None and kind is noun.kind else None
    return Question(
        text=text, folded=folded, kind=kind, phrase=span, head=head, dimension=dimension,
        noun_is_class=noun is not None and noun.is_class,
    )  # fmt: skip


def _is_definition(folded: str, span: Span) -> bool:
    """Tell 枇杷露是什么 (a definition) from 枇杷露的商标是什么 (an attribute)."""
    rest = folded[span.end :].strip(_CLOSING)
    subject = folded[: span.start].removesuffix("是")
    return not rest and folded[: span.start].endswith("是") and "的" not in subject


def _names_a_person(folded: str, span: Span) -> bool:
    """Say whether all that stands before 是谁 is a personal name."""
    name, copula, rest = folded[: span.start].strip().partition("是")
    if not copula or rest or folded[span.end :].strip(_CLOSING):
        return False
    return "·" in name or (
        2 <= len(name) <= 4 and (name[0] in words("surnames") or name[:2] in words("surnames"))
    )


def _noun_after(folded: str, start: int) -> Span | None:
    """Find the asked noun that ends the word group behind the asking words (哪个[沿海]城市)."""
    group = re.match(r"[^\W\d_]{1,8}", folded[start:])
    if group is None:
        return None
    pattern, _ = asked_nouns()
    match = pattern.search(group.group())
    if match is None or match.start() > 4:
        return None
    return Span(start + match.start(), start + match.end())


def _noun_before(folded: str, end: int, kind: QuestionKind | None) -> Span | None:
    """Find the asked noun that stands right before `end`, a copula between them at most."""
    before = _COPULA.sub("", folded[:end])
    for length in range(min(6, len(before)), 0, -1):
        entry = asked_nouns()[1].get(before[-length:])
        if entry is not None and (kind is None or entry.kind is kind):
            return Span(len(before) - length, len(before))
    return None


def _ends_a_group(folded: str, end: int) -> bool:
    """Say whether key words end at `end`: not 面积 in 面积公式, but in 面积 2021年.

    How a measure changes may follow it: 产值增长.
    """
    rest = re.split(r"[^\u4e00-\u9fff]", folded[end:], maxsplit=1)[0]
    return len(rest) < _SHORTEST_WORD or _CHANGE.match(rest) is not None


def _from_key_words(text: str, folded: str) -> Question:
    """Read key words without a question word by the last noun that can be asked for."""
    pattern, table = asked_nouns()
    found = [
        match
        for match in pattern.finditer(folded)
        if not table[match.group()].is_class and _ends_a_group(folded, match.end())
    ]
    asked = _CLOSED.match(folded, found[-1].end()) if found else None
    for measured, dimension in (
        (_RATE, NumberKind.PERCENT),
        (_CHANGED, NumberKind.PERCENT),
        (_MEASURE, None),
    ):
        match = None if asked else measured.search(folded)
        if match is not None and match.group().endswith("额"):
            dimension = NumberKind.MONEY
        if match is not None:
            return Question(
                text=text, folded=folded, kind=QuestionKind.NUMBER, head=Span(*match.span()),
                dimension=dimension,
            )  # fmt: skip
    if found:
        kind, dimension, _ = table[found[-1].group()]
        if kind is QuestionKind.DATE and _AVERAGE.search(folded):  # 平均等候时间
            kind, dimension = QuestionKind.NUMBER, NumberKind.DURATION
        return Question(
            text=text, folded=folded, kind=kind, head=Span(*found[-1].span()), dimension=dimension
        )
    return Question(text=text, folded=folded, kind=QuestionKind.PASSAGE)
