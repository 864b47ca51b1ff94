"""Which names of the corpus does a word in letters spell?

Names are those of places in report titles and texts, and of whom the key numbers are of. Letters
are pinyin without tones (luqiao), or, for names of titles, initials (lq) that no other has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from retrieval.lexicons import words
from retrieval.text import TokenKind, searchable, tokenise
from retrieval.text.readings import initials, spellings

#: Letters → the names they spell, likeliest first.
Spellings = Mapping[str, Sequence[str]]

_ENDINGS = ("街道", *tuple("省市县区镇乡村州"))
_LONGEST_NAME = 8  # characters
_SHORTEST_PINYIN = 4  # letters: fewer are Latin words, or two characters without a name
_N_READINGS = 16  # of one name; a character has two at most
_MAX_NAMES = 10_000  # those said most often: a tenth of a second to spell


def spell_names(
    titles: Iterable[str], subjects: Iterable[str], frequencies: Mapping[str, int]
) -> Spellings:
    """Spell the names in titles of reports, in texts, and of the subjects of key numbers.

    Args:
        titles: of the reports.
        subjects: of the key numbers, as often as they are.
        frequencies: passages that hold each term of the corpus.

    >>> spelled = spell_names(["路桥区：社区停车"], ["天赐湖"], {"方林村": 2, "全村": 3})
    >>> spelled["luqiao"], spelled["luqiaoqu"], spelled["lq"], spelled["fanglincun"]
    (('路桥',), ('路桥区',), ('路桥',), ('方林村',))
    """
    said = count_subjects(subjects)
    said.update(count_places(frequencies))
    return spell(count_title_names(titles), said)


def count_title_names(titles: Iterable[str]) -> Counter[str]:
    """Count the names in titles, long and short, in the order first met."""
    return Counter(form for title in titles for name in _names_in(title) for form in _forms(name))


def count_subjects(subjects: Iterable[str]) -> Counter[str]:
    """Count the names of subjects, long and short."""
    return Counter(form for name in map(searchable, subjects) for form in _forms(name))


def count_places(frequencies: Mapping[str, int]) -> Counter[str]:
    """Count the passages that name each place, long and short."""
    said: Counter[str] = Counter()
    for name, frequency in frequencies.items():
        if _is_place(name):
            said.update(dict.fromkeys(_forms(name), frequency))
    return said


def spell(titled: Counter[str], said: Counter[str]) -> Spellings:
    """Spell the names that are said most often, those of titles first.

    Of names in titles equally often the first one counted comes first; of others, the one that
    sorts first, in whatever order they were counted.
    """
    letters: dict[str, dict[str, None]] = defaultdict(dict)
    names = [name for name, _ in titled.most_common()]
    names.extend(sorted(said, key=lambda name: (-said[name], name)))
    for name in dict.fromkeys(names[:_MAX_NAMES]):
        for spelling in spellings(name, n=_N_READINGS):
            if len(spelling) >= _SHORTEST_PINYIN:
                letters[spelling][name] = None
    for short, titled_names in _by_initials(titled).items():
        if len(titled_names) == 1 and short not in letters:
            letters[short] = dict.fromkeys(titled_names)
    return {spelling: tuple(spelled) for spelling, spelled in letters.items()}


def _names_in(title: str) -> Iterator[str]:
    """Find names of places in a title: known ones, and words with the ending of one."""
    before = None
    for token in tokenise(title):
        name = token.term
        if token.kind is not TokenKind.WORD:
            before = None
            continue
        if name in _ENDINGS and before is not None and before.end == token.start:
            yield before.term + name
        elif _is_place(name):
            yield name
        before = token


def _is_place(name: str) -> bool:
    return name in words("place_names") or (len(name) > 2 and name.endswith(_ENDINGS))


def _forms(name: str) -> Iterator[str]:
    """Give a name and what it is called for short: without the ending that says what it is."""
    if not 2 <= len(name) <= _LONGEST_NAME or name in words("common_places"):
        return
    yield name
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            yield name.removesuffix(ending)
            return


def _by_initials(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for letters in initials(name, n=_N_READINGS):
            found[letters].append(name)
    return found
