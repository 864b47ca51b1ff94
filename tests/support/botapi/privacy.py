"""Which messages of a group is a bot in privacy mode shown?

Source: https://core.telegram.org/bots/features#privacy-mode
"""

from __future__ import annotations

from tests.support.botapi.messages import Message
from tests.support.botapi.users import BotUser


def bot_sees(message: Message) -> bool:
    """Say whether the bot is told of a message that someone else wrote.

    In a group: commands for it or for no one, messages that mention or answer it, and service
    messages; all of them where it is an administrator or privacy mode is off.
    """
    chat, bot = message.chat, message.chat.bot
    if chat.is_private or chat.type == "channel" or message.is_service:
        return True
    if chat.bot_member.is_admin or (isinstance(bot, BotUser) and bot.reads_all_group_messages):
        return True
    if message.via_bot is bot or (message.reply_to is not None and message.reply_to.by_bot):
        return True
    name = f"@{bot.username}".lower()
    commands = [command.lower() for command in message.slices("bot_command")]
    if any("@" not in command or command.endswith(name) for command in commands):
        return True
    return name in (mention.lower() for mention in message.slices("mention"))
