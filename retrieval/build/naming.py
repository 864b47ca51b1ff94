"""Under which names is work kept, so that the same name is never given to other work?

A key is a digest of everything that the work depends on: the content it was done on, the knobs,
and the code that did it, lexicons and installed packages included.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

_KEY_BYTES = 16
_CHUNK_BYTES = 1 << 20
_ASKING = ("answer/", "evaluation/", "engine.py")  # what is kept does not depend on these


def key_of(*parts: object) -> str:
    """Name work by what it depends on: 32 hexadecimal digits."""
    digest = blake2b(digest_size=_KEY_BYTES)
    for part in parts:
        written = str(part).encode("utf-8", "surrogatepass")
        digest.update(f"{len(written)}:".encode())
        digest.update(written)
    return digest.hexdigest()


def part_key(key: str, name: str, digest: str) -> str:
    """Name the part of a source file.

    Args:
        key: of code and knobs.
        name: of the file below its directory.
        digest: of its content.
    """
    return key_of(key, name, digest)


def file_digest(path: Path) -> str:
    """Name the content of a file.

    Raises:
        OSError: it cannot be read.
    """
    digest = blake2b(digest_size=_KEY_BYTES)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def text_digest(text: str) -> str:
    """Name a text."""
    return blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()


def corpus_id(texts: Mapping[str, str]) -> str:
    """Name a state of the corpus: 12 hexadecimal digits over the names and texts of its files.

    Args:
        texts: `text_digest` of each source, by name.
    """
    digest = blake2b(digest_size=6)
    for name in sorted(texts):
        digest.update(name.encode())
        digest.update(b"\0")
        digest.update(bytes.fromhex(texts[name]))
    return digest.hexdigest()


@cache
def code_key() -> str:
    """Name the code that reads and indexes: this package, Python, and what is installed."""
    package = Path(__file__).parent.parent
    digest = blake2b(sys.version.encode(), digest_size=_KEY_BYTES)
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.txt"))):
        name = path.relative_to(package).as_posix()
        if not name.startswith(_ASKING):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    # A package that comes or goes may change how a document is read, or which words are cut.
    for folder in sorted({*site.getsitepackages(), *sys.path}):
        if Path(folder or ".").is_dir():
            installed = (name for name in os.listdir(folder or ".") if name.endswith(".dist-info"))  # noqa: PTH208 - names alone, a third of the time
            digest.update("\n".join(sorted(installed)).encode())
    return digest.hexdigest()
