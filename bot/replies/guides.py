"""What is said at the start, as help, and where one line is enough?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.html import bold, text
from bot.replies.reply import Button, Reply, Verb
from bot.replies.texts import Language, Texts


def compose_start(questions: Sequence[str], *, reports: int, texts: Texts) -> Reply:
    """Introduce the bot, with questions to try as buttons."""
    body = texts.markup("start", title=bold(texts("help-title")), reports=reports)
    return Reply(body=body, rows=_to_try(questions))


def compose_help(questions: Sequence[str], *, bot: str, texts: Texts) -> Reply:
    """Explain how to ask and how to check an answer; `bot` is the bot's user name."""
    body = texts.markup(
        "help",
        title=bold(texts("help-title")),
        groups=bold(texts("help-groups")),
        evidence=bold(texts("help-evidence")),
        commands=bold(texts("help-commands")),
        bot=bot,
    )
    return Reply(body=body, rows=_to_try(questions))


def compose_greeting(*, bot: str, texts: Texts) -> Reply:
    """Say to a group how to ask, and that it will not be disturbed otherwise."""
    return Reply(body=text(texts("greeting", bot=bot)))


def compose_language_choice(texts: Texts, *, is_group: bool) -> Reply:
    """Ask for the language, each named in itself."""
    rows = [tuple(Button(texts(f"button-{code}"), Verb.LANGUAGE, code) for code in Language)]
    rows.append((Button(texts("button-language-auto"), Verb.LANGUAGE, "auto"),))
    asked = texts("language-ask-group" if is_group else "language-ask")
    return Reply(body=text(asked), rows=tuple(rows))


def compose_line(line: str) -> Reply:
    """Say one line."""
    return Reply(body=text(line))


def _to_try(questions: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(question, Verb.ASK),) for question in questions)
