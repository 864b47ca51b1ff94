"""How does a directory of files become a generation on disk, with no more work than its changes?

    files ─read→ parts ─collect→ runs of passages ─pack→ packs ─assemble→ generation ─head→ opened

Every step's work is kept under a name made of all it depends on (`naming`), so a build that was
interrupted goes on where it was, and one after a change does what the change asks for. The head is
written last: until then, whoever opens the directory finds the generation before.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from retrieval.build.cleaning import remove_damaged
from retrieval.build.heads import HEADS, Survey, boot_name, look_over, read_head, write_head
from retrieval.build.naming import code_key, key_of
from retrieval.build.sharing import Sharing
from retrieval.build.verifying import verify_generation
from retrieval.errors import StoreError
from retrieval.generation import GENERATIONS, PACKS, PARTS, Generation, open_generation
from retrieval.params import Params
from retrieval.types import Progress

log = logging.getLogger(__name__)


def open_stored(
    directory: Path,
    store: Path,
    *,
    params: Params,
    progress: Progress | None = None,
    sharing: Sharing | None = None,
) -> Generation:
    """Open the generation of a corpus directory, made anew as far as its files have changed.

    Args:
        directory: the corpus.
        store: where generations are kept; made if need be.
        params: the knobs.
        progress: told of the stages `read` (bytes), `index` (passages) and `merge`.
        sharing: how the work is cut up and shared, if not as usual.

    Raises:
        CorpusError: the directory is missing or holds no readable report, or the build failed.
        OSError: `store` cannot be written.
    """
    return _Opening(directory, store, params, progress, sharing or Sharing()).open()


class _Opening:
    """One opening of one directory."""

    def __init__(
        self,
        directory: Path,
        store: Path,
        params: Params,
        progress: Progress | None,
        sharing: Sharing,
    ) -> None:
        self._directory = directory
        self._root = store
        self._params = params
        self._progress = progress
        self._sharing = sharing
        self._key = key_of(code_key(), params)

    def open(self) -> Generation:
        survey, paths = look_over(self._directory)
        is_damaged = False
        try:
            if found := self._open_unchanged(survey):
                return found
        except StoreError as error:
            _tell_damage(error)
            is_damaged = True
        for name in (HEADS, PARTS, PACKS, GENERATIONS):
            (self._root / name).mkdir(parents=True, exist_ok=True)
        with _alone(self._root):
            # Whoever was waited for may have built what is wanted here.
            survey, paths = look_over(self._directory)
            if not is_damaged:
                try:
                    return self._open_unchanged(survey) or self._build(survey, paths)
                except StoreError as error:
                    _tell_damage(error)
            remove_damaged(self._root)
            return self._build(survey, paths)

    def _open_unchanged(self, survey: Survey) -> Generation | None:
        head = read_head(self._root, self._directory)
        if head is None or head.key != self._key or head.survey != survey or not head.is_settled:
            return None
        if head.booted != boot_name():
            # What was written before a power cut may never have reached the disk.
            verify_generation(self._root, head.generations[0])
            renewed = msgspec.structs.replace(head, booted=boot_name())
            write_head(self._root, self._directory, renewed)
        return open_generation(self._root, head.generations[0])

    def _build(self, survey: Survey, paths: Mapping[str, Path]) -> Generation:
        # Brings all that reads files; most openings find what they look for.
        from retrieval.build.building import Build

        build = Build(
            self._directory,
            self._root,
            key=self._key,
            params=self._params,
            progress=self._progress,
            sharing=self._sharing,
        )
        return build.run(survey, paths)


def _tell_damage(error: StoreError) -> None:
    log.warning("what was kept of the corpus is made anew: %s", error)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other process builds below `root`."""
    with (root / "lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.info("another process builds; waiting for it")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
