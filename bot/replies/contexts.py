"""How is a passage shown among its neighbours?"""

from __future__ import annotations

from bot.replies.html import EMPTY, Markup, italic, join, quote, text
from bot.replies.originals import also_line, original_buttons
from bot.replies.quotes import passage_text, place_line, shortened, shortened_start
from bot.replies.reply import Button, Reply, Verb
from bot.replies.texts import Texts
from bot.replies.trails import trail
from retrieval import Passage

# Together with place and position these stay below one message's 4,096 units even where every
# character takes two: a context is edited in place and cannot run over into a second message.
MAX_PASSAGE_CHARS = 1300
MAX_NEIGHBOUR_CHARS = 200


def compose_context(
    passage: Passage,
    *,
    previous: Passage | None,
    following: Passage | None,
    total: int,
    texts: Texts,
    is_changed: bool = False,
) -> Reply:
    """Show a passage between the one before and the one after, with buttons to walk on.

    `total` counts the passages of the report; `is_changed` says that the text is not the one that
    was cited.
    """
    where = join(
        [
            place_line(passage, texts),
            text(texts("context-position", position=passage.position + 1, total=total)),
            also_line(passage, texts),
        ],
        "\n",
    )
    body = join(
        [
            where,
            italic(texts("context-changed")) if is_changed else EMPTY,
            _neighbour(previous, before=True),
            quote(passage_text(passage, max_chars=MAX_PASSAGE_CHARS)),
            _neighbour(following, before=False),
        ],
        "\n\n",
    )
    walk = []
    if previous is not None:
        walk.append(Button(texts("button-previous"), Verb.WALK, trail(previous)))
    if following is not None:
        walk.append(Button(texts("button-next"), Verb.WALK, trail(following)))
    outline = (Button(texts("button-outline"), Verb.OUTLINE, passage.report_id),)
    rows = [tuple(walk), *((button,) for button in original_buttons(passage, texts)), outline]
    return Reply(body=body, rows=tuple(row for row in rows if row))


def _neighbour(passage: Passage | None, *, before: bool) -> Markup:
    if passage is None:
        return EMPTY
    shorten = shortened_start if before else shortened
    return text(shorten(passage.text, MAX_NEIGHBOUR_CHARS))
