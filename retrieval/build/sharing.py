"""Into what pieces is the work of a build cut, and when do several processes share it?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How work is cut up and shared; what comes of it is the same, however it is."""

    #: Most passages of a pack: enough that merging is quick, few enough to do one in seconds.
    pack_passages: int = 8192
    #: Least passages of a pack that ends before it is full.
    least_passages: int = 1024
    #: From here on work is shared: it takes longer than processes do to start.
    heavy_bytes: int = 1 << 20
    heavy_passages: int = 4000
    #: Processes at most; one a core where it is not given.
    n_workers: int | None = None
