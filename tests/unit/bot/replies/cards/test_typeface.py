"""Which characters the cards can draw, and how texts are made drawable."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.cards.typeface import FONTS, GETA, load_typeface

TYPEFACE = load_typeface()


def test_the_list_of_characters_is_what_the_font_draws() -> None:
    """The list read at run time equals the font's own character map."""
    with TTFont(FONTS / "youju-sans.otf") as font:
        drawn = {chr(code) for code in font.getBestCmap()}
    assert drawn == TYPEFACE.characters


def test_the_font_goes_under_its_own_name_and_its_licence() -> None:
    """A modified version does not carry the name of the original, and names its licence."""
    with TTFont(FONTS / "youju-sans.otf") as font:
        assert font["name"].getDebugName(1) == "Youju Sans"
        assert "SIL Open Font License" in font["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "㎡％℃‰—·“”‘’…《》【】",
        "0123456789.,+-−±×÷%",
        "堃珺镕喆赟翀祎玥犇煊璟燊䶮",
        "萬億國臺灣產業",
    ],
    ids=["symbols", "numbers", "rare names", "traditional"],
)
def test_the_font_has(text: str) -> None:
    """What reports and names are written in is drawn as it is."""
    assert TYPEFACE.legible(text) == text


@pytest.mark.parametrize("codec", ["gb2312", "big5"])
def test_the_font_has_every_ideograph_of(codec: str) -> None:
    """Simplified and traditional standard characters are all there."""
    standard = set()
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode(codec)
        except UnicodeEncodeError:
            continue
        standard.add(chr(code))
    assert standard - TYPEFACE.characters == set()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("喜报🎉🎊 获奖", "喜报 获奖"),
        ("👨‍👩‍👧 一家 👍🏽", "一家"),
        ("1️⃣ 第一", "1 第一"),
        ("🇨🇳 中国", "中国"),
        ("两\n行\t和　空格", "两 行 和 空格"),
        ("零\u200b宽\ufeff字\u00ad符", "零宽字符"),
        ("⼤⻓⽉", "大⻓月"),
        ("한국 พ", "〓〓 〓"),
        ("e\u0301", "é"),
    ],
    ids=[
        "emoji", "joined emoji", "keycap", "flag", "white space", "invisible", "radicals",
        "foreign", "composed",
    ],
)  # fmt: skip
def test_a_text_is_made_legible(text: str, expected: str) -> None:
    """Emoji go, invisible characters go, what has no glyph is marked, numbers keep their value."""
    assert TYPEFACE.legible(text) == expected


def test_a_compatibility_form_never_turns_a_power_into_a_digit() -> None:
    """Where the font lacks a superscript it is marked as missing, not set as a plain digit."""
    missing = TYPEFACE.characters - {"\u2074"}
    poorer = type(TYPEFACE)(TYPEFACE.path, missing)
    assert poorer.legible("10\u2074") == "10" + GETA


@given(st.text())
def test_every_legible_character_has_a_glyph(text: str) -> None:
    """Whatever comes in, nothing is left that the font would draw as a box."""
    assert set(TYPEFACE.legible(text)) <= TYPEFACE.characters


@given(st.text())
def test_a_legible_text_stays_as_it_is(text: str) -> None:
    """Making legible twice changes nothing."""
    once = TYPEFACE.legible(text)
    assert TYPEFACE.legible(once) == once


@given(st.text(), st.sampled_from([32, 54, 88]))
def test_width_is_what_the_font_says(text: str, size: int) -> None:
    """The sum over the characters is the pen's way over the whole line."""
    line = TYPEFACE.legible(text)
    assert TYPEFACE.width(line, size) == round(TYPEFACE.at(size).getlength(line))
