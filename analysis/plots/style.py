"""One look for all figures, and pictures that come out the same each time."""

import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from analysis.errors import InputError
from analysis.paths import DATA, shown

SHEET = DATA / "style" / "parallax.mplstyle"
OWN = "figures.mplstyle"  # in a study's folder: what that study wants otherwise
DOUBLE, SINGLE = 183 / 25.4, 89 / 25.4  # inches: a journal's two columns, and one
WIDTH = DOUBLE
COLOURS = 256
DOTS, SCREEN_DOTS = 300, 110  # an inch
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#404040", "#56B4E9", "#D55E00", "#8C6D1F", "#7A5195")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "<", ">")

VOICE_COLOURS = {"narrator": "#264E70", "reported": "#2F8FC4", "quoted": "#B7791F", "all": "#777777"}
VOICE_MARKERS = {"narrator": "o", "reported": "s", "quoted": "D", "all": "|"}


def apply(own: Path | None = None) -> None:
    """Use the style sheet for whatever is drawn from now on, and over it a study's own, where there is one.

    Raises `InputError` where a sheet sets what matplotlib does not know."""
    for sheet in (SHEET, own):
        if sheet is None or not sheet.is_file():
            continue
        with warnings.catch_warnings(record=True) as said, _complaints() as complaints:
            warnings.simplefilter("always")
            try:
                settings = mpl.rc_params_from_file(sheet, use_default_template=False)
            except (OSError, ValueError, KeyError) as error:
                raise InputError(f"{shown(sheet)} is no style sheet: {error}.") from None
        if said or complaints:
            first = str(said[0].message) if said else complaints[0]
            raise InputError(f"{shown(sheet)}: {' '.join(first.split())[:200]}")
        plt.style.use({str(name): value for name, value in settings.items()})


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What matplotlib logs instead of raising while a sheet is read."""
    found: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("matplotlib")
    before, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield found
    finally:
        log.removeHandler(handler)
        log.propagate = before


def canvas(*, height: float, width: float = WIDTH) -> Axes:
    """A new figure of one axes, in inches, laid out so that nothing is cut off."""
    return plt.figure(figsize=(width, height), layout="constrained").add_subplot()


def title(ax: Axes, text: str) -> Axes:
    """A title over the whole figure, from its left edge, broken where it would not fit."""
    figure = ax.get_figure(root=True)
    assert figure is not None
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
    """The picture as PNG (300 dots an inch), SVG (text as text) or PDF, without a date or a version in it.

    Its first picture settles the layout: later ones of the same figure have it too."""
    if suffix == "png":
        return _few_colours(_dots(figure, per_inch=DOTS), per_inch=DOTS)
    if figure.get_layout_engine() is not None:
        _dots(figure, per_inch=SCREEN_DOTS)
    out = io.BytesIO()
    nothing: dict[str, dict[str, str | None]] = {
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    figure.savefig(out, format=suffix, metadata=nothing[suffix])
    return out.getvalue()


def _dots(figure: Any, *, per_inch: float) -> Image.Image:
    """The figure drawn once, its layout kept; where that was done before, savefig has nothing to lay out."""
    before, canvas = figure.get_dpi(), figure.canvas
    figure.set_dpi(per_inch)
    drawn = FigureCanvasAgg(figure)
    drawn.draw()
    picture = Image.fromarray(np.asarray(drawn.buffer_rgba())).convert("RGB")
    figure.set_layout_engine(None)
    figure.set_dpi(before)
    figure.set_canvas(canvas)
    return picture


def screen(figure: Any) -> bytes:
    """The picture as PNG at a screen's resolution, for a tool that draws it again and again."""
    out = io.BytesIO()
    _dots(figure, per_inch=SCREEN_DOTS).save(out, format="png", compress_level=1)
    return out.getvalue()


def _few_colours(picture: Image.Image, *, per_inch: int) -> bytes:
    """A PNG with a palette: a third of the size, no difference to the eye in a drawing."""
    out = io.BytesIO()
    flat = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette, paper = flat.getpalette() or [], int(flat.getpixel((0, 0)))  # type: ignore[arg-type]
    palette[3 * paper : 3 * paper + 3] = picture.getpixel((0, 0))  # type: ignore[assignment]
    flat.putpalette(palette)  # the paper as it was: an octree's cell is a mean
    flat.save(out, format="png", compress_level=6, dpi=(per_inch, per_inch))
    return out.getvalue()


def interactive() -> bool:
    """Whether figures are shown in a notebook."""
    return "inline" in mpl.get_backend()


def show(picture: Path, *, alt: str) -> None:
    """A published picture in the notebook: drawn once, and the very one that was written."""
    from IPython.display import Image as Shown
    from IPython.display import display

    display(Shown(data=picture.read_bytes(), width=round(WIDTH * SCREEN_DOTS), alt=alt))
