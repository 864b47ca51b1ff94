"""How is a Milvus server started, killed and started again, on loopback?

milvus-lite serves the interface of a cluster from one process; it stands in for the protocol of
Milvus, not for its speed.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

_START_S = 60.0
_PATIENCE_S = 20.0  # of a step of a search, where other programs take the machine's time
#: Below those that systems give to whoever connects: else a port that is to be taken again after a
#: kill may be somebody's by then.
_PORTS = range(20_000, 32_000)


class MilvusServer:
    """A server on a free port whose collections outlive a kill."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    @property
    def url(self) -> str:
        """Give the address as `YOUJU_SEARCH_URL` has it."""
        return f"milvus://127.0.0.1:{self.port}"

    @property
    def patient_url(self) -> str:
        """Give the address for where it is no matter how long the server takes."""
        return f"{self.url}?timeout={_PATIENCE_S}"

    def start(self) -> None:
        """Start and wait until connections are taken."""
        command = Path(sys.executable).with_name("milvus-lite")
        arguments = ["server", "--data-dir", str(self._directory), "--host", "127.0.0.1"]
        self._directory.mkdir(parents=True, exist_ok=True)
        with (self._directory.parent / "milvus.log").open("ab") as log:
            self._process = subprocess.Popen(
                [command, *arguments, "--port", str(self.port)], stdout=log, stderr=log
            )
        deadline = time.monotonic() + _START_S
        while not self._listens():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError((self._directory.parent / "milvus.log").read_text("utf-8"))
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Stop it where it is, so that connections stay and nothing is answered."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)
            os.waitpid(self._process.pid, os.WUNTRACED)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _free_port() -> int:
    while True:
        port = random.choice(_PORTS)  # noqa: S311 - no secret
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
