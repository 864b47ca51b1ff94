from __future__ import annotations

import pytest

from bot.ops.lasting import lasting


async def test_work_that_fails_is_begun_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Each failure is logged with its traceback; work that returns is over."""
    monkeypatch.setattr("bot.ops.lasting.PAUSE_S", 0.0)
    failures = [RuntimeError("first"), KeyError("second")]

    async def work() -> None:
        if failures:
            raise failures.pop(0)

    await lasting(work, "announcing")
    assert failures == []
    logged = [(vars(record)["work"], record.exc_info) for record in caplog.records]
    assert [(name, info and str(info[1])) for name, info in logged] == [
        ("announcing", "first"),
        ("announcing", "'second'"),
    ]
