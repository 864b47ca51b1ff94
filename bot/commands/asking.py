"""What do the commands do that are given a question: chat, ask, search, evaluate?"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.batch import InputError, Question, read_questions
from bot.commands.opening import open_engine
from bot.commands.writing import write_lines
from bot.progress import WorkProgress
from bot.replies.records import answer_record, dump, dump_array, hit_record
from bot.replies.texts import Texts
from bot.terminal import Screen, answer_lines, evaluation_lines, hit_lines
from config import Settings
from retrieval import Answer, AnswerKind, Band, Engine, QueryError, split_questions


def chat(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Answer questions in this terminal, or one a line where stdin is no terminal."""
    del arguments
    from bot.chat import hold_chat  # the only command that needs a prompt

    return hold_chat(open_engine(settings, texts), texts, state_dir=settings.state_dir)


def ask(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Answer a question, or the few of one message, or a file of them; in JSON one alone."""
    if arguments.batch is not None:
        return _ask_batch(arguments.batch, settings, texts)
    engine = open_engine(settings, texts)
    if arguments.json:
        write_lines(dump(answer_record(engine.ask(arguments.question))))
        return 0
    screen = Screen(sys.stdout)
    for n, question in enumerate(split_questions(arguments.question)):
        if n:
            screen.show([[]])
        screen.show(answer_lines(engine.ask(question), texts))
    return 0


def search(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Rank the passages for a query."""
    explain = arguments.explain
    hits = open_engine(settings, texts).search(arguments.query, k=arguments.k, explain=explain)
    if arguments.json:
        write_lines(*dump_array(hit_record(hit, explain=explain) for hit in hits))
        return 0
    screen = Screen(sys.stdout)
    for hit in hits:
        screen.show(hit_lines(hit, texts, explain=explain))
    if not hits:
        sys.stderr.write(texts("search-none") + "\n")
    return 0


def evaluate(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Measure retrieval and answers on a question set, through the same path as `ask`."""
    # Nothing that answers a question needs it.
    from retrieval import evaluation

    directory: Path = arguments.directory
    questions = evaluation.read_question_set(directory)
    engine = open_engine(settings.model_copy(update={"corpus_dir": directory}), texts)
    with WorkProgress(texts) as progress:
        measured = evaluation.evaluate(
            evaluation.engine_search(engine),
            questions,
            ask=lambda question: _answered(engine, Question(None, question)),
            depth=arguments.k,
            limit=arguments.limit,
            progress=progress,
        )
    if arguments.run is not None:
        try:
            with arguments.run.open("w", encoding="utf-8") as stream:
                evaluation.write_run(measured.rankings, stream)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise InputError("output-failed", path=str(arguments.run), reason=reason) from None
    if arguments.json:
        write_lines(json.dumps(measured.to_json(), ensure_ascii=False))
    else:
        Screen(sys.stdout).show(evaluation_lines(measured))
    return 0


def _ask_batch(name: str, settings: Settings, texts: Texts) -> int:
    engine = open_engine(settings, texts)
    code = 0
    for line in read_questions(name):
        if isinstance(line, InputError):
            # One bad line must not cost the others their answers.
            sys.stderr.write(" ".join(texts(line.message, **line.facts).split()) + "\n")
            code = 1
        else:
            write_lines(dump(answer_record(_answered(engine, line))))
    return code


def _answered(engine: Engine, question: Question) -> Answer:
    try:
        return engine.ask(question.text, id=question.id)
    except QueryError:
        return Answer(
            id=question.id,
            question=question.text,
            band=Band.NONE,
            kind=AnswerKind.NONE,
            generation=engine.generation,
        )
