"""Pages written for these tests, in many shapes: the same rules must read them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.corpus import Corpus
from retrieval.types import BlockKind
from tests.support.corpora import corpus_of, without_white

OPENING = "入冬以来，青岭镇把取暖安全放在心上，镇村两级干部挨家挨户上门排查炉具和烟道。"
SURVEY = (
    "截至11月底，全镇已走访群众3260户，更换老旧烟道418处，为独居老人安装一氧化碳报警器275台，"
    "没有发生一起取暖事故。“报警器装好以后，晚上睡得踏实多了。”78岁的村民孟广田说。"
)
WORKSHOP = (
    "在石桥村的合作社里，二十多名妇女正忙着分拣刚下树的冬枣。合作社今年种植冬枣620亩，预计产量达到"
    "93万斤，带动136户农户户均增收1.2万元。"
)
CLOSING = "下一步，青岭镇将继续把服务送到村口，让群众少跑腿、好办事。"

FIRST = [
    ("title", "青岭镇：暖心服务进农家 平安过冬有保障"),
    ("byline", "孟晓棠 贺一舟"),
    ("text", OPENING),
    ("text", SURVEY),
    ("heading", "小冬枣成就大产业"),
    ("text", WORKSHOP),
    ("text", CLOSING),
]
SECOND = [
    ("title", "白沙湾渔港迎来开渔第一网"),
    ("byline", "本报记者 罗知行"),
    ("text", "9月16日中午12时，随着一声汽笛，白沙湾渔港的214艘渔船依次驶出港口，奔赴外海渔场。"),
    (
        "text",
        "据渔港管理所统计，首日返港的渔船带回鲜鱼86吨，其中小黄鱼31吨、梭子蟹22吨，价格比去年上涨8%。",
    ),
]
ENDS = {"lf": "\n", "crlf": "\r\n"}


def page(
    *reports: list[tuple[str, str]],
    width: int | None = None,
    indent: str = "",
    blanks: int = 1,
    newline: str = "\n",
) -> str:
    """Set reports as a page of `width` characters, with `blanks` empty lines between stretches."""
    stretches = []
    for report in reports:
        for kind, text in report:
            line = (indent if kind == "text" else "") + text
            size = width or len(line)
            stretches.append(newline.join(line[i : i + size] for i in range(0, len(line), size)))
    return (newline * (blanks + 1)).join(stretches) + newline


def outline(corpus: Corpus) -> list[tuple[str, tuple[str, ...], list[tuple[str, str]]]]:
    return [
        (
            report.title,
            report.byline,
            [(block.kind.value, block.content.text) for block in report.blocks],
        )
        for report in corpus.reports
    ]


EXPECTED = [
    (
        "青岭镇：暖心服务进农家 平安过冬有保障",
        ("孟晓棠", "贺一舟"),
        [
            ("paragraph", OPENING),
            ("paragraph", SURVEY),
            ("heading", "小冬枣成就大产业"),
            ("paragraph", WORKSHOP),
            ("paragraph", CLOSING),
        ],
    ),
    (
        "白沙湾渔港迎来开渔第一网",
        ("罗知行",),
        [("paragraph", text) for kind, text in SECOND if kind == "text"],
    ),
]


@pytest.mark.parametrize("newline", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "indented"])
@pytest.mark.parametrize("width", [14, 20, 26, 33, None])
def test_a_page_reads_the_same_at_every_width(
    tmp_path: Path, width: int | None, indent: str, newline: str
) -> None:
    """Hard-wrapped lines become the paragraphs they were, whatever the column and line end."""
    text = page(FIRST, SECOND, width=width, indent=indent, newline=newline)
    assert outline(corpus_of(tmp_path, {"page.txt": text})) == EXPECTED


def test_indented_paragraphs_need_no_blank_lines(tmp_path: Path) -> None:
    """Where an indent opens each paragraph, blank lines may be missing."""
    text = page(FIRST, width=22, indent="　　", blanks=0)
    assert outline(corpus_of(tmp_path, {"page.txt": text})) == EXPECTED[:1]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"]
)
def test_a_page_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    """Offsets count characters of the decoded text, without its mark."""
    text = page(FIRST, SECOND)
    corpus = corpus_of(tmp_path, {"page.txt": text.encode(encoding)})
    assert outline(corpus) == EXPECTED
    assert corpus.sources["page.txt"].text == text
    passage = corpus.passages[0]
    ((start, end),) = passage.content.spans()
    assert text[start:end] == passage.text == OPENING


def test_traditional_pages_are_read_and_shown_as_they_are(tmp_path: Path) -> None:
    """Title, byline and breaks are found in traditional characters, and none is changed."""
    lines = [
        "青嶺鎮：暖心服務進農家",
        "陳曉棠 劉一舟",
        "入冬以來，青嶺鎮把取暖安全放在心上，幹部上門排查爐具，幫助群眾解決困",
        "難，沒有發生一起事故。",
    ]
    corpus = corpus_of(tmp_path, {"page.txt": "\n\n".join(lines).encode("big5hkscs")})
    assert outline(corpus) == [
        ("青嶺鎮：暖心服務進農家", ("陳曉棠", "劉一舟"), [("paragraph", lines[2] + lines[3])])
    ]


@pytest.mark.parametrize(
    "left, right",
    [
        (
            "合作社今年把冬枣卖到了省城，销售额比去年增长一成，还带动周边农户一起发",
            "展，户均增收1.2万元。",
        ),
        ("镇里为独居老人、", "留守儿童建立了台账，每周上门一次。"),
        ("全年实现销售收入51", "5.99万元，再创新高。"),
        ("干部们上门排查炉具，累计发放宣传册三千余", "份，群众都说好。"),
        ("这是青岭镇连续第三年开展的", "冬季安全行动，覆盖28个村。"),
    ],
    ids=["word", "pause", "number", "measure word", "waiting particle"],
)
def test_a_sentence_cut_at_a_column_is_joined(tmp_path: Path, left: str, right: str) -> None:
    """A line that does not end as a sentence goes on in the next one."""
    text = "\n\n".join([OPENING, left, right, CLOSING])
    corpus = corpus_of(tmp_path, {"page.txt": text})
    assert [p.text for p in corpus.passages] == [OPENING, left + right, CLOSING]
    assert len(corpus.passages[1].content.spans()) == 2
    assert not any(p.gap_before or p.gap_after for p in corpus.passages)


def test_a_word_cut_around_a_photo_is_joined_and_the_caption_stands_alone(tmp_path: Path) -> None:
    """Word evidence carries over a caption and its credit."""
    left = "今年以来，青岭镇多方筹措资金，为12个村的老人解决吃饭困"
    right = "难，办起了助餐点。"
    text = (
        f"{OPENING}\n\n{left}\n\n\n\n老人们在助餐点吃午饭\n\n罗知行 摄\n\n{right}\n\n{CLOSING}\n"
    )
    corpus = corpus_of(tmp_path, {"page.txt": text})
    assert [(p.kind, p.text) for p in corpus.passages] == [
        (BlockKind.PARAGRAPH, OPENING),
        (BlockKind.PARAGRAPH, left + right),
        (BlockKind.CAPTION, "老人们在助餐点吃午饭"),
        (BlockKind.PARAGRAPH, CLOSING),
    ]


def test_a_sentence_lost_behind_a_photo_is_a_gap(tmp_path: Path) -> None:
    """Without word evidence a break with a figure in it is marked, not glued."""
    left = "在青岭镇便民服务中心，前来办事的群众取号之后在大厅"
    right = "合作社的冬枣今年卖到了省城，销售额比去年增长一成。"
    text = (
        f"{OPENING}\n\n{left}\n\n\n\n工作人员帮助老人填写医疗保险申请表\n\n{right}\n\n{CLOSING}\n"
    )
    corpus = corpus_of(tmp_path, {"page.txt": text})
    assert [(p.text, p.gap_before, p.gap_after) for p in corpus.passages] == [
        (OPENING, False, False),
        (left, False, True),
        ("工作人员帮助老人填写医疗保险申请表", False, False),
        (right, True, False),
        (CLOSING, False, False),
    ]


def test_a_lone_character_that_makes_no_word_is_the_end_of_lost_text(tmp_path: Path) -> None:
    """`…离不开青岭|作。` lost what stood between: both sides are marked."""
    left, right = "冬枣产业的快速发展，离不开青岭", "作。近年来，镇里成立了专班。"
    corpus = corpus_of(tmp_path, {"page.txt": "\n\n".join([OPENING, left, right, CLOSING])})
    assert [(p.text, p.gap_before, p.gap_after) for p in corpus.passages[1:3]] == [
        (left, False, True),
        (right, True, False),
    ]


@pytest.mark.parametrize(
    "line, caption, credit",
    [
        (
            "渔民在码头卸货 (图片由白沙湾渔港管理所提供)",
            "渔民在码头卸货",
            "(图片由白沙湾渔港管理所提供)",
        ),
        ("图为渔民在码头卸货。罗知行 摄", "图为渔民在码头卸货。", "罗知行 摄"),
        ("▲渔民在码头卸货（罗知行摄）", "▲渔民在码头卸货", "（罗知行摄）"),
    ],
)
def test_a_credit_in_the_line_of_its_caption_is_parted(
    tmp_path: Path, line: str, caption: str, credit: str
) -> None:
    """One line gives a caption and a credit."""
    corpus = corpus_of(tmp_path, {"page.txt": f"{OPENING}\n\n{CLOSING}\n\n\n\n{line}\n"})
    assert outline(corpus)[0][2][2:] == [("caption", caption), ("credit", credit)]


def test_a_paragraph_that_ends_in_a_credit_stays_a_paragraph(tmp_path: Path) -> None:
    """The credit of a whole report may end its last line."""
    corpus = corpus_of(tmp_path, {"page.txt": f"{OPENING}\n{CLOSING}(图片由镇政府提供)\n"})
    assert outline(corpus)[0][2] == [
        ("paragraph", OPENING),
        ("paragraph", CLOSING),
        ("credit", "(图片由镇政府提供)"),
    ]


def test_a_title_without_a_colon_is_found_by_its_byline(tmp_path: Path) -> None:
    """Several reports in one file are told apart by the names under their titles."""
    corpus = corpus_of(tmp_path, {"page.txt": page(SECOND, FIRST, SECOND)})
    assert [report.title for report in corpus.reports] == [
        SECOND[0][1],
        FIRST[0][1],
        SECOND[0][1],
    ]


def test_a_title_with_its_place_first_needs_no_byline(tmp_path: Path) -> None:
    """`X镇：…` above running text opens a report."""
    anonymous = [line for line in FIRST if line[0] != "byline"]
    corpus = corpus_of(tmp_path, {"page.txt": page(SECOND, anonymous)})
    assert [(r.title, r.byline) for r in corpus.reports] == [
        (SECOND[0][1], ("罗知行",)),
        (FIRST[0][1], ()),
    ]


def test_a_title_is_found_below_a_paragraph_that_lost_its_end(tmp_path: Path) -> None:
    """The cut paragraph waits for text that never comes, and is marked."""
    cut = "据渔港管理所统计，首日返港的渔船带回小黄鱼、梭子蟹、"
    text = page(SECOND) + f"\n{cut}\n\n" + page(FIRST) + f"\n{cut}\n\n" + page(SECOND)
    corpus = corpus_of(tmp_path, {"page.txt": text})
    assert [r.title for r in corpus.reports] == [SECOND[0][1], FIRST[0][1], SECOND[0][1]]
    assert [p.text for p in corpus.passages if p.gap_after] == [cut, cut]


def test_a_page_of_one_report_per_file_is_one_report(tmp_path: Path) -> None:
    """Files are told apart by their names, and their reports by their titles."""
    corpus = corpus_of(tmp_path, {"b/one.txt": page(FIRST), "a.txt": page(SECOND)})
    assert [(r.source, r.title) for r in corpus.reports] == [
        ("a.txt", SECOND[0][1]),
        ("b/one.txt", FIRST[0][1]),
    ]


WORK_REPORT = """青岭县政府工作报告
——2024年1月15日在青岭县第十七届人民代表大会第四次会议上
县长 孟广田
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
过去一年，全县实现地区生产总值186.4亿元，增长6.2%。
（一）坚持项目为王
全年实施重点项目92个，完成投资74.5亿元。
二、2024年重点工作
今年要重点抓好以下工作：
1.抓好粮食生产，总产量稳定在3.1亿斤；
2.抓好民生实事，新建幼儿园4所。
三、保障措施
加强组织领导
县里成立专班，每月调度一次，确保各项任务落到实处。
"""


def test_a_work_report_gets_sections_title_byline_and_date(tmp_path: Path) -> None:
    """Numbered headings head what follows; numbered items of a list stay text."""
    corpus = corpus_of(tmp_path, {"report.txt": WORK_REPORT})
    (report,) = corpus.reports
    assert report.title.startswith("青岭县政府工作报告 ——2024年1月15日")
    assert (report.byline, report.report_date) == (("孟广田",), "2024-01-15")
    assert report.sections == (
        "一、2023年工作回顾",
        "（一）坚持项目为王",
        "二、2024年重点工作",
        "三、保障措施",
        "加强组织领导",
    )
    assert [(p.section, p.text) for p in corpus.passages[-4:]] == [
        ("二、2024年重点工作", "今年要重点抓好以下工作："),
        ("二、2024年重点工作", "1.抓好粮食生产，总产量稳定在3.1亿斤；"),
        ("二、2024年重点工作", "2.抓好民生实事，新建幼儿园4所。"),
        ("加强组织领导", "县里成立专班，每月调度一次，确保各项任务落到实处。"),
    ]


def test_a_speaker_may_stand_below_the_office(tmp_path: Path) -> None:
    """Office and name on two lines, the name set wide."""
    text = WORK_REPORT.replace("县长 孟广田", "县长\n孟　广")
    (report,) = corpus_of(tmp_path, {"report.txt": text}).reports
    assert report.byline == ("孟广",)
    assert report.blocks[0].content.text == "县长"


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好。\n我们去公园散步。\n回来时下起了雨。\n",
        "购物清单\n苹果\n香蕉\n牛奶\n面包\n",
        "春晓\n孟浩然\n春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。\n",
        "年度总结\n\n方法\n\n我们走访了12个村。\n\n结果\n\n多数村民表示满意。\n",
        "姓名 部门 分数\n张三丰 财务 90\n李四光 行政 85\n王五一 销售 77\n",
        "参加人员\n张晓棠\n李知行\n罗一舟\n",
        "问：什么时候开始？\n答：下个月。\n问：在哪里？\n答：在镇上。\n",
        "The sea is wide. We sail at dawn.\n\nThe port is small.\n",
    ],
    ids=["sentences", "list", "verse", "labels", "table", "names", "dialogue", "english"],
)
def test_text_without_such_structure_stays_one_report(tmp_path: Path, text: str) -> None:
    """Nothing is split into false reports, joined, lost or put in another order."""
    corpus = corpus_of(tmp_path, {"plain.txt": text})
    (report,) = corpus.reports
    told = "".join(block.content.text for block in report.blocks)
    head = report.title if report.title_spans else ""
    assert without_white(head + "".join(report.byline) + told) == without_white(text)
    joined = [b.content.text for b in report.blocks if len(b.content.spans()) > 1]
    assert joined == []


@pytest.mark.parametrize(
    "name, text, title",
    [
        ("one.txt", "冬季安全行动\n" + OPENING, "冬季安全行动"),
        ("two.txt", OPENING + "\n" + CLOSING, "two"),
        ("three.txt", "一、总体情况\n" + OPENING, "一、总体情况"),
        ("four.txt", "只有一行", "four"),
    ],
    ids=["short first line", "file name", "first heading", "one line"],
)
def test_a_report_without_a_headline_has_a_title_all_the_same(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    """The first short line, else the first heading, else the name of the file."""
    assert corpus_of(tmp_path, {name: text}).reports[0].title == title


@pytest.mark.parametrize(
    "name, text, date",
    [
        ("a.txt", f"冬季安全行动\n2023年7月5日\n{OPENING}", "2023-07-05"),
        (
            "a.txt",
            f"冬季安全行动\n来源：青岭报\n发布时间：2023-07-05 10:30\n{OPENING}",
            "2023-07-05",
        ),
        ("青岭 2023-07-05.txt", OPENING, "2023-07-05"),
        ("20230705-page.txt", OPENING, "2023-07-05"),
        ("a.txt", f"{OPENING}\n7月5日，天晴。", None),
        ("1234567890.txt", OPENING, None),
        ("20231399.txt", OPENING, None),
    ],
)
def test_a_date_is_taken_where_it_is_plainly_stated(
    tmp_path: Path, name: str, text: str, date: str | None
) -> None:
    """A line of its own or the file name; never a date inside a sentence."""
    assert corpus_of(tmp_path, {name: text}).reports[0].report_date == date
