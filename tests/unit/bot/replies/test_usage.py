"""Mistakes on the command line, as argparse words them and as a reader sees them."""

from __future__ import annotations

import re

import pytest

from bot.cli import run

MISTAKES = {
    "nothing asked": (["ask"], "QUESTION --batch 中要有一个"),
    "asked twice": (["ask", "甲", "--batch", "乙"], "--batch 和 QUESTION 不能同时用"),
    "no value": (["search", "甲", "-k"], "-k 后面要有一个值"),
    "no count": (["search", "甲", "-k", "0"], "-k：要一个正整数，不是 0"),
    "unknown option": (["ask", "甲", "--foo"], "没有这样的参数：--foo"),
    "missing": (["search"], "还缺 QUERY"),
    "ambiguous": (["--lo", "--l", "debug"], "--l 可以指 --language, --log-level"),
    "a value too many": (["reports", "--json=1"], "--json 后面不带值"),
}


@pytest.mark.parametrize("argv, told", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_one_line(
    argv: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the language of the reader, with the command that says more."""
    with pytest.raises(SystemExit) as left:
        run(argv)
    assert left.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(told)
    assert re.fullmatch(r".+（用法见 youju( [a-z]+)? --help）", line)


@pytest.mark.parametrize("argv", [["nope"], ["ask", "甲", "--language", "fr"]], ids=" ".join)
def test_a_choice_that_there_is_not(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The choices are listed as they are to be written."""
    with pytest.raises(SystemExit):
        run(argv)
    [line] = capsys.readouterr().err.splitlines()
    assert re.match(r"(COMMAND|--language) 不能是 '(nope|fr)'，只能是 .+", line)
    assert "invalid" not in line
