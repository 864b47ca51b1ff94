"""What people type, and how it is understood."""

import pytest

from retrieval.answer.answering import answer_question
from retrieval.answer.query import analyse
from retrieval.answer.understanding import Understood, search_query, understand
from retrieval.params import Params
from retrieval.types import Answer, Band
from tests.support.generations import ReportText, make_generation

GENERATION = make_generation(
    [
        ReportText(
            "镜湖区：让老街焕发新生机",
            [
                "镜湖区共有186个老旧小区，改造投入资金3.2亿元。",
                "柳荷村利用闲置校舍办起老年食堂，一顿饭只要6元钱，村民人均年纯收入达到8万元。",
                "退休教师李秋燕今年72岁，每周到文化站教孩子们练书法。",
                "文化站的陈列馆收藏着3200件农具，全年免费开放。",
            ],
        ),
        ReportText(
            "双桥街道：工厂办进园区",
            [
                "双桥街道引进WiFi模组企业14家，出口金额占全市的27.5%。",
                "产业园区占地460亩，今年新增就业岗位1500个。",
            ],
        ),
    ]
)


def ask(question: str) -> Answer:
    return answer_question(question, GENERATION, params=Params())


@pytest.mark.parametrize(
    "question, understood, answer",
    [
        pytest.param("镜湖区有多少个老旧小区？", None, "186个", id="as written"),
        pytest.param("鏡湖區有多少個老舊小區？", None, "186个", id="traditional"),
        pytest.param("镜湖区老旧小区多少个", None, "186个", id="no question mark"),
        pytest.param("产业园区占地　多少亩？？", None, "460亩", id="wide space, two marks"),
        pytest.param("ＷＩＦＩ模组企业有多少家", None, "14家", id="full width"),
        pytest.param("双桥街道wifi模组企业有几家", None, "14家", id="mixed with English"),
        pytest.param("jinghu有多少个老旧小区", "镜湖有多少个老旧小区", "186个", id="pinyin"),
        pytest.param("JINGHUQU有多少个老旧小区", "镜湖区有多少个老旧小区", "186个", id="capitals"),
        pytest.param(
            "shuang qiao jie dao 引进模组企业多少家",
            "双桥街道 引进模组企业多少家",
            "14家",
            id="pinyin with spaces",
        ),
        pytest.param("liuhecun一顿饭多少钱", "柳荷村一顿饭多少钱", "6元钱", id="name in a text"),
        pytest.param("jh有多少个老旧小区", "镜湖有多少个老旧小区", "186个", id="initials"),
        pytest.param("镜湖区有多少个老旧小曲", "镜湖区有多少个老旧小区", "186个", id="by sound"),
    ],
)
def test_what_people_type_is_answered(question: str, understood: str | None, answer: str) -> None:
    """Script, width, letters and homophones do not stand between a question and its answer."""
    given = ask(question)

    assert (given.band, given.answer) == (Band.ANSWER, answer)
    assert (given.question, given.understood) == (question, understood)


def test_an_answer_to_a_traditional_question_keeps_the_script_of_the_report() -> None:
    """What is folded is only what is compared."""
    report = ReportText("鏡湖區：老街", ["鏡湖區共有186個老舊小區。", "另有三條老街。"])
    given = answer_question("镜湖区有多少个老旧小区", make_generation([report]), params=Params())

    assert given.answer == "186個"
    assert given.sentence == "鏡湖區共有186個老舊小區。"


def understood(question: str) -> Understood | None:
    return understand(analyse(question), GENERATION)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("WiFi企业有多少家", id="a Latin word of the corpus"),
        pytest.param("nanjing有多少个小区", id="a name that the corpus lacks"),
        pytest.param("村民收入是多少", id="words of the corpus"),
        pytest.param("镜湖区有多少医院", id="a word that sounds like none of the corpus"),
        pytest.param("j有多少个小区", id="a single letter"),
    ],
)
def test_what_nothing_speaks_against_stands_as_typed(question: str) -> None:
    """Only what the corpus does not say can stand for what it says."""
    assert understood(question) is None


def test_a_name_of_a_person_is_never_surely_another() -> None:
    """李秋艳 may be someone else: the answer says whose question it answers."""
    read = understood("李秋艳今年多少岁")

    assert read is not None
    assert (read.text, read.certain) == ("李秋燕今年多少岁", False)


def test_a_reading_that_is_not_sure_is_told_with_the_answer_or_offered() -> None:
    """Nobody gets the age of 李秋燕 for 李秋艳 without being told."""
    given = ask("李秋艳今年多少岁")

    assert given.understood == "李秋燕今年多少岁"
    assert given.answered or given.suggestions[0] == "李秋燕今年多少岁"


def test_letters_that_spell_two_names_are_not_surely_one() -> None:
    """柳荷村 and 柳河村 are both liuhecun."""
    two = make_generation(
        [
            ReportText(
                "村镇消息", ["柳荷村有食堂3个，老人都说好。", "柳河村有食堂5个，村民都说好。"]
            )
        ]
    )
    read = understand(analyse("liuhecun有食堂多少个"), two)

    assert read is not None
    assert not read.certain


@pytest.mark.parametrize(
    "typed, meant",
    [
        pytest.param("shuangqiao 模组", "双桥 模组", id="pinyin"),
        pytest.param("投入姿金", "投入资金", id="by sound"),
    ],
)
def test_a_search_is_for_what_was_surely_meant(typed: str, meant: str) -> None:
    """The search has no one to ask: it takes the one likely reading."""
    query = search_query(typed, GENERATION, params=Params())

    assert query.weights == analyse(meant).weights


def test_a_search_for_what_may_be_right_is_as_typed() -> None:
    """Nobody is searched for in another's place; the passages still come by the sound."""
    assert search_query("李秋艳", GENERATION, params=Params()).question == "李秋艳"
