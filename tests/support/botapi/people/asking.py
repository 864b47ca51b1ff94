"""What do people do that waits for the bot: press buttons, type inline queries?"""

from __future__ import annotations

from typing import Any

from tests.support.botapi.chats import Chat
from tests.support.botapi.limits import MAX_INLINE_QUERY
from tests.support.botapi.messages import Button, Message, inaccessible
from tests.support.botapi.people.account import Account
from tests.support.botapi.queries import InlineAnswer, InlineResult

Json = dict[str, Any]
# A webhook gets messages of a chat, and each of these of a person, in an order of their own.
_INLINE_LANE, _CALLBACK_LANE, _REACTION_LANE = 1 << 33, 3 << 33, 8 << 33
_ANSWER_WITHIN_S = 5.0


class Asker(Account):
    """Someone who waits for the bot."""

    async def presses(self, button: Button, timeout_s: float = _ANSWER_WITHIN_S) -> str:
        """Press a button and wait until the bot ends the spinner.

        Returns:
            The notice or alert shown, empty when the bot answered with none.

        Raises:
            ValueError: the button opens a link or the like; the bot is not told.
            TimeoutError: the bot left the spinner turning.
        """
        if button.data is None:
            raise ValueError(f"the button {button.text!r} does not call the bot")
        query_id = self.world.next_query_id()
        query = self.server.callbacks.ask(query_id)
        self.world.tell_bot(
            "callback_query",
            {
                "id": query_id,
                "from": self.user.to_json(),
                **self._under(button.message),
                "chat_instance": str(-abs(button.message.chat.id) * 7919),
                "data": button.data,
            },
            self.id + _CALLBACK_LANE,
        )
        answer = await self.world.changed.until(
            lambda: query.answer, timeout_s, f"answer to the button {button.text!r}"
        )
        return answer.text

    async def inline(
        self,
        query: str,
        *,
        offset: str = "",
        in_: Chat | None = None,
        timeout_s: float = _ANSWER_WITHIN_S,
    ) -> InlineAnswer:
        """Type the bot's name and a query into a text field, and wait for the results.

        Results that the bot let Telegram keep are given without asking it again.

        Raises:
            TimeoutError: the bot offered nothing, not even an empty list.
        """
        query = query[:MAX_INLINE_QUERY]
        remembered = self.server.inline.remembered(self.id, query, offset)
        if remembered is not None:
            return remembered
        query_id = self.world.next_query_id()
        asked = self.server.inline.ask(query_id, self.id, query, offset)
        self.world.tell_bot(
            "inline_query",
            {
                "id": query_id,
                "from": self.user.to_json(),
                "chat_type": "sender" if in_ is None else in_.type,
                "query": query,
                "offset": offset,
            },
            self.id + _INLINE_LANE,
        )
        return await self.world.changed.until(
            lambda: asked.answer, timeout_s, f"results for {query!r}"
        )

    def chooses(
        self, result: InlineResult, *, in_: Chat | None = None, query: str = ""
    ) -> Message:
        """Send one of the results offered in inline mode."""
        chat = in_ or self.chat
        message = self.world.post(
            chat,
            dict(result.content),
            sender=self.user,
            via_bot=self.world.bot,
            reply_markup=result.reply_markup,
        )
        fields: Json = {"from": self.user.to_json()}
        if result.reply_markup:
            inline_id = f"AAAA{self.world.next_query_id()}"
            self.server.inline.messages[inline_id] = message
            fields["inline_message_id"] = inline_id
        if self.world.bot.wants_inline_feedback:
            fields |= {"query": query, "result_id": result.id}
            self.world.tell_bot("chosen_inline_result", fields, self.id + _INLINE_LANE)
        self.tell("message", message)
        return message

    def reacts(self, message: Message, emoji: str) -> None:
        """Put a reaction on a message; the bot is told where it is an administrator."""
        old, new = list(message.reactions), [{"type": "emoji", "emoji": emoji}]
        message.reactions = new
        if message.chat.is_private or message.chat.bot_member.is_admin:
            self.world.tell_bot(
                "message_reaction",
                {
                    "chat": message.chat.to_json(),
                    "message_id": message.id,
                    "user": self.user.to_json(),
                    "date": self.world.now(),
                    "old_reaction": old,
                    "new_reaction": new,
                },
                message.chat.id + _REACTION_LANE,
            )
        self.world.changed.beat()

    def _under(self, message: Message) -> Json:
        for inline_id, sent in self.server.inline.messages.items():
            if sent is message:
                return {"inline_message_id": inline_id}
        if message.deleted:
            return {"message": inaccessible(message.chat, message.id)}
        return {"message": message.to_json()}
