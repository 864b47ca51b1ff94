"""What the bot says about itself is kept by scope and language, within limits."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tests.support.botapi.client import BareBot
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import ROOT


def commands(*names: str) -> list[dict]:
    return [{"command": name, "description": "问"} for name in names]


@pytest.mark.parametrize(
    "method, parameters, description",
    [
        ("setMyCommands", {"commands": commands("a" * 33)}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": commands("问")}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("setMyCommands", {"commands": commands("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": "{"}, "can't parse commands JSON object"),
        ("setMyCommands", {"language_code": "chinese"}, "LANG_CODE_INVALID"),
        (
            "setMyCommands",
            {"scope": {"type": "moon"}},
            "can't parse scope: Unsupported type specified",
        ),
        ("setMyName", {"name": "x" * 65}, "BOT_TITLE_TOO_LONG"),
        ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_ABOUT_TOO_LONG"),
    ],
)
async def test_limits_of_what_a_bot_says_about_itself(
    bot: BareBot, method: str, parameters: dict, description: str
) -> None:
    """Commands are lower case ASCII, texts are short."""
    reply = await bot.call(method, **parameters)
    assert (reply.status, reply.description) == (400, f"Bad Request: {description}")


async def test_people_see_the_commands_of_the_nearest_scope(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """Chat before kind of chat before default; within a scope their language first."""
    await bot.call("setMyCommands", commands=commands("default"))
    await bot.call("setMyCommands", commands=commands("chinese"), language_code="zh")
    private = {"type": "all_private_chats"}
    seen = server.profile.commands_for
    assert seen("en") == commands("default")
    assert seen("zh") == commands("chinese")
    await bot.call("setMyCommands", commands=commands("private"), scope=private)
    assert seen("zh") == commands("private")
    assert seen("zh", group=True) == commands("chinese")
    chat = {"type": "chat", "chat_id": alice.id}
    await bot.call("setMyCommands", commands=commands("admin"), scope=chat)
    assert seen("zh", alice.id, alice.id) == commands("admin")


async def test_the_server_runs_by_hand() -> None:
    """From the terminal it says how to connect, and ends when told to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.botapi",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate("你好\n!无\n.chat\n.quit\n".encode())
    text = output.decode()
    assert process.returncode == 0
    assert "YOUJU_TELEGRAM_API_URL=http://127.0.0.1:" in text
    assert "no button '无' in this chat" in text
    assert "Alice: 你好" in text
