"""Starts youju: `youju …` and `python -m bot …` are the same program."""

import sys

from bot.cli import run


def main() -> int:
    """Run the command that the command line names and return its exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
