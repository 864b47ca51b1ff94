"""A corpus of one report, another one that may come to it, and who holds the engine meanwhile."""

from __future__ import annotations

from pathlib import Path

from retrieval import Engine

OLD = "五常街道：稳中提质\n\n1—6月，五常街道出口金额累计达257728.57万元，占全区份额14.87%。\n"
NEW = "海盐经济开发区：点燃新引擎\n\n今年上半年，海盐经济开发区实现规上工业总产值249.2亿元。\n"


class Held:
    """Holds an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine


def old_corpus(parent: Path) -> Path:
    """Make a corpus that holds `OLD` as `old.txt`."""
    directory = parent / "corpus"
    directory.mkdir()
    (directory / "old.txt").write_text(OLD, encoding="utf-8")
    return directory
