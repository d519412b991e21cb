"""A study opened for looking around: its sentences, its comparisons, one article. `analysis.widgets` shows the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.axes import Axes

from analysis import findings, steps
from analysis.compare import intervals
from analysis.errors import InputError, nearest
from analysis.features import tone
from analysis.features.frames import frames
from analysis.features.topics import topics
from analysis.metrics import emphasis, sourcing
from analysis.metrics.tone import sentence_tone
from analysis.paths import STUDIES
from analysis.plots import bars, dots, heat, style
from analysis.schema import ALL, EVERY_VOICE
from analysis.workspace import Workspace, open_workspace

NOTEBOOK = "00-start"
SHARES = (emphasis.BY_SENTENCES, emphasis.BY_WORDS, emphasis.BY_PROMINENCE)
METRICS = {
    "topic": SHARES,
    "frame": SHARES,
    "tone": (tone.GUARDED, tone.PLAIN),
    "voice": ("share of words",),
}
STEPS = {"topic": "03-emphasis", "frame": "04-framing", "tone": "05-tone", "voice": "02-voices"}
AROUND = 60
MARKED = "marks"


@dataclass(frozen=True)
class Opened:
    """A study with the tables that looking around needs; what is computed once is kept."""

    desk: Workspace
    articles: pd.DataFrame
    segments: pd.DataFrame
    units: pd.DataFrame
    marks: pd.DataFrame
    labels: dict[str, str]
    outlets: dict[str, str]
    kept: dict[tuple[str, str], pd.DataFrame] = field(default_factory=dict, repr=False)


def studies() -> list[str]:
    """The names of the studies under data/studies whose articles are there."""
    return [
        file.parent.name for file in sorted(STUDIES.glob("*/study.yaml")) if any((file.parent / "articles").glob("*"))
    ]


def open_study(name: str, *, articles: str = "", out: str = "") -> Opened:
    """Open a study: what its last run wrote where that is current, else made now. Raises `InputError`."""
    desk = open_workspace(name, notebook=NOTEBOOK, articles=articles, out=out)
    segments, units = desk.table("segments"), desk.table("units")
    books = {"topic": desk.codebook("topics"), "frame": desk.codebook("frames")}
    marks = []
    kept = {}
    for metric, find in (("topic", topics), ("frame", frames)):
        step = STEPS[metric]
        if steps.current(desk.place, step) and desk.place.part(step, "marks").is_file():
            kept[metric, MARKED] = pd.read_parquet(desk.place.part(step, "marks"))
        else:
            kept[metric, MARKED] = find(units, segments, books[metric])
        marks.append(kept[metric, MARKED].astype({"item": "str", "part": "str", "voice": "str"}))
    labels = books["topic"].labels | books["frame"].labels
    both = pd.concat(marks, ignore_index=True)
    return Opened(desk, desk.counted(), segments, units, both, labels, desk.outlet_names(), kept)


def corpus(opened: Opened) -> pd.DataFrame:
    """One row per outlet: printed name, articles, words, first and last day."""
    by = opened.articles.groupby("outlet", observed=False)
    table = pd.DataFrame(
        {
            "articles": by.size(),
            "words": by["n_words"].sum(),
            "first": by["published"].min(),
            "last": by["published"].max(),
        }
    )
    return table.rename(index=opened.outlets).rename_axis("outlet").reset_index()


def speakers(opened: Opened) -> list[str]:
    """Everybody who is quoted or reported, those with most runs first."""
    return opened.segments["speaker"].dropna().value_counts(sort=True).index.tolist()


def sentences(
    opened: Opened,
    *,
    outlet: str = "",
    voice: str = ALL,
    speaker: str = "",
    item: str = "",
    word: str = "",
    most: int = 200,
) -> pd.DataFrame:
    """Sentences of the articles' bodies, the first `most` that fit; every filter left empty lets all through.

    `item` is a topic or frame, `word` a word or phrase in which `*` stands for any letters. Out: outlet, article_id,
    sentence, voice, speaker, and the text round its first hit as `left`, `hit`, `right`; `hits` are all of them, as
    start and end in `text`; `of` is how many sentences fit. Raises `InputError` for a name that is not there."""
    _known("outlet", outlet, opened.outlets)
    _known("voice", voice, EVERY_VOICE)
    _known("item", item, opened.labels)
    body = opened.units[(opened.units["part"] == "body") & (opened.units["voice"] == voice) & ~opened.units["stub"]]
    if outlet:
        body = body[body["outlet"] == outlet]
    key = ["article_id", "sentence"]
    if speaker:
        said = opened.segments[(opened.segments["part"] == "body") & (opened.segments["speaker"] == speaker)]
        body = body.merge(said[key].drop_duplicates(), on=key)
    spans = pd.Series([[]] * len(body), index=body.index, dtype="object")
    if item:
        marks = opened.marks[(opened.marks["item"] == item) & (opened.marks["part"] == "body")]
        marks = marks if voice == ALL else marks[marks["voice"] == voice]
        marks = marks[marks["article_id"].isin(body["article_id"])]
        where = marks.groupby(key)[["start", "end"]].apply(lambda m: sorted(zip(m["start"], m["end"], strict=True)))
        body = body[body.set_index(key).index.isin(where.index)]
        spans = pd.Series(
            [
                [(a - at, b - at) for a, b in where[place] if 0 <= a - at < len(text)]
                for place, at, text in zip(
                    zip(*(body[k] for k in key), strict=True), body["start"], body["text"], strict=True
                )
            ],
            index=body.index,
            dtype="object",
        )
    if word.strip():
        hit = _pattern(word)
        body = body[body["text"].str.contains(hit)]
        spans = pd.Series([[m.span() for m in hit.finditer(t)] for t in body["text"]], index=body.index, dtype="object")
    shown = body.head(most)
    hits = [spans[i] for i in shown.index]
    first = [h[0] if h else (0, 0) for h in hits]
    texts = shown["text"].tolist()
    names = opened.segments.dropna(subset="speaker").merge(shown[key], on=key)
    names = names.groupby(key)["speaker"].agg(lambda s: ", ".join(dict.fromkeys(s)))
    return pd.DataFrame(
        {
            "outlet": shown["outlet"].astype("str").map(opened.outlets).to_numpy(),
            "article_id": shown["article_id"].to_numpy(),
            "sentence": shown["sentence"].to_numpy() + 1,
            "voice": shown["voice"].astype("str").to_numpy(),
            "speaker": [names.get(place, "") for place in zip(*(shown[k] for k in key), strict=True)],
            "left": [t[max(0, a - AROUND) : a] for t, (a, _) in zip(texts, first, strict=True)],
            "hit": [t[a:b] for t, (a, b) in zip(texts, first, strict=True)],
            "right": [t[b : b + AROUND] for t, (_, b) in zip(texts, first, strict=True)],
            "text": texts,
            "hits": hits,
            "of": len(body),
        }
    )


def compare(
    opened: Opened,
    *,
    metric: str = "topic",
    voice: str = ALL,
    outlets: Sequence[str] = (),
    definition: str = "",
    ax: Axes | None = None,
) -> Axes:
    """One metric over outlets as a figure: a grid of shares, the mean tone, or shares by voice.

    Without `outlets` all of them; without `definition` the metric's first. Raises `InputError` for a name that is not
    there."""
    _known("metric", metric, METRICS)
    _known("voice", voice, EVERY_VOICE)
    for outlet in outlets:
        _known("outlet", outlet, opened.outlets)
    chosen = definition or METRICS[metric][0]
    _known("definition", chosen, METRICS[metric])
    scores = _scores(opened, metric, chosen)
    shown = scores[scores["outlet"].isin(list(outlets) or list(opened.outlets))]
    shown = shown.assign(outlet=shown["outlet"].cat.remove_unused_categories())
    names = {o: n for o, n in opened.outlets.items() if o in set(shown["outlet"].astype("str"))}
    n_rows = len(names) if metric in ("tone", "voice") else scores["item"].nunique()
    ax = ax or style.canvas(height=1.3 + 0.36 * n_rows)
    if metric == "voice":
        return style.title(bars.voice_shares(shown, outlets=names, ax=ax), f"Share of words: {findings.on(shown)}")
    shown = shown[shown["voice"] == voice]
    about = f"({findings.voice_name(voice)}): {findings.on(shown)}"
    if metric == "tone":
        shown = shown[shown["item"] == "mean"]
        mean = shown.assign(voice=shown["voice"].cat.remove_unused_categories())
        dots.outlet_dots(
            mean,
            by="voice",
            labels=findings.VOICE_NAMES,
            outlets=names,
            colours=style.VOICE_COLOURS,
            markers=style.VOICE_MARKERS,
            ax=ax,
        )
        return style.title(ax, f"Mean tone, {chosen} {about}")
    return style.title(heat.share_map(shown, labels=opened.labels, outlets=names, ax=ax), f"{chosen}, % {about}")


def ready(opened: Opened) -> None:
    """Compute every comparison once, so that `compare` draws at once whatever is picked."""
    for metric, definitions in METRICS.items():
        for definition in definitions:
            _scores(opened, metric, definition)


def read(opened: Opened, article_id: str) -> pd.DataFrame:
    """One article as runs of one voice. Out: sentence, voice, speaker, text, and `items`, the topics and frames whose
    words stand in it; `hits` are those words' start and end in `text`. Raises `InputError` for an unknown article."""
    _known("article", article_id, opened.articles["article_id"].tolist())
    runs = opened.segments[(opened.segments["article_id"] == article_id) & (opened.segments["part"] == "body")]
    runs = runs.sort_values("start", kind="stable")
    marks = opened.marks[(opened.marks["article_id"] == article_id) & (opened.marks["part"] == "body")]
    items, hits = [], []
    for start, end in zip(runs["start"], runs["end"], strict=True):
        here = marks[(marks["start"] >= start) & (marks["start"] < end)]
        items.append(", ".join(dict.fromkeys(opened.labels.get(i, i) for i in here["item"])))
        spans = {(int(a - start), int(min(b, end) - start)) for a, b in zip(here["start"], here["end"], strict=True)}
        hits.append(sorted(spans))
    table = runs[["sentence", "voice", "speaker", "text"]].reset_index(drop=True)
    return table.assign(sentence=table["sentence"] + 1, items=items, hits=hits)


def _scores(opened: Opened, metric: str, definition: str) -> pd.DataFrame:
    """SCORES of one metric and definition in every voice: as its notebook wrote them where that is current."""
    if (metric, definition) not in opened.kept:
        place, step = opened.desk.place, STEPS[metric]
        found = pd.DataFrame({"definition": []})
        if steps.current(place, step) and place.part(step, "scores").is_file():
            written = pd.read_parquet(place.part(step, "scores"))
            found = written[(written["metric"] == metric) & (written["definition"] == definition)]
        if found.empty:
            found = intervals.scores(_measures(opened, metric, definition), **opened.desk.draws())
        opened.kept[metric, definition] = found
    return opened.kept[metric, definition]


def _measures(opened: Opened, metric: str, definition: str) -> pd.DataFrame:
    units, articles = opened.units, opened.articles
    if metric == "voice":
        return sourcing.word_share(opened.segments, articles)
    if metric == "tone":
        guards = tone.guards() if definition == tone.GUARDED else frozenset()
        return sentence_tone(tone.tones(units, guards=guards, definition=definition), articles)
    shares = (emphasis.sentence_share, emphasis.word_share, emphasis.prominence_share)
    share = shares[METRICS[metric].index(definition)]
    return share(opened.kept[metric, MARKED], units, articles, metric=metric)


def _pattern(word: str) -> re.Pattern[str]:
    """A word or phrase between borders of words, in any case; `*` is any letters, every other sign itself."""
    pieces = [r"\w*".join(re.escape(p) for p in part.split("*")) for part in word.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(pieces) + r"(?!\w)", re.IGNORECASE)


def _known(what: str, name: str, names: Sequence[str] | dict[str, str] | dict[str, tuple[str, ...]]) -> None:
    if name and name not in names:
        raise InputError(f"There is no {what} {name!r}.{nearest(name, list(names))}")
