"""How much memory does this process hold?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal


def memory_mb(kind: Literal["VmRSS", "VmHWM"]) -> float:
    """Read the memory of this process: `VmRSS` now, `VmHWM` at most. Linux only.

    Not `getrusage`, which counts what the parent had when it started this process.
    """
    status = Path("/proc/self/status").read_text()
    return int(re.findall(rf"^{kind}:\s+(\d+)", status, re.MULTILINE)[0]) / 1024
