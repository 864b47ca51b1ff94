"""What the documentation says of settings, commands and names is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import retrieval
from bot.cli import build_parser
from bot.replies.texts import Language, Texts
from config import Settings

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
README_ZH = (ROOT / "README.zh.md").read_text(encoding="utf-8")


def _commands() -> set[str]:
    parser = build_parser(Texts(Language.EN))
    return {name for action in parser._subparsers._group_actions for name in action.choices}  # type: ignore[union-attr,attr-defined]


@pytest.mark.parametrize("readme", [README, README_ZH], ids=["English", "Chinese"])
def test_readme_lists_every_setting(readme: str) -> None:
    """The settings table names each setting, and no other."""
    documented = set(re.findall(r"^\| `YOUJU_([A-Z_]+)` \|", readme, re.MULTILINE))
    assert documented == {name.upper() for name in Settings.model_fields}


def test_readme_lists_every_command() -> None:
    """The command table names each subcommand, and no other."""
    documented = set(re.findall(r"^\| `youju (\w+)", README, re.MULTILINE))
    assert documented == _commands()


@pytest.mark.parametrize("language", [*Language])
def test_every_setting_says_what_is_allowed(language: Language) -> None:
    """Each language file tells what each setting may be."""
    texts = Texts(language)
    for name in Settings.model_fields:
        assert texts("setting-" + name.replace("_", "-"))


def test_front_door_exports_what_it_says() -> None:
    """`retrieval.__all__` is sorted, free of repeats, and every name is there."""
    assert retrieval.__all__ == sorted(set(retrieval.__all__))
    for name in retrieval.__all__:
        assert hasattr(retrieval, name)


def test_seed_manifest_holds() -> None:
    """The seed files are, byte for byte, those of the manifest."""
    import hashlib

    for line in (ROOT / "seeds/MANIFEST.sha256").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == digest
