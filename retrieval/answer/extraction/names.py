"""Which name in the passages found is the one asked for?

What a sentence says beyond the question answers it: candidates are the runs of words that the
question does not hold, cut at marks and at words that join, with quoted names and names with the
noun asked for (哪个[村] → 小稠村) besides. A linear model weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from retrieval.answer.asking import QuestionKind
from retrieval.answer.evidence import Reading, Sentence
from retrieval.answer.extraction.context import (
    Candidate,
    alignment,
    clause_coverage,
    coverage_beside,
    distances,
    nearness,
)
from retrieval.answer.extraction.holders import holder_candidates
from retrieval.answer.extraction.offices import office_candidates
from retrieval.answer.extraction.ranked import ranked_candidates
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.lexicons import rows, words
from retrieval.text import Token, TokenKind, tokenise
from retrieval.types import Span

FEATURES = (
    "sentence", "titled", "beside", "passage", "rank", "clause", "near", "before", "after",
    "quoted", "kind", "other kind", "noun", "noun beside", "surname", "place mark", "agent mark",
    "says", "digits", "short", "long", "repeated", "at start", "plain", "partial", "title",
    "verb first", "verb last", "pronoun", "common",
)  # fmt: skip

_N_SENTENCES = 4  # read closely, of all passages
_LONGEST = 24  # characters of a name
_LONGEST_RUN = 8  # tokens
_PRONOUNS = "该这那其本此某各每"
_OFFICE_ASKED = frozenset(["职务", "职位", "官职", "头衔", "职"])
_WHERE_IS = re.compile("(?:在|位于|坐落于|坐落在|地处)$")
_REFERS_BACK = re.compile("该[村镇乡县市区省校公企组机]|[这那]家|[这那]个[村镇]")
_ADMINISTRATIVE = "省市县区镇乡村"
_QUOTED = re.compile(
    r"“([^“”]{1,20})”|‘([^‘’]{1,20})’|「([^「」]{1,20})」|『([^『』]{1,20})』|《[^《》]{1,30}》"
)
_LINK = re.compile("(?:是|为|叫|的)?")  # between a label and 谁
_BY = "由"
_COUNTING = "名位个家人件亿万元"
_QUANTITY = re.compile(r"[前后首末]?[零一二三四五六七八九十百千万两\d]+[名位个家人]")
_SAYS = re.compile(
    "^[,，]?(?:说|表示|指出|称|认为|介绍|宣布|透露|强调|告诉|发表|担任|出任|当选|获得|主持)"
)
_PLACE_BEFORE = re.compile(
    "(?:(?<![正实现存])在|于|位于|到|赴|抵达|来自|往|至|从|自|坐落|前往|访问)$"
)
_OPENING = frozenset("“‘「『《")
_AGENT_BEFORE = re.compile("(?:由|被|是|为|叫|名叫|称为|叫做|任命|与|和|跟|对|以)$")


def name_candidates(
    question: Question, terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> list[Candidate]:
    """List the possible names of the sentences that hold most of the question."""
    if held := holder_candidates(question, readings):
        return held
    if labelled := _labelled(question, terms, readings):
        return labelled
    if ranked := list(ranked_candidates(question, terms, readings)):
        return ranked
    entries = [(reading, sentence) for reading in readings for sentence in reading.sentences]
    best = sorted(
        entries, key=lambda e: -(e[1].coverage + e[0].coverage * 0.5 - 0.1 * e[0].hit.rank)
    )[:_N_SENTENCES]
    asked = {term.text for term in terms}
    noun = asked_noun(question, terms)
    for reading, sentence in list(best):
        # 该村 stands for a name of the sentence before.
        before = reading.sentences[max(sentence.position - 1, 0)]
        if _REFERS_BACK.search(sentence.folded) and (reading, before) not in best:
            best.append((reading, before))
    found: dict[tuple[int, Span], Candidate] = {}
    for reading, sentence in best:
        for span in _spans(sentence, asked, noun):
            whole = Span(sentence.span.start + span.start, sentence.span.start + span.end)
            text = sentence.folded[span.start : span.end]
            counted = span.start and sentence.folded[span.start - 1].isdigit()
            if counted and text[0] in _COUNTING:
                continue  # 3|名运动员
            if _is_asked(text, question.folded) or _QUANTITY.fullmatch(text):
                continue  # what the question says is not what it asks
            found.setdefault((reading.ordinal, whole), Candidate(reading, sentence, whole))
    names = list(found.values())
    if _WHERE_IS.search(question.before) and not question.after.strip("?。.!呢啊 "):
        located = [name for name in names if _is_located(name)]
        names = located or names
    if noun in _OFFICE_ASKED:
        return list(office_candidates(question, readings)) or names
    if noun in words("naming_nouns"):
        return [name for name in names if _is_named(name.folded, noun)] or names
    return names


def _labelled(
    question: Question, terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> list[Candidate]:
    """List what rows of tables say behind the very label asked for: 中标人 东湖公司."""
    if question.phrase is None or question.after.strip("?。.!呢啊 "):
        return []
    labels = [t.text for t in terms if _LINK.fullmatch(question.before[t.end :])]
    found = []
    for reading in readings:
        for sentence in reading.sentences:
            for label in labels:
                match = re.search(
                    rf"{re.escape(label)} ([^\s,;:，。；：]{{2,24}})$", sentence.folded
                )
                if match is not None and len(label) > 1:
                    start = sentence.span.start
                    span = Span(start + match.start(1), start + match.end(1))
                    found.append(Candidate(reading, sentence, span))
    return found


def _is_located(name: Candidate) -> bool:
    """Say whether a name is that of a place that something lies in (在宁波市北部)."""
    is_place = name_kind(name.folded) == QuestionKind.PLACE.value
    return is_place and _PLACE_BEFORE.search(name.left) is not None


def asked_noun(question: Question, terms: Sequence[AskedTerm]) -> str:
    """Name what is asked for: the noun known, else the word beside 什么 or before 叫什么."""
    if question.noun or question.phrase is None:
        return question.noun
    start, end = question.phrase
    after = [term.text for term in terms if 0 <= term.start - end <= 1]
    before = [term.text for term in terms if 0 <= start - term.end <= 1]
    return (after[:1] or before[-1:] or [""])[0]


def _is_named(text: str, noun: str) -> bool:
    return text.endswith(noun) and len(text) > len(noun) and text[0] not in _PRONOUNS


def name_features(
    question: Question, terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    wanted = question.kind.value if question.kind.value in {"person", "place"} else "name"
    verbs, frequent = words("common_verbs"), words("frequent_words")
    described: list[tuple[float, ...]] = []
    noun = asked_noun(question, terms)
    for candidate in candidates:
        text = candidate.folded
        before, after = alignment(candidate, question)
        left, right = candidate.left, candidate.right
        kind = name_kind(text)
        person = wanted == "person" and is_person(text)
        quoted = left[-1:] in _OPENING or text[:1] == "《"
        described.append(
            (
                candidate.sentence.coverage,
                candidate.sentence.coverage_titled,
                coverage_beside(candidate),
                candidate.reading.coverage,
                candidate.reading.hit.score / top if top > 0 else 1.0,
                clause_coverage(candidate, terms),
                nearness(candidate, terms, distances(candidate)),
                before,
                after,
                float(quoted),
                float(kind == wanted),
                float(kind is not None and kind != wanted),
                float(bool(noun) and text.endswith(noun) and text != noun),
                float(bool(noun) and (right.startswith(noun) or left.endswith(noun))),
                float(person),
                float(wanted == "place" and bool(_PLACE_BEFORE.search(left))),
                float(wanted != "place" and bool(_AGENT_BEFORE.search(left))),
                float(wanted == "person" and bool(_SAYS.search(right))),
                float(any(character.isdigit() for character in text)),
                float(len(text) == 1),
                max(len(text) - 8, 0) / 16,
                float(text in question.folded),
                float(not left or left in verbs),
                float(not any(t in text for t in ("的", "了"))),
                float(any(t.text in text for t in terms)),
                float(text in candidate.reading.hit.passage.report_title),
                float(text[:2] in verbs and len(text) > 2),
                float(text[-2:] in verbs and len(text) > 2),
                float(text[0] in _PRONOUNS),
                float(text in verbs or text in frequent),
            )
        )
    return described


def name_kind(text: str) -> str | None:
    """Tell by its last characters what a name names; `None` where they do not say.

    >>> name_kind("桐屿街道小稠村"), name_kind("小稠农旅发展有限公司"), name_kind("张秀洁")
    ('place', 'name', 'person')
    """
    if is_person(text):
        return QuestionKind.PERSON.value
    suffixes = _suffixes()
    for length in (3, 2, 1):
        kind = suffixes.get(text[-length:])
        if kind is not None and len(text) > length:
            return kind
    return None


def is_person(text: str) -> bool:
    """Say whether a comparable text is formed as a person's name (沈家华, 卡尔·马克思)."""
    if "·" in text:
        return True
    surnames = words("surnames")
    if not all("\u4e00" <= character <= "\u9fff" for character in text):
        return False
    if text[:2] in surnames:
        return 3 <= len(text) <= 4
    if text[0] == "任" and text[1:] in words("offices"):
        return False  # took an office
    return 2 <= len(text) <= 3 and text[0] in surnames and text not in words("stop_words")


@cache
def _suffixes() -> dict[str, str]:
    return {suffix: kind for suffix, kind, *_ in rows("name_suffixes")}


def _spans(sentence: Sentence, asked: set[str], noun: str) -> Iterator[Span]:
    """Cut the candidates out of one sentence; spans count in it."""
    text = sentence.folded
    for match in _QUOTED.finditer(text):
        group = next((g for g in range(1, 5) if match.group(g)), 0)
        yield Span(*match.span(group))
    tokens = tokenise(text)
    for run in _runs(tokens, asked, noun):
        start, end = run[0].start, run[-1].end
        if text[start] == _BY and end - start > 1:
            start += 1  # 由绿|地 is cut wrongly
        if end - start <= _LONGEST and len(run) <= _LONGEST_RUN:
            yield Span(start, end)
        for n in range(1, len(run)):
            # A name begins or ends where the run does, rarely within.
            if end - run[n].start <= _LONGEST:
                yield Span(run[n].start, end)
            if run[n - 1].end - start <= _LONGEST:
                yield Span(start, run[n - 1].end)


def _is_asked(text: str, asked: str) -> bool:
    """Say whether the question says a name already, with 区 or 县 behind it or not."""
    return text in asked or (text[-1] in _ADMINISTRATIVE and text[:-1] in asked)


def _runs(tokens: Sequence[Token], asked: set[str], noun: str) -> Iterator[Sequence[Token]]:
    """Group the tokens that neither the question holds nor a joining word or mark cuts."""
    run: list[Token] = []
    for token in tokens:
        if run and noun and token.term.endswith(noun) and token.start == run[-1].end:
            for length in range(1, min(len(run), 4) + 1):
                yield [*run[-length:], token]
        if _cuts(token, asked):
            if run:
                yield run
            run = []
        else:
            run.append(token)
    if run:
        yield run


def _cuts(token: Token, asked: set[str]) -> bool:
    if token.kind is TokenKind.SYMBOL:
        return token.term not in "·-•.()（）&"
    return (
        token.term in asked
        or token.term in words("name_breaks")
        or token.term in words("stop_words")
        or token.term in words("common_adverbs")
    )
