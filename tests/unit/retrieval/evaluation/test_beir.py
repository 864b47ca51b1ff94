"""Question sets in BEIR layout, good and bad."""

import json
from pathlib import Path

import pytest

from retrieval.errors import SourceMalformedError, SourceUnreadableError
from retrieval.evaluation import EvalQuestion, read_question_set

GOOD = {
    "_id": "q1",
    "text": "有多少个车位？",
    "metadata": {"answers": ["2704个"], "kind": "number"},
}
HEADER = "query-id\tcorpus-id\tscore\n"


def write(directory: Path, queries: str, qrels: str = HEADER + "q1\tp1\t1\n") -> Path:
    (directory / "qrels").mkdir()
    (directory / "queries.jsonl").write_text(queries, encoding="utf-8")
    (directory / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return directory


def test_questions_keep_their_order_and_what_they_expect(tmp_path: Path) -> None:
    """Metadata is optional; grades are kept as they are."""
    rows = [GOOD, {"_id": "q2", "text": "谁写的？"}]
    queries = "".join(json.dumps(row) + "\n" for row in rows)
    directory = write(tmp_path, queries, HEADER + "q1\tp1\t2\nq1\tp2\t0\nq2\tp1\t1\n")

    found = read_question_set(directory)

    assert found.questions == (
        EvalQuestion(id="q1", text="有多少个车位？", answers=("2704个",), kind="number"),
        EvalQuestion(id="q2", text="谁写的？"),
    )
    assert found.qrels == {"q1": {"p1": 2, "p2": 0}, "q2": {"p1": 1}}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("{", id="no JSON"),
        pytest.param('{"_id": "q", "text": ' + "9" * 5000 + "}", id="a number without end"),
        pytest.param('{"_id": ' + "[" * 100_000, id="a nesting without end"),
        pytest.param("[]", id="no object"),
        pytest.param('{"_id": 1, "text": "a"}', id="an id that is no text"),
        pytest.param('{"_id": "a"}', id="no text"),
        pytest.param('{"_id": "a", "text": "b", "metadata": []}', id="metadata no object"),
        pytest.param('{"_id": "a", "text": "b", "metadata": {"answers": "c"}}', id="answers"),
        pytest.param(json.dumps(GOOD), id="an id that stands twice"),
    ],
)
def test_a_bad_row_names_its_file_and_line(tmp_path: Path, row: str) -> None:
    """A row that breaks the format is refused, not skipped."""
    directory = write(tmp_path, f"{json.dumps(GOOD)}\n\n{row}\n")

    with pytest.raises(SourceMalformedError) as caught:
        read_question_set(directory)

    assert (caught.value.path, caught.value.line) == (str(directory / "queries.jsonl"), 3)


@pytest.mark.parametrize(
    "line", ["q1\tp1", "q1\tp1\tviel", "q1 p1 1"], ids=["short", "no number", "spaces"]
)
def test_a_bad_judgement_names_its_file_and_line(tmp_path: Path, line: str) -> None:
    """Judgements have three columns parted by tabs, the third a number."""
    directory = write(tmp_path, json.dumps(GOOD), f"{HEADER}q1\tp1\t1\n{line}\n")

    with pytest.raises(SourceMalformedError) as caught:
        read_question_set(directory)

    assert (caught.value.path, caught.value.line) == (str(directory / "qrels" / "test.tsv"), 3)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A directory without questions is not an evaluation set."""
    with pytest.raises(SourceUnreadableError) as caught:
        read_question_set(tmp_path)

    assert caught.value.path == str(tmp_path / "queries.jsonl")


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """Questions are UTF-8."""
    (tmp_path / "queries.jsonl").write_bytes("问题".encode("gb18030"))

    with pytest.raises(SourceUnreadableError, match="not UTF-8"):
        read_question_set(tmp_path)
