"""How is a generation made of a directory of files, with no more work than their changes?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from retrieval.build.cleaning import remove_unused
from retrieval.build.collecting import Collected, collect, merge_parts
from retrieval.build.heads import N_KEPT, Head, Survey, boot_name, read_head, write_head
from retrieval.build.naming import corpus_id, key_of, part_key
from retrieval.build.packs import Slice, pack_key, plan_packs
from retrieval.build.sharing import Sharing
from retrieval.build.tasks import (
    AssembleTask,
    KnownFile,
    PackTask,
    Problem,
    ReadResult,
    ReadTask,
)
from retrieval.build.workers import Workers
from retrieval.corpus import check_manifest
from retrieval.errors import EmptyCorpusError
from retrieval.generation import (
    PACKS,
    PARTS,
    Generation,
    Layout,
    Pack,
    Part,
    open_generation,
    store_size,
)
from retrieval.params import Params
from retrieval.problems import read_problem, write_problem
from retrieval.storage.arrays import MANIFEST
from retrieval.types import Progress


class Build:
    """One build of one directory.

    Args:
        directory: the corpus.
        root: of the stores.
        key: of code and knobs.
        params: the knobs.
        progress: told of the stages.
        sharing: how the work is cut up and shared.
    """

    def __init__(
        self,
        directory: Path,
        root: Path,
        *,
        key: str,
        params: Params,
        progress: Progress | None,
        sharing: Sharing,
    ) -> None:
        self._directory = directory
        self._root = root
        self._key = key
        self._params = params
        self._progress = progress
        self._sharing = sharing

    def run(self, survey: Survey, paths: Mapping[str, Path]) -> Generation:
        """Do what is left to do; nobody else may be building meanwhile.

        Args:
            survey: how the directory looks.
            paths: where each of its files is.

        Raises:
            CorpusError: no readable report is there, or the build failed.
            OSError: nothing can be written.
        """
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
        opened = open_generation(self._root, generation)
        self._write_head(survey, head, results, generation)
        remove_unused(self._root)
        return opened

    def _write_head(
        self, survey: Survey, before: Head | None, results: Sequence[ReadResult], generation: str
    ) -> None:
        """Make a generation that of the directory; how its files look is how they were read."""
        files = tuple(result.file for result in results)
        looks = tuple((file.name, file.size, file.mtime_ns) for file in files)
        manifest = survey.files[-1]
        earlier = () if before is None else before.generations
        head = Head(
            directory=str(self._directory.resolve()),
            key=self._key,
            survey=Survey((*looks, manifest), survey.problems),
            files=files,
            generations=tuple(dict.fromkeys([generation, *earlier]))[:N_KEPT],
            booted=boot_name(),
        )
        write_head(self._root, self._directory, head)

    def _read(
        self, survey: Survey, paths: Mapping[str, Path], head: Head | None, workers: Workers
    ) -> list[ReadResult]:
        """Read the files that changed; know the others by how they look."""
        known = {} if head is None else {file.name: file for file in head.files}
        results: dict[str, ReadResult] = {}
        tasks: list[ReadTask] = []
        for name, size, mtime_ns in survey.files[:-1]:
            file = known.get(name)
            unchanged = KnownFile(name, size, mtime_ns, file.digest if file else "")
            part = part_key(self._key, name, unchanged.digest)
            if file == unchanged and (self._root / PARTS / part / MANIFEST).is_file():
                results[name] = ReadResult(unchanged, part)
            else:
                path = str(paths[name].absolute())
                tasks.append(ReadTask(str(self._root), path, name, self._key, size))
        total = sum(task.size for task in tasks)
        done = self._do(workers, "read", tasks, total, heavy=total > self._sharing.heavy_bytes)
        results.update((result.file.name, result) for result in done if result is not None)
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
