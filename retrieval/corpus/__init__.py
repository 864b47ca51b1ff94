"""What do the files of a corpus hold?

Files → sources (decoded text) → typed blocks → reports → passages, each tied to its place in its
file. One module a step: `files` and `manifest` find them, `readers` read one format each; running
text passes through `lines`, `wrapping`, `layout`, `mending` and `reports`; `passages` cuts what
can be cited. Nothing here knows of numbers, the index or questions.
"""

from __future__ import annotations

from retrieval.corpus.reading import Corpus, read_corpus

__all__ = ["Corpus", "read_corpus"]
