from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.sentences import split_sentences


@pytest.mark.parametrize(
    "text, sentences",
    [
        pytest.param("车位2704个。好。", ["车位2704个。", "好。"], id="two"),
        pytest.param("“好！”他说。对。", ["“好！”他说。", "对。"], id="attributed"),
        pytest.param("“好。值得。”当前，开放。", ["“好。值得。”", "当前，开放。"], id="quotation"),
        pytest.param("甲：“停。”乙走。", ["甲：“停。”", "乙走。"], id="introduced"),
        pytest.param("没有句号", ["没有句号"], id="open"),
        pytest.param("“没有结束。还有。", ["“没有结束。还有。"], id="unclosed"),
        pytest.param(" \n", [], id="blank"),
    ],
)
def test_split(text: str, sentences: list[str]) -> None:
    """Sentences end at full stops outside quotations."""
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text(alphabet="甲乙丙。！？“”‘’（）\n ，", max_size=80))
def test_nothing_is_lost(text: str) -> None:
    """Sentences are in order, do not overlap, and hold all but white space."""
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
