"""A page of an original, drawn with the passage marked."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from retrieval.corpus.extractors.picture import DPI, TINT
from retrieval.corpus.originals import draw_page, find_original
from retrieval.errors import SourceDamagedError, SourceUnreadableError
from tests.support.corpora import corpus_of
from tests.support.documents import FONT, MARGIN, ROOT, SIZE, pdf_of, seed_articles
from tests.support.sheets import pdf_table

TYPEFACE = ROOT / "bot" / "replies" / "cards" / "fonts" / "youju-sans.otf"
HALF = 595 / 2  # points: the gutter of a page in two columns
MAX_MISS = 3.0  # points by which a mark may miss

Area = tuple[float, float, float, float]


def marked(png: bytes) -> Area | None:
    """Give the box around all that is tinted, in points from the top left."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    tinted = image.point([255 * (i == t) for t in TINT for i in range(256)])
    box = (
        Image.merge("RGB", tinted.split()).convert("L").point(lambda v: 255 * (v > 250)).getbbox()
    )
    return None if box is None else tuple(side * 72 / DPI for side in box)  # type: ignore[return-value]


def drawn_first(folder: Path, *, n: int) -> tuple[str, Area | None]:
    """Draw the page of passage `n` of the corpus in `folder`, which has one source."""
    corpus = corpus_of(folder, {})
    passage = corpus.passages[n]
    text = corpus.sources[passage.source].text
    texts = [text[span.start : span.end] for span in passage.content.spans()]
    assert passage.place is not None
    png = draw_page(folder, passage.source, page=passage.place.page or 1, texts=texts)
    return passage.text, marked(png)


def test_a_paragraph_is_marked_where_it_stands(tmp_path: Path) -> None:
    """In its column, from its first line to its last, and nothing else of the page."""
    (tmp_path / "a.pdf").write_bytes(pdf_of(seed_articles()[:1]))
    text, area = drawn_first(tmp_path, n=3)
    assert text.startswith("“我家附近")
    assert area is not None
    left, top, right, bottom = area
    assert MARGIN - MAX_MISS < left < MARGIN + MAX_MISS
    assert right < HALF + 12  # a mark hangs over the edge of the column
    assert bottom - top == pytest.approx(5 * 16, abs=8)  # five lines


def lying(text: str, turn: int, *, flagged: bool) -> bytes:
    """Set lines along a page, turned to the left; `flagged` has the page turned to be read."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    wide, high = A4
    sheet = canvas.Canvas(stream, pagesize=A4 if turn % 180 == 0 else (high, wide))
    sheet.rotate(turn)
    sheet.translate(
        {90: 0, 180: -wide, 270: -wide}.get(turn, 0), {90: -high, 180: -high}.get(turn, 0)
    )
    sheet.setFont(FONT, SIZE)
    for n in range(0, len(text), 30):
        # PDFium loses lying text of a missing typeface unless a Latin character is in its line.
        sheet.drawString(MARGIN, high - 100 - n, f"{text[n : n + 30]}{n}")
    sheet.showPage()
    sheet.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    document[0].set_rotation(turn if flagged else 0)
    turned = io.BytesIO()
    document.save(turned)
    document.close()
    return turned.getvalue()


@pytest.mark.parametrize("flagged", [True, False], ids=["shown upright", "shown lying"])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_lying_text_is_read_and_marked_upright(tmp_path: Path, turn: int, flagged: bool) -> None:
    """A table set along the page, whether the file says that the page is to be turned or not."""
    text = "".join(text for _, text in seed_articles()[0].blocks)[:130]
    for folder, turned in (("a", 0), ("b", turn)):
        (tmp_path / folder).mkdir()
        data = lying(text, turned, flagged=flagged)
        (tmp_path / folder / "a.pdf").write_bytes(data)
    expected, before = drawn_first(tmp_path / "a", n=0)
    actual, after = drawn_first(tmp_path / "b", n=0)
    assert actual == expected
    assert before is not None
    assert after == pytest.approx(before, abs=MAX_MISS)


def test_a_page_shown_in_part_is_marked_in_that_part(tmp_path: Path) -> None:
    """What is cut off the left and the bottom moves the mark."""
    (tmp_path / "a.pdf").write_bytes(pdf_of(seed_articles()[:1]))
    _, whole = drawn_first(tmp_path, n=3)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    document[0].set_cropbox(20, 30, 590, 830)
    data = io.BytesIO()
    document.save(data)
    document.close()
    (tmp_path / "a.pdf").write_bytes(data.getvalue())
    _, part = drawn_first(tmp_path, n=3)
    assert whole is not None
    assert part is not None
    assert part[0] == pytest.approx(whole[0] - 20, abs=MAX_MISS)
    assert part[1] == pytest.approx(whole[1] - (842 - 830), abs=MAX_MISS)


def test_a_row_of_a_table_is_marked_whole(tmp_path: Path) -> None:
    """From edge to edge, as high as one row."""
    rows = [["地区", "2022年", "2023年"], ["路桥区", "12.5", "13.6"], ["椒江区", "22.5", "23.6"]]
    (tmp_path / "a.pdf").write_bytes(pdf_table("各地总产值（单位：亿元）", rows))
    corpus = corpus_of(tmp_path, {})
    n = next(i for i, p in enumerate(corpus.passages) if "椒江区" in p.text)
    _, area = drawn_first(tmp_path, n=n)
    assert area is not None
    assert area[2] - area[0] > 400
    assert 12 < area[3] - area[1] < 30


def test_chinese_text_is_drawn_without_its_typeface(tmp_path: Path) -> None:
    """The page names a typeface that it does not bring: another stands in."""
    (tmp_path / "a.pdf").write_bytes(pdf_of(seed_articles()[:1]))

    def ink(typeface: Path | None) -> int:
        png = draw_page(tmp_path, "a.pdf", page=1, texts=(), typeface=typeface)
        return Image.open(io.BytesIO(png)).convert("L").histogram()[0]

    assert ink(TYPEFACE) > 20_000


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A page that the file has not, a file that is gone, a name that leads out of the corpus."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf_of(seed_articles()[:1]))
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-")
    with pytest.raises(SourceDamagedError):
        draw_page(folder, "a.pdf", page=99, texts=())
    for name in ("b.pdf", "../secret.pdf"):
        with pytest.raises(SourceUnreadableError):
            find_original(folder, name)
    assert find_original(folder, "a.pdf") == folder / "a.pdf"


def test_a_text_of_another_page_marks_nothing(tmp_path: Path) -> None:
    """The page is drawn as it is."""
    (tmp_path / "a.pdf").write_bytes(pdf_of(seed_articles()[:1]))
    assert marked(draw_page(tmp_path, "a.pdf", page=1, texts=["别处的一句话而已"])) is None
