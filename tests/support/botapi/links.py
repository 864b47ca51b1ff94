"""Is that a link Telegram would open?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[^\s/?#@:]+")
_SCHEMES = ("http", "https", "ton", "tg", "tonsite")


def checked_link(url: str) -> str | None:
    """Give the link as Telegram stores it, `None` when it is none.

    A scheme is put in front where it is missing, and a host alone gets its slash.

    >>> checked_link("example.com"), checked_link("nonsense"), checked_link("ftp://example.com")
    ('http://example.com/', None, None)
    """
    url = url.strip()
    if not url or any(character.isspace() for character in url):
        return None
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES:
        return None
    if parts.scheme.lower() in ("tg", "ton"):
        return url
    host = parts.hostname or ""
    if not _HOST.fullmatch(host) or ("." not in host and host != "localhost"):
        return None
    if host.endswith(".") or ".." in host or port == 0:
        return None
    return url if parts.path or parts.query or parts.fragment else f"{url}/"
