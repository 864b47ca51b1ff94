"""How does the bot come up and go down?"""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import QUESTION, exit_code
from tests.support.botapi.faults import HtmlError, Refusal
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess


async def test_the_operator_reads_that_it_is_up(server: BotApiServer, bot: BotProcess) -> None:
    """One line names the bot and what it answers from."""
    assert await bot.until_stderr("已上线") == "已上线：@youju_bot，3 篇报告"


async def test_questions_asked_while_it_was_down_are_answered(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """Nothing that waits at the start is dropped."""
    alice = server.person("Alice")
    asked = [alice.says(QUESTION) for _ in range(3)]
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state"):
        answers = [await alice.chat.next_message() for _ in asked]
    assert [answer.reply_to for answer in answers] == asked


async def test_it_stops_when_told_and_has_answered_everything(
    server: BotApiServer, bot: BotProcess
) -> None:
    """SIGTERM ends it with 0, after what was under way; nothing is answered twice later."""
    alice = server.person("Alice")
    server.flood.by_script(1, method="sendMessage")
    asked = alice.says(QUESTION)
    await server.until_call("sendMessage", 1)
    assert await bot.stop() == 0
    assert [message.reply_to for message in alice.chat.bot_messages] == [asked]
    await bot.start()
    await server.settled()
    assert len(alice.chat.bot_messages) == 1


async def test_it_stops_in_time_even_when_telegram_is_out_of_reach(
    server: BotApiServer, bot: BotProcess
) -> None:
    """An answer that cannot be sent does not keep it alive; the operator is told."""
    server.faults.plan("sendMessage", HtmlError(502), times=1000)
    server.person("Alice").says(QUESTION)
    await server.until_call("sendMessage", 1)
    assert await bot.stop() == 0
    assert bot.lines[-1] == "停机时还有问题没答完，下次启动会接着答"


async def test_a_refused_token_ends_it_with_one_line(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """Exit code 2, and a line that names the setting and not the token."""
    token = server.token[:-1] + "x"
    bot = BotProcess(
        server, corpus=corpus, state=tmp_path / "s", env={"YOUJU_TELEGRAM_TOKEN": token}
    )
    assert await exit_code(bot) == 2
    assert bot.lines[-1] == (
        "Telegram 不认这个令牌。请检查 YOUJU_TELEGRAM_TOKEN（以及 YOUJU_TELEGRAM_API_URL）。"
    )
    assert token not in bot.stderr


async def test_a_rival_ends_the_one_that_was_there_first(
    server: BotApiServer, bot: BotProcess, corpus: Path, tmp_path: Path
) -> None:
    """Two programs with one token: one goes with a clear line, the other answers."""
    rival = BotProcess(server, corpus=corpus, state=tmp_path / "rival")
    async with rival:
        assert await bot.until_ended() == 1
        assert bot.lines[-1] == ("同一个令牌正被另一个程序使用，本程序退出。请先停掉另一个。")
        alice = server.person("Alice")
        alice.says(QUESTION)
        assert (await alice.chat.next_message(10)).text.startswith("2704个")


async def test_a_lingering_poll_is_outlived(server: BotApiServer, bot: BotProcess) -> None:
    """A single conflict, as after a kill, does not end it."""
    conflict = Refusal(409, "Conflict: terminated by other getUpdates request")
    server.faults.plan("getUpdates", conflict)
    alice = server.person("Alice")
    alice.says("/reports")
    await alice.chat.next_message()
    alice.says(QUESTION)
    assert (await alice.chat.next_message(10)).text.startswith("2704个")


async def test_a_webhook_of_earlier_days_is_taken_down(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """Long polling starts although a webhook was set, and its updates are kept."""
    await server.perform("setWebhook", url="https://example.org/hook")
    alice = server.person("Alice")
    alice.says(QUESTION)
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state"):
        assert (await alice.chat.next_message(10)).text.startswith("2704个")


async def test_a_missing_corpus_is_one_line(server: BotApiServer, tmp_path: Path) -> None:
    """Exit code 1 and no traceback."""
    bot = BotProcess(server, corpus=tmp_path / "nowhere", state=tmp_path / "state")
    assert await exit_code(bot) == 1
    assert bot.lines == [f"没有这个语料目录：{tmp_path / 'nowhere'}"]


async def test_menus_are_set_for_each_place_and_language(
    server: BotApiServer, bot: BotProcess
) -> None:
    """Private chats and groups get their commands, in every language Telegram tells apart."""
    await server.until_call("setMyCommands", 9)
    set_for = {
        (call["scope"], call.get("language_code")) for call in server.ledger.made("setMyCommands")
    }
    assert len(set_for) == 9
    menu = server.ledger.made("setMyCommands")[0]["commands"]
    for command in ("ask", "reports", "help", "forget"):
        assert f'"{command}"' in menu
