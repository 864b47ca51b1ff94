"""Whose an SQLite file is, and what is done about a damaged one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.state.errors import StateLockedError, StateUnavailableError
from bot.state.files import locked, set_aside_if_damaged
from tests.support.stores import StillClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a sound database with one row, closed."""
    file = tmp_path / "state.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE notes (n INTEGER)")
        connection.executemany("INSERT INTO notes VALUES (?)", [(n,) for n in range(5_000)])
    connection.close()
    return file


def test_second_process_is_refused(tmp_path: Path) -> None:
    """While a process holds the lock, another is told which one."""
    path = tmp_path / "state.sqlite3"
    program = (
        "import pathlib, sys\n"
        "from bot.state.files import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[4],
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StateLockedError) as caught, locked(path):
            pass
        assert (caught.value.path, caught.value.pid) == (str(path), other.pid)
        other.kill()
    with locked(path):
        pass


def test_lock_names_its_holder(tmp_path: Path) -> None:
    """The lock file holds the id of the process, for people who look."""
    path = tmp_path / "deep" / "state.sqlite3"
    with locked(path):
        lock = path.with_name("state.sqlite3.lock")
        assert lock.read_text() == f"{os.getpid()}\n"


def test_lock_of_a_longer_id_is_overwritten(tmp_path: Path) -> None:
    """What a former holder wrote is not left behind the new id."""
    path = tmp_path / "state.sqlite3"
    lock = path.with_name("state.sqlite3.lock")
    lock.write_text("99999999999999\n")
    with locked(path):
        assert lock.read_text() == f"{os.getpid()}\n"


def test_directory_that_cannot_be_is_told(tmp_path: Path) -> None:
    """A state directory that is a file is told in one line."""
    (tmp_path / "var").write_text("")
    with (
        pytest.raises(StateUnavailableError, match="var"),
        locked(tmp_path / "var" / "state.sqlite3"),
    ):
        pass


def test_sound_file_stays(path: Path) -> None:
    """A sound file, an empty one, and one that is not there yet are left alone."""
    assert set_aside_if_damaged(path, StillClock()) is None
    path.with_name("empty.sqlite3").touch()
    assert set_aside_if_damaged(path.with_name("empty.sqlite3"), StillClock()) is None
    assert set_aside_if_damaged(path.with_name("none.sqlite3"), StillClock()) is None
    assert path.exists()


def test_commits_that_are_in_the_log_only_count(path: Path) -> None:
    """A file whose program was killed, with its last commits still in the log, is sound."""
    program = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        "connection.execute('PRAGMA journal_mode = WAL')\n"
        "connection.execute('INSERT INTO notes VALUES (-1)')\n"
        "connection.commit()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert path.with_name("state.sqlite3-wal").stat().st_size > 0
    assert set_aside_if_damaged(path, StillClock()) is None
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT min(n) FROM notes").fetchone() == (-1,)
    connection.close()


def _no_database(path: Path) -> None:
    path.write_bytes(b"not a database at all, but long enough to have a header" * 40)


def _torn_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 8192)


def _cut_short(path: Path) -> None:
    os.truncate(path, 9_000)


@pytest.mark.parametrize("damage", [_no_database, _torn_page, _cut_short])
def test_damaged_file_is_set_aside_whole(path: Path, damage: object) -> None:
    """A damaged file gets a dated name; not a byte of it is lost."""
    assert callable(damage)
    damage(path)
    before = path.read_bytes()
    aside = set_aside_if_damaged(path, StillClock(1_790_000_000_000))
    assert aside == path.with_name("state.sqlite3.damaged-20260921T141320Z")
    assert not path.exists()
    assert aside.read_bytes() == before


def test_second_damage_in_a_second_overwrites_nothing(path: Path) -> None:
    """A name that is taken is not taken again."""
    first = path.with_name("state.sqlite3.damaged-20260921T141320Z")
    first.write_text("the former one")
    _no_database(path)
    second = set_aside_if_damaged(path, StillClock(1_790_000_000_000))
    assert second == first.with_name(first.name + "+")
    assert first.read_text() == "the former one"


def test_log_goes_along(path: Path) -> None:
    """The write-ahead log of a damaged file goes with it, and does not spoil the new one."""
    _no_database(path)
    path.with_name("state.sqlite3-wal").write_bytes(b"the last commits")
    aside = set_aside_if_damaged(path, StillClock())
    assert aside is not None
    assert not path.with_name("state.sqlite3-wal").exists()
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"the last commits"
