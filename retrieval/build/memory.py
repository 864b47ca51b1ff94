"""How does a directory of files become a generation in memory?

The corpus flow, end to end: files → reports and passages → key numbers → index. What `stored`
keeps on disk, made piece by piece, is equal to this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.build.naming import corpus_id, text_digest
from retrieval.errors import EmptyCorpusError
from retrieval.generation import Generation, catalogue_of, contents_of
from retrieval.index import build_index, spell_names
from retrieval.numbers import number_report
from retrieval.params import Params
from retrieval.types import KeyNumber, Passage, Progress

if TYPE_CHECKING:
    from retrieval.corpus import Corpus


def build_generation(
    directory: Path, *, params: Params, progress: Progress | None = None
) -> Generation:
    """Read a corpus directory and make it searchable.

    Raises:
        CorpusError: the directory is missing or holds no readable report. A single bad file
            raises nothing: it is listed in `Generation.skipped`.
    """
    from retrieval.corpus import read_corpus  # not needed where what is kept can be opened

    corpus = read_corpus(directory, params=params, progress=progress)
    numbers: list[tuple[KeyNumber, ...]] = []
    ranges = dict.fromkeys((report.id for report in corpus.reports), range(0))
    for passages, found in _numbered_reports(corpus, progress=progress):
        ranges[passages[0].report_id] = range(len(numbers), len(numbers) + len(found))
        numbers.extend(found)
    try:
        index = build_index(corpus.passages, params=params, progress=progress)
    except ValueError:
        # Passages there are, but not one word in them to be found by.
        raise EmptyCorpusError(path=str(directory)) from None
    return Generation(
        id=corpus_id({name: text_digest(source.text) for name, source in corpus.sources.items()}),
        reports=corpus.reports,
        passages=corpus.passages,
        numbers=numbers,
        sources=corpus.sources,
        index=index,
        skipped=corpus.skipped,
        catalogue=catalogue_of(corpus.reports, numbers),
        contents=partial(contents_of, corpus.reports),
        ordinals={passage.id: i for i, passage in enumerate(corpus.passages)},
        positions={report.id: i for i, report in enumerate(corpus.reports)},
        ranges=ranges,
        spellings=spell_names(
            (report.title for report in corpus.reports),
            (number.subject for found in numbers for number in found if number.subject),
            index.document_frequencies(),
        ),
    )


def _numbered_reports(
    corpus: Corpus, *, progress: Progress | None = None
) -> Iterator[tuple[Sequence[Passage], Sequence[tuple[KeyNumber, ...]]]]:
    """Find the key numbers report by report; nothing of a report is kept once it is yielded."""
    done = 0
    for _, group in groupby(corpus.passages, key=lambda passage: passage.report_id):
        passages = tuple(group)
        yield passages, number_report(passages)
        done += len(passages)
        if progress is not None:
            progress("numbers", done, len(corpus.passages))
