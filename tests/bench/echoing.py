"""A bot that does nothing but say again what was said: the least that python-telegram-bot costs.

`python -m tests.bench.echoing run`, with the token and the API root of the environment as the bot
takes them; everything else is as the library has it. With `--light`, its calls travel as the bot's
do, which no bot gets from the library alone.
"""

from __future__ import annotations

import os
import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.telegram.bots import MAX_CONNECTIONS
from bot.telegram.transport import Transport


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it again."""
    del context
    message = update.effective_message
    if message is not None:
        await message.reply_text(message.text or "", do_quote=True)


def main() -> None:
    """Echo until a signal."""
    builder = (
        ApplicationBuilder()
        .token(os.environ["YOUJU_TELEGRAM_TOKEN"])
        .base_url(f"{os.environ['YOUJU_TELEGRAM_API_URL']}/bot")
        .concurrent_updates(True)
    )
    if "--light" in sys.argv:
        builder = builder.request(Transport(connections=MAX_CONNECTIONS))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
