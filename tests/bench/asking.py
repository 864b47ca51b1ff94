"""How long does the whole path from a question to a verified answer take?"""

from __future__ import annotations

import json
from pathlib import Path

from rank_bm25 import BM25Okapi

from retrieval import Engine
from retrieval.evaluation import read_question_set
from retrieval.text import tokenise
from tests.bench.timing import percentiles, table, timed_ms

ROOT = Path(__file__).parent.parent.parent
PUBLIC_SETS = ROOT.parent / "shared" / "eval"
N_QUESTIONS = 400


def bench_ask() -> None:
    """Ask the seeds, and the public sets where they are, beside plain rank-bm25's scoring."""
    questions = [
        json.loads(line)["question"]
        for line in (ROOT / "tests/eval/seeds/questions.jsonl").read_text("utf-8").splitlines()
    ]
    corpora = {"seeds": (ROOT / "seeds", questions)}
    for name in ("newsmrc", "crud_news_small"):
        directory = PUBLIC_SETS / name
        if (directory / "queries.jsonl").is_file():
            asked = read_question_set(directory).questions
            corpora[name] = (directory, [question.text for question in asked][:N_QUESTIONS])
    print(f"The whole of `ask`, up to {N_QUESTIONS} questions a corpus, one thread\n")
    table(
        ("corpus", "passages", "ask p50 ms", "ask p99 ms", "rank-bm25 scoring p50 ms"),
        (_row(name, directory, asked) for name, (directory, asked) in corpora.items()),
    )


def _row(name: str, directory: Path, questions: list[str]) -> tuple[object, ...]:
    engine = Engine.open(directory)
    engine.ask(questions[0])
    p50, p99 = percentiles(timed_ms(lambda q=q: engine.ask(q)) for q in questions)
    plain = BM25Okapi([_words(passage.text) for passage in engine.passages])
    plain_p50, _ = percentiles(
        timed_ms(lambda q=q: plain.get_scores(_words(q))) for q in questions[:100]
    )
    return name, len(engine.passages), p50, p99, plain_p50


def _words(text: str) -> list[str]:
    return [token.term for token in tokenise(text)] or [""]
