"""How do typed stretches become reports?

Titles part a page into reports; cut paragraphs are mended; what comes out are the blocks of each
report in reading order. Every character of the page that is not white stands in exactly one title,
byline or block.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from retrieval.corpus.layout import Item, Role, assign_roles
from retrieval.corpus.lines import has_inner_marks, is_closed, join_lines, split_lines
from retrieval.corpus.mending import Break, judge_break, waits_on
from retrieval.corpus.patterns import WordTest, date_in_title, date_of, date_within, is_dateline
from retrieval.corpus.publishers import masthead
from retrieval.corpus.wrapping import unwrap
from retrieval.text.folding import fold
from retrieval.types import Block, BlockKind, MendedText, Report, Source

ID_DIGITS = 12  # hexadecimal: two of a million contents share one with a chance of 1 in 500

_BLOCK_KINDS = {
    Role.HEADING: BlockKind.HEADING,
    Role.CAPTION: BlockKind.CAPTION,
    Role.CREDIT: BlockKind.CREDIT,
    Role.TEXT: BlockKind.PARAGRAPH,
}


def parse_reports(source: Source, is_word: WordTest) -> tuple[Report, ...]:
    """Take running text apart into reports: a newspaper page, or plain paragraphs."""
    items = assign_roles(unwrap(split_lines(source.text), is_word), is_word)
    return tuple(_assemble(section, source.name, is_word) for section in _split_at_titles(items))


def content_id(*texts: str) -> str:
    """Name a content: the same texts give the same id wherever they stand."""
    digest = blake2b(digest_size=ID_DIGITS // 2)
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def report_id(title: str, blocks: Iterable[Block]) -> str:
    """Name a report by its title and text, whatever file it stands in."""
    return content_id(title, *(block.content.text for block in blocks))


def stem_of(name: str) -> str:
    """Give the file name without folders and ending, which stands in for a missing title."""
    base = name.rsplit("/", 1)[-1]
    return base.rsplit(".", 1)[0] or base


@dataclass(slots=True)
class _Draft:
    """A block under construction."""

    kind: BlockKind
    parts: list[MendedText]
    level: int = 0
    gap_before: bool = False
    gap_after: bool = False

    def block(self) -> Block:
        content = join_lines(self.parts)
        return Block(self.kind, content, self.level, self.gap_before, self.gap_after)


def _split_at_titles(items: Sequence[Item]) -> list[list[Item]]:
    sections: list[list[Item]] = []
    for item in items:
        if item.role is Role.TITLE or not sections:
            sections.append([])
        sections[-1].append(item)
    if len(sections) > 1 and all(_is_masthead(item) for item in sections[0]):
        above = sections.pop(0)
        sections[0][1:1] = above
    return sections


def _is_masthead(item: Item) -> bool:
    return item.role is Role.TEXT and masthead(item.text) is not None


def _assemble(items: Sequence[Item], name: str, is_word: WordTest) -> Report:
    blocks = tuple(draft.block() for draft in _mend(items, is_word))
    head = items[0] if items[0].role is Role.TITLE else None
    title = head.text if head else _title_without_headline(blocks, name)
    return Report(
        id=report_id(title, blocks),
        title=title,
        source=name,
        byline=next((item.names for item in items if item.role is Role.BYLINE), ()),
        report_date=_report_date(items, name),
        blocks=blocks,
        title_spans=head.content.spans() if head else (),
    )


def _title_without_headline(blocks: Sequence[Block], name: str) -> str:
    first = blocks[0] if blocks else None
    return first.content.text if first and first.kind is BlockKind.HEADING else stem_of(name)


def _report_date(items: Sequence[Item], name: str) -> str | None:
    """Find a date alone in the first or last lines, in the title, or in the file name."""
    edges = [item.text for item in (*items[:4], *items[-2:]) if item.role is Role.TEXT]
    stated = next(filter(None, map(date_of, edges)), None)
    signed = [item.text for item in items[:4] if item.role is Role.BYLINE]
    # A line of two columns right below a title is taken for a caption: 县民政局    2023年7月5日.
    heads = [item.text for item in items[:4] if item.role in (Role.TEXT, Role.CAPTION)]
    dated = (date_within(text) for text in (*filter(masthead, (*heads, *edges)), *signed))
    stated = stated or next(filter(None, dated), None)
    if stated is None and items[0].role is Role.TITLE:
        stated = date_in_title(items[0].text)
    return stated or date_within(stem_of(name))


def _mend(items: Sequence[Item], is_word: WordTest) -> list[_Draft]:
    closing = _ends_in_sentences(items)
    drafts: list[_Draft] = []
    cut: _Draft | None = None  # a paragraph that does not end as a sentence does
    figure = False
    for item in items:
        if item.role in (Role.TITLE, Role.BYLINE):
            continue
        if item.role is not Role.TEXT:
            drafts.append(_Draft(_BLOCK_KINDS[item.role], [item.content], item.level))
            figure = True
            if item.role is Role.HEADING:
                _mark_end(cut)
                cut = None
            continue
        draft = _Draft(BlockKind.PARAGRAPH, [item.content])
        apart = is_dateline(item.text) or _is_masthead(item)
        if cut is not None and not apart:
            verdict = judge_break(
                # The part before tells whether a short one is a label or the middle of a sentence.
                fold("".join(part.text for part in cut.parts[-2:])),
                fold(item.text),
                is_word,
                figure=figure,
                wide=item.wide,
                closing=closing,
            )
            if verdict is Break.JOIN:
                cut.parts.append(item.content)
                draft = cut
            elif verdict is Break.GAP:
                cut.gap_after = draft.gap_before = True
        if draft is not cut:
            drafts.append(draft)
        cut = None if apart or is_closed(item.text) else draft
        figure = False
    _mark_end(cut)
    return drafts


def _mark_end(cut: _Draft | None) -> None:
    """Mark a paragraph that waits for more where its report, or its section, ends."""
    if cut is not None and waits_on(cut.parts[-1].text) and cut.parts[-1].text[-1] not in "；;":
        cut.gap_after = True


def _ends_in_sentences(items: Sequence[Item]) -> bool:
    """Say whether the paragraphs of a report usually end as sentences do; labels do not count."""
    prose = [item.text for item in items if item.role is Role.TEXT and has_inner_marks(item.text)]
    return 2 * sum(map(is_closed, prose)) >= len(prose) > 0
