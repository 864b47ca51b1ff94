"""Is that a link Telegram would store?

Source: the behaviour of TDLib's `check_link` and `parse_url`.
"""

from __future__ import annotations

import re

_URL = re.compile(
    r"(?:(?P<scheme>[^:/?#@\[\]]*)://)?(?P<authority>[^/?#]*)(?P<rest>.*)", re.DOTALL
)
_HOST = re.compile(r"(?:[a-z0-9.\-_!$,~*'();&+=]|[^\x00-\x7f]|%[0-9a-f]{2})+")
_OWN = re.compile(r"(tg|ton|tonsite):(?://)?(.*)", re.DOTALL | re.IGNORECASE)
_OWN_HOST = re.compile(r"[A-Za-z0-9_-]+")


class WrongLinkError(ValueError):
    """The link is refused; the message says why in Telegram's words."""


def link(url: str, *, https_only: bool = False) -> str:
    """Give a link as Telegram stores it: with a scheme, the host lowered, a path after it.

    >>> link("Example.com"), link("tg://resolve?domain=youju_bot")
    ('http://example.com/', 'tg://resolve?domain=youju_bot')

    Raises:
        WrongLinkError: it is none.
    """
    own = _OWN.fullmatch(url)
    if own:
        if https_only:
            raise WrongLinkError("Only HTTPS links are allowed")
        return _own_link(own[1].lower(), own[2])
    found = _URL.fullmatch(url)
    scheme = (found["scheme"] or "http").lower() if found else "http"
    authority = found["authority"] if found else ""
    if scheme not in ("http", "https"):
        raise WrongLinkError("Unsupported URL protocol")
    user, _, host_port = authority.rpartition("@")
    host, colon, port = host_port.rpartition(":")
    if not colon:
        host, port = host_port, ""
    if colon and not (port.isdecimal() and 0 < int(port) <= 65535):
        raise WrongLinkError("Wrong port number specified in the URL")
    host = host.lower()
    if not host:
        raise WrongLinkError("URL host is empty")
    if not _HOST.fullmatch(host):
        raise WrongLinkError("Wrong URL host")
    if https_only and scheme != "https":
        raise WrongLinkError("Only HTTPS links are allowed")
    if "." not in host:
        raise WrongLinkError("Wrong HTTP URL")
    rest = re.sub(
        r"[\x00-\x20]", lambda m: f"%{ord(m[0]):02X}", (found["rest"] if found else "").rstrip()
    )
    if not rest.startswith("/"):
        rest = f"/{rest}"
    return f"{scheme}://{user and f'{user}@'}{host}{colon}{port}{rest}"


def checked_link(url: str) -> str | None:
    """Give a link as Telegram stores it, `None` when it is none."""
    try:
        return link(url)
    except WrongLinkError:
        return None


def _own_link(scheme: str, rest: str) -> str:
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if not host:
        raise WrongLinkError("URL host is empty")
    if not _OWN_HOST.fullmatch(host):
        raise WrongLinkError("Unallowed characters in URL host")
    return f"{scheme}://{rest}"
