"""From a directory of files to a generation: in memory, or kept on disk and only renewed."""

from retrieval.build.memory import build_generation
from retrieval.build.sharing import Sharing
from retrieval.build.stored import open_stored

__all__ = ["Sharing", "build_generation", "open_stored"]
