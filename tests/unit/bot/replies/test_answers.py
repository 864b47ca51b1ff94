from __future__ import annotations

from dataclasses import replace

import pytest

from bot.replies.answers import MAX_KEY_NUMBERS, MAX_QUOTE_CHARS, compose_answer
from bot.replies.html import MESSAGE_LIMIT
from bot.replies.reply import Button, Verb
from bot.replies.texts import Language, Texts
from bot.replies.trails import trail
from retrieval import (
    Answer,
    AnswerKind,
    Band,
    Citation,
    Comparison,
    Direction,
    Passage,
    Span,
)
from tests.support.answers import make_answer, make_number, make_passage, make_refusal

ZH = Texts(Language.ZH_HANS)


def address(passage: Passage) -> str | None:
    return f"https://t.me/youju_bot?start=c_{passage.id}"


def nowhere(_: str) -> str | None:
    return None


def html_of(answer: Answer) -> str:
    return compose_answer(answer, ZH, address=nowhere).html


def test_a_sure_answer_leads_in_bold_and_stands_in_its_sentence() -> None:
    """Short answer, sentence with the answer marked, then title, section and passage."""
    assert html_of(make_answer()) == (
        "<b>98%</b>\n"
        "今年以来，该街道走访企业150余家，解决问题100余个，满意率达<b>98%</b>。 [1]\n\n"
        "[1] <b>五常街道：推动外贸稳中提质</b> · 坚持走访\n"
        "<blockquote expandable>今年以来，该街道走访企业150余家，解决问题100余个，"
        "满意率达<b>98%</b>。下一步将继续走访。</blockquote>"
    )


def test_an_unsure_answer_lets_the_sentence_lead_with_its_candidates() -> None:
    """Without enough confidence no short answer stands alone; all candidates are marked."""
    passage = make_passage("走访企业150余家，解决问题100余个。")
    answer = make_answer(passage, answer="100余个", bold=False, candidates=(Span(4, 9),))
    lead, *_ = html_of(answer).split("\n")
    assert lead == "走访企业<u>150余家</u>，解决问题<b>100余个</b>。 [1]"


def test_a_whole_sentence_is_not_said_twice() -> None:
    """An answer that is its sentence stands once, unmarked, before its passage."""
    passage = make_passage("因为停车难。路桥开放了车位。")
    said = "因为停车难"
    answer = make_answer(passage, answer=said, kind=AnswerKind.REASON)
    lead, *_ = html_of(answer).split("\n")
    assert lead == "因为停车难。 [1]"


def test_a_sentence_that_is_its_whole_passage_is_not_said_twice() -> None:
    """The quotation stands for the sentence where it holds nothing else."""
    assert html_of(make_answer(make_passage("满意率达98%。"))) == (
        "<b>98%</b> [1]\n\n"
        "[1] <b>五常街道：推动外贸稳中提质</b> · 坚持走访\n"
        "<blockquote expandable>满意率达<b>98%</b>。</blockquote>"
    )


def test_numbers_open_their_passage() -> None:
    """Every [n] is a link to the passage in context, and a button opens it as well."""
    reply = compose_answer(make_answer(), ZH, address=address)
    assert reply.html.count('<a href="https://t.me/youju_bot?start=c_p1">[1]</a>') == 2
    assert reply.rows[0] == (Button("[1] 看上下文", Verb.OPEN, trail(make_passage())),)


def test_key_numbers_say_what_they_measure() -> None:
    """One line a number: measure, surface with direction, period, subject, base of comparison."""
    text = "规上工业增加值42.74亿元，同比增长13.8%，能耗下降3%。"
    numbers = (
        (1, make_number(text, "42.74亿元", metric="规上工业增加值", period="上半年")),
        (
            1,
            make_number(
                text,
                "13.8%",
                metric="增长",
                subject="开发区",
                direction=Direction.UP,
                comparison=Comparison(surface="去年的12%"),
            ),
        ),
        (1, make_number(text, "3%", metric="能耗", direction=Direction.DOWN)),
    )
    answer = make_answer(make_passage(text), answer="42.74亿元", key_numbers=numbers)
    assert html_of(answer).split("\n\n")[1] == (
        "关键数字\n"
        "规上工业增加值 <b>42.74亿元</b>（上半年） [1]\n"
        "增长 <b>13.8% ↑</b>（开发区，比去年的12%） [1]\n"
        "能耗 <b>3% ↓</b> [1]"
    )


def test_key_numbers_are_few() -> None:
    """A passage full of numbers does not push itself off the screen."""
    numbers = [make_number("98%", "98%", metric=f"第{n}项满意率") for n in range(20)]
    reply = html_of(make_answer(key_numbers=tuple((1, number) for number in numbers)))
    assert reply.count("项满意率 <b>98%</b>") == MAX_KEY_NUMBERS


def test_numbers_that_name_no_measure_are_left_to_the_passage() -> None:
    """A line "1—6月" would tell nobody anything."""
    answer = make_answer(key_numbers=((1, make_number("150余家", "150余家")),))
    assert "关键数字" not in html_of(answer)


def test_further_passages_are_named_a_line_a_place() -> None:
    """The first is quoted; the others are named, those of one place together."""
    others = [
        make_passage("甲。", id="p2", report_title="另一篇", section=None),
        make_passage("乙。", id="p3", report_title="另一篇", section=None),
    ]
    answer = make_answer()
    further = [Citation(n, passage, 3.0) for n, passage in enumerate(others, 2)]
    reply = compose_answer(
        replace(answer, citations=(*answer.citations, *further)), ZH, address=nowhere
    )
    assert reply.html.endswith("</blockquote>\n\n[2] [3] <b>另一篇</b>")
    assert reply.rows[0] == (
        Button("[1] 看上下文", Verb.OPEN, trail(make_passage())),
        Button("[2]", Verb.OPEN, trail(others[0])),
        Button("[3]", Verb.OPEN, trail(others[1])),
    )


def test_gaps_of_the_source_are_shown() -> None:
    """Where the source lost text, the quotation says so and glues nothing."""
    passage = make_passage("后进行满意率达98%。", gap_before=True, gap_after=True)
    assert "<blockquote expandable>[…]后进行满意率达<b>98%</b>。[…]</blockquote>" in html_of(
        make_answer(passage)
    )


def test_a_near_passage_is_introduced_by_what_it_lacks() -> None:
    """Nothing leads; what is missing is named, and the nearest passage quoted."""
    answer = make_refusal(
        make_passage("走访企业。"),
        make_passage("另一段。", id="p2"),
        band=Band.NEAR,
        missing=("2019年", "人口"),
    )
    reply = compose_answer(answer, ZH, address=nowhere)
    assert reply.html == (
        "报告里没有找到“2019年”、“人口”，最接近的是：\n\n"
        "[1] <b>五常街道：推动外贸稳中提质</b> · 坚持走访\n"
        "<blockquote expandable>走访企业。</blockquote>"
    )
    assert reply.rows == (
        (Button("[1] 看上下文", Verb.OPEN, trail(make_passage("走访企业。"))),),
        (Button("更多段落", Verb.MORE, "1"),),
    )


def test_a_near_passage_without_named_words_says_not_found() -> None:
    """Where no word is missing, the passage is still not passed off as an answer."""
    answer = make_refusal(make_passage(), band=Band.NEAR)
    assert html_of(answer).startswith("报告里没有找到直接的回答，最接近的是：\n\n")


def test_nothing_found_is_said_with_better_questions() -> None:
    """An abstention names no passage and offers questions as buttons."""
    reply = compose_answer(make_refusal(suggestions=("走访了多少家？",)), ZH, address=nowhere)
    assert reply.html == "报告里没有找到答案。\n\n可以这样问："
    assert reply.rows == ((Button("走访了多少家？", Verb.ASK),),)


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
@pytest.mark.parametrize("band", [Band.NEAR, Band.NONE])
def test_every_abstention_in_chinese_says_not_found(language: Language, band: Band) -> None:
    """Scripts and people look for these words."""
    said = compose_answer(make_refusal(band=band), Texts(language), address=nowhere).plain
    assert {"zh-hans": "没有找到", "zh-hant": "沒有找到"}[language] in said


def test_the_question_is_shown_where_no_message_of_the_asker_is_quoted() -> None:
    """An answer to a pressed button begins with its question."""
    reply = compose_answer(make_answer(), ZH, address=nowhere, show_question=True)
    assert reply.html.startswith("<i>问：满意率是多少？</i>\n\n<b>98%</b>\n")


HOSTILE = '</blockquote><b>& "><script>x</script>98%<a href="tg://x">。'


def test_markup_in_a_report_or_a_question_is_text() -> None:
    """What looks like a tag is shown, never obeyed."""
    passage = make_passage(HOSTILE, report_title="<b>标题", section="</i>节")
    answer = make_answer(passage, question="<code>?", missing=("<i>",))
    html = compose_answer(answer, ZH, address=nowhere, show_question=True).html
    shown = '&lt;/blockquote&gt;&lt;b&gt;&amp; "&gt;&lt;script&gt;x&lt;/script&gt;<b>98%</b>'
    assert shown in html
    assert "<i>问：&lt;code&gt;?</i>" in html
    assert "<b>&lt;b&gt;标题</b> · &lt;/i&gt;节" in html


def test_a_long_passage_is_quoted_around_its_answer() -> None:
    """The quotation of a long passage is a window that holds the answering sentence."""
    filler = "这一段很长，没有数字。" * 300
    passage = make_passage(filler + "满意率达98%。" + filler)
    answer = make_answer(passage, sentence="满意率达98%。")
    reply = compose_answer(answer, ZH, address=nowhere)
    quoted = reply.plain.split("\n")[-1]
    assert quoted.startswith("…满意率达98%。")
    assert quoted.endswith("。…")
    assert len(quoted) <= MAX_QUOTE_CHARS + 2
    assert reply.body.length < MESSAGE_LIMIT
