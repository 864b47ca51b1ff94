"""Which updates could break a bot?

Every kind of update there is, with fields missing or extreme, texts at the edges of Unicode and of
Telegram's limits, and buttons that this bot never made. Ids of chats, messages and queries are
real ones: Telegram forges none, and a reply to no chat would be refused.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.support.botapi.chats import Chat
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.botapi.updates import KINDS

Json = dict[str, Any]

EVIL = "https://evil.example"
TEXTS = (
    "路桥有多少个车位实现错时共享？", "/ask 路桥有多少个车位？", "/start c_-_-",
    "/start " + "A" * 64, "/report 9999999999999999999999", "/stats 路桥", "/compare 车位",
    "/subscribe 99:99", "/language xx", "/reload", "/gaps", "/remove x", "/feedback",
    "/announce x", "/forget@youju_bot", "/" + "a" * 300, "/ask\x00", "@youju_bot",
    "@youju_bot " * 60, "车" * 4096, "😀" * 2048, "𠮷" * 2048, "多少？" * 1365,
    "\u0301" * 4096, "a" * 4096, "1" * 4096, "\u202e\u2067停车\u2069", "\ufeff\u200b\u200d",
    "\x00\x01\x1b[31m", "\ud800", "\udfff车位", "\U0010ffff\ufffe", "🏳️‍🌈" * 100,
    "👨‍👩‍👧‍👦" * 100, "ﷺ" * 200, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢" * 40, "\r\n" * 2000 + "?",
    f"<a href='{EVIL}'>多少个车位</a>", f'<b><i><tg-spoiler>{EVIL}</b>',
    "</blockquote></a>&lt;&amp;&#0;", "<" * 4096, "&" * 4096, f"[x]({EVIL})",
    "{0}{x!r}%s%n${jndi:ldap://x}", "'; DROP TABLE inbox; --", "-1", "NaN", "1e400",
    "9" * 400 + "亿元", "２０２３年①⑳㊿", "二〇二三年" * 200, "零" * 4000, "？", "。", " ",
)  # fmt: skip
DATA = (
    "", "c_", "c_x", "w_-____", "q_" + "A" * 62, "r_../../etc", "i_../../../x", "u_0",
    "t_\x00", "z_z", "s_9999999999999999999", "k_-1", "k_x", "b_0", "v_v", "m_车位",
    "k_" + "9" * 20, "d_" + "é" * 31, "a_xx", "e_", "y_", "x_", "l_999999999", "n_-AAAA",
    "q_-gICA", "<b>", "\ud800", "c_-7aCA",
)  # fmt: skip
#: What may stand in a field instead, by the type of what stood there.
EDGES: dict[type, tuple[Any, ...]] = {
    str: TEXTS,
    bool: (True, False),
    int: (0, -1, 1, 2**31, 2**52, 2**63, 2**80),
    list: ([],),
    dict: ({}, {"no_such_field": 1}),
}
#: What a reply goes by: kept or left out, never another.
_IDENTITIES = ("id", "message_id", "update_id", "message_thread_id", "migrate_to_chat_id")


class Hostile:
    """Makes updates, the same for the same seed; the bot has spoken to everybody before."""

    def __init__(self, server: BotApiServer, people: list[Person], group: Chat, seed: int) -> None:
        self._server = server
        self._people = people
        self._group = group
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._makers: dict[str, Callable[[Person], Any]] = {
            "message": self._message,
            "edited_message": self._message,
            "callback_query": self._press,
            "inline_query": self._inline,
            "chosen_inline_result": self._chosen,
            "my_chat_member": self._membership,
        }

    def send(self, n: int) -> None:
        """Put `n` updates before the bot, most of the kinds that it asks for."""
        wanted = list(self._makers)
        for _ in range(n):
            kind = self._chance.choice([*wanted * 4, *sorted(KINDS)])
            person = self._chance.choice(self._people)
            payload = self._makers.get(kind, self._message)(person)
            for _ in range(self._chance.choice((0, 0, 1, 1, 2, 5))):
                payload = self._damaged(payload)
            self._server.world.updates.force(kind, payload)
        self._server.world.changed.beat()

    def _message(self, person: Person) -> Json:
        chance = self._chance
        chat = self._group if chance.random() < 0.2 else person.chat
        message: Json = {
            "message_id": self._asked(person, chat),
            "from": person.user.to_json(),
            "chat": chat.to_json(),
            "date": chance.choice((0, 1, self._server.world.now(), 2**31 - 1)),
        }
        if chance.random() < 0.85:
            text = chance.choice(TEXTS)
            message["text"] = text
            message["entities"] = [self._entity(text)] if chance.random() < 0.5 else []
        else:
            message[chance.choice(("sticker", "voice", "document", "poll", "dice"))] = {}
        if chance.random() < 0.2:
            message["reply_to_message"] = {**message, "text": chance.choice(TEXTS)}
        if chance.random() < 0.1:
            message["from"]["language_code"] = chance.choice(TEXTS)[:20]
        return message

    def _entity(self, text: str) -> Json:
        chance = self._chance
        kind = chance.choice(
            ("bot_command", "mention", "text_mention", "text_link", "no_such_kind")
        )
        offset, length = chance.choice(((0, len(text)), (0, 10**6), (5, 0), (10**6, 1)))
        return {"type": kind, "offset": offset, "length": length, "url": EVIL}

    def _press(self, person: Person) -> Json:
        query_id = self._server.world.next_query_id()
        self._server.callbacks.ask(query_id)
        return {
            "id": query_id,
            "from": person.user.to_json(),
            "message": self._pressed(person),
            "chat_instance": "1",
            "data": self._chance.choice((*DATA, *TEXTS)),
        }

    def _pressed(self, person: Person) -> Json:
        """Give what a press is under: a message that the bot has sent, whatever it says now."""
        message = self._message(person)
        chat = self._server.world.chats[message["chat"]["id"]]
        # Where the bot deleted all that it said, what was pressed is not there any more.
        of_bot = [message.id for message in chat.messages.values() if message.by_bot]
        message["message_id"] = self._chance.choice(of_bot)
        message["from"] = self._server.bot.to_json()
        return message

    def _inline(self, person: Person) -> Json:
        query_id = self._server.world.next_query_id()
        text = self._chance.choice(TEXTS)[:256]
        self._server.inline.ask(query_id, person.id, text, "")
        return {"id": query_id, "from": person.user.to_json(), "query": text, "offset": ""}

    def _chosen(self, person: Person) -> Json:
        return {
            "result_id": "x",
            "from": person.user.to_json(),
            "query": self._chance.choice(TEXTS),
        }

    def _membership(self, person: Person) -> Json:
        chance = self._chance
        statuses = ("member", "administrator", "restricted", "creator", "no_such_status")
        user = self._server.bot.to_json()
        return {
            "chat": chance.choice((self._group, person.chat)).to_json(),
            "from": person.user.to_json(),
            "date": 1,
            "old_chat_member": {"user": user, "status": chance.choice(statuses)},
            "new_chat_member": {"user": user, "status": chance.choice(statuses)},
        }

    def _asked(self, person: Person, chat: Chat) -> int:
        """Give the id of a message that is there to be answered."""
        ids = [message.id for message in chat.messages.values() if not message.by_bot]
        return ids[0] if ids else person.says("x", in_=chat).id

    def _damaged(self, value: Any) -> Any:
        """Leave a field out somewhere within, or put an extreme in its place."""
        places = list(_places(value))
        if not places:
            return value
        holder, name = self._chance.choice(places)
        edges = EDGES.get(type(holder[name]))
        if name in _IDENTITIES or edges is None or self._chance.random() < 0.5:
            del holder[name]
        else:
            holder[name] = copy.deepcopy(self._chance.choice(edges))
        return value


def _places(value: Any) -> Iterator[tuple[Json, str]]:
    """List the fields of objects within a value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield value, name
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)
