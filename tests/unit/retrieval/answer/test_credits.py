"""Who took a picture? Credits are no passages, and answered all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answer import answer_question
from retrieval.answer.credits import credited
from retrieval.build import build_generation
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, AnswerKind, Band

PAGE = """\
云溪镇：古桥修缮一新
孟晓棠 贺一舟
本月初，云溪镇投入资金86万元修缮的永济桥重新开放，两岸村民过河不再绕行。
工人正在铺设永济桥的石板
罗知行 摄
全镇现存古桥十七座，其中九座列入市级文物保护单位，今年全部完成了安全检测。
志愿者为游客讲解桥上的碑刻
记者 简素秋 摄
景区预计明年接待游客二十万人次，比今年多出三成，村民也能从中得到实惠。

横塘街道：养老食堂开张
傅静之
横塘街道的第一家养老食堂昨日开张，七十岁以上老人午餐只收五元，首日来了一百二十人。
食堂里老人们正在用餐
(图片由横塘街道办事处提供)
街道负责人表示，年内还要再开三家这样的食堂，让更多老人在家门口吃上热饭。
"""


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    directory: Path = tmp_path_factory.mktemp("pictures")
    (directory / "page.txt").write_text(PAGE, encoding="utf-8")
    return build_generation(directory, params=Params())


def ask(question: str, generation: Generation) -> Answer:
    return answer_question(question, generation, params=Params())


@pytest.mark.parametrize(
    "question, name, credit",
    [
        pytest.param("铺设石板的照片是谁拍的？", "罗知行", "罗知行 摄", id="by its caption"),
        pytest.param("讲解碑刻那张照片谁摄", "简素秋", "记者 简素秋 摄", id="role left out"),
        pytest.param("碑刻照片的摄影者是谁", "简素秋", "记者 简素秋 摄", id="noun"),
        pytest.param(
            "养老食堂的照片是谁拍的", "横塘街道办事处", "(图片由横塘街道办事处提供)", id="given"
        ),
    ],
)
def test_a_credit_answers_who_took_a_picture(
    question: str, name: str, credit: str, generation: Generation
) -> None:
    """Who is named in the credit is given, and the credit itself is cited."""
    found = ask(question, generation)
    assert (found.band, found.kind, found.answer, found.sentence) == (
        Band.ANSWER,
        AnswerKind.PERSON,
        name,
        credit,
    )


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("永济桥修缮的电影是谁拍的", id="no picture of that"),
        pytest.param("云溪镇古桥的照片是谁拍的", id="two photographers"),
        pytest.param("黄石镇的照片是谁拍的", id="another place"),
    ],
)
def test_no_photographer_is_named_in_doubt(question: str, generation: Generation) -> None:
    """A picture that is not there, or not told from another, has no photographer."""
    assert ask(question, generation).answer not in {"罗知行", "简素秋", "横塘街道办事处"}


@pytest.mark.parametrize(
    "credit, name",
    [
        pytest.param("蒋小青 摄", "蒋小青", id="name"),
        pytest.param("王小明、李红 摄影报道", "王小明、李红", id="names"),
        pytest.param("本报记者 王小明 摄", "王小明", id="reporter"),
        pytest.param("摄影/李红", "李红", id="label"),
        pytest.param("图片来源：县融媒体中心", "县融媒体中心", id="source"),
        pytest.param("县融媒体中心 供图", "县融媒体中心", id="office"),
        pytest.param("（资料图）", None, id="nobody"),
    ],
)
def test_who_a_credit_names(credit: str, name: str | None) -> None:
    """The names alone, without what they did."""
    span = credited(credit)
    assert (None if span is None else credit[span.start : span.end]) == name
