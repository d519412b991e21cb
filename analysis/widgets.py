"""The tools of `analysis.explore` with fields to fill in, for JupyterLab."""

from collections.abc import Callable, Sequence
from html import escape
from threading import Thread
from typing import Any

import ipywidgets as w
import pandas as pd
from matplotlib import pyplot as plt

from analysis import explore, findings
from analysis.errors import InputError
from analysis.explore import Opened
from analysis.plots import style
from analysis.schema import ALL, EVERY_VOICE

MOST_SHOWN = 100
WIDE = {"description_width": "5.5rem"}
MARK = "background:#ffe28a;color:#1b1f24;font-weight:600"
SCROLLED = "max-height:30rem;overflow-y:auto;padding-right:.5rem"
VOICE_STYLES = {
    "narrator": "",
    "quoted": "background:rgba(242,193,78,.22);border-bottom:2px solid #B7791F",
    "reported": "background:rgba(47,143,196,.16);border-bottom:2px dotted #2F8FC4",
}


class Start:
    """A study that a field picks, with the tools that follow it. `opened` is the study as it is now."""

    def __init__(self, study: str, *, articles: str = "", out: str = "") -> None:
        self.opened = explore.open_study(study, articles=articles, out=out)
        names = list(dict.fromkeys([study, *explore.studies()]))
        self.field = w.Dropdown(options=names, value=study, description="Study", style=WIDE)
        self.said = w.HTML()
        self._places: list[tuple[w.VBox, Callable[[Opened], w.Widget]]] = []
        self.field.observe(self._other, "value")

    def corpus(self) -> w.VBox:
        """The field, and what the study holds."""
        return w.VBox([self.field, self.said, self.tool(_corpus)])

    def tool(self, make: Callable[[Opened], w.Widget]) -> w.VBox:
        """A tool that is made anew when another study is picked."""
        place = w.VBox([make(self.opened)])
        self._places.append((place, make))
        return place

    def _other(self, change: Any) -> None:
        self.said.value = "Reading ..."
        try:
            self.opened = explore.open_study(change["new"])
        except InputError as error:
            self.said.value = escape(str(error))
            return
        self.said.value = ""
        for place, make in self._places:
            place.children = (make(self.opened),)


def _corpus(opened: Opened) -> w.HTML:
    table = explore.corpus(opened).to_html(index=False, escape=True, border=0, na_rep="unknown")
    return w.HTML(f'<div class="tex2jax_ignore mathjax_ignore"><b>{escape(opened.desk.study.title)}</b>{table}</div>')


def sentences(opened: Opened) -> w.VBox:
    """Sentences by outlet, voice, speaker, item and word, hits marked."""
    fields = {
        "outlet": w.Dropdown(options=_any(opened.outlets), description="Outlet", style=WIDE),
        "voice": _voices(),
        "speaker": w.Combobox(
            options=explore.speakers(opened)[:200], description="Speaker", placeholder="any", style=WIDE
        ),
        "item": w.Dropdown(options=_any(opened.labels), description="Item", style=WIDE),
        "word": w.Text(description="Word", placeholder="such as tariff*", continuous_update=False, style=WIDE),
    }

    def shown(**asked: str) -> str:
        return told(explore.sentences(opened, most=MOST_SHOWN, **asked))

    return _tool("Sentences", fields, shown, name="sentences")


def read(opened: Opened) -> w.VBox:
    """One article with its voices shaded and its marks on."""
    names = {
        f"{opened.outlets[str(a.outlet)]}: {a.headline if isinstance(a.headline, str) else a.article_id}"[
            :110
        ]: a.article_id
        for a in opened.articles.itertuples()
    }
    fields = {"article_id": w.Combobox(options=list(names), value=next(iter(names)), description="Article", style=WIDE)}
    fields["article_id"].layout.width = "40rem"

    def shown(article_id: str) -> str:
        return article(explore.read(opened, names.get(article_id, article_id)))

    return _tool("Read", fields, shown, name="read")


def compare(opened: Opened) -> w.VBox:
    """A metric over outlets as a figure that is drawn again when a field changes."""
    metric = w.Dropdown(
        options=[("topics", "topic"), ("frame vocabulary", "frame"), ("tone", "tone"), ("voices", "voice")],
        description="Metric",
        style=WIDE,
    )
    voice = _voices()
    definition = w.Dropdown(options=explore.METRICS["topic"], description="Definition", style=WIDE)
    outlets = w.SelectMultiple(
        options=[(name, outlet) for outlet, name in opened.outlets.items()],
        value=tuple(opened.outlets),
        rows=min(len(opened.outlets), 9),
        description="Outlets",
        style=WIDE,
    )
    picture = w.Image(format="png")
    said = w.HTML()
    picture.layout.max_width = "52rem"

    def draw(_change: Any = None) -> None:
        try:
            picture.value = drawn(
                opened, metric=metric.value, voice=voice.value, outlets=outlets.value, definition=definition.value
            )
            said.value = ""
        except InputError as error:
            said.value = escape(str(error))

    def other_metric(_change: Any) -> None:
        definition.unobserve(draw, "value")
        definition.options = explore.METRICS[metric.value]
        definition.observe(draw, "value")
        voice.disabled = metric.value == "voice"
        draw()

    metric.observe(other_metric, "value")
    for one in (voice, definition, outlets):
        one.observe(draw, "value")
    draw()
    Thread(target=explore.ready, args=(opened,), daemon=True).start()
    box = w.VBox([w.HTML("<h3>Compare</h3>"), w.HBox([w.VBox([metric, voice, definition]), outlets]), said, picture])
    return box.add_class("parallax-compare")


def drawn(opened: Opened, *, metric: str, voice: str, outlets: Sequence[str], definition: str) -> bytes:
    """`explore.compare` as a PNG of a screen's resolution."""
    ax = explore.compare(opened, metric=metric, voice=voice, outlets=outlets, definition=definition)
    figure = ax.get_figure(root=True)
    try:
        return style.screen(figure)
    finally:
        plt.close(figure)


def told(table: pd.DataFrame) -> str:
    """`explore.sentences` as HTML: whatever stands in a text shows as text."""
    of = int(table["of"].iloc[0]) if len(table) else 0
    head = f"{findings.counted(of, 'sentence')}" + (f", the first {len(table)} shown" if of > len(table) else "")
    rows = "".join(
        f'<li style="margin:.5em 0"><b dir="auto">{escape(r.outlet)}</b> '
        f'<span dir="auto">{_marked(r.text, r.hits)}</span><br>'
        f"<small>{escape(', '.join(filter(None, (r.article_id, f'sentence {r.sentence}', r.speaker))))}</small></li>"
        for r in table.itertuples()
    )
    return (
        f'<div class="tex2jax_ignore mathjax_ignore"><p>{head}</p><div tabindex="0" style="{SCROLLED}">'
        f'<ul style="overflow-wrap:anywhere;margin:0">{rows}</ul></div></div>'
    )


def article(table: pd.DataFrame) -> str:
    """`explore.read` as HTML, voices shaded and lined, marks on."""
    legend = " ".join(
        f'<span style="{VOICE_STYLES[v]}">{findings.voice_name(v)}</span>' for v in ("narrator", "reported", "quoted")
    )
    runs = " ".join(
        f'<span dir="auto" style="{VOICE_STYLES[str(r.voice)]}" title="{escape(_title(r), quote=True)}">'
        f"{_marked(r.text, r.hits)}</span>"
        for r in table.itertuples()
    )
    body = f'<p style="line-height:1.9;max-width:46rem;overflow-wrap:anywhere">{runs}</p>'
    return f'<div class="tex2jax_ignore mathjax_ignore"><p><small>{legend}</small></p>{body}</div>'


def _title(run: Any) -> str:
    who = f" ({run.speaker})" if isinstance(run.speaker, str) and run.speaker else ""
    return f"{findings.voice_name(str(run.voice))}{who}{': ' + run.items if run.items else ''}"


def _marked(text: str, hits: list[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in sorted(hits):
        if start >= at:
            out += [escape(text[at:start]), f'<mark style="{MARK}">{escape(text[start:end])}</mark>']
            at = end
    return "".join([*out, escape(text[at:])])


def _any(names: dict[str, str]) -> list[tuple[str, str]]:
    return [("any", ""), *((label, name) for name, label in names.items())]


def _voices() -> w.Dropdown:
    options = [(findings.voice_name(v), v) for v in (ALL, *(v for v in EVERY_VOICE if v != ALL))]
    return w.Dropdown(options=options, description="Voice", style=WIDE)


def _tool(heading: str, fields: dict[str, Any], shown: Any, *, name: str) -> w.VBox:
    out = w.HTML()

    def fill(_change: Any = None) -> None:
        try:
            out.value = shown(**{key: one.value for key, one in fields.items()})
        except InputError as error:
            out.value = escape(str(error))

    for one in fields.values():
        one.observe(fill, "value")
    fill()
    rows = w.HBox(list(fields.values()))
    rows.layout.flex_flow = "row wrap"
    return w.VBox([w.HTML(f"<h3>{heading}</h3>"), rows, out]).add_class(f"parallax-{name}")
