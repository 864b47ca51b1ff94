"""Does a corpus of damaged files crash, hang or lose the sound ones?

python -m tests.eval.fuzz [N]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from retrieval.corpus import read_corpus
from retrieval.errors import DuplicatePassageError, DuplicateReportError
from retrieval.params import Params
from tests.support.damage import damaged_files, sound_files
from tests.support.documents import seed_articles

#: A sound file may be the second of its content: the first is one that damage did not change.
ONCE = (DuplicatePassageError, DuplicateReportError)


def main() -> int:
    """Print what became of the files; fail where a sound one was lost."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    article = seed_articles()[3]
    with tempfile.TemporaryDirectory() as folder:
        for ending, data in sound_files(article).items():
            (Path(folder) / f"sound.{ending}").write_bytes(data)
        for name, data in damaged_files(article, n, seed=1):
            (Path(folder) / name).write_bytes(data)
        started = time.monotonic()
        corpus = read_corpus(Path(folder), params=Params(max_standstill_s=20))
        took_s = time.monotonic() - started
    kinds = Counter(
        (type(problem).__name__, problem.path.rsplit(".", 1)[-1]) for problem in corpus.skipped
    )
    for (kind, ending), count in sorted(kinds.items()):
        print(f"{kind:24} {ending:6} {count}")
    lost = [
        problem
        for problem in corpus.skipped
        if problem.path.startswith("sound.") and not isinstance(problem, ONCE)
    ]
    print(f"{n} damaged files in {took_s:.0f} s: {len(corpus.reports)} reports, {len(lost)} lost")
    for problem in lost:
        print(f"lost: {problem}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
