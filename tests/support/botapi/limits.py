"""How much does Telegram take?

Source: https://core.telegram.org/bots/api and https://limits.tginfo.me
"""

from __future__ import annotations

MAX_TEXT = 4096  # UTF-16 units of a message's text, after entities parsing
MAX_CAPTION = 1024  # UTF-16 units of a caption, after entities parsing
MAX_QUOTE = 1024  # UTF-16 units
MAX_CALLBACK_DATA = 64  # bytes
MAX_COPY_TEXT = 256  # characters
MAX_BUTTONS = 100  # of an inline keyboard
MAX_BUTTONS_IN_ROW = 8
MAX_CALLBACK_ANSWER = 200  # characters
MAX_INLINE_RESULTS = 50
MAX_INLINE_RESULT_ID = 64  # bytes
MAX_INLINE_QUERY = 256  # characters, longer ones are cut by the client
MAX_INLINE_CACHE_S = 86_400
MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256  # characters
MAX_NAME = 64  # characters of the bot's name
MAX_DESCRIPTION = 512  # characters
MAX_SHORT_DESCRIPTION = 120  # characters
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_PHOTO_SIDES = 10_000  # width plus height, pixels
MAX_PHOTO_RATIO = 20
MAX_ALBUM = 10  # messages
MAX_START_PAYLOAD = 64  # characters
CALLBACK_ANSWER_WITHIN_S = 15.0  # a query cannot be answered later
INLINE_ANSWER_WITHIN_S = 10.0
