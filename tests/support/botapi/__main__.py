"""Serve the Bot API on this machine and talk to a bot from the terminal.

python -m tests.support.botapi --port 8081
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from tests.support.botapi.chats import Chat
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import TOKEN, BotApiServer
from tests.support.botapi.transcripts import transcript

_HELP = """\
Write a line to say it to the bot. Lines that begin so do something else:
  !LABEL   press the button whose label contains LABEL
  ?QUERY   type QUERY in inline mode
  +FILE    send a file
  .chat    show the whole chat      .group   go into a group with the bot, or back
  .block   stop the bot             .quit    leave
"""


def main() -> int:
    """Run until the person leaves."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--name", default="Alice", help="who you are in the chat")
    parser.add_argument("--language", default="zh-hans")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(options))
    return 0


async def _serve(options: argparse.Namespace) -> None:
    async with BotApiServer(token=options.token, port=options.port) as server:
        print(
            f"Bot API at {server.url}\n"
            f"Start a bot with the token {server.token} and this API root, for example\n"
            f"  YOUJU_TELEGRAM_TOKEN={server.token} YOUJU_TELEGRAM_API_URL={server.url} "
            f"python -m bot run\n{_HELP}"
        )
        person = server.person(options.name, language=options.language)
        terminal = Terminal(server, person)
        shown = asyncio.create_task(terminal.show())
        try:
            await terminal.read()
        finally:
            shown.cancel()


class Terminal:
    """One person at a keyboard."""

    def __init__(self, server: BotApiServer, person: Person) -> None:
        self.server = server
        self.person = person
        self.group: Chat | None = None

    @property
    def chat(self) -> Chat:
        """Give the chat the person looks at."""
        return self.group or self.person.chat

    async def show(self) -> None:
        """Print what the bot sends or changes, as it happens."""
        printed: dict[tuple[int, int], str] = {}
        while True:
            for message in self.server.messages_from_bot():
                text = transcript([message], message.chat.topics)
                if printed.get((message.chat.id, message.id)) != text:
                    printed[message.chat.id, message.id] = text
                    print(text)
            await self.server.world.changed.next()

    async def read(self) -> None:
        """Do what each line says, until the lines end."""
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip() == ".quit":
                return
            try:
                await self._do(line.strip())
            except (LookupError, OSError, TimeoutError, ValueError) as problem:
                print(f"({problem})")

    async def _do(self, line: str) -> None:
        if not line:
            return
        match line[0], line[1:]:
            case "!", label:
                await self._press(label.strip())
            case "?", query:
                answer = await self.person.inline(query)
                for result in answer.results:
                    print(f"  {result.title}: {result.description}")
            case "+", path:
                await self._send_file(path.strip())
            case ".", "chat":
                print(self.chat.transcript())
            case ".", "group":
                self._change_chat()
            case ".", "block":
                self.person.blocks()
            case _:
                self.person.says(line, in_=self.group)

    async def _press(self, label: str) -> None:
        for message in reversed(self.chat.bot_messages):
            with contextlib.suppress(LookupError):
                notice = await self.person.presses(message.button(label))
                if notice:
                    print(f"  (notice: {notice})")
                return
        raise LookupError(f"no button {label!r} in this chat")

    async def _send_file(self, path: str) -> None:
        content = await asyncio.to_thread(_read, path)
        self.person.sends_document(content, path.rpartition("/")[2], in_=self.group)

    def _change_chat(self) -> None:
        if self.group is None:
            self.group = self.server.supergroup("群", self.person)
            print("(in a group; the bot sees what mentions or answers it)")
        else:
            self.group = None
            print("(back in the private chat)")


def _read(path: str) -> bytes:
    return Path(path).expanduser().read_bytes()


if __name__ == "__main__":
    sys.exit(main())
