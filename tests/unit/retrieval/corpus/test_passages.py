"""Long paragraphs are cut where they can be read; ids follow content."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from retrieval.corpus.passages import cut_at_sentences
from retrieval.params import Params
from tests.support.corpora import corpus_of, without_white


@given(st.text("天地人，。；！？” \n一1a", max_size=400), st.integers(5, 60))
def test_parts_are_short_and_lose_nothing(text: str, max_chars: int) -> None:
    """Parts ascend, none is over the limit, and only white space stands outside them."""
    spans = cut_at_sentences(text, max_chars=max_chars)
    assert all(end - start <= max_chars for start, end in spans)
    assert [tuple(span) for span in spans] == sorted(tuple(span) for span in spans)
    told = "".join(text[start:end] for start, end in spans)
    assert without_white(told) == without_white(text)


def test_a_cut_falls_behind_a_closing_quotation_mark() -> None:
    """`。”` ends a sentence, not `。`."""
    text = "“天晴了。”" * 4
    assert [text[s:e] for s, e in cut_at_sentences(text, max_chars=8)] == ["“天晴了。”"] * 4


def test_a_long_paragraph_gives_several_passages(tmp_path: Path) -> None:
    """Each part is cited by itself, and points to its own slice."""
    text = "全县今年新建幼儿园4所，改造老旧小区12个。" * 20
    corpus = corpus_of(tmp_path, {"a.txt": text}, params=Params(max_passage_chars=100))
    assert {len(p.text) <= 100 and p.text.endswith("。") for p in corpus.passages} == {True}
    assert "".join(p.text for p in corpus.passages) == text
    source = corpus.sources["a.txt"].text
    for passage in corpus.passages:
        ((start, end),) = passage.content.spans()
        assert source[start:end] == passage.text


def test_repeated_content_gets_distinct_ids(tmp_path: Path) -> None:
    """The first keeps the plain id, the next ones are counted."""
    corpus = corpus_of(tmp_path, {"a.txt": "今天天晴。\n今天天晴。\n今天天晴。\n"})
    first, second, third = (p.id for p in corpus.passages)
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_an_id_does_not_depend_on_the_file(tmp_path: Path) -> None:
    """The same report under another name, or after others, keeps its passage ids."""
    report = "冬季安全行动\n今天我们走访了全镇的老人，为他们检查炉具。\n"
    alone = corpus_of(tmp_path / "1", {"a.txt": report})
    among = corpus_of(tmp_path / "2", {"0.txt": "别的报告。", "sub/z.txt": "\n\n" + report})
    assert alone.passages[0].id == among.passages[1].id
    assert alone.reports[0].id == among.reports[1].id


def test_headings_and_credits_are_no_passages(tmp_path: Path) -> None:
    """A rule of dashes says nothing either."""
    text = "一、总体情况\n今天天晴，我们出发了。\n——————\n罗知行 摄\n"
    corpus = corpus_of(tmp_path, {"a.txt": text})
    assert [(p.section, p.text) for p in corpus.passages] == [
        ("一、总体情况", "今天天晴，我们出发了。")
    ]
