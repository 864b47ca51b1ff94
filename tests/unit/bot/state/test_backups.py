from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.state.backups import BACKUP_NAME, back_up, restore
from bot.state.errors import BackupError, StateCorruptError, StateError, StateLockedError
from bot.state.inbox import Arrival
from bot.state.opening import FILE_NAME, open_state
from tests.support.disks import filled, small_disk


async def put(directory: Path, update_id: int) -> None:
    async with open_state(None, directory=directory) as state:
        await state.inbox.put([Arrival(update_id, 1, "{}")])


async def ids(directory: Path) -> list[int]:
    async with open_state(None, directory=directory) as state:
        return [found.update_id for found in await state.inbox.unfinished()]


async def test_a_copy_is_made_while_the_state_is_in_use(tmp_path: Path) -> None:
    """It is one file, for its owner's eyes, and holds all that was committed."""
    copy = tmp_path / "copy"
    async with open_state(None, directory=tmp_path / "state") as state:
        await state.inbox.put([Arrival(1, 1, "{}")])
        back_up(tmp_path / "state" / FILE_NAME, copy)
    assert sorted(os.listdir(tmp_path)) == ["copy", "state"]  # noqa: PTH208 # no path to block on
    assert copy.stat().st_mode & 0o777 == 0o600
    restore(copy, tmp_path / "elsewhere" / FILE_NAME)
    assert await ids(tmp_path / "elsewhere") == [1]


async def test_what_is_replaced_is_kept(tmp_path: Path) -> None:
    """A restored state is that of the copy; the one before has another name."""
    await put(tmp_path, 1)
    back_up(tmp_path / FILE_NAME, tmp_path / "copy")
    await put(tmp_path, 2)
    aside = restore(tmp_path / "copy", tmp_path / FILE_NAME, clock=lambda: 0)
    assert aside == tmp_path / f"{FILE_NAME}.replaced-19700101T000000Z"
    assert aside.is_file()
    assert await ids(tmp_path) == [1]


async def test_a_state_in_use_is_not_replaced(tmp_path: Path) -> None:
    """The bot has to be stopped first."""
    async with open_state(None, directory=tmp_path):
        back_up(tmp_path / FILE_NAME, tmp_path / "copy")
        with pytest.raises(StateLockedError):
            restore(tmp_path / "copy", tmp_path / FILE_NAME)


@pytest.mark.parametrize(
    "content, reason",
    [
        (None, "no such file"),
        (b"", "not written by this youju, or a newer one"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "damaged"),
    ],
    ids=["missing", "empty", "damaged"],
)
def test_a_bad_copy_replaces_nothing(tmp_path: Path, content: bytes | None, reason: str) -> None:
    """The reason is told, and the state is as it was."""
    copy = tmp_path / "copy"
    if content is not None:
        copy.write_bytes(content)
    (tmp_path / FILE_NAME).write_text("untouched")
    with pytest.raises(BackupError) as error:
        restore(copy, tmp_path / FILE_NAME)
    assert error.value.reason == reason
    assert (tmp_path / FILE_NAME).read_text() == "untouched"


def test_there_must_be_something_to_copy(tmp_path: Path) -> None:
    """A copy of nothing would be found out when it is needed."""
    with pytest.raises(BackupError, match="no such file"):
        back_up(tmp_path / FILE_NAME, tmp_path / "copy")


async def test_a_damaged_state_is_restored_from_the_daily_copy(tmp_path: Path) -> None:
    """What is kept of the damaged file and where the new one comes from is told."""
    async with open_state(None, directory=tmp_path) as state:
        await state.inbox.put([Arrival(1, 1, "{}")])
        await state.back_up()
    (tmp_path / FILE_NAME).write_bytes(b"\xff" * 5000)
    async with open_state(None, directory=tmp_path) as state:
        assert state.is_restored
        assert state.set_aside is not None
        assert [found.update_id for found in await state.inbox.unfinished()] == [1]


async def test_a_damaged_copy_is_no_help(tmp_path: Path) -> None:
    """Then the state begins anew."""
    await put(tmp_path, 1)
    for name in (FILE_NAME, BACKUP_NAME):
        (tmp_path / name).write_bytes(b"\xff" * 5000)
    async with open_state(None, directory=tmp_path) as state:
        assert not state.is_restored
        assert await state.inbox.unfinished() == ()


def test_half_a_copy_does_not_stay(tmp_path: Path) -> None:
    """On a disk that is nearly full it would take the room that is left."""
    (tmp_path / FILE_NAME).write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(StateCorruptError):
        back_up(tmp_path / FILE_NAME, tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


async def test_a_restore_that_finds_no_room_changes_nothing(tmp_path: Path) -> None:
    """The old state is moved aside only when there is a new one to take its place."""
    await put(tmp_path / "other", 1)
    with small_disk(tmp_path / "small", "700k") as directory:
        await put(directory, 2)
        with filled(directory), pytest.raises(StateError):
            restore(tmp_path / "other" / FILE_NAME, directory / FILE_NAME)
        assert await ids(directory) == [2]


async def test_a_damaged_state_waits_until_there_is_room_to_restore_it(tmp_path: Path) -> None:
    """Else the next start would find no state, begin anew, and copy that over the good copy."""
    with small_disk(tmp_path / "small", "1500k") as directory:
        async with open_state(None, directory=directory) as state:
            await state.inbox.put([Arrival(1, 1, "{}")])
            await state.back_up()
        (directory / FILE_NAME).write_bytes(b"\xff" * 5000)
        with filled(directory), pytest.raises(StateError):
            async with open_state(None, directory=directory):
                pass
        async with open_state(None, directory=directory) as state:
            assert state.is_restored
            assert [found.update_id for found in await state.inbox.unfinished()] == [1]


DYING = """
import asyncio, os, sys
from pathlib import Path
from bot.state.backups import restore
from bot.state.opening import FILE_NAME, open_state

left = int(sys.argv[2])

def count_down(event, args):
    global left
    if event == "os.rename":
        left -= 1
        if left < 0:
            os._exit(9)

async def start():
    async with open_state(None, directory=Path(sys.argv[1])):
        pass

sys.addaudithook(count_down)
if len(sys.argv) > 3:
    restore(Path(sys.argv[3]), Path(sys.argv[1]) / FILE_NAME)
else:
    asyncio.run(start())
"""


def dies_at_rename(n: int, *arguments: Path) -> bool:
    """Open or restore a state in a process that ends before its nth rename, from 0."""
    first, *others = map(str, arguments)
    command = [sys.executable, "-c", DYING, first, str(n), *others]
    ended = subprocess.run(command, check=False, cwd=Path(__file__).parents[4])
    assert ended.returncode in (0, 9)
    return ended.returncode == 9


async def test_a_kill_while_a_damaged_state_is_replaced_loses_nothing(tmp_path: Path) -> None:
    """At whichever step: the copy takes its place, and all that was damaged is kept."""
    whole = tmp_path / "whole"
    async with open_state(None, directory=whole) as state:
        await state.inbox.put([Arrival(1, 1, "{}")])
        await state.back_up()
    damaged, log = b"\xff" * 5000, b"the last commits"
    n, is_killed = 0, True
    while is_killed:
        directory = tmp_path / str(n)
        shutil.copytree(whole, directory)
        (directory / FILE_NAME).write_bytes(damaged)
        (directory / f"{FILE_NAME}-wal").write_bytes(log)
        is_killed = dies_at_rename(n, directory)
        assert await ids(directory) == [1]
        kept = [path.read_bytes() for path in directory.iterdir()]
        assert (kept.count(damaged), kept.count(log)) == (1, 1)
        n += 1
    assert n > 3


async def test_a_kill_while_a_state_is_restored_loses_nothing(tmp_path: Path) -> None:
    """It is the old one until the copy is there in full, and that of the copy from then on."""
    await put(tmp_path / "whole", 1)
    back_up(tmp_path / "whole" / FILE_NAME, tmp_path / "copy")
    await put(tmp_path / "whole", 2)
    n, is_killed, found = 0, True, []
    while is_killed:
        directory = tmp_path / str(n)
        shutil.copytree(tmp_path / "whole", directory)
        is_killed = dies_at_rename(n, directory, tmp_path / "copy")
        found.append(await ids(directory))
        n += 1
    assert found == [[1, 2], [1], [1], [1]]


async def test_a_damaged_state_without_a_copy_is_kept_whole(tmp_path: Path) -> None:
    """Killed between the file and its log, both are there afterwards."""
    n, is_killed = 0, True
    while is_killed:
        directory = tmp_path / str(n)
        directory.mkdir()
        (directory / FILE_NAME).write_bytes(b"\xff" * 5000)
        (directory / f"{FILE_NAME}-wal").write_bytes(b"the last commits")
        is_killed = dies_at_rename(n, directory)
        assert await ids(directory) == []
        kept = [path.read_bytes() for path in directory.iterdir()]
        assert (kept.count(b"\xff" * 5000), kept.count(b"the last commits")) == (1, 1)
        n += 1
    assert n > 2
