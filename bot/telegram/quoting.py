"""Which part of a message does a reply quote?

Telegram refuses a quote that does not stand in the message exactly, styles included, so nothing
is quoted unless it certainly does. Bot API, ReplyParameters.quote.
"""

from __future__ import annotations

from telegram import Message, MessageEntity
from telegram.constants import ChatType

from bot.letters import Quote

MAX_QUOTE = 1024  # UTF-16 units after parsing; Bot API, ReplyParameters.quote
#: Found by Telegram itself. A quote must repeat what people style, which ours does not.
_UNSTYLED = frozenset(
    {
        MessageEntity.MENTION,
        MessageEntity.HASHTAG,
        MessageEntity.CASHTAG,
        MessageEntity.BOT_COMMAND,
        MessageEntity.URL,
        MessageEntity.EMAIL,
        MessageEntity.PHONE_NUMBER,
    }
)


def quote_of(message: Message, part: str, *, is_one_of_several: bool) -> Quote | None:
    """Find the part of a message that is answered; `None` where it is all that was said.

    In a group that is what stands besides the bot's name or command, too. In a private chat only
    one of several questions is worth quoting.
    """
    whole = message.text or ""
    if not is_one_of_several and message.chat.type == ChatType.PRIVATE:
        return None
    at = whole.find(part) if part else -1
    if at < 0 or part == whole:
        return None
    position, length = _units(whole[:at]), _units(part)
    is_styled = any(
        entity.type not in _UNSTYLED
        and entity.offset < position + length
        and position < entity.offset + entity.length
        for entity in message.entities
    )
    return None if is_styled or length > MAX_QUOTE else Quote(part, position)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
