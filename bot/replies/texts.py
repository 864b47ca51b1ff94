"""Which words does a reader see, in which language?

Every sentence stands in `languages/<language>.ftl` (https://projectfluent.org/fluent/guide/); code
names it by its key. A missing key or argument is a mistake of ours and raises; a test walks all
keys in all languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from bot.replies.html import Markup, join, text

#: Stands in a sentence for an argument until the sentence is formatted. Private-use characters,
#: which no language file holds.
_SLOT = re.compile("\ue000(\\d+)\ue001")

#: Where an entry of a language file begins; what goes on is indented.
_ENTRY = re.compile(r"^([a-zA-Z][\w-]*)(?= *=)", re.MULTILINE)


class Language(StrEnum):
    """The languages of the interface; the reports stay in their own."""

    ZH_HANS = "zh-hans"
    ZH_HANT = "zh-hant"
    EN = "en"


class Texts:
    """The sentences of one language.

    >>> Texts(Language.EN)("button-context", n=1)
    '[1] in context'
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._sentences = _sentences(language)

    def __call__(self, key: str, **args: str | int) -> str:
        """Give a sentence as plain text.

        Raises:
            KeyError: the language file has no such key.
            ValueError: the sentence needs an argument that was not given.
        """
        return self._format(key, args) if args else _unchanging(self.language, key)

    def markup(self, key: str, **args: Markup | str | int) -> Markup:
        """Give a sentence whose arguments keep their styles; counts are formatted as usual."""
        styled: list[Markup] = []
        bare: dict[str, str | int] = {}
        for name, value in args.items():
            if isinstance(value, int):
                bare[name] = value
                continue
            bare[name] = f"\ue000{len(styled)}\ue001"
            styled.append(text(value) if isinstance(value, str) else value)
        pieces = _SLOT.split(self._format(key, bare))
        return join(styled[int(piece)] if i % 2 else text(piece) for i, piece in enumerate(pieces))

    def _format(self, key: str, args: Mapping[str, str | int]) -> str:
        bundle = self._sentences.bundle_with(key)
        if not bundle.has_message(key):
            raise KeyError(f"no sentence {key!r} in {self.language}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(f"sentence {key!r} in {self.language} has no text")
        formatted, errors = bundle.format_pattern(pattern, dict(args))
        if errors:
            raise ValueError(f"sentence {key!r} in {self.language}: {errors[0]}")
        return str(formatted)


def language_of(code: str | None, default: Language) -> Language:
    """Pick the language for an IETF tag as Telegram reports it; `default` where it is unknown.

    >>> language_of("zh-TW", Language.EN), language_of("fr", Language.ZH_HANS)
    (<Language.ZH_HANT: 'zh-hant'>, <Language.ZH_HANS: 'zh-hans'>)
    """
    parts = (code or "").lower().replace("_", "-").split("-")
    if parts[0] == "en":
        return Language.EN
    if parts[0] != "zh":
        return default
    if {"hant", "tw", "hk", "mo"} & set(parts):
        return Language.ZH_HANT
    if {"hans", "cn", "sg"} & set(parts) or default is Language.EN:
        return Language.ZH_HANS
    return default  # bare "zh": whichever Chinese the operator chose


class _Sentences:
    """The sentences of a language file, each parsed when it is first said.

    Parsing all of them takes as long as answering a question does many times over. No sentence
    refers to another one.
    """

    def __init__(self, language: Language) -> None:
        resource = files("bot.replies") / "languages" / f"{language}.ftl"
        entries = _ENTRY.split(resource.read_text(encoding="utf-8"))[1:]
        self._written = dict(zip(entries[::2], entries[1::2], strict=True))
        # Fluent's isolation marks would stand between a number and its unit when text is copied.
        self._bundle = FluentBundle([language.value], use_isolating=False)

    def bundle_with(self, key: str) -> FluentBundle:
        """Give the bundle, in which the sentence stands if the file has it."""
        written = self._written.get(key)
        if written is not None and not self._bundle.has_message(key):
            self._bundle.add_resource(FluentResource(f"{key}{written}"))
        return self._bundle


@cache
def _unchanging(language: Language, key: str) -> str:
    return Texts(language)._format(key, {})


@cache
def _sentences(language: Language) -> _Sentences:
    return _Sentences(language)
