"""A process of the bot is started, watched, killed and started again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess, ProcessEndedError

#: A bot of a few lines: it answers each message, and confirms only with the next poll.
ECHO = """
import json, os, sys, urllib.request
root = os.environ["YOUJU_TELEGRAM_API_URL"] + "/bot" + os.environ["YOUJU_TELEGRAM_TOKEN"]
def call(method, **parameters):
    body = json.dumps(parameters).encode()
    request = urllib.request.Request(
        root + "/" + method, body, {"Content-Type": "application/json"}
    )
    return json.load(urllib.request.urlopen(request))["result"]
print("state in", os.environ["YOUJU_STATE_DIR"], file=sys.stderr)
offset = 0
while True:
    for update in call("getUpdates", offset=offset, timeout=20):
        offset = update["update_id"] + 1
        message = update["message"]
        call("sendMessage", chat_id=message["chat"]["id"], text="听到:" + message["text"])
"""


def process(server: BotApiServer, tmp_path: Path, script: str) -> BotProcess:
    return BotProcess(server, corpus=tmp_path, state=tmp_path, arguments=("-c", script))


async def test_a_process_answers_dies_and_comes_back(
    server: BotApiServer, alice: Person, tmp_path: Path
) -> None:
    """What came while it was dead is answered after; its stderr is kept over all runs."""
    async with process(server, tmp_path, ECHO) as bot:
        alice.says("一")
        assert (await alice.chat.next_message()).text == "听到:一"
        first = bot.pid
        assert await bot.kill() == -9
        alice.says("二")
        await bot.start()
        assert bot.pid != first
        texts = [(await alice.chat.next_message()).text]
        while texts[-1] != "听到:二":
            texts.append((await alice.chat.next_message()).text)
        await bot.until_stderr(f"state in {tmp_path}")
        assert bot.stderr.count("state in") == 2
    assert not bot.is_running


async def test_a_process_that_ends_says_why(server: BotApiServer, tmp_path: Path) -> None:
    """Its exit code and its last words are in the error."""
    bot = process(server, tmp_path, "import sys; print('no corpus', file=sys.stderr); sys.exit(2)")
    with pytest.raises(ProcessEndedError, match="exit code 2:\nno corpus"):
        await bot.start()


async def test_a_process_that_hangs_is_ended(server: BotApiServer, tmp_path: Path) -> None:
    """It never asks for updates; nothing is left behind."""
    bot = process(server, tmp_path, "import time; time.sleep(60)")
    with pytest.raises(TimeoutError):
        await bot.start(timeout_s=0.3)
    assert not bot.is_running


async def test_a_process_sees_no_settings_of_the_machine(
    server: BotApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what the test gives reaches the bot."""
    monkeypatch.setenv("YOUJU_ADMIN_IDS", "42")
    bot = process(server, tmp_path, "")
    assert "YOUJU_ADMIN_IDS" not in bot.env
