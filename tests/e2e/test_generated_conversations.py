"""Does Telegram take every call that the bot makes, whatever people do?

Conversations are generated, `make soak` holds 5,000 of them. They share one bot, so that what came
before may matter: a failure tells the steps and the call, and is not made shorter.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.botapi.chats import Chat, Topic
from tests.support.botapi.messages import Button, Message
from tests.support.botapi.people.person import Person
from tests.support.chatter import (
    CORPUS,
    LANGUAGES,
    admin_texts,
    files,
    forgeries,
    payloads,
    queries,
    texts,
)
from tests.support.parlour import Parlour, parlour

IS_SOAK = "YOUJU_SOAK" in os.environ
N_CONVERSATIONS = 5_000 if IS_SOAK else 300
N_STEPS = 6 if IS_SOAK else 5
PLACES = ("private", "group", "supergroup", "forum", "discussion")


class Conversation(RuleBasedStateMachine):
    """One person, now and then with another, in one place; the bot's admin sees to things."""

    parlour: Parlour  # given by the test

    @initialize(place=st.sampled_from(PLACES), language=st.sampled_from(LANGUAGES))
    def begins(self, place: str, language: str | None) -> None:
        server = self.parlour.server
        self.alice: Person = server.person("Alice", language=language)
        self.bob: Person = server.person("Bob", language="zh-hans")
        self.said: list[Message] = []
        self.topic: Topic | None = None
        self.group: Chat | None = None
        match place:
            case "group":
                self.group = server.group("群 <&>", self.alice, self.bob)
            case "supergroup":
                self.group = server.supergroup("群", self.alice, self.bob, bot="administrator")
            case "forum":
                self.group = server.supergroup("论坛", self.alice, self.bob, is_forum=True)
                self.topic = self.alice.opens_topic(self.group, "数字")
            case "discussion":
                self.group = server.supergroup("讨论", self.alice, self.bob, bot="administrator")
                self.channel = server.channel("频道", self.alice, discussion=self.group)
        self.parlour.settle()

    @property
    def place(self) -> Chat:
        return self.group or self.alice.chat

    @property
    def buttons(self) -> list[Button]:
        """List the buttons that call the bot, those of earlier versions of a message too."""
        return [
            Button(message, button["text"], data=button["callback_data"])
            for chat in (self.place, self.alice.chat)
            for message in chat.bot_messages
            for markup in (message.reply_markup, *(old.reply_markup for old in message.history))
            for row in (markup or {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        ]

    @property
    def forgeable(self) -> list[Message]:
        """List what may come back with a press; what people sent by inline mode has no buttons."""
        return [message for message in self.place.bot_messages if message.by_bot]

    @rule(text=texts, is_bob=st.booleans(), is_alone=st.booleans())
    def says(self, text: str, is_bob: bool, is_alone: bool) -> None:
        who = self.bob if is_bob else self.alice
        place = None if is_alone else self.group
        topic = self.topic if place is not None else None
        self.said.append(who.says(text, in_=place, topic=topic))
        self.parlour.settle()

    @precondition(lambda self: self.group is not None)
    @rule(text=texts)
    def mentions(self, text: str) -> None:
        self.said.append(self.alice.mentions(text[:2000], self.place, topic=self.topic))
        self.parlour.settle()

    @precondition(lambda self: self.place.bot_messages)
    @rule(text=texts, n=st.integers(0, 9))
    def replies(self, text: str, n: int) -> None:
        sent = self.place.bot_messages
        self.said.append(self.alice.replies(sent[n % len(sent)], text))
        self.parlour.settle()

    @precondition(lambda self: self.said)
    @rule(text=texts, n=st.integers(0, 9))
    def edits(self, text: str, n: int) -> None:
        message = self.said[n % len(self.said)]
        author = self.alice if message.sender is self.alice.user else self.bob
        author.edits(message, text)
        self.parlour.settle()

    @precondition(lambda self: self.said)
    @rule(text=texts, n=st.integers(0, 9))
    def edits_at_once(self, text: str, n: int) -> None:
        """The bot has the first words in hand, or not yet, when the second come."""
        self.said.append(self.alice.says(text, in_=self.group, topic=self.topic))
        self.edits(text[::-1].strip() or "问", len(self.said) - 1)

    @precondition(lambda self: self.place.bot_messages)
    @rule(n=st.integers(0, 9))
    def deletes(self, n: int) -> None:
        sent = [*self.place.bot_messages, *self.said]
        self.alice.deletes(sent[n % len(sent)])

    @precondition(lambda self: self.buttons)
    @rule(n=st.integers(0, 99), is_bob=st.booleans())
    def presses(self, n: int, is_bob: bool) -> None:
        buttons = self.buttons
        button = buttons[n % len(buttons)]
        who = self.bob if is_bob and not button.message.chat.is_private else self.alice
        self.parlour.do(who.presses(button, timeout_s=20))
        self.parlour.settle()

    @precondition(lambda self: self.forgeable)
    @rule(data=forgeries, n=st.integers(0, 9), is_boss=st.booleans())
    def forges(self, data: str, n: int, is_boss: bool) -> None:
        sent = self.forgeable
        who = self.parlour.boss if is_boss else self.alice
        self.parlour.do(who.presses(Button(sent[n % len(sent)], "？", data=data), timeout_s=20))
        self.parlour.settle()

    @rule(query=queries, is_sent=st.booleans())
    def types_inline(self, query: str, is_sent: bool) -> None:
        answer = self.parlour.do(self.alice.inline(query, in_=self.place, timeout_s=20))
        if is_sent and answer.results:
            self.alice.chooses(answer.results[-1], in_=self.place, query=query)
        self.parlour.settle()

    @rule(payload=payloads)
    def follows_link(self, payload: str) -> None:
        self.alice.starts(payload)
        self.parlour.settle()

    @rule(is_sticker=st.booleans(), is_alone=st.booleans())
    def sends_no_text(self, is_sticker: bool, is_alone: bool) -> None:
        send = self.alice.sends_sticker if is_sticker else self.alice.sends_voice
        send(in_=None if is_alone else self.group)
        self.parlour.settle()

    @precondition(lambda self: self.group is not None)
    @rule(n=st.sampled_from(["kick", "leave", "close", "post", "migrate"]))
    def the_group_changes(self, n: str) -> None:
        match n, self.place.type:
            case "kick", _:
                self.alice.kicks_bot(self.place)
                self.alice.adds_bot(self.place)
            case "close", "supergroup" if self.topic is not None:
                self.alice.closes_topic(self.place, self.topic)
            case "post", "supergroup" if self.place.linked is not None:
                self.alice.posts("路桥有多少个车位？", self.channel)
            case "migrate", "group":
                self.group = self.parlour.server.migrate(self.place)
        self.parlour.settle()

    @rule(text=texts)
    def blocks(self, text: str) -> None:
        """Somebody asks and will not hear the answer."""
        self.said.append(self.alice.says(text))
        self.alice.blocks()
        self.parlour.settle()
        self.alice.unblocks()

    @rule(text=admin_texts)
    def the_admin_commands(self, text: str) -> None:
        self.parlour.boss.says(text)
        self.parlour.settle()

    @rule(text=admin_texts)
    def nobody_commands(self, text: str) -> None:
        self.alice.says(text, in_=self.group, topic=self.topic)
        self.parlour.settle()

    @rule(file=files, is_boss=st.booleans(), n=st.integers(0, 3))
    def sends_document(self, file: tuple[str, bytes], is_boss: bool, n: int) -> None:
        name, content = file
        who = self.parlour.boss if is_boss else self.alice
        who.sends_document(content, name)
        self.parlour.settle()
        for _ in range(n if is_boss else 0):
            self.the_admin_presses(n)

    @rule(n=st.integers(0, 9))
    def the_admin_presses(self, n: int) -> None:
        """One of the buttons under the last messages to the admin."""
        recent = self.parlour.boss.chat.bot_messages[-3:]
        buttons = [
            button
            for message in recent
            for row in message.buttons
            for button in row
            if button.data is not None
        ]
        if buttons:
            button = buttons[n % len(buttons)]
            self.parlour.do(self.parlour.boss.presses(button, timeout_s=20))
            self.parlour.settle()

    def teardown(self) -> None:
        self.parlour.tidy()
        self.parlour.boss.chat.messages.clear()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Parlour]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in CORPUS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    with parlour(corpus, tmp_path / "state") as opened:
        yield opened


def test_no_call_is_refused(opened: Parlour) -> None:
    """In any chat, in any language, by old and forged buttons, for anybody."""

    class Held(Conversation):
        parlour = opened

    run_state_machine_as_test(
        Held,
        settings=settings(
            max_examples=N_CONVERSATIONS,
            stateful_step_count=N_STEPS,
            derandomize=not IS_SOAK,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        ),
    )
