from __future__ import annotations

from dataclasses import replace

import pytest

from bot.replies.places import place_words
from bot.replies.quotes import place_line
from bot.replies.records import passage_record
from bot.replies.texts import Language, Texts
from retrieval import Place
from tests.support.answers import make_passage

ZH = Texts(Language.ZH_HANS)


@pytest.mark.parametrize(
    "place, words",
    [
        (Place(page=3), "第 3 页"),
        (Place(page=3, last_page=4), "第 3–4 页"),
        (Place(page=1479), "第 1479 页"),
        (Place(sheet="指标", cells="B5:E5"), "指标!B5:E5"),
        (Place(cells="A3"), "单元格 A3"),
        (Place(headings=("工业",)), ""),
    ],
    ids=str,
)
def test_a_place_is_said_as_its_reader_looks_it_up(place: Place, words: str) -> None:
    """By page, or by sheet and cells; headings are the section."""
    assert place_words(place, ZH) == words


@pytest.mark.parametrize("language", list(Language))
def test_every_language_says_every_place(language: Language) -> None:
    """None falls to the key of its sentence."""
    places = (Place(page=1), Place(page=1, last_page=2), Place(sheet="s", cells="A1"))
    for place in (*places, Place(cells="A1")):
        assert "place-" not in place_words(place, Texts(language))


def test_a_citation_names_the_page() -> None:
    """Behind report and section."""
    passage = replace(make_passage(), section="工业", place=Place(page=3))
    assert place_line(passage, ZH).html.endswith(" · 工业 · 第 3 页")


def test_the_record_holds_the_place() -> None:
    """`null` for a text file."""
    assert passage_record(make_passage())["place"] is None
    passage = replace(make_passage(), place=Place(page=3, headings=("工业", "分区")))
    assert passage_record(passage)["place"] == {
        "page": 3,
        "last_page": None,
        "sheet": None,
        "cells": None,
        "headings": ["工业", "分区"],
    }
