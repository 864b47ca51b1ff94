"""What does a saved web page report, and what on it is only the site around it?

What lies around a report is told by what it is called (nav, footer, 版权所有) and by its links: a
list of links is no text. What is left, from the headline on, is read. Pages that a browser saved
with their pictures (MHTML) hold the page as one of their parts.
"""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

from retrieval.corpus.extraction import Extraction, Limits, Part, TextBuilder
from retrieval.corpus.extractors.markup import (
    Element,
    add_blocks,
    declared_encoding,
    is_skipped,
    parse_markup,
    text_of,
)
from retrieval.corpus.readers.decoding import decode_text
from retrieval.errors import SourceDecodeError, SourceEmptyError
from retrieval.types import BlockKind

HEAD_BYTES = 4096
MIN_LINKS = 3
MAX_LINE_CHARS = 80  # a longer line is a sentence, whatever words it holds

_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|aside|foot|footer|share|"
    r"sharing|related|recommend|recommends|comments?|copyright|ads?|advert|pagination|pager|"
    r"toolbar|login|search|qrcode|hot|rank|popup|cookie|banner|links?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SITE_LINE = re.compile(
    "ICP备|公网安备|版权所有|Copyright|©|分享到|打印本页|关闭窗口|【?(?:上|下)一篇|相关(?:阅读|链接|新闻)|扫一扫|责任编辑|字体[:：]|点击数|浏览次数",
    re.IGNORECASE,
)
_CONTAINERS = frozenset(
    {"div", "section", "ul", "ol", "table", "aside", "header", "footer", "p", "td"}
)
_KEPT = frozenset({"body", "main", "article"})
_SITE_NAME = re.compile(r"\s*(?:[_|｜]|\s[-–—]{1,2}\s|-{1,2}(?=[^-]{2,12}$)).*$")
_DATE_NAMES = frozenset({
    "article:published_time", "pubdate", "publishdate", "publish_date", "date", "dc.date",
    "datepublished", "og:published_time", "firstpublishedtime", "weibo:article:create_at",
})  # fmt: skip
_PUBLISHER_NAMES = (
    "contentsource", "article:publisher", "dc.publisher", "dcterms.publisher", "publisher",
    "source", "sitename", "og:site_name",
)  # fmt: skip


def extract(path: Path, name: str, limits: Limits) -> Extraction:  # noqa: ARG001 - one page
    """Read a web page.

    Raises:
        SourceEmptyError: it shows no text.
        SourceDecodeError: it is text in no encoding known here.
    """
    root = parse_markup(_utf8(path.read_bytes(), name))
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        raise SourceEmptyError(path=name)
    title = _title(root)
    _drop_surroundings(body)
    builder = TextBuilder()
    add_blocks(_main(body), builder)
    text = builder.text
    return Extraction(
        text=text,
        parts=tuple(_report_parts(builder.parts, text, title)),
        title=title,
        date=_date(root),
        publisher=_publisher(root),
    )


def _utf8(data: bytes, name: str) -> bytes:
    """Take the page out of its MHTML, and write it in UTF-8."""
    if b"multipart/related" in data[:HEAD_BYTES].lower() and not data.lstrip().startswith(b"<"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = message.get_body(("html",))
        payload = part.get_payload(decode=True) if part is not None else None
        if not isinstance(payload, bytes):
            raise SourceEmptyError(path=name)
        data = payload
    declared = declared_encoding(data[:HEAD_BYTES])
    if declared and declared != "utf-8":
        try:
            return data.decode(declared).encode("utf-8", "replace")
        except (LookupError, UnicodeDecodeError):
            pass  # pages lie about it
    try:
        return decode_text(data, path=name).text.encode("utf-8", "replace")
    except SourceDecodeError:
        # One broken character is no reason to lose a page that says what it is written in.
        if declared == "utf-8" and data.decode("utf-8", "replace").count("\ufffd") < 5:
            return data
        raise


def _title(root: Element) -> str:
    for tag in root.iter("meta"):
        if (tag.get("property") or tag.get("name") or "").lower() in {"og:title", "articletitle"}:
            return (tag.get("content") or "").strip()
    title = root.find(".//title")
    return _SITE_NAME.sub("", text_of(title)).strip() if title is not None else ""


def _publisher(root: Element) -> str:
    """Give what the page's properties name, what it says of this text before its whole site."""
    said = {
        (tag.get("property") or tag.get("name") or "").lower(): (tag.get("content") or "").strip()
        for tag in root.iter("meta")
    }
    return next((said[name] for name in _PUBLISHER_NAMES if said.get(name)), "")


def _date(root: Element) -> str:
    for tag in root.iter("meta"):
        said = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if said in _DATE_NAMES and tag.get("content"):
            return str(tag.get("content"))
    time = root.find(".//time[@datetime]")
    return str(time.get("datetime")) if time is not None else ""


def _drop_surroundings(body: Element) -> None:
    """Take out what lies around the report, but never half of the page."""
    whole = len(text_of(body))
    doomed = []
    for element in body.iter():
        if element.tag in _KEPT or is_skipped(element):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        around = (
            element.tag in {"aside", "footer"}
            or element.get("role") in {"navigation", "banner", "contentinfo"}
            or _AROUND.search(named) is not None
        )
        if around or (element.tag in _CONTAINERS and _is_links(element)):
            doomed.append(element)
    for element in doomed:
        if element.getparent() is not None and 2 * len(text_of(element)) < whole:
            element.drop_tree()


def _is_links(element: Element) -> bool:
    links = list(element.iter("a"))
    if len(links) < MIN_LINKS:
        return False
    return 2 * sum(len(text_of(link)) for link in links) >= len(text_of(element))


def _main(body: Element) -> Element:
    """Give the element that holds the report, where the page names one that holds most of it."""
    whole = len(text_of(body))
    for wanted in ("article", "main"):
        found = list(body.iter(wanted))
        if len(found) == 1 and 2 * len(text_of(found[0])) >= whole:
            return found[0]
    return body


def _report_parts(parts: list[Part], text: str, title: str) -> list[Part]:
    """Leave out the lines of the site, and what stands above the headline."""
    kept = [
        part
        for part in parts
        if part.kind is not BlockKind.PARAGRAPH
        or part.end - part.start > MAX_LINE_CHARS
        or not _SITE_LINE.search(text, part.start, part.end)
    ]
    kept = [_as_headline(part, text, title) for part in kept]
    first = next((i for i, part in enumerate(kept) if part.level == 1), 0)
    above = sum(part.end - part.start for part in kept[:first])
    return kept[first:] if 4 * above < sum(part.end - part.start for part in kept) else kept


def _as_headline(part: Part, text: str, title: str) -> Part:
    """Make a headline of the line that is the title of the page."""
    said = text[part.start : part.end]
    if part.kind is BlockKind.PARAGRAPH and said == title:
        return Part(BlockKind.HEADING, part.start, part.end, 1, part.place)
    return part
