"""A number of another measure, subject, time or kind answers nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Engine

REPORTS = {
    "hospital.txt": """青山县医院：2023年运行情况

2023年，全院门急诊48.2万人次，同比增长9.7%；出院病人3.1万人次。全院药占比25.1%，2022年为28.6%。

全院有八大临床中心，开放床位860张。
""",
    "port.txt": """南湾港：第三季度生产

前三季度，南湾港完成货物吞吐量3.69亿吨。第三季度完成货物吞吐量1.27亿吨，其中外贸0.52亿吨。
""",
    "village.txt": """石门镇：柳溪村的账本

柳溪村远近闻名。该村集体资产3500万元，村民人均纯收入4.2万元。
""",
    "factory.txt": """东风厂：2023年的账本

东风厂的手机收入31.2亿元，占总营收的53.5%；电视收入19.8亿元，同比下降6.4%；冰箱收入7.3亿元。净利润6.2亿元，上年同期为5.1亿元。

东风厂的次品率由上年的3.6%降至2.1%，平均工期7.2天。水路箱量达9.6万标箱，是去年同期的1.8倍。
""",
    "quarter.txt": """白沙镇：第二季度的账本

白沙镇本季度收入合计41.8万元，期初余额32.6万元。
""",
    "stars.txt": """台州市：评星

台州市公布名单，仙居县成功创建三星级“无烟城市”。
""",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give an engine over short reports."""
    directory = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (directory / name).write_text(text, encoding="utf-8")
    return Engine.open(directory)


@pytest.mark.parametrize(
    "question,expected",
    [
        ("青山县医院2023年门急诊多少人次？", "48.2万人次"),
        ("门急诊同比增长多少？", "9.7%"),
        ("南湾港第三季度货物吞吐量多少？", "1.27亿吨"),
        ("南湾港前三季度货物吞吐量多少？", "3.69亿吨"),
        ("柳溪村人均纯收入多少？", "4.2万元"),
        ("东风厂电视收入同比下降多少？", "6.4%"),
        ("东风厂上年净利润多少？", "5.1亿元"),
        ("东风厂次品率是多少？", "2.1%"),
        ("东风厂次品率去年是多少？", "3.6%"),
        ("白沙镇第二季度收入合计多少？", "41.8万元"),
        ("仙居县成功创建几星级无烟城市？", "三星级"),
    ],
)
def test_what_is_asked_is_answered(engine: Engine, question: str, expected: str) -> None:
    """The number of the measure, time and subject asked for is given."""
    assert engine.ask(question).answer == expected


@pytest.mark.parametrize(
    "question",
    [
        "出院病人同比增长多少？",
        "青山县医院2022年门急诊多少人次？",
        "青山县医院有多少名医生？",
        "南湾港上半年货物吞吐量多少？",
        "石门镇人均纯收入多少？",
        "东风厂电视收入占总营收多少？",
        "东风厂冰箱收入同比下降多少？",
        "东风厂上年平均工期几天？",
        "东风厂水路箱量去年同期是多少？",
        "白沙镇一季度收入合计多少？",
        "白沙镇全年收入合计多少？",
        "台州市成功创建几星级无烟城市？",
    ],
    ids=[
        "another measure",
        "another year",
        "another kind",
        "another quarter",
        "another place",
        "share of a sibling",
        "rate of a sibling",
        "year before of another",
        "times as much",
        "this quarter is the second",
        "a quarter is no year",
        "rank of another place",
    ],
)
def test_what_belongs_elsewhere_is_refused(engine: Engine, question: str) -> None:
    """A number that is tied to something else is not given for it."""
    answer = engine.ask(question)
    assert not answer.answered, answer.answer


def test_a_part_is_no_answer_for_its_whole(tmp_path: Path) -> None:
    """Of 12家合作社中，股份社占7家, the whole and the part are told apart."""
    text = "石门镇：合作社名录\n\n全镇认定的12家示范合作社中，股份合作社占7家，其余为村办。\n"
    (tmp_path / "list.txt").write_text(text, encoding="utf-8")
    engine = Engine.open(tmp_path)
    assert engine.ask("石门镇有多少家示范合作社？").answer == "12家"
    assert engine.ask("示范合作社中股份合作社有多少家？").answer == "7家"


def test_what_is_denied_is_not_affirmed(tmp_path: Path) -> None:
    """满意率 is no answer to a question about 不满意率."""
    text = "石门镇：走访记\n\n今年以来走访企业150家，解决问题80个，满意率达98%。\n"
    (tmp_path / "visits.txt").write_text(text, encoding="utf-8")
    engine = Engine.open(tmp_path)
    assert engine.ask("走访企业的满意率是多少？").answer == "98%"
    assert not engine.ask("走访企业的不满意率是多少？").answered
