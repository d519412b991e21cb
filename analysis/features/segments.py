"""Articles cut into runs of one voice (SEGMENTS), and those joined into what is scored (UNITS)."""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.clean.furniture import count_words
from analysis.features.sentences import sentences
from analysis.schema import ALL, ARTICLES, EVERY_VOICE, PARTS, SEGMENTS, SOURCES, UNITS, VOICES, conform, named, require

STUB_WORDS = 3
Run = tuple[int, int, str, str | None]


def segments(articles: pd.DataFrame, sources: pd.DataFrame, *, wide: bool = False) -> pd.DataFrame:
    """In: ARTICLES; SOURCES of them. Out: SEGMENTS, in order of article, part and place.

    Quoted are words inside marks of speech; reported is what a source is said to have said. With `wide` so are
    attitudes ("believes that ...") and what a verb of speech is about ("criticised the deal"), as readers who code
    attributions broadly have it; without it those are the narrator's.

    The runs of a sentence cover it, white space aside. Headlines and cross-heads are the narrator's. A narrator run
    beside attributed content is a `stub` where at most three words are left once cue and source are taken away:
    "he said", "Mora wrote on Friday"; it enters no base."""
    require(articles, ARTICLES, by="segments.segments", made_by="clean.articles")
    require(sources, SOURCES, by="segments.segments", made_by="features.sources")
    attributed: dict[str, list[dict]] = defaultdict(list)
    for row in heard(sources, wide=wide).sort_values(["article_id", "start"]).to_dict("records"):
        attributed[row["article_id"]].append(row)
    rows: list[dict[str, Any]] = []
    for article in articles.to_dict("records"):
        common = {c: article[c] for c in ("article_id", "outlet", "event")}
        rows.extend(common | row for row in _article(article, attributed[article["article_id"]]))
    frame = pd.DataFrame(rows, columns=list(SEGMENTS.columns))
    return conform(
        frame.assign(
            outlet=named(frame["outlet"], articles["outlet"].cat.categories),
            part=named(frame["part"], PARTS),
            voice=named(frame["voice"], VOICES),
        ),
        SEGMENTS,
    )


def heard(sources: pd.DataFrame, *, wide: bool) -> pd.DataFrame:
    """The rows of SOURCES that count as another voice: all of them if `wide`, else words in marks and speech proper."""
    if wide:
        return sources
    require(sources, ("manner", "form"), by="segments.heard", made_by="features.sources")
    proper = (sources["manner"] == "speech") & (sources["form"] == "said")
    return sources[proper | (sources["voice"] == "quoted")]


def _article(article: dict, sources: list[dict]) -> Iterable[dict[str, Any]]:
    headline = article["headline"]
    if isinstance(headline, str):
        yield _row("headline", 0, 0, 0.0, (0, len(headline), VOICES[0], None), headline)
    body = article["body"]
    heads = [tuple(span) for span in json.loads(article["crossheads"])]
    spans = sentences(body, crossheads=heads)
    paragraph_of = _paragraphs(body, heads)
    last = max(len(spans) - 1, 1)
    for number, (start, end) in enumerate(heads):
        yield _row("crosshead", number, paragraph_of(start), start / len(body), (start, end, VOICES[0], None), body)
    nearby = _by_sentence(spans, sources)
    for number, (start, end) in enumerate(spans):
        around = nearby[number]
        for run in _runs(body, start, end, around):
            row = _row("body", number, paragraph_of(start), number / last, run, body)
            row["stub"] = run[2] == VOICES[0] and bool(around) and _is_stub(body, run, around)
            yield row


def _row(part: str, sentence: int, paragraph: int, position: float, run: Run, text: str) -> dict[str, Any]:
    start, end, voice, speaker = run
    return {
        "part": part,
        "sentence": sentence,
        "paragraph": paragraph,
        "position": position,
        "voice": voice,
        "speaker": speaker,
        "text": text[start:end],
        "start": start,
        "end": end,
        "n_words": count_words(text[start:end]),
        "stub": False,
    }


def _paragraphs(body: str, heads: list[tuple[int, int]]) -> Any:
    starts = [0, *(i + 1 for i, c in enumerate(body) if c == "\n")]
    head_starts = {start for start, _ in heads}
    numbers, n = {}, -1
    for start in starts:
        n += start not in head_starts or n < 0
        numbers[start] = max(n, 0)
    return lambda at: numbers[body.rfind("\n", 0, at) + 1]


def _by_sentence(spans: list[tuple[int, int]], sources: list[dict]) -> dict[int, list[dict]]:
    """For each sentence the attributed runs whose content, cue or source touches it."""
    out: dict[int, list[dict]] = defaultdict(list)
    starts = [start for start, _ in spans]
    for row in sources:
        touched: set[int] = set()
        for a, b in (("start", "end"), ("cue_start", "cue_end"), ("source_start", "source_end")):
            if row[a] >= 0:
                touched.update(_touching(spans, starts, row[a], row[b]))
        for number in sorted(touched):
            out[number].append(row)
    return out


def _touching(spans: list[tuple[int, int]], starts: list[int], start: int, end: int) -> range:
    first = max(bisect_right(starts, start) - 1, 0)
    if spans and spans[first][1] <= start:
        first += 1
    return range(first, bisect_left(starts, end))


def _runs(body: str, start: int, end: int, sources: list[dict]) -> list[Run]:
    """The sentence cut at the edges of attributed content; runs without a letter or digit join their neighbour."""
    content = sorted(
        (
            max(r["start"], start),
            min(r["end"], end),
            r["voice"],
            r["speaker"] if isinstance(r["speaker"], str) else None,
        )
        for r in sources
        if r["start"] < end and r["end"] > start
    )
    pieces: list[Run] = []
    at = start
    for a, b, voice, speaker in content:
        a = max(a, at)
        if a >= b:
            continue
        pieces.extend([(at, a, VOICES[0], None), (a, b, voice, speaker)])
        at = b
    pieces.append((at, end, VOICES[0], None))
    runs: list[Run] = []
    for a, b, voice, speaker in pieces:
        if not any(c.isalnum() for c in body[a:b]):
            if runs and body[a:b].strip():
                runs[-1] = (runs[-1][0], b, *runs[-1][2:])
            continue
        while body[a].isspace():
            a += 1
        while body[b - 1].isspace():
            b -= 1
        runs.append((a, b, voice, speaker))
    return runs or [(start, end, VOICES[0], None)]


def _is_stub(body: str, run: Run, sources: list[dict]) -> bool:
    start, end = run[0], run[1]
    left = list(body[start:end])
    touched = False
    for row in sources:
        for a, b in ((row["cue_start"], row["cue_end"]), (row["source_start"], row["source_end"])):
            if a >= 0 and a < end and b > start:
                touched = True
                a, b = max(a, start) - start, min(b, end) - start
                left[a:b] = " " * (b - a)
    return touched and count_words("".join(left)) <= STUB_WORDS


def units(segments: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """In: SEGMENTS; their ARTICLES. Out: UNITS, for every voice that a sentence has and for `all`.

    The text of a voice is its runs joined by a space; the text of `all` is the sentence as it stands."""
    require(segments, SEGMENTS, by="segments.units", made_by="features.segments")
    key = ["article_id", "part", "sentence"]
    by_voice = (
        segments.groupby([*key, "voice"], observed=True, sort=False)
        .agg(
            outlet=("outlet", "first"),
            event=("event", "first"),
            paragraph=("paragraph", "first"),
            position=("position", "first"),
            text=("text", " ".join),
            start=("start", "min"),
            end=("end", "max"),
            n_words=("n_words", "sum"),
            stub=("stub", "all"),
        )
        .reset_index()
    )
    whole = (
        segments.groupby(key, observed=True, sort=False)
        .agg(
            outlet=("outlet", "first"),
            event=("event", "first"),
            paragraph=("paragraph", "first"),
            position=("position", "first"),
            start=("start", "min"),
            end=("end", "max"),
            n_words=("n_words", "sum"),
        )
        .reset_index()
        .assign(voice=ALL, stub=False)
    )
    texts = articles.set_index("article_id")[["headline", "body"]].to_dict("index")
    whole["text"] = [
        texts[a]["headline" if p == "headline" else "body"][s:e]
        for a, p, s, e in zip(whole["article_id"], whole["part"], whole["start"], whole["end"], strict=True)
    ]
    both = pd.concat([by_voice.astype({"voice": "str"}), whole])
    both = both.assign(
        event=both["event"].astype("str"), part=named(both["part"], PARTS), voice=named(both["voice"], EVERY_VOICE)
    )
    return conform(both.sort_values([*key, "voice"], kind="stable"), UNITS)
