"""How does a directory of files become a generation on disk, with no more work than its changes?

    files ─read→ parts ─collect→ runs of passages ─pack→ packs ─assemble→ generation ─head→ opened

Every step's work is kept under a name made of all it depends on (`naming`), so a build that was
interrupted goes on where it was, and one after a change does what the change asks for. The head is
written last: until then, whoever opens the directory finds the generation before.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from retrieval.build.cleaning import remove_damaged, remove_unused
from retrieval.build.collecting import Collected, collect, merge_parts
from retrieval.build.heads import (
    HEADS,
    N_KEPT,
    Head,
    Survey,
    boot_name,
    look_over,
    read_head,
    write_head,
)
from retrieval.build.naming import code_key, corpus_id, key_of, part_key
from retrieval.build.packs import Slice, pack_key, plan_packs
from retrieval.build.sharing import Sharing
from retrieval.build.tasks import AssembleTask, PackTask, Problem, ReadResult, ReadTask, Stamp
from retrieval.build.verifying import verify_generation
from retrieval.build.workers import Workers
from retrieval.corpus import check_manifest
from retrieval.errors import EmptyCorpusError, StoreError
from retrieval.generation import (
    GENERATIONS,
    PACKS,
    PARTS,
    Generation,
    Layout,
    Pack,
    Part,
    open_generation,
    read_problem,
    store_size,
    write_problem,
)
from retrieval.params import Params
from retrieval.storage.arrays import MANIFEST
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
    return _Build(directory, store, params, progress, sharing or Sharing()).open()


class _Build:
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
        head = read_head(self._root, self._directory)
        with Workers(self._params, n=self._sharing.n_workers) as workers:
            results = self._read(survey, paths, head, workers)
            collected, problems = self._collect(survey, results)
            keys = [part.key for part in collected.parts]
            slices = plan_packs(keys, collected.runs, self._sharing)
            packs = self._pack(slices, workers)
            layout = self._layout(collected, slices, packs, problems)
            encoded = msgspec.msgpack.encode(layout)
            generation = key_of(self._key, encoded.hex())
            task = AssembleTask(str(self._root), generation, encoded)
            n_passages = sum(n for _, n in layout.packs)
            self._do(workers, "merge", [task], 1, heavy=n_passages > self._sharing.heavy_passages)
        before = head.generations if head is not None else ()
        kept = tuple(dict.fromkeys([generation, *before]))[:N_KEPT]
        stamps = tuple(result.stamp for result in results)
        opened = open_generation(self._root, generation)
        directory = str(self._directory.resolve())
        # The survey made of the stamps: a file may have changed between the look and the reading.
        manifest = survey.files[-1]
        files = (*((stamp.name, stamp.size, stamp.mtime_ns) for stamp in stamps), manifest)
        write_head(
            self._root,
            self._directory,
            Head(directory, self._key, Survey(files, survey.problems), stamps, kept, boot_name()),
        )
        remove_unused(self._root)
        return opened

    def _read(
        self, survey: Survey, paths: Mapping[str, Path], head: Head | None, workers: Workers
    ) -> list[ReadResult]:
        """Read the files that changed; know the others by how they look."""
        known = {} if head is None else {stamp.name: stamp for stamp in head.stamps}
        results: dict[str, ReadResult] = {}
        tasks: list[ReadTask] = []
        for name, size, mtime_ns in survey.files[:-1]:
            stamp = known.get(name)
            unchanged = Stamp(name, size, mtime_ns, stamp.digest if stamp else "")
            part = part_key(self._key, name, unchanged.digest)
            if stamp == unchanged and (self._root / PARTS / part / MANIFEST).is_file():
                results[name] = ReadResult(unchanged, part)
            else:
                path = str(paths[name].absolute())
                tasks.append(ReadTask(str(self._root), path, name, self._key, size))
        total = sum(task.size for task in tasks)
        done = self._do(workers, "read", tasks, total, heavy=total > self._sharing.heavy_bytes)
        results.update((result.stamp.name, result) for result in done if result is not None)
        return [results[name] for name, _, _ in survey.files[:-1]]

    def _collect(
        self, survey: Survey, results: Sequence[ReadResult]
    ) -> tuple[Collected, list[Problem]]:
        problems = [*survey.problems, *map(write_problem, check_manifest(self._directory))]
        parts: list[Part] = []
        for result in results:
            if result.problem is not None:
                problems.append(result.problem)
                continue
            part = Part(self._root, result.part)
            failed = part.store.facts.get("failed")
            if failed is None:
                parts.append(part)
            else:
                problems.append(failed)
        parts, twice = merge_parts(self._root, parts, self._key, self._params)
        collected = collect(parts)
        problems.extend([*twice, *collected.problems])
        if not collected.runs:
            raise EmptyCorpusError(
                path=str(self._directory), skipped=tuple(map(read_problem, problems))
            )
        return collected, problems

    def _pack(self, slices: Sequence[tuple[Slice, ...]], workers: Workers) -> list[str]:
        keys = [pack_key(self._key, own) for own in slices]
        tasks = [
            PackTask(str(self._root), key, own, sum(stop - start for _, start, stop in own))
            for key, own in zip(keys, slices, strict=True)
            if not (self._root / PACKS / key / MANIFEST).is_file()
        ]
        total = sum(task.n_passages for task in tasks)
        self._do(workers, "index", tasks, total, heavy=total > self._sharing.heavy_passages)
        if not any(len(Pack(self._root, key).store["block.keys"]) for key in keys):
            # Passages there are, but not one word in them to be found by.
            raise EmptyCorpusError(path=str(self._directory))
        return keys

    def _layout(
        self,
        collected: Collected,
        slices: Sequence[tuple[Slice, ...]],
        packs: Sequence[str],
        problems: Sequence[Problem],
    ) -> Layout:
        facts = [part.store.facts for part in collected.parts]
        stores = [
            *(self._root / PARTS / part.key for part in collected.parts),
            *(self._root / PACKS / key for key in packs),
        ]
        return Layout(
            id=corpus_id({one["name"]: one["digest"] for one in facts}),
            parts=tuple(
                (part.key, one["name"], one["n_reports"])
                for part, one in zip(collected.parts, facts, strict=True)
            ),
            runs=collected.runs,
            packs=tuple(
                (key, sum(stop - start for _, start, stop in own))
                for key, own in zip(packs, slices, strict=True)
            ),
            sizes=tuple(map(store_size, stores)),
            problems=tuple(problems),
            renamed_reports=collected.renamed_reports,
            renamed_passages=collected.renamed_passages,
        )

    def _do(
        self,
        workers: Workers,
        stage: str,
        tasks: Sequence[ReadTask] | Sequence[PackTask] | Sequence[AssembleTask],
        total: int,
        *,
        heavy: bool,
    ) -> list[ReadResult | None]:
        def advance(done: int) -> None:
            if self._progress is not None:
                self._progress(stage, done, total)

        if tasks:
            advance(0)
        return workers.do(tasks, advance, heavy=heavy)


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
