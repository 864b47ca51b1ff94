"""Which words is a run of Chinese characters made of?

The one door to jieba. `rjieba` (Rust, the same dictionary) stands in for it where it is installed:
on runs of Chinese characters, the only thing handed to either, both cut the same words. Numbers,
Latin words and marks are cut before, in `tokens`.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Protocol


class Segmenter(Protocol):
    """Cuts runs of Chinese characters into words."""

    def cut(self, run: str) -> Sequence[str]:
        """Cut `run` into words that joined give `run` again."""
        ...

    def is_word(self, text: str) -> bool:
        """Say whether the dictionary holds `text` as a word."""
        ...

    def frequency(self, text: str) -> int:
        """Give how often a word of the dictionary must occur to be cut out as one."""
        ...


class JiebaSegmenter:
    """jieba, on a tokenizer of its own: the global one belongs to whoever else imports jieba."""

    def __init__(self, user_words: Iterable[str] = ()) -> None:
        self._tokenizer: Any = _import_jieba().Tokenizer()
        # Loading on the first question would make that question wait.
        self._tokenizer.initialize()
        for word in user_words:
            self._tokenizer.add_word(word)

    def cut(self, run: str) -> Sequence[str]:
        """Cut `run` into words that joined give `run` again."""
        words: list[str] = self._tokenizer.lcut(run)
        return words

    def is_word(self, text: str) -> bool:
        """Say whether the dictionary holds `text` as a word."""
        # A frequency of 0 marks the beginning of a longer word.
        return bool(self._tokenizer.FREQ.get(text))

    def frequency(self, text: str) -> int:
        """Give how often a word of the dictionary must occur to be cut out as one."""
        frequency: int = self._tokenizer.suggest_freq(text)
        return frequency


class RjiebaSegmenter:
    """rjieba: the same words, an order of magnitude faster.

    Raises:
        ModuleNotFoundError: rjieba is not installed.
    """

    def __init__(self, user_words: Sequence[str] = ()) -> None:
        import rjieba

        # The package has loaded one already; another is only needed to add words to.
        self._jieba: Any = rjieba.Jieba() if user_words else rjieba
        for word in user_words:
            # The frequency that jieba's add_word gives when none is stated.
            self._jieba.add_word(word, self._jieba.suggest_freq(word), None)

    def cut(self, run: str) -> Sequence[str]:
        """Cut `run` into words that joined give `run` again."""
        words: Sequence[str] = self._jieba.cut(run)
        return words

    def is_word(self, text: str) -> bool:
        """Say whether the dictionary holds `text` as a word."""
        known: bool = self._jieba.has_word(text)
        return known

    def frequency(self, text: str) -> int:
        """Give how often a word of the dictionary must occur to be cut out as one."""
        frequency: int = self._jieba.suggest_freq(text)
        return frequency


@cache
def open_segmenter(user_words: tuple[str, ...] = ()) -> Segmenter:
    """Give the fastest segmenter installed; `user_words` join its dictionary."""
    try:
        return RjiebaSegmenter(user_words)
    except ModuleNotFoundError:
        return JiebaSegmenter(user_words)


def is_word(text: str) -> bool:
    """Say whether the dictionary holds `text` as a word.

    >>> is_word("消费"), is_word("费季")
    (True, False)
    """
    return open_segmenter().is_word(text)


def frequency(text: str) -> int:
    """Give how often the dictionary has a word, of 60 million, or a little more; 0 for none.

    >>> frequency("发展") > frequency("校训") > frequency("费季")
    True
    """
    segmenter = open_segmenter()
    return segmenter.frequency(text) if segmenter.is_word(text) else 0


def _import_jieba() -> Any:
    """Import jieba without its warnings and without the handler it puts on stderr."""
    with warnings.catch_warnings():
        # pkg_resources is deprecated, and some of jieba's patterns have stray backslashes.
        warnings.simplefilter("ignore")
        import jieba
    logger = logging.getLogger("jieba")
    logger.removeHandler(jieba.log_console)
    logger.setLevel(logging.NOTSET)
    return jieba
