"""Runs the application on a loopback server, in this process, to see what fails inside it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.replies.texts import Language, Texts
from bot.telegram.application import serve
from bot.telegram.limits import UNLIMITED
from bot.telegram.options import TelegramOptions, WebhookOptions
from retrieval import Answer, Engine
from tests.support.botapi.server import BotApiServer


class FailingEngine(Engine):
    """Fails on every question, in a way that nobody foresaw."""

    def suggestions(self, n: int) -> tuple[str, ...]:
        return ()

    def ask(self, question: str, *, id: str | None = None) -> Answer:
        raise RuntimeError(f"mishap over {question}")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    report = tmp_path / "report.txt"
    report.write_text(
        "五常街道：稳中提质\n\n今年走访企业150余家，满意率达98%。\n", encoding="utf-8"
    )
    return FailingEngine.open(tmp_path)


@asynccontextmanager
async def serving(server: BotApiServer, engine: Engine, state_dir: Path) -> AsyncIterator[None]:
    options = TelegramOptions(
        token=server.token,
        api_url=server.url,
        language=Language.EN,
        limits=UNLIMITED,
        state_dir=state_dir,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(
        serve(engine, options, Texts(Language.EN), lambda _: None, stop=stop)
    )
    await server.until_polling()
    try:
        yield
    finally:
        stop.set()
        await running


async def test_a_mishap_is_told_in_one_line_and_logged_under_its_reference(
    engine: Engine,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """The person gets a reference and no detail, the log gets both; the chat goes on."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with BotApiServer() as server:
        alice = server.person("Alice", language="en")
        with caplog.at_level(logging.INFO):
            async with serving(server, engine, tmp_path / "state"):
                asked = alice.says("多少？")
                told = await alice.chat.next_message()
                alice.says("/reports")
                assert (await alice.chat.next_message()).text.startswith("Reports (1)")
    [record] = [record for record in caplog.records if record.getMessage() == "update failed"]
    reference = str(vars(record)["reference"])
    assert told.reply_to is asked
    assert told.text == (
        "Something went wrong. Please try again later; if you report it, add the reference "
        + reference
    )
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], RuntimeError)


async def test_a_mishap_over_a_button_is_told_to_the_one_who_pressed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The little clock stops, and a line follows under the message."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with BotApiServer() as server:
        alice = server.person("Alice", language="en")
        async with serving(server, engine, tmp_path / "state"):
            alice.says("/reports")
            shown = await alice.chat.next_message()
            rows = shown.reply_markup["inline_keyboard"] if shown.reply_markup else []
            rows[0][0]["callback_data"] = "q_0-0"
            assert await alice.presses(shown.buttons[0][0]) == ""
            assert "Something went wrong." in (await alice.chat.next_message()).text


def test_options_do_not_print_their_secrets() -> None:
    """A token or a webhook's secret that is logged by accident is lost."""
    webhook = WebhookOptions(url="https://x.example/h", secret="s3cret")
    options = TelegramOptions(token="7:token", webhook=webhook)
    assert "token" not in repr(options)
    assert "s3cret" not in repr(webhook)
