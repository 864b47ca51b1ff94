"""Compile what searches, where there is a C compiler; where there is none, NumPy searches."""

from __future__ import annotations

import os
import shlex
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "retrieval/index/blockmax.c"
LIBRARY = "retrieval/index/libblockmax.so"
# Sums are to be those of NumPy to the last bit: no fused operations.
FLAGS = ("-O3", "-std=c99", "-ffp-contract=off", "-fPIC", "-shared")


class CompileHook(BuildHookInterface[Any]):
    """Put the library beside its source: into the wheel, or into the tree when it is editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile before files are collected.

        Args:
            version: `standard` or `editable`.
            build_data: what is known of the wheel; a library makes it one for this platform.
        """
        if not _compile(Path(self.root) / SOURCE, Path(self.root) / LIBRARY):
            self.app.display_warning("no C compiler: searching by NumPy, slower on many passages")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["artifacts"].append(f"/{LIBRARY}")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"


def _compile(source: Path, library: Path) -> bool:
    """Replace a library whole: a process may have the one before mapped."""
    compiler = shlex.split(os.environ.get("CC", "cc"))
    aside = library.with_name(f".{library.name}.{os.getpid()}")
    try:
        command = [*compiler, *FLAGS, str(source), "-o", str(aside)]
        subprocess.run(command, check=True)  # noqa: S603 - the compiler of who installs
        aside.replace(library)
    except (OSError, subprocess.CalledProcessError):
        aside.unlink(missing_ok=True)
        return False
    return True
