"""The one door to jieba, and its fast stand-in."""

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.text.segmenter import (
    JiebaSegmenter,
    RjiebaSegmenter,
    Segmenter,
    is_word,
    open_segmenter,
)

SEEDS = sorted((Path(__file__).parents[4] / "seeds").glob("*.txt"))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), min_size=1)


@pytest.fixture(scope="module")
def jieba() -> Segmenter:
    return JiebaSegmenter()


@pytest.fixture(scope="module")
def rjieba() -> Segmenter:
    pytest.importorskip("rjieba")
    return RjiebaSegmenter()


def test_both_cut_the_reports_alike(jieba: Segmenter, rjieba: Segmenter) -> None:
    """Every run of Chinese characters of the reports gives the same words."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SEEDS)
    runs = sorted(set(re.findall("[\u4e00-\u9fd5]+", text)))

    assert len(runs) > 100
    assert [list(rjieba.cut(run)) for run in runs] == [list(jieba.cut(run)) for run in runs]


@given(HAN)
def test_both_cut_anything_alike(jieba: Segmenter, rjieba: Segmenter, run: str) -> None:
    """Any run of Chinese characters gives the same words."""
    assert list(rjieba.cut(run)) == list(jieba.cut(run))


def test_both_find_words_about_as_frequent(jieba: Segmenter, rjieba: Segmenter) -> None:
    """Their dictionaries differ by rounding only."""
    for word in ("发展", "企业", "校训"):
        assert rjieba.frequency(word) == pytest.approx(jieba.frequency(word), abs=1)


@settings(deadline=None)  # the dictionary is loaded by the first example
@given(HAN)
def test_words_join_to_the_run(run: str) -> None:
    """Cutting loses and adds nothing."""
    assert "".join(open_segmenter().cut(run)) == run


@pytest.mark.parametrize("kind", [JiebaSegmenter, RjiebaSegmenter])
def test_user_words_are_kept_whole(kind: type[JiebaSegmenter | RjiebaSegmenter]) -> None:
    """A word added by the user is a word."""
    segmenter: Segmenter = kind(["错时共享车位"])

    assert "错时共享车位" in segmenter.cut("路桥区有错时共享车位")
    assert segmenter.is_word("错时共享车位")


def test_jieba_stands_in_where_rjieba_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast segmenter is an extra, not a need."""
    monkeypatch.setitem(sys.modules, "rjieba", None)

    assert isinstance(open_segmenter(("错时车位",)), JiebaSegmenter)


def test_dictionaries_agree_on_words(jieba: Segmenter, rjieba: Segmenter) -> None:
    """A word, and the beginning of a word that is none itself, are told apart by both."""
    texts = ["消费", "费季", "事业单位", "事业单", "路桥", "现代化", "现代化建"]

    assert [jieba.is_word(text) for text in texts] == [rjieba.is_word(text) for text in texts]
    assert is_word("事业单位")
    assert not is_word("事业单")


def test_importing_jieba_leaves_no_handler(jieba: Segmenter) -> None:
    """Importing jieba writes nothing to stderr, now or later."""
    assert logging.getLogger("jieba").handlers == []


def test_a_fresh_process_prints_nothing() -> None:
    """Cutting with jieba in a new process warns of nothing and logs nothing."""
    program = (
        "from retrieval.text.segmenter import JiebaSegmenter\n"
        "print('/'.join(JiebaSegmenter().cut('现代社区')))"
    )

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "现代/社区\n", "")
