from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot
from bot.replies.html import bold
from bot.replies.texts import Language, Texts, language_of

PACKAGE = Path(bot.__file__).parent
RETRIEVAL = PACKAGE.parent / "retrieval"
#: Characters of words; numerals are what code may have to tell apart.
HAN = re.compile(
    "(?![〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩])[\u3400-\u9fff]"
)
#: Words that people type, not sentences that they are shown.
TYPED_BY_PEOPLE = {"退出"}


class Variables(Visitor):
    """Collects the arguments of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def messages(language: Language) -> dict[str, frozenset[str]]:
    """Give every key of a language file with the arguments it takes."""
    source = (PACKAGE / "replies" / "languages" / f"{language}.ftl").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ftl.Junk), entry.content
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{entry.id.name} stands twice"
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.names)
    return found


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def literals(tree: ast.Module) -> Iterator[str]:
    """Give the string constants of a module that are no docstrings."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def prefixes(tree: ast.Module) -> Iterator[str]:
    """Give the constant starts of keys that are put together (f"menu-{name}")."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)
            if re.fullmatch(r"[a-z]+-", start):
                yield start


def asked_keys(tree: ast.Module) -> Iterator[str]:
    """Give the constant keys of calls such as `texts("key")` and `texts.markup("key")`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = ast.unparse(node.func)
        key = node.args[0]
        if re.search(r"(^|\.|_)texts(\.markup)?$", name) and isinstance(key, ast.Constant):
            yield str(key.value)


@pytest.mark.parametrize("language", list(Language))
def test_every_language_says_the_same_with_the_same_facts(language: Language) -> None:
    """All languages have the same keys, and each sentence takes the same arguments."""
    assert messages(language) == messages(Language.ZH_HANS)


@pytest.mark.parametrize("language", list(Language))
def test_every_sentence_can_be_said(language: Language) -> None:
    """Given its arguments, every sentence formats without an error and without a gap."""
    texts = Texts(language)
    for key, names in messages(language).items():
        said = texts(key, **dict.fromkeys(names, 3))
        assert said.strip(), key
        assert "{" not in said.replace('{"id"', ""), key


def test_every_key_is_used() -> None:
    """No sentence is kept that nothing says."""
    used: set[str] = set()
    starts: set[str] = set()
    for _, tree in modules():
        used |= set(literals(tree))
        starts |= set(prefixes(tree))
    unused = {
        key
        for key in messages(Language.ZH_HANS)
        if key not in used and not key.startswith(tuple(starts))
    }
    assert unused == set()


def test_every_key_that_is_asked_for_exists() -> None:
    """No code asks for a sentence that is not there."""
    missing = {
        f"{path.name}: {key}"
        for path, tree in modules()
        for key in asked_keys(tree)
        if key not in messages(Language.ZH_HANS)
    }
    assert missing == set()


def test_every_stage_of_work_has_a_name() -> None:
    """Each stage that retrieval reports progress on can be named to a reader."""
    stages = {
        stage
        for path in RETRIEVAL.rglob("*.py")
        for stage in re.findall(r'progress\("([a-z]+)"', path.read_text(encoding="utf-8"))
    }
    assert stages
    assert {f"progress-{stage}" for stage in stages} <= set(messages(Language.ZH_HANS))


def test_code_holds_no_chinese_sentences() -> None:
    """What a reader sees stands in the language files, not in the code."""
    found = {
        f"{path.name}: {literal}"
        for path, tree in modules()
        for literal in literals(tree)
        if HAN.search(literal) and literal not in TYPED_BY_PEOPLE
    }
    assert found == set()


def test_a_key_that_is_not_there_is_a_mistake() -> None:
    """An unknown key raises instead of being shown to a reader."""
    with pytest.raises(KeyError, match="no sentence 'no-such-key' in en"):
        Texts(Language.EN)("no-such-key")


def test_an_argument_that_is_not_given_is_a_mistake() -> None:
    """A sentence with a hole raises instead of being shown to a reader."""
    with pytest.raises(ValueError, match="bot-ready"):
        Texts(Language.EN)("bot-ready", bot="youju_bot")


def test_arguments_keep_their_styles() -> None:
    """A styled argument stays styled inside its sentence, and a plain one stays text."""
    texts = Texts(Language.ZH_HANS)
    said = texts.markup("answer-near", missing=bold("<2019年>"))
    assert said.html == "报告里没有找到<b>&lt;2019年&gt;</b>，最接近的是："


def test_an_argument_cannot_stand_in_for_another() -> None:
    """Text that looks like a place-holder is text."""
    texts = Texts(Language.EN)
    said = texts.markup("failure-source-unreadable", path="\ue0001\ue001", reason="gone")
    assert said.plain == "cannot read \ue0001\ue001: gone"


@pytest.mark.parametrize(
    "code, expected",
    [
        ("zh-hans", Language.ZH_HANS),
        ("zh-Hans-CN", Language.ZH_HANS),
        ("zh_CN", Language.ZH_HANS),
        ("zh-hant", Language.ZH_HANT),
        ("zh-HK", Language.ZH_HANT),
        ("zh", Language.ZH_HANT),
        ("en-GB", Language.EN),
        ("fr", Language.ZH_HANT),
        ("", Language.ZH_HANT),
        (None, Language.ZH_HANT),
    ],
)
def test_a_persons_language_is_found_by_its_tag(code: str | None, expected: Language) -> None:
    """Script and region decide between the Chinese scripts; the unknown falls to the default."""
    assert language_of(code, Language.ZH_HANT) == expected


def test_chinese_readers_of_an_english_bot_read_simplified() -> None:
    """Where the default is no Chinese, a bare "zh" is read as simplified."""
    assert language_of("zh", Language.EN) == Language.ZH_HANS
