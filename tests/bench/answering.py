"""How much memory does a process take that opens a stored corpus and only answers?

`python -m tests.bench.answering CORPUS STORE`, a process of its own: building is not in it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from retrieval import Engine
from tests.bench.corpora import rows
from tests.bench.memory import memory_mb

N_ASKED = 1000


def main() -> None:
    """Ask a thousand questions and print the most memory that the process held, as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("store", type=Path)
    asked = parser.parse_args()
    engine = Engine.open(asked.corpus, store=asked.store)
    for row in rows(N_ASKED):
        engine.ask(f"{row.text[:20]}有多少？")
    print(json.dumps({"most_mb": memory_mb("VmHWM")}))


if __name__ == "__main__":
    main()
