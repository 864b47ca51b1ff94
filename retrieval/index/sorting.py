"""How are large arrays of numbers put in order quickly?"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Number = TypeVar("Number", bound=np.integer)


def is_first(ordered: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Say of each of some sorted numbers whether it differs from the one before."""
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def distinct(numbers: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Give different numbers, ascending.

    `np.unique` does the same by a hash table since NumPy 2.3, which takes twenty times as long.
    """
    ordered = np.sort(numbers)
    return ordered[is_first(ordered)]
