"""How is what a build made kept on disk, and mapped back without reading it?

A store is a directory of `.npy` files with a manifest that is written last: a directory without
one was never finished. Strings and records are kept as arrays of bytes with their offsets. What
the arrays mean is the business of whoever writes them.
"""

from retrieval.storage.arrays import ArrayStore, ArrayWriter
from retrieval.storage.columns import (
    Arrays,
    RecordColumn,
    RecordWriter,
    StringColumn,
    StringWriter,
    pack_strings,
)
from retrieval.storage.growing import ArrayMemory, ArraySink, Growing

__all__ = [
    "ArrayMemory",
    "ArraySink",
    "ArrayStore",
    "ArrayWriter",
    "Arrays",
    "Growing",
    "RecordColumn",
    "RecordWriter",
    "StringColumn",
    "StringWriter",
    "pack_strings",
]
