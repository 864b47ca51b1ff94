"""Which commands are there, and who carries them out?

The composition root: reads the command line and the settings, builds what a command needs, hands
it over. Answers go to stdout, everything else to stderr. Exit codes: 0 done, 1 the corpus or an
input is bad, 2 wrong usage or settings.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from bot import commands, maintenance
from bot.batch import InputError
from bot.ops.logs import configure_logging
from bot.replies.failures import failure_text
from bot.replies.reasons import reason_text
from bot.replies.texts import Language, Texts
from bot.replies.usage import usage_text
from bot.state.errors import StateError
from config import Settings, SettingsError, load_settings
from retrieval import EmptyCorpusError, RetrievalError

OK, BAD_INPUT, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
WATCH_S = 10  # between two looks at the corpus, where --watch says nothing else
Command = Callable[[argparse.Namespace, Settings, Texts], int]
#: Adds a subcommand by its name, with what carries it out.
Add = Callable[[str, Command], argparse.ArgumentParser]


def run(argv: Sequence[str]) -> int:
    """Carry out one command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What the terminal cannot show must not end the program; in JSON, an escape is exact.
            stream.reconfigure(errors="backslashreplace")
    texts = Texts(_language_wanted(argv))
    try:
        # Not defaults of the parser: its subcommands share the options, and would reset them.
        unset = argparse.Namespace(
            corpus=None, state=None, language=None, log_level=None, watch=None
        )
        arguments = build_parser(texts).parse_args(argv, unset)
        settings = load_settings(
            corpus_dir=arguments.corpus,
            state_dir=arguments.state,
            language=arguments.language,
            log_level=arguments.log_level,
            watch=arguments.watch,
        )
        texts = Texts(Language(settings.language))
        secrets = (settings.telegram_token, settings.webhook_secret)
        configure_logging(
            settings.log_level, secrets=[s.get_secret_value() for s in secrets if s is not None]
        )
        command: Command = arguments.command
        return command(arguments, settings, texts)
    except (SettingsError, RetrievalError, StateError, InputError) as error:
        return _refusal(error, texts)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and nobody listens.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED


def build_parser(texts: Texts) -> argparse.ArgumentParser:
    """Describe the command line in the reader's language."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS, texts=texts)
    options = common.add_argument_group(texts("cli-options"))
    options.add_argument("--corpus", metavar="DIR", type=Path, help=texts("cli-corpus"))
    options.add_argument("--state", metavar="DIR", type=Path, help=texts("cli-state"))
    options.add_argument(
        "--language", choices=[one.value for one in Language], help=texts("cli-language")
    )
    options.add_argument(
        "--log-level", choices=("debug", "info", "warning", "error"), help=texts("cli-log-level")
    )

    parser = _Parser(
        prog="youju", description=texts("cli-description"), parents=[common], texts=texts
    )
    parser.set_defaults(command=_run, or_chat=False)
    subparsers = parser.add_subparsers(metavar="COMMAND", title=texts("cli-commands"))

    def add(name: str, command: Command) -> argparse.ArgumentParser:
        added = subparsers.add_parser(
            name,
            help=texts(f"cli-{name}"),
            description=texts(f"cli-{name}"),
            parents=[common],
            texts=texts,
        )
        added.set_defaults(command=command)
        return added

    _describe_serving(add, texts)
    _describe_asking(add, texts)
    _describe_reporting(add, texts)
    _describe_maintenance(add, texts)
    return parser


def _describe_serving(add: Add, texts: Texts) -> None:
    telegram = add("run", _run)
    telegram.add_argument(
        "--watch",
        metavar="SECONDS",
        nargs="?",
        type=partial(_count, texts),
        const=WATCH_S,
        help=texts("cli-watch"),
    )
    telegram.add_argument("--or-chat", action="store_true", help=texts("cli-or-chat"))
    add("chat", commands.chat)


def _describe_asking(add: Add, texts: Texts) -> None:
    count = partial(_count, texts)
    ask = add("ask", commands.ask)
    asked = ask.add_mutually_exclusive_group(required=True)
    asked.add_argument("question", metavar="QUESTION", nargs="?", help=texts("cli-question"))
    asked.add_argument("--batch", metavar="FILE", help=texts("cli-batch"))
    ask.add_argument("--json", action="store_true", help=texts("cli-json"))
    search = add("search", commands.search)
    search.add_argument("query", metavar="QUERY", help=texts("cli-query"))
    search.add_argument("-k", metavar="N", type=count, default=10, help=texts("cli-k"))
    search.add_argument("--json", action="store_true", help=texts("cli-json"))
    search.add_argument("--explain", action="store_true", help=texts("cli-explain"))
    evaluate = add("evaluate", commands.evaluate)
    evaluate.add_argument("directory", metavar="DIR", type=Path, help=texts("cli-directory"))
    evaluate.add_argument("--run", metavar="FILE", type=Path, help=texts("cli-trec-run"))
    evaluate.add_argument("-k", metavar="N", type=count, default=100, help=texts("cli-depth"))
    evaluate.add_argument("--limit", metavar="N", type=count, help=texts("cli-limit"))
    evaluate.add_argument("--json", action="store_true", help=texts("cli-json"))


def _describe_reporting(add: Add, texts: Texts) -> None:
    reports = add("reports", commands.reports)
    reports.add_argument("--json", action="store_true", help=texts("cli-json"))
    numbers = add("numbers", commands.numbers)
    numbers.add_argument("report", metavar="REPORT", nargs="?", help=texts("cli-report"))
    form = numbers.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=texts("cli-json"))
    form.add_argument("--csv", action="store_true", help=texts("cli-csv"))
    stats = add("stats", commands.stats)
    stats.add_argument("report", metavar="REPORT", nargs="?", help=texts("cli-report"))
    stats.add_argument("--json", action="store_true", help=texts("cli-json"))
    stats.add_argument("--picture", metavar="FILE", type=Path, help=texts("cli-picture"))
    compare = add("compare", commands.compare)
    compare.add_argument("measure", metavar="MEASURE", help=texts("cli-measure"))
    compare.add_argument("--json", action="store_true", help=texts("cli-json"))
    compare.add_argument("--picture", metavar="FILE", type=Path, help=texts("cli-picture"))
    add("check", commands.check)


def _describe_maintenance(add: Add, texts: Texts) -> None:
    add("publish", commands.publish)
    backup = add("backup", maintenance.backup)
    backup.add_argument("file", metavar="FILE", type=Path, help=texts("cli-backup-file"))
    restoring = add("restore", maintenance.restore)
    restoring.add_argument("file", metavar="FILE", type=Path, help=texts("cli-backup-file"))
    add("doctor", maintenance.doctor)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one line."""

    def __init__(self, *args: object, texts: Texts, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through
        self._texts = texts

    def error(self, message: str) -> NoReturn:
        """Tell the mistake and where help is, and leave with 2."""
        problem = usage_text(message, self._texts)
        self.exit(BAD_USAGE, self._texts("cli-usage", problem=problem, command=self.prog) + "\n")


def _run(arguments: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    if settings.telegram_token is not None:
        return commands.telegram(settings, texts)
    if arguments.or_chat:
        sys.stderr.write(texts("run-without-token-chat") + "\n")
        return commands.chat(arguments, settings, texts)
    return _fail(texts("run-without-token"), BAD_USAGE)


def _refusal(error: SettingsError | RetrievalError | StateError | InputError, texts: Texts) -> int:
    """Tell what is wrong in one line, and give the exit code."""
    if isinstance(error, SettingsError):
        allowed = texts(f"setting-{error.field}")
        line = texts("setting-wrong", variable=error.variable, value=error.value, allowed=allowed)
        return _fail(line, BAD_USAGE)
    if isinstance(error, InputError):
        facts = dict(error.facts)
        if "reason" in facts:
            facts["reason"] = reason_text(str(facts["reason"]), texts)
        return _fail(texts(error.message, **facts), BAD_INPUT)
    if isinstance(error, EmptyCorpusError):
        commands.tell_skipped(error.skipped, texts)
    return _fail(failure_text(error, texts), BAD_INPUT)


def _fail(line: str, code: int) -> int:
    sys.stderr.write(" ".join(line.split()) + "\n")
    return code


def _count(texts: Texts, written: str) -> int:
    """Read a number from 1 on.

    Raises:
        ArgumentTypeError: it is none; its text is what the person reads.
    """
    try:
        number = int(written)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(texts("cli-no-count", value=written))
    return number


def _language_wanted(argv: Sequence[str]) -> Language:
    """Guess the language of messages about the command line itself, before it is understood."""
    wanted = os.environ.get("YOUJU_LANGUAGE", "")
    for i, argument in enumerate(argv):
        if argument == "--language" and i + 1 < len(argv):
            wanted = argv[i + 1]
        elif argument.startswith("--language="):
            wanted = argument.partition("=")[2]
    return Language(wanted) if wanted in [*Language] else Language.ZH_HANS
