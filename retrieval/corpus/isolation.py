"""What if a document brings its reader down, or keeps it for ever?

Documents are opened in another process, with limits on memory and on standing still. It is started
with the first document, serves one after the other, and is started anew after it was lost; the
document that cost it is named, and the others are read. Answers come as JSON, never as code.
"""

from __future__ import annotations

import base64
import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO, Any, Self

from retrieval.corpus.extraction import Extraction
from retrieval.errors import SourceCrashedError, SourceTimeoutError
from retrieval.params import Params
from retrieval.problems import read_problem

CHUNK_BYTES = 1 << 16
MAX_COMPLAINT_BYTES = 2000
DYING_S = 0.1  # for one that is about to die: it tells why
LEAVING_S = 2.0  # for one that has nothing left to do
MAX_ANSWER_BYTES = 1 << 28  # more text than this no report has


class Extractors:
    """The process that opens documents; a context manager, which ends it."""

    def __init__(self, params: Params) -> None:
        self._params = params
        self._process: subprocess.Popen[bytes] | None = None
        self._unread = bytearray()
        self._complaints: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Start nothing: there may be no document."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the process, which by itself ends where there is nothing more to read."""
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.close()
        self._end(patience_s=LEAVING_S)

    def extract(
        self,
        extractor: str,
        *,
        path: str,
        name: str,
        format_name: str,
        advance: Callable[[int, int], None],
    ) -> Extraction:
        """Have a document read.

        Args:
            extractor: a module of `retrieval.corpus.extractors`.
            path: the file.
            name: what the file is called in errors.
            format_name: the same for its format.
            advance: told how many of how many pages are done.

        Raises:
            CorpusError: the document could not be read.
        """
        request = {
            "extractor": extractor,
            "path": path,
            "name": name,
            "format_name": format_name,
            "max_pages": self._params.max_pages,
            "max_unpacked_bytes": self._params.max_unpacked_bytes,
        }
        found = self._answer(request, advance)
        try:
            return Extraction.from_json(found["extraction"])
        except (KeyError, TypeError, ValueError) as error:
            raise _senseless(name, error) from error

    def draw(
        self, *, path: str, name: str, page: int, texts: Sequence[str], typeface: str | None = None
    ) -> bytes:
        """Have a page of a document drawn, with texts marked on it.

        Args:
            path: the file, a PDF or an image.
            name: what the file is called in errors.
            page: counted from 1.
            texts: what to mark, each unbroken in the text of the document; what does not stand on
                the page is not marked.
            typeface: a font file that stands in for a Chinese typeface the document lacks.

        Returns:
            A PNG.

        Raises:
            CorpusError: the document could not be read.
        """
        request = {
            "path": path,
            "name": name,
            "format_name": "PDF",
            "page": page,
            "texts": list(texts),
            "typeface": typeface,
            "max_pages": self._params.max_pages,
            "max_unpacked_bytes": self._params.max_unpacked_bytes,
        }
        return base64.b64decode(self._answer(request, lambda done, total: None)["picture"])  # noqa: ARG005 - one page

    def _answer(
        self, request: dict[str, Any], advance: Callable[[int, int], None]
    ) -> dict[str, Any]:
        """Give the answer to a request, or raise what it says instead."""
        name = request["name"]
        try:
            self._send(request)
            for message in self._messages(name):
                if "done" in message:
                    advance(message["done"], message["total"])
                elif "error" in message:
                    raise read_problem(message)
                else:
                    return message
        except (KeyError, TypeError, ValueError) as error:
            self._end()
            raise _senseless(name, error) from error
        reason = self._end()
        raise SourceCrashedError(path=name, reason=reason)

    def _send(self, request: dict[str, Any]) -> None:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - `_end` closes it
            self._process = _start(self._params.max_extractor_bytes, self._complaints)
        stdin = self._process.stdin
        if stdin is not None:
            with suppress(BrokenPipeError):  # then no answer comes, which says the same
                stdin.write(json.dumps(request).encode() + b"\n")
                stdin.flush()

    def _messages(self, name: str) -> Iterator[dict[str, Any]]:
        """Give the messages about one document until the process ends.

        Raises:
            SourceTimeoutError: none comes for too long.
        """
        stdout = self._process.stdout if self._process is not None else None
        if stdout is None:
            return
        limit_s = self._params.max_standstill_s
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            deadline = time.monotonic() + limit_s
            while True:
                if not selector.select(max(deadline - time.monotonic(), 0)):
                    self._end()
                    raise SourceTimeoutError(path=name, limit_s=limit_s)
                chunk = os.read(stdout.fileno(), CHUNK_BYTES)
                self._unread += chunk
                if not chunk or len(self._unread) > MAX_ANSWER_BYTES:
                    return
                if b"\n" not in chunk:
                    continue
                *lines, self._unread = self._unread.split(b"\n")
                for line in lines:
                    deadline = time.monotonic() + limit_s
                    yield json.loads(line)

    def _end(self, patience_s: float = DYING_S) -> str:
        """End the process; say how it ended by itself, if it did."""
        process, self._process, self._unread = self._process, None, bytearray()
        if process is None:
            return "not started"
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience_s)
        process.kill()
        with process:  # closes the pipes and waits
            pass
        return f"its process ended with {process.returncode}{self._last_complaint()}"

    def _last_complaint(self) -> str:
        """Give the last line that the process wrote to stderr, for the log."""
        complaints, self._complaints = self._complaints, None
        if complaints is None:
            return ""
        with complaints:
            complaints.seek(max(complaints.seek(0, os.SEEK_END) - MAX_COMPLAINT_BYTES, 0))
            lines = complaints.read().decode("utf-8", "replace").splitlines()
        return f": {lines[-1]}" if lines else ""


def _start(max_bytes: int, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(  # noqa: S603 - this interpreter, a module of this package
        [sys.executable, "-P", "-m", "retrieval.corpus.extractors", str(max_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=environment,
    )


def _senseless(name: str, error: Exception) -> SourceCrashedError:
    return SourceCrashedError(path=name, reason=f"no sense in its answer: {error}")
