from __future__ import annotations

from bot.letters import MARK_ROOM, Letter, letters_of, outgoing
from bot.replies.html import CAPTION_LIMIT, MESSAGE_LIMIT, bold, text
from bot.replies.reply import Attachment, Button, Reply, Verb

ROWS = ((Button("[1]", Verb.OPEN, "p1"),),)


def test_a_letter_is_read_as_it_was_written() -> None:
    """With its picture and its buttons."""
    (letter,) = letters_of(
        Reply(body=bold("98%"), rows=ROWS), chat=-5, topic=7, quotes=3, png=b"\x89PNG"
    )
    assert Letter.from_json(letter.to_json()) == letter
    assert letter.method == "sendPhoto"


def test_a_file_goes_with_its_caption() -> None:
    """Under the name that its reader sees, and read as it was written."""
    reply = Reply(body=text("第 3 页"), attachment=Attachment("corpus/内部/a.pdf", "a.pdf"))
    (letter,) = letters_of(reply, chat=1, quotes=3)
    assert (letter.method, letter.plain, letter.quotes) == ("sendDocument", "第 3 页", 3)
    assert Letter.from_json(letter.to_json()) == letter


def test_a_long_text_follows_its_picture() -> None:
    """The picture quotes, the text has the buttons."""
    reply = Reply(body=text("一" * CAPTION_LIMIT), rows=ROWS)
    picture, body = letters_of(reply, chat=1, quotes=3, png=b"\x89PNG")
    assert (picture.plain, picture.quotes, picture.rows) == ("", 3, ())
    assert (body.plain, body.quotes, body.rows) == ("一" * CAPTION_LIMIT, None, ROWS)


def test_there_is_room_for_a_mark() -> None:
    """However long the text is."""
    letters = letters_of(Reply(body=text("一" * 3 * MESSAGE_LIMIT)), chat=1)
    for letter in letters:
        marked = letter.marked(text("（补发）"))
        assert marked.plain == "（补发）\n" + letter.plain
        assert len(marked.plain) <= MESSAGE_LIMIT
    assert letters[0].marked(text("长" * MARK_ROOM)) == letters[0]


def test_letters_are_numbered_under_one_key() -> None:
    """So that each goes once, in their order."""
    letters = letters_of(Reply(body=text("一" * 2 * MESSAGE_LIMIT)), chat=1)
    assert [message.key for message in outgoing(letters, key="announce:1:2026-11-24")] == [
        "announce:1:2026-11-24:00",
        "announce:1:2026-11-24:01",
        "announce:1:2026-11-24:02",
    ]
