"""Which passages is speed measured on, from a thousand to a million?

Real ones first, the news bulletins of ../shared/eval where they are present. What is wanted beyond
them is made by putting sentences of different passages together: words stay as frequent and as far
apart as real ones are, only rare words are less rare than in a true corpus of that size, which
makes every posting list longer and no engine faster. Where no bulletins are, words are drawn from
the segmenter's dictionary by its frequencies.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

import jieba

ROOT = Path(__file__).parent.parent.parent
BULLETINS = ROOT.parent / "shared" / "eval" / "xinwenlianbo" / "corpus.jsonl"
MIN_CHARS = 20  # shorter rows of the bulletins are datelines and marks of the crawler
PASSAGES_A_REPORT = 7  # as in the bulletins
ROWS_A_FILE = 10_000
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


class Row(NamedTuple):
    """One passage of a collection."""

    id: str
    title: str
    text: str


def rows(n: int, *, seed: int = 0) -> Iterator[Row]:
    """Give `n` passages, the same ones every time, report by report."""
    source = list(_bulletins()) if BULLETINS.is_file() else list(_drawn(100_000, seed))
    for i, row in enumerate(source[:n]):
        yield Row(f"p{i}", row.title, row.text)
    if n <= len(source):
        return
    chosen = random.Random(seed)  # noqa: S311 - repeatable, not secret
    sentences = [sentence for row in source for sentence in _SENTENCE.findall(row.text)]
    title = ""
    for i in range(len(source), n):
        if i % PASSAGES_A_REPORT == 0 or not title:
            title = f"{chosen.choice(source).title}（{i}）"
        like = chosen.choice(source)
        n_sentences = len(_SENTENCE.findall(like.text))
        yield Row(f"p{i}", title, "".join(chosen.choices(sentences, k=n_sentences)))


def write_collection(directory: Path, n: int, *, rows_a_file: int = ROWS_A_FILE) -> None:
    """Write `n` passages as a corpus of several files in BEIR layout; keep one already there."""
    done = directory / ".size"  # hidden, so that it is no report
    if done.is_file() and done.read_text() == str(n):
        return
    directory.mkdir(parents=True, exist_ok=True)
    made = rows(n)
    for number in range(-(-n // rows_a_file)):
        with (directory / f"{number:05}.jsonl").open("w", encoding="utf-8") as stream:
            for row in islice(made, rows_a_file):
                record = {"_id": row.id, "title": row.title, "text": row.text}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    done.write_text(str(n))


def _bulletins() -> Iterator[Row]:
    with BULLETINS.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            if len(row["text"]) >= MIN_CHARS:
                yield Row(row["_id"], row["title"], row["text"])


def _drawn(n: int, seed: int) -> Iterator[Row]:
    """Draw passages word by word from jieba's dictionary."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable, not secret
    with jieba.get_dict_file() as stream:
        entries = [line.decode("utf-8").split() for line in stream]
    words = [entry[0] for entry in entries]
    weights = list(accumulate(int(entry[1]) for entry in entries))
    title = ""
    for i in range(n):
        if i % PASSAGES_A_REPORT == 0:
            title = "".join(chosen.choices(words, cum_weights=weights, k=8))
        lengths = (chosen.randint(8, 25) for _ in range(chosen.randint(1, 4)))
        sentences = (
            "".join(chosen.choices(words, cum_weights=weights, k=k)) + "。" for k in lengths
        )
        yield Row(str(i), title, "".join(sentences))
