"""What is done about each of Telegram's errors?

`POLICIES` holds a line for every class of `telegram.error`. `BadRequest` and `TimedOut` are
subclasses of `NetworkError`, so the table is read along the class's own order of resolution: the
most specific line wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


class Policy(StrEnum):
    """What is done when Telegram answers a send with an error."""

    WAIT = "wait"  #: as long as Telegram says, then send again
    RETRY = "retry"  #: it did not arrive: send again, with growing pauses
    PLAIN = "plain"  #: send once more without markup
    FOLLOW = "follow"  #: the group has moved: send to its new id
    UNSURE = "unsure"  #: it may have arrived: whoever keeps the outbox decides about a repeat
    DROP = "drop"  #: nobody is there to read it
    STOP = "stop"  #: not a matter of this message


POLICIES: Mapping[type[TelegramError], Policy] = {
    RetryAfter: Policy.WAIT,
    BadRequest: Policy.PLAIN,
    ChatMigrated: Policy.FOLLOW,
    TimedOut: Policy.UNSURE,
    NetworkError: Policy.RETRY,
    Forbidden: Policy.DROP,
    InvalidToken: Policy.STOP,
    Conflict: Policy.STOP,
    EndPointNotFound: Policy.STOP,
    PassportDecryptionError: Policy.STOP,
    # Raised bare for one thing: an answer that is no JSON, whatever was done before it broke.
    TelegramError: Policy.UNSURE,
}

#: What went wrong below HTTP before the request left: it cannot have arrived.
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,  # names, refusals, TLS
    aiohttp.ConnectionTimeoutError,  # the wait for a free connection included
    aiohttp.ClientHttpProxyError,
    ProxyConnectionError,
    ProxyError,
    ProxyTimeoutError,
)


def policy_of(error: TelegramError) -> Policy:
    """Decide what is done about an error of a send."""
    policy = next(POLICIES[kind] for kind in type(error).__mro__ if kind in POLICIES)
    if policy not in (Policy.UNSURE, Policy.RETRY):
        return policy
    cause = error.__cause__
    if isinstance(cause, _NEVER_LEFT):
        return Policy.RETRY
    # A broken connection says as little about arrival as silence does; an HTTP status says no.
    return Policy.UNSURE if isinstance(cause, aiohttp.ClientError | OSError) else policy


def network_reason(error: BaseException) -> str:
    """Name what is wrong with the network, without addresses, which hold the token."""
    return type(error.__cause__ or error).__name__
