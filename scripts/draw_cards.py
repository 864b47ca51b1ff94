"""Draw the two card pictures of the documentation from the seed reports.

    .venv/bin/python scripts/draw_cards.py

Writes `docs/images/digest.png` and `docs/images/comparison.png`. Titles, numbers, measures and
periods are what the program finds in the seeds; only the report shown is chosen here.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.replies.cards import Comparison, Digest, draw_comparison, draw_digest
from bot.replies.cards.facts import bar_of, tile_of
from retrieval import KeyNumber, Params, Passage, Tier
from retrieval.corpus import read_corpus
from retrieval.numbers import number_report

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SHOWN = "五常街道"  # the report with shares, amounts and a measure at two periods
COMPARED = "美元"  # the unit of that measure
WIDTH = 720  # px; half the cost of the full picture, sharp enough for a README


def found(passages: list[Passage]) -> list[KeyNumber]:
    """Find the numbers of a report that tell about it, in reading order."""
    return [
        number
        for numbers in number_report(passages)
        for number in numbers
        if number.tier is Tier.KEY and number.metric
    ]


def save(png: bytes, name: str) -> None:
    """Keep a picture small: reduced, in 64 colours."""
    image = Image.open(BytesIO(png))
    size = (WIDTH, round(image.height * WIDTH / image.width))
    reduced = image.resize(size, Image.Resampling.LANCZOS).quantize(64, dither=Image.Dither.NONE)
    reduced.save(IMAGES / name, optimize=True)


def main() -> None:
    """Draw both pictures."""
    corpus = read_corpus(ROOT / "seeds", params=Params())
    (report,) = (report for report in corpus.reports if SHOWN in report.title)
    passages = [passage for passage in corpus.passages if passage.report_id == report.id]
    numbers = found(passages)
    IMAGES.mkdir(parents=True, exist_ok=True)
    shown = [number for number in numbers if number.unit != COMPARED][:6]
    digest = Digest(
        title=report.title,
        subject="、".join(report.byline),
        tiles=tuple(tile_of(number, note=number.period or "") for number in shown),
        source=report.source,
        date=report.report_date or "",
    )
    save(draw_digest(digest), "digest.png")
    compared = [number for number in numbers if number.unit == COMPARED]
    bars = [bar_of(number, label=number.period or "") for number in compared]
    comparison = Comparison(
        title=compared[0].metric or "",
        subject=report.title,
        bars=tuple(bar for bar in bars if bar is not None),
        source=report.source,
    )
    save(draw_comparison(comparison), "comparison.png")


if __name__ == "__main__":
    main()
