"""What does a terminal show, and where does a line that is too long go on?"""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from bot.commands.opening import MAX_TOLD, tell_skipped
from bot.replies.texts import Language, Texts
from bot.terminal import Screen, Word, hit_lines, table_lines
from retrieval import Engine, SourceEmptyError

ZH = Texts(Language.ZH_HANS)
TABLE = (
    "# 鹿溪阅读报告\n\n| 书名 | 作者 | 借阅次数 |\n| --- | --- | --- |\n| 旧事 | 祝怀安 | 2749 |\n"
)
PROSE = "鹿溪阅读报告\n\n2024年借阅次数31.4万次。\n"


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def engine_on(text: str, directory: Path) -> Engine:
    corpus = directory / "corpus"
    corpus.mkdir()
    (corpus / "report.md").write_text(text, encoding="utf-8")
    return Engine.open(corpus)


def shown(lines: object) -> list[str]:
    stream = StringIO()
    Screen(stream).show(lines)  # type: ignore[arg-type] # the layouts give nothing else
    return stream.getvalue().splitlines()


def test_what_a_narrow_screen_breaks_goes_on_under_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A passage stays a block of its own beside its number."""
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    Screen(stream).show([[Word("    " + "渔船三千艘" * 4)], [Word("短")]])
    lines = stream.getvalue().splitlines()
    assert "".join(line.strip() for line in lines) == "渔船三千艘" * 4 + "短"
    assert len(lines) == 4
    assert all(line.startswith("    渔" if n == 0 else "    ") for n, line in enumerate(lines[:3]))


def test_each_cell_of_a_row_is_indented(tmp_path: Path) -> None:
    """Not the first alone."""
    (hit,) = engine_on(TABLE, tmp_path).search("旧事", k=1)
    assert shown(hit_lines(hit, ZH, explain=False))[1:] == [
        "    旧事作者 祝怀安",
        "    旧事借阅次数2749次",
    ]


def test_a_comparison_names_a_report_once(tmp_path: Path) -> None:
    """Where nobody is named whose number it is, its title at the end of the line is enough."""
    tables = engine_on(PROSE, tmp_path).compare("借阅次数")
    assert shown(table_lines(tables)) == ["借阅次数", "    2024年  31.4万次  鹿溪阅读报告"]


def test_beside_an_answer_a_few_problems_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """And how many more there are, with the command that tells them all."""
    skipped = [SourceEmptyError(path=f"{n}.txt") for n in range(MAX_TOLD + 2)]
    tell_skipped(skipped, ZH, limit=MAX_TOLD)
    told = capsys.readouterr().err.splitlines()
    assert told[:MAX_TOLD] == [f"问题：{n}.txt 里没有文字" for n in range(MAX_TOLD)]
    assert told[MAX_TOLD:] == ["…… 另有 2 个问题，见 youju check"]
    tell_skipped(skipped, ZH)
    assert len(capsys.readouterr().err.splitlines()) == MAX_TOLD + 2
