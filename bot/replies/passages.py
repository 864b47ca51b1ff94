"""How are further passages for a question listed?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.answers import SNIPPET_CHARS
from bot.replies.html import bold, join, text
from bot.replies.quotes import place_line, reference, shortened
from bot.replies.reply import Address, Button, Reply, Verb
from bot.replies.texts import Texts
from bot.replies.trails import trail
from retrieval import Passage

BUTTONS_A_ROW = 4
QUESTION_CHARS = 120


def compose_passages(
    question: str, passages: Sequence[Passage], *, first: int, texts: Texts, address: Address
) -> Reply:
    """List passages, two lines each, with a button that opens each; `first` is its number."""
    if not passages:
        return Reply(body=text(texts("more-none")))
    head = texts("more-title", question=shortened(question, QUESTION_CHARS))
    entries = [
        join(
            [
                reference(n, passage, address) + text(" ") + place_line(passage, texts),
                text(shortened(passage.text, SNIPPET_CHARS)),
            ],
            "\n",
        )
        for n, passage in enumerate(passages, first)
    ]
    buttons = tuple(
        Button(f"[{n}]", Verb.OPEN, trail(passage)) for n, passage in enumerate(passages, first)
    )
    rows = tuple(buttons[i : i + BUTTONS_A_ROW] for i in range(0, len(buttons), BUTTONS_A_ROW))
    return Reply(body=join([bold(head), *entries], "\n\n"), rows=rows)
