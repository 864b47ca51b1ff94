"""The seed reports, read literally: each name, block, break and gap a careful reader sees."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from retrieval.corpus import Corpus, read_corpus
from retrieval.params import Params
from retrieval.types import Span
from tests.support.corpora import without_white


@pytest.fixture(scope="module")
def seed_corpus() -> Corpus:
    root = next(parent for parent in Path(__file__).parents if (parent / "seeds").is_dir())
    return read_corpus(root / "seeds", params=Params())


def test_the_page_holds_four_reports_with_titles_and_bylines(seed_corpus: Corpus) -> None:
    """A title on two lines is one title; the names below it are the byline."""
    actual = [(report.title, report.byline) for report in seed_corpus.reports]
    assert actual == [
        ("路桥区：现代社区让“幸福味道”萦绕家门口", ("许峰",)),
        ("余杭区五常街道：强化为企服务 推动外贸稳中提质", ("傅静之", "王燕敏")),
        ("镇海区：“无废”赋能 提升高质量发展成色", ("陈潇奕", "陈益波")),
        ("海盐经济开发区：系好同心结 点燃新引擎", ("陈越超", "傅静之")),
    ]


def test_only_the_first_report_has_sections(seed_corpus: Corpus) -> None:
    """Subheads are found, and nothing else is taken for one."""
    assert [report.sections for report in seed_corpus.reports] == [
        ("共享集成提温度", "服务优享惠民生", "增收致富添活力"),
        (),
        (),
        (),
    ]


def test_the_page_holds_63_blocks(seed_corpus: Corpus) -> None:
    """80 lines less 10 of titles and bylines, less 8 joined, and one parted from its credit."""
    kinds = Counter(block.kind for report in seed_corpus.reports for block in report.blocks)
    assert kinds == {"paragraph": 54, "heading": 3, "caption": 3, "credit": 3}


def test_captions_and_credits_stand_apart(seed_corpus: Corpus) -> None:
    """A credit within the line of its caption is parted from it."""
    blocks = [block for report in seed_corpus.reports for block in report.blocks]
    assert [b.content.text for b in blocks if b.kind == "credit"] == [
        "(图片由路桥区委组织部提供)",
        "蒋友青 摄",
        "(图片由宁波市生态环境局镇海分局提供)",
    ]
    assert [b.content.text[:12] for b in blocks if b.kind == "caption"] == [
        "青少年儿童在路桥区青少年",
        "路桥区第二人民医院医共体",
        "化工危废处置中心",
    ]


@pytest.mark.parametrize(
    "mended",
    [
        "台州市浙东唐诗之路消费季暨路桥区枇杷文化节",
        "让社区为民、便民、安民功能进一步提升。",
        "联合上级主管部门开展“金商启航”外贸企业政策沙龙",
        "其中，杭州星聚电子商务有限公司通过跨境电商",
        "另一方面，积极对接相关部门",
        "镇海区始终坚持生态优先、绿色发展",
        "为了解决企业的需求和困难，该开发区",
        "在今年初举办的全区经济高质量发展大会",
    ],
)
def test_a_broken_paragraph_is_whole_again(seed_corpus: Corpus, mended: str) -> None:
    """The eight paragraphs cut at columns each stand in one passage, in two pieces."""
    found = [passage for passage in seed_corpus.passages if mended in passage.text]
    assert [len(passage.content.spans()) for passage in found] == [2]


def test_lost_text_is_a_gap_at_two_places_and_only_there(seed_corpus: Corpus) -> None:
    """The two cut ends are marked on both sides and never glued."""
    passages = seed_corpus.passages
    assert [p.text[-5:] for p in passages if p.gap_after] == ["信息后进行", "离不开海盐"]
    assert [p.text[:6] for p in passages if p.gap_before] == ["基层阵地聚起", "作。近年来，"]


def test_first_tenth_and_last_passage_by_order_and_by_id(seed_corpus: Corpus) -> None:
    """57 passages, the same text by position and by id."""
    passages = seed_corpus.passages
    by_id = {passage.id: passage for passage in passages}
    assert len(passages) == len(by_id) == 57
    expected = {
        0: ("b2f0f87dfbd8", "社区虽小，情系万家。", Span(28, 38)),
        9: (
            "0623edda8a71",
            "青少年儿童在路桥区青少年宫南官分馆参加“雅玩艺术”课程",
            Span(742, 769),
        ),
        56: (
            "83018ac9cec1",
            "进入今年下半个篇章以来，在《中共中央国务院关于促进民营经济发展壮大的意见》《浙江省促进民营经济"
            "高质量发展若干措施》相继出台的背景下，海盐经济开发区将一如既往地深入贯彻落实相关政策意见，用好"
            "“统一战线”这个法宝，为全区高质量发展持续释放民营经济的蓬勃动力。",
            Span(6130, 6257),
        ),
    }
    for position, (passage_id, text, span) in expected.items():
        for passage in (passages[position], by_id[passage_id]):
            assert (passage.id, passage.text, passage.content.spans()) == (
                passage_id,
                text,
                (span,),
            )


def test_a_passage_knows_its_section_and_position(seed_corpus: Corpus) -> None:
    """A passage names the subhead above it and its place in its report."""
    passage = next(p for p in seed_corpus.passages if "2704个车位" in p.text)
    assert (passage.section, passage.position, passage.report_title) == (
        "共享集成提温度",
        3,
        "路桥区：现代社区让“幸福味道”萦绕家门口",
    )


def test_every_span_slices_back_from_the_file(seed_corpus: Corpus) -> None:
    """The slices of the file, joined, are the passage, white space aside."""
    for passage in seed_corpus.passages:
        text = seed_corpus.sources[passage.source].text
        slices = "".join(text[start:end] for start, end in passage.content.spans())
        assert without_white(slices) == without_white(passage.text)


def test_every_character_stands_in_one_title_byline_or_block(seed_corpus: Corpus) -> None:
    """Nothing of the page is lost and nothing told twice."""
    (source,) = seed_corpus.sources.values()
    told = "".join(
        report.title + "".join(report.byline) + "".join(b.content.text for b in report.blocks)
        for report in seed_corpus.reports
    )
    assert Counter(without_white(told)) == Counter(without_white(source.text))


def test_the_seeds_are_read_without_complaint(seed_corpus: Corpus) -> None:
    """No file is skipped and the manifest agrees."""
    assert seed_corpus.skipped == ()
