"""From a directory of files to a generation: in memory, or kept on disk and only renewed."""

from retrieval.build.memory import NumbersRead, build_generation, read_numbers
from retrieval.build.sharing import Sharing
from retrieval.build.stored import open_stored

__all__ = ["NumbersRead", "Sharing", "build_generation", "open_stored", "read_numbers"]
