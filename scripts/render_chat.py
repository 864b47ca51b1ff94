"""Draw a chat as it looks on a phone, for the documentation.

    .venv/bin/python scripts/render_chat.py messages.json picture.png

`messages.json` is a list of `{"from": "user" | "bot", "html": "…", "buttons": [["…", "…"]],
"photo": "card.png"}`; `buttons` (rows of labels) and `photo` may be missing. The HTML is what the
bot sends: `b i u s a code pre blockquote`. Feed it real replies: nothing is written here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

from bot.replies.cards.typeface import Typeface, load_typeface

SCALE = 3  # drawn at three pixels a point, reduced to two: smooth edges
WIDTH = 390 * SCALE
MARGIN = 12 * SCALE
PADDING = 12 * SCALE
RADIUS = 16 * SCALE
BUBBLE = 318 * SCALE
SIZE = 15 * SCALE
LEADING = 22 * SCALE
QUOTE_INDENT = 12 * SCALE
BUTTON = 38 * SCALE
GAP = 5 * SCALE

WALLPAPER = (0xDD, 0xE6, 0xE0)
GROUND = {"user": (0xE2, 0xF7, 0xCB), "bot": (0xFF, 0xFF, 0xFF)}
BUTTON_GROUND = (0x5B, 0x76, 0x69)
TEXT = (0x1D, 0x24, 0x2B)
LINK = (0x1F, 0x6F, 0xB5)
CODE = (0x7A, 0x4A, 0x1E)
RULE = (0x0B, 0x69, 0x5C)
QUOTE_GROUND = (0xEA, 0xF3, 0xF0)


class Run(NamedTuple):
    """A stretch of text in one set of styles."""

    text: str
    styles: frozenset[str]


STYLES = {
    "b": "bold",
    "strong": "bold",
    "a": "link",
    "code": "code",
    "pre": "code",
    "blockquote": "quote",
    "s": "struck",
    "u": "underlined",
}


class Runs(HTMLParser):
    """Reads the HTML that Telegram takes into runs; Telegram nests no style in itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Run] = []
        self.styles: frozenset[str] = frozenset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        """Switch a style on."""
        if tag in STYLES:
            self.styles |= {STYLES[tag]}

    def handle_endtag(self, tag: str) -> None:
        """Switch a style off."""
        if tag in STYLES:
            self.styles -= {STYLES[tag]}

    def handle_data(self, data: str) -> None:
        """Keep a stretch of text."""
        self.found.append(Run(data, self.styles))


def lines_of(html: str, width: int, typeface: Typeface) -> list[list[Run]]:
    """Break a message into lines of runs no wider than `width`."""
    parser = Runs()
    parser.feed(html)
    parser.close()
    lines: list[list[Run]] = [[]]
    used = 0
    quoted = False
    for run in parser.found:
        is_quote = "quote" in run.styles
        ends_line = quoted and run.text.startswith("\n")
        if is_quote != quoted and lines[-1] and not ends_line:  # a quotation has its own lines
            lines.append([])
            used = 0
        quoted = is_quote
        room = width - (QUOTE_INDENT * 2 if quoted else 0)
        for n, paragraph in enumerate(run.text.split("\n")):
            if n:
                lines.append([])
                used = 0
            for word in _words(paragraph, typeface):
                length = typeface.width(word, SIZE)
                if used + length > room and lines[-1]:
                    lines.append([])
                    used = 0
                lines[-1].append(run._replace(text=word))
                used += length
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _words(text: str, typeface: Typeface) -> Iterator[str]:
    """Cut where a line may end: after every ideograph, between Latin words, before no 、。."""
    word = ""
    for character in text:
        drawn = character if character == " " else typeface.legible(character)
        breaks = word and (not word[-1].isascii() or word[-1] == " " or not drawn.isascii())
        if breaks and drawn not in "，。、；：！？）”》」…" and word[-1] not in "（“《「":
            yield word
            word = ""
        word += drawn
    if word:
        yield word


class Chat:
    """A column of bubbles, drawn from the top down on a canvas that is cut at the end."""

    def __init__(self, typeface: Typeface) -> None:
        self.typeface = typeface
        self.image = Image.new("RGB", (WIDTH, 20_000), WALLPAPER)
        self.canvas = ImageDraw.Draw(self.image)
        self.top = MARGIN

    def say(self, message: dict[str, Any]) -> None:
        """Draw one message with its picture and buttons."""
        who = message["from"]
        lines = lines_of(message.get("html", ""), BUBBLE - 2 * PADDING, self.typeface)
        photo = Image.open(message["photo"]).convert("RGB") if "photo" in message else None
        rows: Sequence[Sequence[str]] = message.get("buttons", ())
        width = BUBBLE if photo or rows else self._width(lines) + 2 * PADDING
        left = MARGIN if who == "bot" else WIDTH - MARGIN - width
        height = len(lines) * LEADING + (2 * PADDING if lines else 0)
        if photo:
            photo = photo.resize((width, round(photo.height * width / photo.width)))
            height += photo.height
        box = (left, self.top, left + width, self.top + height)
        self.canvas.rounded_rectangle(box, RADIUS, fill=GROUND[who])
        top = self.top
        if photo:
            mask = Image.new("L", photo.size)
            corners = (True, True, not lines, not lines)
            ImageDraw.Draw(mask).rounded_rectangle(
                (0, 0, photo.width - 1, photo.height - 1), RADIUS, fill=255, corners=corners
            )
            self.image.paste(photo, (left, top), mask)
            top += photo.height
        self._lines(lines, left + PADDING, top + PADDING, width - 2 * PADDING)
        self.top += height + GAP
        for row in rows:
            self._buttons(row, left, width)
        self.top += MARGIN

    def picture(self) -> Image.Image:
        """Cut the canvas below the last bubble and reduce it to two pixels a point."""
        cut = self.image.crop((0, 0, WIDTH, self.top))
        size = (cut.width * 2 // SCALE, cut.height * 2 // SCALE)
        return cut.resize(size, Image.Resampling.LANCZOS)

    def _width(self, lines: list[list[Run]]) -> int:
        widths = [sum(self.typeface.width(run.text, SIZE) for run in line) for line in lines]
        quoted = any("quote" in run.styles for line in lines for run in line)
        return max(widths, default=0) + (2 * QUOTE_INDENT if quoted else 0)

    def _lines(self, lines: list[list[Run]], left: int, top: int, width: int) -> None:
        for n, line in enumerate(lines):
            y = top + n * LEADING
            x = left
            if line and "quote" in line[0].styles:
                self.canvas.rectangle((left, y, left + width, y + LEADING), fill=QUOTE_GROUND)
                self.canvas.rectangle((left, y, left + SCALE * 3, y + LEADING), fill=RULE)
                x += QUOTE_INDENT
            baseline = y + round(LEADING / 2 + SIZE * 0.37)
            for run in line:
                end = x + self.typeface.width(run.text, SIZE)
                colour = LINK if "link" in run.styles else CODE if "code" in run.styles else TEXT
                self._text(run.text, x, baseline, colour, 0.9 if "bold" in run.styles else 0)
                if "underlined" in run.styles:
                    self.canvas.line((x, baseline + 6, end, baseline + 6), fill=colour, width=2)
                if "struck" in run.styles:
                    self.canvas.line((x, baseline - 15, end, baseline - 15), fill=colour, width=2)
                x = end

    def _buttons(self, row: Sequence[str], left: int, width: int) -> None:
        each = (width - GAP * (len(row) - 1)) // len(row)
        for n, label in enumerate(row):
            x = left + n * (each + GAP)
            box = (x, self.top, x + each, self.top + BUTTON)
            self.canvas.rounded_rectangle(box, RADIUS // 2, fill=BUTTON_GROUND)
            text = self.typeface.legible(label)
            while text and self.typeface.width(text, SIZE) > each - PADDING:
                text = text.rstrip("…")[:-1] + "…"
            start = x + (each - self.typeface.width(text, SIZE)) // 2
            self._text(
                text, start, self.top + round(BUTTON / 2 + SIZE * 0.37), (255, 255, 255), 0.6
            )
        self.top += BUTTON + GAP

    def _text(
        self, text: str, x: int, baseline: int, colour: tuple[int, int, int], weight: float
    ) -> None:
        self.canvas.text(
            (x, baseline),
            text,
            font=self.typeface.at(SIZE),
            fill=colour,
            anchor="ls",
            stroke_width=weight,
        )


def main() -> None:
    """Draw the messages of a file."""
    parser = argparse.ArgumentParser(description="Draw a chat as it looks on a phone.")
    parser.add_argument("messages", type=Path)
    parser.add_argument("picture", type=Path)
    options = parser.parse_args()
    chat = Chat(load_typeface())
    for message in json.loads(options.messages.read_text(encoding="utf-8")):
        chat.say(message)
    picture = chat.picture().quantize(255, dither=Image.Dither.NONE)
    picture.save(options.picture, optimize=True)


if __name__ == "__main__":
    main()
