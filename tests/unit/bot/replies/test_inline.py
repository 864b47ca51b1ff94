from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies.answers import compose_answer
from bot.replies.inline import MAX_OFFERS, compose_offers
from bot.replies.texts import Language, Texts
from retrieval import Engine, Passage

QUESTION = "海盐经济开发区规上工业总产值是多少？"
SENTENCE = "今年上半年，海盐经济开发区实现规上工业总产值249.2亿元，同比增长13.8%。"
TEXTS = Texts(Language.ZH_HANS)


def address(passage: Passage) -> str | None:
    return f"https://t.me/youju_bot?start=c_{passage.id}"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Give the engine of a report that says everything three times over."""
    passages = "\n\n".join(SENTENCE * 3 + f"第{n}项。" for n in range(12))
    text = f"海盐经济开发区：点燃新引擎\n\n陈越超\n\n{passages}\n"
    (tmp_path / "haiyan.txt").write_text(text, encoding="utf-8")
    return Engine.open(tmp_path)


def test_no_two_offers_are_the_same(engine: Engine) -> None:
    """Telegram takes none of them otherwise; the answer stays the first."""
    answer = engine.ask(QUESTION)
    further = tuple(hit.passage for hit in engine.search(QUESTION, k=MAX_OFFERS))
    offers = compose_offers(answer, further, texts=TEXTS, address=address)
    assert offers[0].title == "249.2亿元"
    assert len({offer.reply.html for offer in offers}) == len(offers)


def test_a_number_that_is_said_twice_is_listed_once(engine: Engine) -> None:
    """Under an answer, each line says something new."""
    reply = compose_answer(engine.ask(QUESTION), TEXTS, address=address)
    lines = [line for line in reply.body.plain.split("\n") if line.endswith("[1]")]
    assert len(set(lines)) == len(lines)
