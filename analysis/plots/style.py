"""One look for all figures, and pictures that come out the same each time."""

import io
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

SHEET = Path(__file__).with_name("parallax.mplstyle")
WIDTH = 7.2
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#404040", "#56B4E9", "#D55E00", "#8C6D1F", "#7A5195")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "<", ">")

VOICE_COLOURS = {"narrator": "#264E70", "reported": "#2F8FC4", "quoted": "#B7791F", "all": "#777777"}
VOICE_MARKERS = {"narrator": "o", "reported": "s", "quoted": "D", "all": "|"}


def apply() -> None:
    """Use the style sheet for whatever is drawn from now on."""
    plt.style.use(SHEET)


def canvas(*, height: float, width: float = WIDTH) -> Axes:
    """A new figure of one axes, in inches, laid out so that nothing is cut off."""
    return plt.figure(figsize=(width, height), layout="constrained").add_subplot()


def title(ax: Axes, text: str) -> Axes:
    """A title over the whole figure, from its left edge, broken where it would not fit."""
    figure = ax.figure
    per_line = int(figure.get_figwidth() * 11.2)
    figure.suptitle(fill(text, per_line), x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    return ax


def colours(outlets: list[str], given: Mapping[str, str]) -> dict[str, str]:
    """A colour for each outlet: the study's own, else one of a palette safe for the colour-blind, in order."""
    return {o: given.get(o) or PALETTE[i % len(PALETTE)] for i, o in enumerate(outlets)}


def markers(outlets: list[str]) -> dict[str, str]:
    """A marker for each outlet, so that no figure rests on colour alone."""
    return {o: MARKERS[i % len(MARKERS)] for i, o in enumerate(outlets)}


def rendered(figure: Any, suffix: str) -> bytes:
    """The picture as PNG or SVG, without a date or a version in it."""
    out = io.BytesIO()
    metadata: dict[str, str | None] = {"Software": None} if suffix == "png" else {"Date": None, "Creator": None}
    figure.savefig(out, format=suffix, metadata=metadata)
    return out.getvalue()


def interactive() -> bool:
    """Whether figures are shown in a notebook, which then wants them left open until its cell ends."""
    return "inline" in mpl.get_backend()
