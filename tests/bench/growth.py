"""What does growth look like?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

COLOURS = {"youju": "#0b695c", "youju, NumPy": "#6fb3a8", "floor": "#9aa5a3"}
OTHERS = ("#be5920", "#3f51b5", "#962e6e", "#7a7a28", "#5b5b5b")


def draw_growth(medians: Mapping[str, Mapping[int, float]], file: Path) -> None:
    """Draw the median time of a query against the number of passages, both logarithmic.

    Args:
        medians: engine → passages → milliseconds.
        file: where the PNG goes.
    """
    # Here, so that whoever draws nothing needs no `requirements/bench.txt`.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"font.size": 11, "axes.spines.top": False, "axes.spines.right": False}):
        figure = Figure(figsize=(9, 5.5), dpi=120, layout="constrained")
        axes = figure.subplots()
        colours = iter(OTHERS)
        for name, points in medians.items():
            colour = COLOURS.get(name) or next(colours)
            sizes = sorted(points)
            axes.loglog(
                sizes,
                [points[size] for size in sizes],
                marker="o",
                color=colour,
                linestyle="--" if name == "floor" else "-",
                linewidth=3 if name == "youju" else 1.8,
                label=name,
            )
        axes.set_xlabel("passages")
        axes.set_ylabel("median of a query, ms")
        axes.grid(which="major", color="#e3e8e7")
        axes.legend(frameon=False, loc="upper left")
        figure.savefig(file)
