"""How is a mistake on the command line told in the reader's language?

argparse words its complaints in English and knows no other way to tell them apart. Those that a
person can bring about are recognised by their form; any other is passed on as it is.
"""

from __future__ import annotations

import re

from bot.replies.texts import Texts

_FORMS = tuple(
    (re.compile(form, re.DOTALL), key)
    for form, key in (
        (r"the following arguments are required: (?P<names>.+)", "usage-missing"),
        (r"one of the arguments (?P<names>.+) is required", "usage-one-missing"),
        (r"unrecognized arguments: (?P<names>.+)", "usage-unknown"),
        (r"ambiguous option: (?P<name>.+) could match (?P<names>.+)", "usage-ambiguous"),
        (r"argument (?P<name>.+?): expected (?:one|at least one) argument", "usage-no-value"),
        (r"argument (?P<name>.+?): ignored explicit argument .+", "usage-takes-no-value"),
        (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "usage-exclusive"),
        (
            r"argument (?P<name>.+?): invalid choice: (?P<value>.+) \(choose from (?P<names>.+)\)",
            "usage-no-choice",
        ),
        # Of the types that read a value, whose complaints are in the reader's language already.
        (r"argument (?P<name>.+?): (?P<reason>.+)", "usage-bad-value"),
    )
)


def usage_text(complaint: str, texts: Texts) -> str:
    """Say what is wrong with a command line.

    >>> from bot.replies.texts import Language
    >>> usage_text("argument -k: expected one argument", Texts(Language.ZH_HANS))
    '-k 后面要有一个值'
    """
    for form, key in _FORMS:
        if match := form.fullmatch(complaint):
            return texts(key, **match.groupdict())
    return complaint
