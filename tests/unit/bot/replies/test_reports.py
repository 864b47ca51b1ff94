from __future__ import annotations

import pytest

from bot.replies.html import MESSAGE_LIMIT
from bot.replies.reply import Button, Verb
from bot.replies.reports import (
    NUMBERS_A_PAGE,
    PAGE_SIZE,
    compose_choice,
    compose_numbers,
    compose_outline,
    compose_report_list,
)
from bot.replies.texts import Language, Texts
from bot.replies.trails import trail
from retrieval import Passage, Report, Tier
from tests.support.answers import PARAGRAPH, make_number, make_passage

ZH = Texts(Language.ZH_HANS)


def make_reports(n: int) -> list[Report]:
    return [Report(id=f"r{i}", title=f"报告{i}", source=f"{i}.txt") for i in range(1, n + 1)]


def address(passage: Passage) -> str | None:
    return f"https://t.me/youju_bot?start=c_{passage.id}"


def test_a_short_list_stands_on_one_page() -> None:
    """Numbered titles with byline and date, a button for each, no pages to turn."""
    report = Report(
        id="r1",
        title="增强发展动能",
        source="a.txt",
        byline=("傅静之", "王燕敏"),
        report_date="2023-07-12",
    )
    reply = compose_report_list([report, *make_reports(2)[1:]], 0, ZH)
    assert reply.html == (
        "<b>报告（2 篇）</b>\n\n"
        "1. <b>增强发展动能</b>\n傅静之、王燕敏 · 2023-07-12\n\n"
        "2. <b>报告2</b>"
    )
    assert reply.rows == ((Button("1", Verb.OUTLINE, "r1"), Button("2", Verb.OUTLINE, "r2")),)


@pytest.mark.parametrize(
    "page, first, turning",
    [
        (0, "1. 报告1", [("下一页 ›", "1")]),
        (1, "9. 报告9", [("‹ 上一页", "0"), ("下一页 ›", "2")]),
        (2, "17. 报告17", [("‹ 上一页", "1")]),
        (99, "17. 报告17", [("‹ 上一页", "1")]),
        (-1, "1. 报告1", [("下一页 ›", "1")]),
    ],
    ids=["first", "middle", "last", "past the end", "before the start"],
)
def test_a_long_list_is_turned_page_by_page(
    page: int, first: str, turning: list[tuple[str, str]]
) -> None:
    """Each page continues the numbering; a page that is not there is the nearest one."""
    reply = compose_report_list(make_reports(20), page, ZH)
    assert reply.plain.split("\n\n")[1] == first
    assert reply.rows[-1] == tuple(Button(label, Verb.LIST, to) for label, to in turning)


def test_a_list_of_long_titles_fits_one_message() -> None:
    """A page is edited in place and must fit."""
    reports = [
        Report(id=f"r{i}", title="𠮷" * 500, source="", byline=("𠮷" * 90,) * 9)
        for i in range(PAGE_SIZE)
    ]
    assert compose_report_list(reports, 0, ZH).body.length <= MESSAGE_LIMIT


def test_an_outline_links_sections_and_lists_numbers() -> None:
    """Title, size, each section at its first passage, and the numbers that name a measure."""
    passages = [
        make_passage("甲。", id="p1", section=None),
        make_passage("乙。", id="p2", section="坚持走访"),
        make_passage("丙。", id="p3", section="坚持走访"),
    ]
    numbers = [
        make_number(PARAGRAPH, "98%", metric="满意率"),
        make_number(PARAGRAPH, "100余个"),
        make_number(PARAGRAPH, "150余家", metric="走访企业", tier=Tier.MINOR),
    ]
    reply = compose_outline(make_reports(1)[0], passages, numbers, texts=ZH, address=address)
    assert reply.html == (
        "<b>报告1</b>\n<i>3 段 · 3 个关键数字</i>\n\n"
        '目录\n<a href="https://t.me/youju_bot?start=c_p2">坚持走访</a>\n\n'
        "关键数字\n满意率 <b>98%</b>"
    )
    assert reply.rows == (
        (Button("从头读", Verb.WALK, trail(passages[0])),),
        (Button("要紧的数字", Verb.DIGEST, "r1"), Button("关键数字", Verb.NUMBERS, "0_r1")),
        (Button("全部报告", Verb.LIST, "0"),),
    )


def test_an_outline_of_many_sections_says_how_many_are_left_out() -> None:
    """A report with a hundred sections still fits one message."""
    passages = [make_passage("甲。", id=f"p{i}", section=f"{i}" + "𠮷" * 90) for i in range(100)]
    reply = compose_outline(make_reports(1)[0], passages, [], texts=ZH, address=address)
    assert reply.plain.endswith("…… 另有 80 节")
    assert reply.body.length <= MESSAGE_LIMIT


@pytest.mark.parametrize(
    "page, first, turning",
    [
        (0, "1. ", [("下一页 ›", "1_r1")]),
        (1, "13. ", [("‹ 上一页", "0_r1"), ("下一页 ›", "2_r1")]),
        (9, "25. ", [("‹ 上一页", "1_r1")]),
    ],
    ids=["first", "middle", "past the end"],
)
def test_key_numbers_are_turned_page_by_page(
    page: int, first: str, turning: list[tuple[str, str]]
) -> None:
    """Each page continues the numbering and leads back to the report."""
    number = make_number(PARAGRAPH, "98%", metric="满意率")
    stated = [(make_passage(), number)] * (2 * NUMBERS_A_PAGE + 1)
    reply = compose_numbers(make_reports(1)[0], stated, page, texts=ZH, address=address)
    lines = reply.plain.split("\n")
    assert lines[3] == f"{first}满意率 98%"
    assert reply.rows[0] == tuple(Button(label, Verb.NUMBERS, to) for label, to in turning)
    assert reply.rows[1] == (Button("这篇报告", Verb.OUTLINE, "r1"),)


def test_reports_of_one_name_are_offered_as_a_choice() -> None:
    """A button for each of the first, then one for the list of all."""
    reply = compose_choice("报告", make_reports(PAGE_SIZE + 1), Verb.DIGEST, texts=ZH)
    assert reply.plain == "叫“报告”的报告有 9 篇，看哪一篇？"
    assert reply.rows[0] == (Button("报告1", Verb.DIGEST, "r1"),)
    assert reply.rows[-1] == (Button("全部报告", Verb.LIST, "0"),)
    assert len(reply.rows) == PAGE_SIZE + 1
