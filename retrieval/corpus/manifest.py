"""Are the files those that the manifest names?

`MANIFEST.sha256` is what `sha256sum` writes: a digest, a space, a space or a star, a name.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from retrieval.errors import (
    CorpusError,
    ManifestMismatchError,
    SourceMalformedError,
    SourceUnreadableError,
)

MANIFEST = "MANIFEST.sha256"
_LINE = re.compile(r"(?P<digest>[0-9a-fA-F]{64}) [ *](?P<name>.+)")


def check_manifest(directory: Path) -> list[CorpusError]:
    """Compare the files with the manifest, if there is one."""
    path = directory / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except OSError as error:
        return [SourceUnreadableError(path=MANIFEST, reason=error.strerror or str(error))]
    except UnicodeDecodeError as error:
        return [SourceUnreadableError(path=MANIFEST, reason=str(error))]
    problems: list[CorpusError] = []
    root = directory.resolve()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.rstrip())
        if not found or not (directory / found["name"]).resolve().is_relative_to(root):
            reason = "not a digest and the name of a file below the directory"
            problems.append(SourceMalformedError(path=MANIFEST, line=number, reason=reason))
            continue
        expected, actual = found["digest"].lower(), _digest(directory / found["name"])
        if actual != expected:
            problems.append(
                ManifestMismatchError(path=found["name"], expected=expected, actual=actual)
            )
    return problems


def _digest(path: Path) -> str | None:
    """Give the digest of a file, `None` where none can be read."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
