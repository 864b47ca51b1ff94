"""The seed reports, or any others, set as documents: PDF, Word, web page, book, scan."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from retrieval.corpus import read_corpus
from retrieval.params import Params
from retrieval.types import BlockKind

ROOT = next(parent for parent in Path(__file__).parents if (parent / "seeds").is_dir())
FONT = "STSong-Light"
SIZE = 10.5  # points
LEADING = 16.0
MARGIN = 56.0
GUTTER = 24.0
INDENT = 2 * SIZE
NO_START = "，。、；：！？”’）》」』】%"
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/p.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


class Article(NamedTuple):
    """A report as its author wrote it."""

    title: str
    byline: tuple[str, ...]
    blocks: tuple[tuple[BlockKind, str], ...]


def seed_articles() -> list[Article]:
    """Read the seed reports, mended, as those who would set them anew."""
    corpus = read_corpus(ROOT / "seeds", params=Params())
    return [
        Article(
            report.title,
            report.byline,
            tuple((block.kind, block.content.text) for block in report.blocks),
        )
        for report in corpus.reports
    ]


def as_text(article: Article, encoding: str = "gb18030") -> bytes:
    """Set a report as plain text."""
    lines = [article.title, " ".join(article.byline), *(text for _, text in article.blocks)]
    return "\n\n".join(lines).encode(encoding)


def as_markdown(article: Article) -> bytes:
    """Set a report as Markdown."""
    marks = {BlockKind.HEADING: "## "}
    names = " ".join(article.byline)
    body = "\n\n".join(marks.get(kind, "") + text for kind, text in article.blocks)
    return f"# {article.title}\n\n{names}\n\n{body}\n".encode()


def as_html(article: Article) -> bytes:
    """Set a report as the page of a news site, with all that stands around it."""
    body = _markup(article)
    links = "".join(f'<li><a href="/{n}.html">栏目新闻第{n}条</a></li>' for n in range(1, 9))
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">'
        f"<title>{escape(article.title)}_浙江在线</title><script>var a=1;</script></head><body>"
        f'<div class="nav"><a href="/">首页</a> <a href="/2">时政</a></div><ul>{links}</ul>'
        f'<div id="content">{body}</div>'
        f'<div class="related"><h3>相关阅读</h3><ul>{links}</ul></div>'
        "<footer>版权所有 浙ICP备0000000号</footer></body></html>"
    ).encode()


def as_docx(article: Article) -> bytes:
    """Set a report in Word, with its styles."""
    document = docx.Document()
    document.add_heading(article.title, level=1)
    document.add_paragraph(" ".join(article.byline))
    for kind, text in article.blocks:
        if kind is BlockKind.HEADING:
            document.add_heading(text, level=2)
        else:
            style = "Caption" if kind is BlockKind.CAPTION else None
            document.add_paragraph(text, style=style)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """Give the file of a Word document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_epub(article: Article) -> bytes:
    """Set a report as a book of one chapter."""
    chapter = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>{escape(article.title)}</title></head><body>{_markup(article)}</body></html>"
    )
    return epub_of({"c1.xhtml": chapter}, title=article.title)


def epub_of(
    chapters: Mapping[str, str], *, title: str, date: str = "", publisher: str = ""
) -> bytes:
    """Pack chapters into a book."""
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        f"<dc:date>{date}</dc:date><dc:publisher>{publisher}</dc:publisher></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", compress_type=ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/p.opf", package)
        for name, chapter in chapters.items():
            archive.writestr(f"OEBPS/{name}", chapter)
    return stream.getvalue()


def as_pdf(article: Article, *, columns: int = 2) -> bytes:
    """Set a report as a newspaper does: columns below its title, a header and page numbers."""
    return pdf_of([article], columns=columns)


def pdf_of(
    articles: Sequence[Article], *, columns: int = 2, header: str = "浙江报告选编", rows: int = 38
) -> bytes:
    """Set reports one behind the other, each beginning on a new page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4, pageCompression=1)
    number = 0
    for article in articles:
        for page in pages_of(article, columns=columns, rows=rows, width_of=points):
            number += 1
            sheet.setFont(FONT, 9)
            sheet.drawString(MARGIN, A4[1] - 36, header)
            sheet.drawCentredString(A4[0] / 2, 30, f"— {number} —")
            for x, y, size, text in page:
                sheet.setFont(FONT, size)
                sheet.drawString(x, A4[1] - y, text)
            sheet.showPage()
    sheet.save()
    return stream.getvalue()


def as_scan(article: Article, *, dpi: int = 200, photo_rows: int = 0) -> list[Image.Image]:
    """Set a report in two columns and photograph its pages.

    `photo_rows` is the height, in lines, of a photograph in either column.
    """
    scale = dpi / 72
    face = ROOT / "bot" / "replies" / "cards" / "fonts" / "youju-sans.otf"
    fonts: dict[float, ImageFont.FreeTypeFont] = {}

    def font(size: float) -> ImageFont.FreeTypeFont:
        return fonts.setdefault(size, ImageFont.truetype(str(face), round(size * scale)))

    def width_of(text: str, size: float) -> float:
        return font(size).getlength(text) / scale

    images = []
    for page in pages_of(article, columns=2, rows=38, width_of=width_of, photo_rows=photo_rows):
        image = Image.new("L", (round(A4[0] * scale), round(A4[1] * scale)), 255)
        draw = ImageDraw.Draw(image)
        for x, y, size, text in page:
            if text == PHOTO:
                photo = _photograph(round((HALF_PAGE - 2 * SIZE) * scale), round(size * scale))
                image.paste(photo, (round(x * scale), round((y - SIZE) * scale)))
                continue
            draw.text((x * scale, (y - size) * scale), text, font=font(size), fill=0)
        images.append(image)
    return images


def _photograph(width: int, height: int) -> Image.Image:
    """Make what a camera might have seen: hills under a sky."""
    image = Image.linear_gradient("L").resize((width, height)).point(lambda v: 255 - v // 2)
    draw = ImageDraw.Draw(image)
    for n in range(6):
        left = n * width // 5 - width // 8
        hill = (left, height // 2 - n * 3, left + width // 3, 2 * height)
        draw.ellipse(hill, fill=70 + 20 * n)
    return image


PHOTO = "\0"  # stands for a photograph, its height for its size
HALF_PAGE = (A4[0] - 2 * MARGIN - GUTTER) / 2
Placed = tuple[float, float, float, str]  # left, base line from the top, size, text


def pages_of(
    article: Article,
    *,
    columns: int,
    rows: int,
    width_of: Callable[[str, float], float],
    photo_rows: int = 0,
) -> Iterator[list[Placed]]:
    """Lay out a report: title and byline above the columns, which go on over the pages.

    A photograph of `photo_rows` lines stands in the middle of each column, one higher than the
    other, so that it parts a paragraph.
    """
    whole = A4[0] - 2 * MARGIN
    width = (whole - GUTTER * (columns - 1)) / columns
    page: list[Placed] = []
    y = 80.0
    for line in broken(article.title, whole, 18, width_of):
        page.append(((A4[0] - width_of(line, 18)) / 2, y, 18, line))
        y += 28
    names = "　".join(article.byline)
    if names:
        page.append(((A4[0] - width_of(names, SIZE)) / 2, y, SIZE, names))
    y += 24
    lines: list[tuple[float, str]] = []
    for kind, text in article.blocks:
        indent = 0.0 if kind is BlockKind.HEADING else INDENT
        for i, line in enumerate(broken(text, width, SIZE, width_of, indent)):
            lines.append((indent if i == 0 else 0.0, line))
    while lines:
        n_rows = rows - (0 if y < 90 else 3)
        for column in range(columns):
            left = MARGIN + column * (width + GUTTER)
            first = 9 + 7 * column
            free = [row for row in range(n_rows) if not first <= row < first + photo_rows]
            if photo_rows and len(lines) > first:
                height = photo_rows * LEADING - SIZE
                page.append((left, y + first * LEADING, height, PHOTO))
            for row, (indent, line) in zip(free, lines, strict=False):
                page.append((left + indent, y + row * LEADING, SIZE, line))
            lines = lines[len(free) :]
        yield page
        page, y = [], 80.0


def broken(
    text: str,
    width: float,
    size: float,
    width_of: Callable[[str, float], float],
    indent: float = 0.0,
) -> Iterator[str]:
    """Break a text into lines: no mark begins one, no number is broken."""
    line = ""
    room = width - indent
    for word in _words(text):
        if line and width_of(line + word, size) > room and word[0] not in NO_START:
            yield line
            line, room = "", width
        line += word
    yield line


def _words(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if (character.isascii() and character.isalnum()) or (character in ".,%" and word):
            word += character
            continue
        if word:
            yield word
            word = ""
        yield character
    if word:
        yield word


def points(text: str, size: float) -> float:
    """Measure a text as it is printed in a PDF."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def _markup(article: Article) -> str:
    tags = {BlockKind.HEADING: "h2", BlockKind.CAPTION: "figcaption"}
    parts: Iterable[str] = (
        f"<{tags.get(kind, 'p')}>{escape(text)}</{tags.get(kind, 'p')}>"
        for kind, text in article.blocks
    )
    names = " ".join(article.byline)
    return f"<h1>{escape(article.title)}</h1><p>{names}</p>" + "\n".join(parts)
