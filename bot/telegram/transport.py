"""How does a call of the Bot API travel?

Over connections that are kept, by aiohttp: the library's own httpx takes six times the
work for each call (docs/performance.md). What goes wrong below HTTP stays on `__cause__`, where
`bot.telegram.failures` reads whether the call can have arrived.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from aiohttp_socks import ProxyConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

READ_TIMEOUT_S = 20.0  # an answer that Telegram is slow to confirm has most often arrived
CONNECT_TIMEOUT_S = 10.0
POOL_TIMEOUT_S = 10.0  # for a connection that is free, before one is made
KEEP_ALIVE_S = 50.0  # shorter than the 60 s or more that servers and proxies keep a connection


class Transport(BaseRequest):
    """Makes calls side by side, as many as there may be connections."""

    def __init__(self, *, connections: int, proxy_url: str | None = None) -> None:
        self._connections = connections
        self._proxy_url = proxy_url
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[tuple[str, str], str | None] = {}  # by scheme and host

    @property
    def read_timeout(self) -> float:
        """Give the seconds that an answer may take."""
        return READ_TIMEOUT_S

    async def initialize(self) -> None:
        """Open the session; connections are made when they are needed."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a call; gives the status and the body.

        Raises:
            TimedOut, NetworkError: see the cause.
        """
        del write_timeout  # what cannot be written is not answered either
        if self._session is None:
            raise RuntimeError("the transport is not open")
        to_connect = _chosen(connect_timeout, CONNECT_TIMEOUT_S)
        to_wait = _chosen(pool_timeout, POOL_TIMEOUT_S)
        timeout = aiohttp.ClientTimeout(
            connect=None if to_connect is None or to_wait is None else to_connect + to_wait,
            sock_connect=to_connect,
            sock_read=_chosen(read_timeout, READ_TIMEOUT_S),
        )
        body = {} if request_data is None else _body(request_data)
        try:
            async with self._session.request(
                method,
                url,
                proxy=self._proxy_for(url),
                timeout=timeout,
                allow_redirects=False,
                **body,
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error  # its words hold the token

    def _proxy_for(self, url: str) -> str | None:
        """Name the proxy of a call; the environment's own settings count where nobody names one.

        They are looked up once: aiohttp (`trust_env`) does so for each call, in a thread.
        """
        if self._proxy_url is not None:
            return None if self._is_socks else self._proxy_url
        parts = urlsplit(url)
        place = parts.scheme, parts.hostname or ""
        if place not in self._proxies:
            named = getproxies().get(parts.scheme)
            self._proxies[place] = None if proxy_bypass(place[1]) else named
        return self._proxies[place]

    @property
    def _is_socks(self) -> bool:
        return self._proxy_url is not None and self._proxy_url.startswith("socks")

    def _connector(self) -> aiohttp.TCPConnector:
        # Trusted is who the rest of the program trusts: no machine without a store of its own
        # fails, and SSL_CERT_FILE counts.
        trusted = httpx.create_ssl_context()
        if self._proxy_url is not None and self._is_socks:
            # The names of hosts are the proxy's to look up, as "socks5h" says where it is known.
            return ProxyConnector.from_url(
                self._proxy_url.replace("socks5h:", "socks5:"),
                rdns=True,
                ssl=trusted,
                limit=self._connections,
                keepalive_timeout=KEEP_ALIVE_S,
            )
        return aiohttp.TCPConnector(
            limit=self._connections, ssl=trusted, keepalive_timeout=KEEP_ALIVE_S
        )


def _chosen(timeout: object, otherwise: float) -> float | None:
    """Give a caller's timeout, which may be none at all, or else ours."""
    if timeout is None:
        return None
    return timeout if isinstance(timeout, int | float) else otherwise


def _body(data: RequestData) -> dict[str, Any]:
    """Give the body of a call as arguments of aiohttp: JSON, or a form where files go along."""
    if not data.contains_files:
        return {"data": data.json_payload, "headers": {"Content-Type": "application/json"}}
    # A file goes under its name as it is written, not percent-encoded.
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
