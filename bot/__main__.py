"""Starts youju: `youju …` and `python -m bot …` are the same program."""

import gc
import os
import sys


def main() -> int:
    """Run the command that the command line names and return its exit code."""
    # Nothing here multiplies matrices: the threads that NumPy would start for it take longer than
    # to answer a question.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is imported stays: to look for garbage in it, now and at the end, takes as long again.
    gc.disable()
    from bot.cli import run

    gc.freeze()
    gc.enable()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
