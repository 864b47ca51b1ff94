"""How does a conversation in the terminal go?

On a terminal: a prompt, history with the arrow keys, colours. Where stdin is a pipe: one question
a line, each answered in turn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.replies.courtesies import Courtesy, courtesy_in
from bot.replies.failures import failure_text
from bot.replies.texts import Texts
from bot.terminal import Screen, Word, answer_lines
from retrieval import Engine, QueryError, split_questions

HISTORY_LINES = 1000
LEAVE = frozenset({"exit", "quit", "退出", ":q"})


def hold_chat(engine: Engine, texts: Texts, *, state_dir: Path) -> int:
    """Answer questions until there are no more; returns the exit code."""
    screen = Screen(sys.stdout)
    interactive = sys.stdin.isatty()
    if interactive:
        screen.show([[Word(texts("chat-welcome", reports=len(engine.reports)), "dim")]])
    previous = ""
    for typed in _typed(texts, state_dir) if interactive else _piped():
        if not interactive:
            screen.show([[Word("> " + typed, "dim")]])
        if (said := _beside_questions(typed, engine, texts)) is not None:
            screen.show([[Word(said, "dim")], []])
            continue
        parts = split_questions(typed)
        for part in parts:
            question = engine.resolve(part, previous) or part
            previous = question
            if question != part or len(parts) > 1:
                screen.show([[Word(texts("answer-asked", question=question), "italic")]])
            try:
                screen.show(answer_lines(engine.ask(question), texts))
            except QueryError as error:
                screen.show([[Word(failure_text(error, texts), "yellow")]])
            screen.show([[]])
    return 0


def _beside_questions(typed: str, engine: Engine, texts: Texts) -> str | None:
    """Say what a line is told that asks the reports nothing; `None` where it is a question."""
    courtesy = courtesy_in(typed)
    if courtesy is Courtesy.THANKS:
        return texts("hint-thanks")
    if courtesy is Courtesy.GREETING:
        return texts("chat-welcome", reports=len(engine.reports))
    return texts("chat-help") if typed.startswith("/") else None


def _piped() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        # Bytes that are not UTF-8 become marks that match nothing; the line is still answered.
        question = raw.decode("utf-8", "replace").strip().lstrip("\ufeff")
        if question:
            yield question


def _typed(texts: Texts, state_dir: Path) -> Iterator[str]:
    history = state_dir / "chat_history"
    _recall(history)
    try:
        while True:
            try:
                question = input(texts("chat-prompt") + " ").strip()
            except EOFError:
                sys.stdout.write("\n")
                return
            except UnicodeDecodeError:
                continue  # the terminal sent no text; ask again
            if question.lower() in LEAVE:
                return
            if question:
                yield question
    finally:
        _remember(history)


def _recall(history: Path) -> None:
    with suppress(ImportError, OSError):  # a history is a comfort: without one, chat still works
        import readline

        readline.set_history_length(HISTORY_LINES)
        readline.read_history_file(history)


def _remember(history: Path) -> None:
    with suppress(ImportError, OSError):
        import readline

        history.parent.mkdir(parents=True, exist_ok=True)
        readline.write_history_file(history)
