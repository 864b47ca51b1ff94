"""How long from the command to the first answer, as a whole process?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.bench.timing import table, timed_ms

ROOT = Path(__file__).parent.parent.parent
N_RUNS = 7


def bench_startup() -> None:
    """Time whole processes on the seed reports, beside an interpreter that does nothing."""
    commands = {
        "python -c pass": ["-c", "pass"],
        "youju ask QUESTION": ["-m", "bot", "ask", "路桥区有多少个城乡社区？"],
        "youju reports": ["-m", "bot", "reports"],
    }
    print(f"Start-up on the seeds, whole process, median of {N_RUNS} runs\n")
    rows = []
    for name, arguments in commands.items():
        _run(arguments)  # warm the file cache
        rows.append((name, median(timed_ms(lambda a=arguments: _run(a)) for _ in range(N_RUNS))))
    table(("command", "ms"), rows)


def _run(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
