"""What is made from other works names them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LEXICONS = ROOT / "retrieval" / "lexicons"


def test_every_word_list_names_its_source() -> None:
    """The table holds each list once, and no other."""
    table = (LEXICONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z_]+\.txt)` \|", table, re.MULTILINE)

    assert listed == sorted(path.name for path in LEXICONS.glob("*.txt"))


def test_a_list_made_from_jiebas_dictionary_says_so() -> None:
    """What its first lines say is what the table says."""
    table = (LEXICONS / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_]+)\.txt` \|[^|]*jieba", table, re.MULTILINE))
    made = {p.stem for p in LEXICONS.glob("*.txt") if "jieba" in p.read_text(encoding="utf-8")}

    assert listed == made


def test_every_licence_file_that_is_named_exists() -> None:
    """A package without its notices may not be handed on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert "NOTICE" in project["license-files"]
    assert all(any(ROOT.glob(pattern)) for pattern in project["license-files"])
