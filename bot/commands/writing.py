"""How does what a command has found reach stdout, or a file?"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.batch import InputError
from bot.replies.texts import Texts


def write_lines(*lines: str) -> None:
    """Write lines to stdout, at once: somebody may wait for them."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def write_picture(path: Path, png: bytes, texts: Texts) -> None:
    """Write a picture, and say on stderr where it is.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        path.write_bytes(png)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError("output-failed", path=str(path), reason=reason) from None
    sys.stderr.write(texts("picture-written", path=str(path)) + "\n")
