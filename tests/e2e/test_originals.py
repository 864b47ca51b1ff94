"""Can the original of a cited passage be had: its page, marked, and the file?"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.conftest import greeted
from tests.support.botapi.messages import Message
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.documents import as_html, as_pdf, seed_articles
from tests.support.process import BotProcess

QUESTION = "路桥有多少个车位实现错时共享？"
PAGE_BUTTON = "原文件 第 1 页"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Give a directory with one report, as a PDF in a folder and as a web page."""
    article = seed_articles()[0]
    folder = tmp_path / "corpus" / "内部"
    folder.mkdir(parents=True)
    (folder / "路桥.pdf").write_bytes(as_pdf(article))
    (folder.parent / "路桥.html").write_bytes(as_html(article))
    return folder.parent


@pytest.fixture
async def bot(server: BotApiServer, corpus: Path, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state") as bot:
        yield bot
    assert "Traceback" not in bot.stderr


@pytest.fixture
def alice(server: BotApiServer) -> Person:
    return server.person("Alice")


async def answered(alice: Person) -> Message:
    alice.says(QUESTION)
    return await alice.chat.next_message(timeout_s=20)


def content_of(server: BotApiServer, message: Message) -> bytes:
    """Fetch what a message holds, the largest picture of a photo."""
    held = message.content[message.kind]
    file_id = (held[-1] if message.kind == "photo" else held)["file_id"]
    return next(f.content for f in server.world.files.values() if f.file_id == file_id)


async def test_a_report_in_two_files_is_answered_once_and_both_are_cited(
    bot: BotProcess, alice: Person
) -> None:
    """The answer names the other file and its page, and has a button for each."""
    answer = await answered(alice)
    assert answer.text.startswith("2704个")
    assert "同文另见 路桥.html" in answer.text
    assert answer.button(PAGE_BUTTON)
    assert answer.button("原文件 路桥.html")


async def test_the_page_and_the_file_are_sent(
    bot: BotProcess, alice: Person, server: BotApiServer, corpus: Path
) -> None:
    """A picture of the page with the passage marked, then the file under its bare name."""
    answer = await answered(alice)
    assert await alice.presses(answer.button(PAGE_BUTTON)) == ""
    picture = await alice.chat.next_message(timeout_s=20)
    assert picture.kind == "photo"
    assert picture.text == "路桥区：现代社区让“幸福味道”萦绕家门口 · 第 1 页"
    drawn = Image.open(io.BytesIO(content_of(server, picture))).convert("RGB")
    assert (255, 232, 120) in {color for _, color in drawn.getcolors(1 << 20) or ()}
    file = await alice.chat.next_message(timeout_s=20)
    assert file.content["document"]["file_name"] == "路桥.pdf"
    assert content_of(server, file) == (corpus / "内部" / "路桥.pdf").read_bytes()


async def test_a_copy_without_pages_is_sent_alone(
    bot: BotProcess, alice: Person, server: BotApiServer, corpus: Path
) -> None:
    """A web page has no page to draw."""
    answer = await answered(alice)
    await alice.presses(answer.button("原文件 路桥.html"))
    file = await alice.chat.next_message(timeout_s=20)
    assert file.kind == "document"
    assert content_of(server, file) == (corpus / "路桥.html").read_bytes()


async def test_the_button_works_after_a_restart_and_a_loss(
    bot: BotProcess, alice: Person, server: BotApiServer, corpus: Path
) -> None:
    """It needs no memory; a file that is gone by then is told of, without its folder's path."""
    answer = await answered(alice)
    await server.settled()  # else the answer itself would be sent once more
    await bot.stop()
    await bot.start()
    await alice.presses(answer.button(PAGE_BUTTON))
    assert (await alice.chat.next_message(timeout_s=20)).kind == "photo"
    assert (await alice.chat.next_message(timeout_s=20)).kind == "document"
    (corpus / "内部" / "路桥.pdf").unlink()
    await alice.presses(answer.button(PAGE_BUTTON))
    told = (await alice.chat.next_message(timeout_s=20)).text
    assert "路桥.pdf" in told
    assert str(corpus) not in told


async def test_a_file_over_the_limit_is_told_of(
    bot: BotProcess, alice: Person, corpus: Path
) -> None:
    """Telegram takes 50 MB of a bot; the page is drawn all the same."""
    answer = await answered(alice)
    with (corpus / "内部" / "路桥.pdf").open("ab") as file:
        file.write(b"\n" * 51_000_000)
    await alice.presses(answer.button(PAGE_BUTTON))
    assert (await alice.chat.next_message(timeout_s=20)).kind == "photo"
    told = (await alice.chat.next_message(timeout_s=20)).text
    assert told == "路桥.pdf 有 51 MB，超过 Telegram 允许的 50 MB，发不了。请向管理员索取。"


async def test_in_a_group_the_original_is_for_the_one_who_pressed(
    bot: BotProcess, alice: Person, server: BotApiServer
) -> None:
    """The button leads to the private chat, where it is sent."""
    group = await greeted(server.supergroup("读报组", alice))
    alice.mentions(QUESTION, group)
    answer = await group.next_message(timeout_s=20)
    url = answer.button(PAGE_BUTTON).url
    assert url is not None
    alice.starts(url.removeprefix("https://t.me/youju_bot?start="))
    assert (await alice.chat.next_message(timeout_s=20)).kind == "photo"
