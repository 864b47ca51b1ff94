from __future__ import annotations

import inspect

import aiohttp
import pytest
import telegram.error
from aiohttp.client_reqrep import ConnectionKey
from aiohttp_socks import ProxyConnectionError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.failures import POLICIES, Policy, network_reason, policy_of

NOT_CONNECTED = aiohttp.ClientConnectorError(
    ConnectionKey("api", 443, True, True, None, None, None), OSError("x")
)


@pytest.fixture(autouse=True)
def _periods_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def caused(error: TelegramError, cause: BaseException | None) -> TelegramError:
    error.__cause__ = cause
    return error


def test_every_error_of_the_library_has_a_policy() -> None:
    """No class of `telegram.error` is without a line of its own."""
    classes = {
        kind
        for _, kind in inspect.getmembers(telegram.error, inspect.isclass)
        if issubclass(kind, TelegramError)
    }
    assert set(POLICIES) == classes


@pytest.mark.parametrize(
    "error, expected",
    [
        (BadRequest("can't parse entities"), Policy.PLAIN),
        (Forbidden("bot was blocked by the user"), Policy.DROP),
        (ChatMigrated(-1001), Policy.FOLLOW),
        (InvalidToken(), Policy.STOP),
        (Conflict("terminated by other getUpdates request"), Policy.STOP),
        (NetworkError("Bad Gateway (502)"), Policy.RETRY),
        (caused(NetworkError("x"), NOT_CONNECTED), Policy.RETRY),
        (caused(NetworkError("x"), ProxyConnectionError("x")), Policy.RETRY),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Policy.UNSURE),
        (caused(NetworkError("x"), aiohttp.ClientPayloadError("x")), Policy.UNSURE),
        (caused(NetworkError("x"), ConnectionResetError("x")), Policy.UNSURE),
        (TimedOut(), Policy.UNSURE),
        (caused(TimedOut(), aiohttp.SocketTimeoutError("x")), Policy.UNSURE),
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError("x")), Policy.RETRY),
        (caused(NetworkError("x"), TelegramError("no JSON")), Policy.RETRY),
        (TelegramError("Invalid server response"), Policy.UNSURE),
    ],
    ids=lambda value: value.value if isinstance(value, Policy) else repr(value.__cause__ or value),
)
def test_the_most_specific_policy_wins(error: TelegramError, expected: Policy) -> None:
    """What cannot have arrived is sent again; where that is not known, with care."""
    assert policy_of(error) == expected


def test_flooding_is_waited_out() -> None:
    """Telegram says how long."""
    assert policy_of(RetryAfter(3)) == Policy.WAIT


def test_a_subclass_of_tomorrow_goes_by_its_parent() -> None:
    """An error class that a later release adds falls to the nearest line there is."""

    class Later(Forbidden):
        pass

    assert policy_of(Later("x")) == Policy.DROP


def test_reasons_name_classes_and_no_addresses() -> None:
    """An address holds the token; the kind of failure is enough."""
    error = caused(
        NetworkError("https://x/bot1:a/getMe"), aiohttp.ClientPayloadError("https://x/bot1:a")
    )
    assert network_reason(error) == "ClientPayloadError"
    assert network_reason(TimedOut()) == "TimedOut"
