"""What do people do to a bot?

    alice = server.person("Alice", language="zh-hans")
    alice.says("路桥区有多少停车位?")
    answer = await alice.chat.next_message()
    await alice.presses(answer.button("原文"))

What a person does has happened when the call returns, as on Telegram's side; only `presses` and
`inline` wait, because the person waits for the bot too.
"""

from __future__ import annotations

from tests.support.botapi.people.asking import Asker
from tests.support.botapi.people.moving import Mover
from tests.support.botapi.people.writing import Writer


class Person(Writer, Asker, Mover):
    """Someone who uses the bot."""
