"""Who wrote a report? Bylines in the forms in which offices and newspapers print them."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answer import answer_question
from retrieval.build import build_generation
from retrieval.params import Params
from retrieval.types import AnswerKind, Band

TITLE = "青岭港：二季度生产情况通报"
BODY = "二季度，青岭港完成货物吞吐量八百万吨，比上季度略有增长，其中外贸货物占三成以上。"

SIGNED = [
    pytest.param("统计科 李海明", BODY, "李海明", None, id="office"),
    pytest.param("安全科　方小路", BODY, "方小路", None, id="office like a surname"),
    pytest.param("本报记者 黄小东 2024年4月26日", BODY, "黄小东", "2024-04-26", id="date behind"),
    pytest.param("2024-04-26 记者 黄小东", BODY, "黄小东", "2024-04-26", id="date before"),
    pytest.param("文/图 记者 王小明 通讯员 李红", BODY, "王小明 通讯员 李红", None, id="roles"),
    pytest.param("", f"{BODY}\n(执笔：张晓棠)", "张晓棠", None, id="own line at the end"),
    pytest.param("", f"{BODY}（记者 张晓棠 李红）", "张晓棠 李红", None, id="end of a paragraph"),
    pytest.param("", f"本报讯（记者 张晓棠）{BODY}", "张晓棠", None, id="opening"),
    pytest.param("", f"{BODY}\n撰稿：张晓棠", "张晓棠", None, id="label"),
]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("below, body, names, date", SIGNED)
def test_who_wrote_a_report_is_told(
    below: str, body: str, names: str, date: str | None, name: str, tmp_path: Path
) -> None:
    """Names, without office, role and date, answer who wrote it; a date there is the report's."""
    mark = "# " if name.endswith(".md") else ""
    parts = [mark + TITLE, *filter(None, [below]), *body.split("\n")]
    (tmp_path / name).write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    generation = build_generation(tmp_path, params=Params())
    (report,) = generation.reports
    answers = [
        answer_question(question, generation, params=Params())
        for question in ("青岭港的通报是谁写的？", "作者是谁", "青岭港二季度通报的记者是谁")
    ]
    assert report.report_date == date
    assert [(a.band, a.kind, a.answer) for a in answers] == [
        (Band.ANSWER, AnswerKind.PERSON, names)
    ] * 3


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("（张晓棠 摄）", id="photographer"),
        pytest.param("（责编：张晓棠）", id="editor"),
        pytest.param("（作者系青岭大学教授）", id="what the author is"),
        pytest.param("（记者从会上获悉）", id="no name"),
    ],
)
def test_what_names_no_writer_is_no_signature(end: str, tmp_path: Path) -> None:
    """Only names behind a word that says who wrote sign a report."""
    (tmp_path / "a.txt").write_text(f"{TITLE}\n\n{BODY}{end}\n", encoding="utf-8")
    (report,) = build_generation(tmp_path, params=Params()).reports
    assert report.byline == ()
