from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.replies.html import CAPTION_LIMIT
from bot.replies.reply import Button, Verb
from bot.replies.statistics import (
    MAX_ROWS,
    compose_comparison,
    compose_digest,
    compose_overview,
)
from bot.replies.texts import Language, Texts
from bot.replies.trails import trail
from retrieval import KeyNumber, MeasureTable, Passage, Report
from tests.support.answers import PARAGRAPH, make_number, make_passage

ZH = Texts(Language.ZH_HANS)
REPORT = Report(id="r1", title="五常街道：推动外贸稳中提质", source="a.txt")
RATE = make_number(
    PARAGRAPH, "98%", metric="满意率", value=Decimal("0.98"), period="今年以来", unit="%"
)


def address(passage: Passage) -> str | None:
    return f"https://t.me/youju_bot?start=c_{passage.id}"


def table(*rows: tuple[Passage, KeyNumber], metric: str = "满意率") -> MeasureTable:
    return MeasureTable(metric, "%", rows, 1.0)


def test_the_overview_counts_the_corpus_and_each_report() -> None:
    """Sums above, a line a report, a button that shows its digest."""
    reply = compose_overview([(REPORT, 9, 10), (replace(REPORT, id="r2"), 3, 4)], texts=ZH)
    assert reply.plain.startswith("报告里的数字\n2 篇报告 · 12 段 · 14 个关键数字\n\n1. 五常街道")
    assert reply.rows == ((Button("1", Verb.DIGEST, "r1"), Button("2", Verb.DIGEST, "r2")),)


def test_a_digest_is_lines_with_citations_below_a_card() -> None:
    """Each line links to its passage, and the numbers of one passage share its citation."""
    stated = [
        (make_passage(), RATE),
        (make_passage(id="p2"), RATE),
        (make_passage(), make_number(PARAGRAPH, "100余个", metric="解决问题")),
    ]
    reply = compose_digest(REPORT, stated, texts=ZH, address=address)
    assert reply.plain == (
        "五常街道：推动外贸稳中提质\n\n"
        "满意率 98%（今年以来） [1]\n满意率 98%（今年以来） [2]\n解决问题 100余个 [1]"
    )
    assert reply.rows == (
        (
            Button("[1] 看上下文", Verb.OPEN, trail(stated[0][0])),
            Button("[2]", Verb.OPEN, trail(stated[1][0])),
        ),
        (Button("这篇报告", Verb.OUTLINE, "r1"),),
    )
    assert reply.picture is not None
    assert reply.picture.draw().startswith(b"\x89PNG")
    assert reply.body.length <= CAPTION_LIMIT


def test_a_report_without_numbers_says_so_without_a_card() -> None:
    """Nothing is drawn where there is nothing to draw."""
    reply = compose_digest(REPORT, [], texts=ZH, address=address)
    assert reply.plain.endswith("\n\n这篇报告里没有可列的关键数字。")
    assert reply.picture is None


def test_a_comparison_lists_whose_number_it_is_and_offers_measures_like_it() -> None:
    """A line a place, and the other measures as buttons that compare them."""
    first, second = make_passage(), make_passage(id="p2", report_title="海盐")
    reply = compose_comparison(
        [table((first, RATE), (second, RATE)), table((first, RATE), metric="群众满意率")],
        texts=ZH,
        address=address,
    )
    assert reply.plain == (
        "满意率\n\n"
        "五常街道：推动外贸稳中提质 今年以来  98% [1]\n海盐 今年以来  98% [2]\n\n"
        "相近的指标："
    )
    assert reply.rows[-1] == (Button("群众满意率", Verb.COMPARE),)
    assert reply.picture is not None


def test_a_single_place_is_compared_with_nothing() -> None:
    """One bar is no picture."""
    reply = compose_comparison([table((make_passage(), RATE))], texts=ZH, address=address)
    assert reply.picture is None


def test_a_long_comparison_says_how_many_places_are_left_out() -> None:
    """A message lists the first places only."""
    rows = [(make_passage(id=f"p{i}"), RATE) for i in range(MAX_ROWS + 3)]
    reply = compose_comparison([table(*rows)], texts=ZH, address=address)
    assert reply.plain.endswith("…… 另有 3 处")
