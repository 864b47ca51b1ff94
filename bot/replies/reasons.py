"""How is a reason that the system or a reader of files gave said in the reader's language?

Errors carry it in English, as the system words it (`OSError.strerror`), which is what a log should
hold. The common ones are said anew here, as are the kinds of files; the rest stays as it is.
"""

from __future__ import annotations

import errno
import os
import re

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
_BY_WORDS = {
    **{os.strerror(number): key for number, key in _KEYS.items()},
    "it holds NUL bytes": "reason-nul-bytes",
    "File is not a zip file": "reason-cut-short",
}
_NOT_UTF_8 = re.compile("byte (?P<at>[0-9]+) is not UTF-8, .+")
_FORMATS = {
    "an old Word document": "format-old-word",
    "an old Office document": "format-old-office",
    "a ZIP archive without a document": "format-empty-zip",
    "Office document or EPUB": "format-office-or-epub",
    "a PNG image": "format-image",
    "a JPEG image": "format-image",
    "a GIF image": "format-image",
    "a TIFF image": "format-image",
    "a gzip archive": "format-archive",
    "a 7z archive": "format-archive",
    "a RAR archive": "format-archive",
    "an SQLite database": "format-database",
    "an XML document": "format-xml",
    "an RTF document": "format-rtf",
    "a program": "format-program",
    "sheet": "format-sheet",
    "image": "format-image",
}


def reason_text(reason: str, texts: Texts) -> str:
    """Say a reason; what stands behind a colon, as the name of a file, stays behind it.

    >>> from bot.replies.texts import Language
    >>> reason_text("Permission denied: /etc", Texts(Language.ZH_HANS))
    '没有权限: /etc'
    >>> reason_text("Cannot allocate memory", Texts(Language.ZH_HANS))
    'Cannot allocate memory'
    """
    if (encoded := _NOT_UTF_8.fullmatch(reason)) is not None:
        return texts("reason-not-utf-8", at=encoded["at"])
    words, colon, rest = reason.partition(": ")
    key = _BY_WORDS.get(words)
    return reason if key is None else f"{texts(key)}{colon}{rest}"


def format_text(name: str, texts: Texts) -> str:
    """Name the format of a file.

    >>> from bot.replies.texts import Language
    >>> format_text("an old Word document", Texts(Language.ZH_HANS))
    '旧版 Word 文档（.doc）'
    """
    key = _FORMATS.get(name)
    return name if key is None else texts(key)
