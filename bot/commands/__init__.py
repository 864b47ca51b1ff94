"""What does each subcommand do?

One function a command: takes the arguments, the settings and the texts, writes to stdout, returns
the exit code. `RetrievalError` and `InputError` are told by the caller in one line.
"""

from bot.commands.asking import ask, chat, evaluate, search
from bot.commands.opening import search_url, store_dir, tell_skipped
from bot.commands.reporting import check, compare, numbers, publish, reports, stats
from bot.commands.serving import telegram

__all__ = [
    "ask",
    "chat",
    "check",
    "compare",
    "evaluate",
    "numbers",
    "publish",
    "reports",
    "search",
    "search_url",
    "stats",
    "store_dir",
    "telegram",
    "tell_skipped",
]
