from __future__ import annotations

import pytest

from retrieval.answer.locating import AskedTerm, locate
from retrieval.text import TokenKind


def term(text: str, kind: TokenKind = TokenKind.WORD) -> AskedTerm:
    return AskedTerm(text, 1.0, kind, 0, len(text))


@pytest.mark.parametrize(
    "word, text, share",
    [
        pytest.param("车位", "2704个车位", 1.0, id="whole"),
        pytest.param("化工厂", "石化工业", 2 / 3, id="in part"),
        pytest.param("经开区", "海盐经济开发区", 0.9, id="abbreviation"),
        pytest.param("民企", "民营企业1479家", 0.9, id="two words shortened"),
        pytest.param("进口", "稳定进出口", 0.3, id="imports are not trade"),
        pytest.param("民企", "私营企业", 0.8, id="synonym"),
        pytest.param("年龄", "现年68岁", 0.3, id="synonym of one character"),
        pytest.param("文旅", "文化和旅游", 1.0, id="another name"),
        pytest.param("土豆", "马铃薯种植", 1.0, id="everyday and learned name"),
        pytest.param("网络", "全球网路", 1.0, id="as said in Taiwan"),
        pytest.param("人工智能", "运用ai技术", 1.0, id="Latin name"),
        pytest.param("人工智能", "email地址", 0.0, id="Latin letters inside a word"),
        pytest.param("三年", "3年内建成", 1.0, id="count in digits"),
        pytest.param("三年", "13年内建成", 0.3, id="end of a longer count"),
        pytest.param("枇杷", "杨梅", 0.0, id="absent"),
    ],
)
def test_words(word: str, text: str, share: float) -> None:
    """A word is held whole, shortened, by a synonym or in part."""
    assert locate(term(word), text).share == pytest.approx(share)


@pytest.mark.parametrize(
    "word, kind, text, share",
    [
        pytest.param("2021", TokenKind.NUMBER, "2021年", 1.0, id="number"),
        pytest.param("21", TokenKind.NUMBER, "2021年", 0.0, id="part of a number"),
        pytest.param("3", TokenKind.NUMBER, "增长3.2倍", 0.0, id="before a decimal point"),
        pytest.param("ai", TokenKind.LATIN, "安装ai视频", 1.0, id="latin"),
        pytest.param("ai", TokenKind.LATIN, "email地址", 0.0, id="inside a word"),
        pytest.param("gdp", TokenKind.LATIN, "全市生产总值", 1.0, id="in Chinese"),
    ],
)
def test_numbers_and_latin(word: str, kind: TokenKind, text: str, share: float) -> None:
    """Numbers and Latin words are held whole or not at all."""
    assert locate(term(word, kind), text).share == share
