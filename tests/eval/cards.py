"""Do the key numbers of whole corpora fit their cards?

    python -m tests.eval.cards [DIRECTORY …] [--limit N]

Lays out every key number found, ten to a digest and twelve of one unit to a comparison, and prints
how many cards that took and what was clipped, overlapped or lacked a glyph. Exits 1 if anything
was. Without a directory: the seeds, and the public question sets where they are present.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from bot.replies.cards.comparison import lay_out_comparison
from bot.replies.cards.digest import lay_out_digest
from bot.replies.cards.facts import bar_of, tile_of
from bot.replies.cards.layout import Layout, Words
from bot.replies.cards.typeface import GETA, load_typeface
from bot.replies.cards.values import MAX_BARS, MAX_TILES, Bar, Comparison, Digest
from retrieval import KeyNumber, Params, Passage
from retrieval.corpus import read_corpus
from retrieval.numbers import number_report

ROOT = Path(__file__).parent.parent.parent
SETS = ROOT.parent / "shared" / "eval"


def numbers_of(directory: Path, limit: int | None) -> Iterator[tuple[Passage, KeyNumber]]:
    """Find the key numbers of a corpus, report by report."""
    passages = read_corpus(directory, params=Params()).passages[:limit]
    for _, group in groupby(passages, key=lambda passage: passage.report_id):
        report = list(group)
        for passage, found in zip(report, number_report(report), strict=True):
            for number in found:
                yield passage, number


def cards_of(facts: Iterable[tuple[Passage, KeyNumber]], counts: Counter[str]) -> Iterator[Layout]:
    """Lay out every number on a digest, and every value of a shared unit on a comparison too."""
    typeface = load_typeface()
    bars: dict[str, list[Bar]] = defaultdict(list)
    batch: list[tuple[Passage, KeyNumber]] = []

    def digest() -> Layout:
        tiles = tuple(tile_of(number, note=f"{number.period or ''}·[1]") for _, number in batch)
        passage = batch[0][0]
        value = Digest(title=passage.report_title, tiles=tiles, source=passage.source)
        batch.clear()
        return lay_out_digest(value, typeface)

    for passage, number in facts:
        counts["numbers"] += 1
        batch.append((passage, number))
        if len(batch) == MAX_TILES:
            yield digest()
        bar = bar_of(number, label=passage.report_title)
        if bar is None:
            continue
        bars[bar.unit].append(bar)
        if len(bars[bar.unit]) == MAX_BARS:
            value = Comparison(title=number.metric or bar.unit, bars=tuple(bars.pop(bar.unit)))
            yield lay_out_comparison(value, typeface)
    if batch:
        yield digest()
    for left in bars.values():
        yield lay_out_comparison(Comparison(title=left[0].unit, bars=tuple(left)), typeface)


def main() -> int:
    """Print one line a corpus; say whether every card was without fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directories", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, help="passages read of each corpus")
    options = parser.parse_args()
    sets = sorted(path.parent for path in SETS.glob("*/corpus.jsonl"))
    n_faults = 0
    print(f"{'corpus':24}{'numbers':>9}{'cards':>8}{'faults':>8}{'no glyph':>10}")
    for directory in options.directories or [ROOT / "seeds", *sets]:
        counts: Counter[str] = Counter()
        for layout in cards_of(numbers_of(directory, options.limit), counts):
            counts["cards"] += 1
            for fault in layout.faults():
                counts["faults"] += 1
                print(fault, file=sys.stderr)
            counts["no glyph"] += sum(
                mark.text.count(GETA) for mark in layout.marks if isinstance(mark, Words)
            )
        n_faults += counts["faults"]
        print(
            f"{directory.name:24}{counts['numbers']:9,}{counts['cards']:8,}"
            f"{counts['faults']:8,}{counts['no glyph']:10,}"
        )
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
