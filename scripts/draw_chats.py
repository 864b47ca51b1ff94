"""Draw the chats of the README from what the bot answers on the seed reports.

    .venv/bin/python -m scripts.draw_chats docs/images

Questions go through the engine and the replies through the same functions as in Telegram; nothing
that is shown is written here but what people type.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from bot.replies.announcements import compose_announcement
from bot.replies.answers import compose_answer
from bot.replies.cards.typeface import load_typeface
from bot.replies.reply import Reply
from bot.replies.texts import Language, Texts
from retrieval import Engine, Passage
from scripts.render_chat import Chat

QUESTIONS = ("五常街道出口金额占全区多少？", "那占全市呢？")
REPORT = "海盐"
COLOURS = 255


def address(passage: Passage) -> str:
    """Give a link; where it leads is not seen in a picture."""
    return f"https://t.me/youju_bot?start=c_{passage.id}"


def conversation(engine: Engine, texts: Texts) -> list[dict[str, Any]]:
    """Ask questions that lean on one another."""
    messages = []
    previous = ""
    for typed in QUESTIONS:
        question = engine.resolve(typed, previous) or typed
        reply = compose_answer(
            engine.ask(question), texts, address=address, show_question=question != typed
        )
        messages += [{"from": "user", "html": typed}, shown(reply)]
        previous = question
    return messages


def numbers(engine: Engine, texts: Texts, directory: Path) -> list[dict[str, Any]]:
    """Ask for the digest of a report."""
    title = engine.report(REPORT).title
    reply = compose_announcement(engine, title, texts=texts, address=address)
    message = shown(reply)
    if reply.picture is not None:
        card = directory / "card.png"
        Image.open(io.BytesIO(reply.picture.draw())).save(card)
        message["photo"] = str(card)
    return [{"from": "user", "html": f"/stats {REPORT}"}, message]


def shown(reply: Reply) -> dict[str, Any]:
    """Give a reply as the picture of a chat takes it."""
    return {
        "from": "bot",
        "html": reply.html,
        "buttons": [[button.label for button in row] for row in reply.rows],
    }


def draw(messages: list[dict[str, Any]], path: Path) -> None:
    """Draw messages into a file."""
    chat = Chat(load_typeface())
    for message in messages:
        chat.say(message)
    picture = chat.picture().quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)


def main() -> None:
    """Draw both chats."""
    parser = argparse.ArgumentParser(description="Draw the chats of the README.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("seeds"))
    options = parser.parse_args()
    engine, texts = Engine.open(options.corpus), Texts(Language.ZH_HANS)
    draw(conversation(engine, texts), options.directory / "chat.png")
    with TemporaryDirectory() as directory:
        draw(numbers(engine, texts, Path(directory)), options.directory / "chat-numbers.png")


if __name__ == "__main__":
    main()
