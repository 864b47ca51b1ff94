"""What has been counted and measured so far, in the text form that Prometheus reads?

Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Upper bounds in seconds, from what a commit costs to what nobody waits for.
SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metric(Protocol):
    """Something with a name, a help text, a kind and samples."""

    name: str
    help: str
    kind: str

    def samples(self) -> Iterator[str]:
        """Write a line for each value."""


class Counter:
    """Counts events; one count for each value of its label, where it has one."""

    kind = "counter"

    def __init__(self, name: str, help: str, *, label: str = "") -> None:
        self.name = name
        self.help = help
        self._label = label
        self._counts: dict[str, int] = {} if label else {"": 0}

    def add(self, value: str = "", *, n: int = 1) -> None:
        """Count `n` events under a value of the label."""
        self._counts[value] = self._counts.get(value, 0) + n

    def samples(self) -> Iterator[str]:
        """Write a line for each count."""
        for value, count in self._counts.items():
            yield sample(self.name, {self._label: value}, count)


class Gauge:
    """Tells what is so now; `read` gives a value, or one for each value of the label."""

    kind = "gauge"

    def __init__(
        self,
        name: str,
        help: str,
        read: Callable[[], float | Mapping[str, float]],
        *,
        label: str = "",
    ) -> None:
        self.name = name
        self.help = help
        self._read = read
        self._label = label

    def samples(self) -> Iterator[str]:
        """Read the values and write a line for each."""
        value = self._read()
        values = value if isinstance(value, Mapping) else {"": value}
        for name, number in values.items():
            yield sample(self.name, {self._label: name}, number)


class Histogram:
    """Sorts durations into buckets, for each value of its label."""

    kind = "histogram"

    def __init__(
        self, name: str, help: str, *, label: str, bounds: Sequence[float] = SECONDS
    ) -> None:
        self.name = name
        self.help = help
        self._label = label
        self._bounds = bounds
        self._buckets: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}

    def observe(self, value: str, seconds: float) -> None:
        """Sort a duration in under a value of the label."""
        buckets = self._buckets.setdefault(value, [0] * (len(self._bounds) + 1))
        buckets[bisect_left(self._bounds, seconds)] += 1
        self._sums[value] = self._sums.get(value, 0.0) + seconds

    def samples(self) -> Iterator[str]:
        """Write the buckets, each counting those below it too, the sum and the count."""
        for value, buckets in self._buckets.items():
            labels = {self._label: value}
            total = 0
            for bound, count in zip((*self._bounds, "+Inf"), buckets, strict=True):
                total += count
                yield sample(f"{self.name}_bucket", {**labels, "le": str(bound)}, total)
            yield sample(f"{self.name}_sum", labels, self._sums[value])
            yield sample(f"{self.name}_count", labels, total)


def exposition(metrics: Sequence[Metric]) -> str:
    """Write all metrics as Prometheus reads them."""
    lines: list[str] = []
    for metric in metrics:
        lines += [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} {metric.kind}"]
        lines += metric.samples()
    return "\n".join(lines) + "\n"


def sample(name: str, labels: Mapping[str, str], value: float) -> str:
    r"""Write one value; labels without a name are left out.

    >>> sample("asked_total", {"band": 'a "b"'}, 2)
    'asked_total{band="a \\"b\\""} 2'
    """
    written = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items() if key)
    return f"{name}{{{written}}} {_number(value)}" if written else f"{name} {_number(value)}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
