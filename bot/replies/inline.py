"""What is offered to someone who types the bot's name and a question in any chat?

Finished messages, each with its passage cited: first the answer, then the key numbers it stands
with, then further passages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.replies.answers import compose_answer
from bot.replies.html import join, quote, text
from bot.replies.quotes import number_line, passage_text, place_line, reference, shortened
from bot.replies.reply import Address, Reply
from bot.replies.texts import Texts
from retrieval import Answer, Band, KeyNumber, Passage

MAX_OFFERS = 10
MAX_NUMBERS = 3
MAX_QUOTE_CHARS = 1200
TITLE_CHARS = 64
LINE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Offer:
    """A message that can be chosen, with the two lines by which it is."""

    title: str
    line: str
    reply: Reply


def compose_offers(
    answer: Answer, further: tuple[Passage, ...], *, texts: Texts, address: Address
) -> tuple[Offer, ...]:
    """Offer up to ten messages for a question, the answer first."""
    offers = [
        *_answer(answer, texts, address),
        *_numbers(answer, texts, address),
        *(_passage(passage, texts, address) for passage in further),
    ]
    # Telegram refuses two of the same, as of a report that repeats itself.
    distinct = {offer.reply.html: offer for offer in reversed(offers)}
    return tuple(reversed(distinct.values()))[:MAX_OFFERS]


def _answer(answer: Answer, texts: Texts, address: Address) -> Iterator[Offer]:
    if answer.band is Band.ANSWER:
        reply = compose_answer(answer, texts, address=address, show_question=True)
        title = answer.answer or answer.sentence
        place = place_line(answer.citations[0].passage, texts).plain
        yield Offer(shortened(title, TITLE_CHARS), shortened(place, LINE_CHARS), _bare(reply))


def _numbers(answer: Answer, texts: Texts, address: Address) -> Iterator[Offer]:
    passages = {citation.n: citation.passage for citation in answer.citations}
    if answer.band is not Band.ANSWER:
        return
    told = [(n, number) for n, number in answer.key_numbers if number.metric]
    for n, number in told[:MAX_NUMBERS]:
        yield _number(passages[n], number, texts, address)


def _number(passage: Passage, number: KeyNumber, texts: Texts, address: Address) -> Offer:
    line = number_line(number, texts)
    body = join(
        [
            line + text(" ") + reference(1, passage, address),
            reference(1, passage, address) + text(" ") + place_line(passage, texts),
            quote(passage_text(passage, max_chars=MAX_QUOTE_CHARS), expandable=True),
        ],
        "\n",
    )
    title = shortened(f"{number.metric} {number.surface}", TITLE_CHARS)
    place = place_line(passage, texts).plain
    return Offer(title, shortened(place, LINE_CHARS), Reply(body=body))


def _passage(passage: Passage, texts: Texts, address: Address) -> Offer:
    cited = reference(1, passage, address) + text(" ") + place_line(passage, texts)
    quoted = quote(passage_text(passage, max_chars=MAX_QUOTE_CHARS), expandable=True)
    return Offer(
        shortened(passage.text, TITLE_CHARS),
        shortened(place_line(passage, texts).plain, LINE_CHARS),
        Reply(body=join([cited, quoted], "\n")),
    )


def _bare(reply: Reply) -> Reply:
    """Leave the buttons out: under a message of somebody else they would lead nowhere."""
    return Reply(body=reply.body)
