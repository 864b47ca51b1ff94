"""Which values flow through youju?

Every arrow of the two flows (file → … → Index, question → … → Answer) is a function between the
frozen values below. They hold data and the arithmetic on their own offsets; they decide nothing.

Offsets are Unicode code points, `[start, end)`. Two coordinate systems meet here and are never
mixed without a name: *text* offsets count in the mended text of a passage, *source* offsets in
the decoded source file. `MendedText` translates from the first to the second.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

#: Told of long work as it goes: stage, units done, units in all (0 where that is not known).
Progress = Callable[[str, int, int], None]


class Span(NamedTuple):
    """A slice `[start, end)` of a text, in code points."""

    start: int
    end: int


class Piece(NamedTuple):
    """A run of mended text that stands unbroken in the source file."""

    text_start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class MendedText:
    """Text as a reader sees it, with the way back to the source file.

    `pieces` ascend in `text_start` and do not overlap. What no piece covers is white space that
    mending put in; every covered character equals its source character, so the source slices of
    `spans()`, joined, equal the text once white space is removed from both.

    >>> mended = MendedText.joined([MendedText.at("枇杷文化节消", 10), MendedText.at("费季", 18)])
    >>> mended.text, mended.spans(4, 8)
    ('枇杷文化节消费季', (Span(start=14, end=16), Span(start=18, end=20)))
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def at(cls, text: str, source_start: int) -> MendedText:
        """Take `text` as it stands in the source from `source_start` on."""
        return cls(text, (Piece(0, source_start, len(text)),) if text else ())

    @classmethod
    def joined(cls, parts: Iterable[MendedText], separator: str = "") -> MendedText:
        """Join parts in order; `separator` must be white space, which no piece covers."""
        if separator.strip():
            raise ValueError("only white space may be put between parts of a source")
        texts: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for part in parts:
            if texts and separator:
                texts.append(separator)
                length += len(separator)
            texts.append(part.text)
            for piece in part.pieces:
                start = length + piece.text_start
                last = pieces[-1] if pieces else None
                if (
                    last is not None
                    and last.text_start + last.length == start
                    and last.source_start + last.length == piece.source_start
                ):
                    pieces[-1] = Piece(
                        last.text_start, last.source_start, last.length + piece.length
                    )
                else:
                    pieces.append(Piece(start, piece.source_start, piece.length))
            length += len(part.text)
        return cls("".join(texts), tuple(pieces))

    def __len__(self) -> int:
        """Count the characters of the mended text."""
        return len(self.text)

    def slice(self, start: int, end: int) -> MendedText:
        """Cut `[start, end)` out, keeping the way back to the source."""
        pieces = tuple(
            Piece(
                max(piece.text_start, start) - start,
                piece.source_start + max(start - piece.text_start, 0),
                min(piece.text_start + piece.length, end) - max(piece.text_start, start),
            )
            for piece in self._pieces_within(start, end)
        )
        return MendedText(self.text[start:end], pieces)

    def stripped(self) -> MendedText:
        """Drop white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Name the source slices that make up `text[start:end]`, in reading order."""
        cut = self.slice(start, len(self.text) if end is None else end)
        return tuple(
            Span(piece.source_start, piece.source_start + piece.length) for piece in cut.pieces
        )

    def _pieces_within(self, start: int, end: int) -> Sequence[Piece]:
        first = max(bisect_right(self.pieces, start, key=lambda piece: piece.text_start) - 1, 0)
        found = []
        for piece in self.pieces[first:]:
            if piece.text_start >= end:
                break
            if piece.text_start + piece.length > start:
                found.append(piece)
        return found


class BlockKind(StrEnum):
    """What a block of a page is to its reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text stands in an original that is no text file, as its reader would look it up.

    What a format does not have is `None`: a sheet has no pages, a web page neither.
    """

    page: int | None = None  #: counted from 1 as a viewer does, whatever is printed on it
    last_page: int | None = None  #: where the text ends on a later page
    sheet: str | None = None
    cells: str | None = None  #: A3, or A3:D3
    headings: tuple[str, ...] = ()  #: the path of headings above, the highest first


@dataclass(frozen=True, slots=True)
class Copy:
    """Another file in which the same text stands: the same report in another format."""

    source: str
    place: Place | None = None  #: in that file


@dataclass(frozen=True, slots=True)
class Block:
    """A typed stretch of a report, in reading order.

    `gap_before` and `gap_after` mark text that the source lost at that edge: nothing may be glued
    there, and a reader is shown `[…]`.
    """

    kind: BlockKind
    content: MendedText
    level: int = 0  #: of a heading: 1 is the highest; 0 where the page does not say
    gap_before: bool = False
    gap_after: bool = False
    place: Place | None = None  #: in an original that is no text file
    also: tuple[Copy, ...] = ()  #: where else the same text stands


@dataclass(frozen=True, slots=True)
class Source:
    """A source file as decoded text: what every source offset counts in."""

    name: str  #: path below the corpus directory, with forward slashes
    text: str
    encoding: str = "utf-8"
    extracted: bool = False  #: the text was extracted from a format that is not text

    def slice(self, start: int, end: int) -> str:
        """Give `[start, end)` of the text."""
        return self.text[start:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of the corpus, taken apart into typed blocks."""

    id: str
    title: str
    source: str
    byline: tuple[str, ...] = ()
    report_date: str | None = None
    publisher: str | None = None  #: who brought it out: a newspaper, an office
    url: str | None = None  #: where it was published
    also: tuple[str, ...] = ()  #: other files that hold the same report
    blocks: tuple[Block, ...] = ()
    title_spans: tuple[Span, ...] = ()
    block_ids: tuple[str, ...] = ()  #: names the blocks where the format does (BEIR `_id`)

    @property
    def sections(self) -> tuple[str, ...]:
        """List the headings in reading order."""
        return tuple(b.content.text for b in self.blocks if b.kind is BlockKind.HEADING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is found and cited: one paragraph, caption or table row of a report."""

    id: str  #: stays the same while the report's text around it stays the same
    report_id: str
    report_title: str
    section: str | None
    source: str
    content: MendedText
    kind: BlockKind = BlockKind.PARAGRAPH
    position: int = 0  #: within the report, from 0
    gap_before: bool = False
    gap_after: bool = False
    place: Place | None = None  #: in an original that is no text file
    also: tuple[Copy, ...] = ()  #: where else the same text stands

    @property
    def text(self) -> str:
        """Give the mended text."""
        return self.content.text


class NumberKind(StrEnum):
    """What a key number counts in."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    AGE = "age"
    DISTANCE = "distance"
    AREA = "area"
    MASS = "mass"
    DURATION = "duration"
    RATIO = "ratio"
    ORDINAL = "ordinal"
    OTHER = "other"


class Qualifier(StrEnum):
    """How a number is hedged in its text."""

    APPROX = "approx"
    OVER = "over"
    UNDER = "under"


class Tier(StrEnum):
    """How much a number tells about its report."""

    KEY = "key"
    MINOR = "minor"


class Direction(StrEnum):
    """Which way a change goes; the value itself stays positive."""

    UP = "up"
    DOWN = "down"


NumberValue = Decimal | tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a change is measured against (比十年前的300多家: base 300多家, ten years ago)."""

    surface: str  #: the words of the text, "十年前的300多家"
    value: NumberValue | None = None
    unit: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNumber:
    """A statistic of a report: a number with what it measures, tied to its place in a passage.

    Offsets are text offsets into the passage, hedging words included (近300人, 超过85%).
    """

    surface: str
    start: int
    end: int
    value: NumberValue | None  #: scaled by 万, 亿, %; `None` where there is none (两位数增长)
    unit: str | None  #: as printed, without 万 and 亿 (249.2亿元 → 元)
    kind: NumberKind
    qualifier: Qualifier | None = None
    metric: str | None = None  #: a short noun phrase as a reader would say it
    subject: str | None = None
    period: str | None = None  #: as printed
    period_inherited: bool = False  #: the period stands outside the number's own clause
    direction: Direction | None = None
    comparison: Comparison | None = None
    tier: Tier = Tier.KEY


@dataclass(frozen=True, slots=True)
class TermScore:
    """One term's part in the score of a hit."""

    term: str
    field: str
    idf: float
    frequency: int  #: of the term in the passage's field
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query. Scores compare within one query only."""

    passage: Passage
    score: float
    rank: int  #: from 1
    terms: tuple[TermScore, ...] = ()  #: filled in when an explanation is asked for
    features: tuple[tuple[str, float], ...] = ()  #: each one's part in the score, when asked for


class AnswerKind(StrEnum):
    """What kind of text answers the question."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    LIST = "list"
    REASON = "reason"
    DEFINITION = "definition"
    PASSAGE = "passage"
    NONE = "none"


class Band(StrEnum):
    """How far the corpus carries: an answer, only something near it, or nothing."""

    ANSWER = "answer"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Citation:
    """The passage an answer stands on, numbered as in `[1]`."""

    n: int
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What youju says to a question; every character of it stands in a cited passage.

    `answer_span` and `sentence_span` are text offsets into the passage of citation 1, `None`
    where there is no answer.
    """

    question: str
    band: Band
    kind: AnswerKind
    answer: str = ""
    sentence: str = ""
    answer_span: Span | None = None
    sentence_span: Span | None = None
    confidence: float = 0.0  #: 0 to 1
    bold: bool = False  #: confidence earns the short answer alone
    citations: tuple[Citation, ...] = ()
    key_numbers: tuple[tuple[int, KeyNumber], ...] = ()  #: (citation n, number)
    candidates: tuple[Span, ...] = ()  #: other slices of the sentence that may answer
    missing: tuple[str, ...] = ()  #: words of the question that the nearest passage lacks
    suggestions: tuple[str, ...] = ()
    #: What was meant, where it was typed in letters or by sound: what is answered, or, without an
    #: answer, what could be asked instead.
    understood: str | None = None
    withheld: bool = False  #: something was found, but does not stand in its source as it should
    generation: str = ""
    elapsed_ms: float = 0.0
    id: str | int | None = None  #: as the asker numbered the question

    @property
    def answered(self) -> bool:
        """Say whether the corpus answers the question."""
        return self.band is Band.ANSWER
