"""Reads documents for its parent: a request a line on stdin, what was found a line on stdout.

Started by `retrieval.corpus.isolation`, and meant to be killed at any moment.
"""

from __future__ import annotations

import base64
import errno
import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from retrieval.corpus.extraction import Extraction, Limits
from retrieval.errors import CorpusError, SourceCrashedError, SourceDamagedError
from retrieval.problems import write_problem


def main() -> None:
    """Answer requests until stdin ends."""
    _limit(int(sys.argv[1]))
    # A library that prints must not print into the answers.
    with os.fdopen(os.dup(1), "w", encoding="ascii") as answers:
        os.dup2(2, 1)
        for line in sys.stdin:
            request = json.loads(line)
            _say(answers, _answer(request, answers))


def _limit(max_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))
    except (OSError, ValueError):  # macOS knows the limit and refuses it
        return


def _answer(request: dict[str, Any], answers: IO[str]) -> dict[str, Any]:
    def advance(done: int, total: int) -> None:
        _say(answers, {"done": done, "total": total})

    name, format_name = request["name"], request["format_name"]
    limits = Limits(
        max_pages=request["max_pages"],
        max_unpacked_bytes=request["max_unpacked_bytes"],
        advance=advance,
    )
    try:
        path = Path(request["path"])
        if "page" in request:
            from retrieval.corpus.extractors import picture

            png = picture.draw(
                path, name, request["page"], request["texts"], typeface=request["typeface"]
            )
            return {"picture": base64.b64encode(png).decode("ascii")}
        extractor = import_module(f"retrieval.corpus.extractors.{request['extractor']}")
        found: Extraction = extractor.extract(path, name, limits)
    except CorpusError as error:
        return write_problem(error)
    except Exception as error:
        if _is_out_of_memory(error):
            return write_problem(SourceCrashedError(path=name, reason="out of memory"))
        reason = f"{type(error).__name__}: {error}"[:200]
        return write_problem(SourceDamagedError(path=name, format_name=format_name, reason=reason))
    return {"extraction": found.to_json()}


def _is_out_of_memory(error: Exception) -> bool:
    """Say whether it was no fault of the document: a library may fail to be loaded, too."""
    is_refused = isinstance(error, OSError) and error.errno == errno.ENOMEM
    return is_refused or isinstance(error, MemoryError | ImportError)


def _say(answers: IO[str], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
