"""How is a reason that the operating system gave said in the reader's language?

Errors carry it as the system words it (`OSError.strerror`), which is what a log should hold. The
common ones are said anew here; the rest stays as it is.
"""

from __future__ import annotations

import errno
import os

from bot.replies.texts import Texts

_KEYS = {
    errno.EACCES: "reason-no-permission",
    errno.EPERM: "reason-no-permission",
    errno.EADDRINUSE: "reason-address-in-use",
    errno.EADDRNOTAVAIL: "reason-address-not-here",
    errno.EIO: "reason-disk-fault",
    errno.EISDIR: "reason-is-directory",
    errno.EMFILE: "reason-too-many-files",
    errno.ENFILE: "reason-too-many-files",
    errno.ENOENT: "reason-not-there",
    errno.ENOSPC: "reason-no-room",
    errno.EDQUOT: "reason-no-room",
    errno.ENOTDIR: "reason-no-directory",
    errno.EROFS: "reason-read-only",
}
_BY_WORDS = {os.strerror(number): key for number, key in _KEYS.items()}


def reason_text(reason: str, texts: Texts) -> str:
    """Say a reason; what stands behind a colon, as the name of a file, stays behind it.

    >>> from bot.replies.texts import Language
    >>> reason_text("Permission denied: /etc", Texts(Language.ZH_HANS))
    '没有权限: /etc'
    >>> reason_text("Cannot allocate memory", Texts(Language.ZH_HANS))
    'Cannot allocate memory'
    """
    words, colon, rest = reason.partition(": ")
    key = _BY_WORDS.get(words)
    return reason if key is None else f"{texts(key)}{colon}{rest}"
