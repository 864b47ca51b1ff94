"""How a layout becomes a picture."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from bot.replies.cards import (
    Bar,
    Comparison,
    Digest,
    Tile,
    Trend,
    draw_comparison,
    draw_digest,
)
from bot.replies.cards.colours import COLOURS
from bot.replies.cards.digest import lay_out_digest
from bot.replies.cards.layout import Ink, Words
from bot.replies.cards.typeface import load_typeface

DIGEST = Digest(
    title="余杭区五常街道：强化为企服务",
    subject="关键数字",
    tiles=(
        Tile(number="14.87%", measure="占全区份额", share=0.1487, note="1—6月·[1]"),
        Tile(number="13.8%", measure="同比增长", trend=Trend.UP),
    ),
    source="来源：报告",
    date="2023年",
)
COMPARISON = Comparison(
    title="总资产", bars=(Bar(label="方林村", number="35亿元", value=Decimal(35), unit="元"),)
)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def luminance(colour: tuple[int, int, int]) -> float:
    """Weigh a colour as WCAG 2 does."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in
              (channel / 255 for channel in colour)]  # fmt: skip
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ink", [Ink.TEXT, Ink.QUIET, Ink.ACCENT])
@pytest.mark.parametrize("ground", [Ink.PAPER, Ink.TILE])
def test_text_is_readable(ink: Ink, ground: Ink) -> None:
    """Every text colour has a contrast of at least 4.5 on every ground."""
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5


def test_a_bar_stands_out_from_its_track() -> None:
    """Graphics need a contrast of at least 3."""
    assert contrast(COLOURS[Ink.ACCENT], COLOURS[Ink.TRACK]) >= 3


def test_a_digest_is_a_png_of_the_size_laid_out() -> None:
    """The picture is as large as its layout, on paper of its colour."""
    layout = lay_out_digest(DIGEST, load_typeface())
    image = opened(draw_digest(DIGEST))
    assert image.size == (layout.width, layout.height)
    assert image.getpixel((0, 0)) == COLOURS[Ink.PAPER]


def test_a_comparison_is_a_png() -> None:
    """The other card is drawn by the same painter."""
    assert opened(draw_comparison(COMPARISON)).width == 1200


def test_the_same_values_give_the_same_picture() -> None:
    """Nothing of time or chance is in a card."""
    assert draw_digest(DIGEST) == draw_digest(DIGEST)


def test_ink_lies_where_the_layout_says() -> None:
    """Around the boxes of the layout a card is as plain as one without texts."""
    layout = lay_out_digest(DIGEST, load_typeface())
    image = opened(draw_digest(DIGEST))
    for mark in (mark for mark in layout.marks if isinstance(mark, Words)):
        around = image.crop(
            (mark.box.left - 3, mark.box.top - 3, mark.box.right + 3, mark.box.bottom + 3)
        )
        plain = Image.new("RGB", around.size, around.getpixel((0, 0)))
        left, top, right, bottom = ImageChops.difference(around, plain).getbbox() or (0,) * 4
        assert left >= 2
        assert top >= 2
        assert right <= around.width - 2
        assert bottom <= around.height - 2
