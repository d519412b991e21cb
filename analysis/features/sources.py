"""The voices that an article lets speak: SOURCES from the bodies of articles."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from analysis.features import paragraphs
from analysis.features.attribution import OBJECT, SPEAKING, TOLD, Attribution
from analysis.features.cues import ATTITUDE, GERUND, PAST, THIRD, cues, function_words
from analysis.features.reading import Reading, reading
from analysis.features.sentences import Span
from analysis.features.speakers import NOBODY, Actor, Aliases, Cast, Speaker, aliases, cast, speaker
from analysis.features.word_shapes import titled
from analysis.schema import SOURCES, conform, named, require

QUOTED, REPORTED, MIXED = "quoted", "reported", "mixed"
EDGES = frozenset(",;:—–-")
LEADING = frozenset((GERUND, PAST, THIRD))  # forms of "and added", "but says"
NEEDS = ("article_id", "outlet", "body", "crossheads")
FURTHER = ("source_kind", "lemma", "unclosed")


def attributions(articles: pd.DataFrame, *, actors: Iterable[Actor | Mapping[str, Any]] = ()) -> pd.DataFrame:
    """The runs of each body that somebody else than the outlet says, thinks or wants, and who that is.

    In: ARTICLES (`article_id, outlet, body, crossheads`), and the actors of the study, each with `id`, `name` and
    `aliases`. Out: SOURCES, one row per run of attributed content inside one sentence and one voice; runs of one
    `attribution_id` have one cue and one source. Runs do not overlap: where one attribution stands inside another the
    inner one has the words, but an attitude never takes words from speech. A source or cue may stand in another
    sentence than the run. Behind the contract's columns:

    `manner`       speech (said, promised, criticised) or attitude (believes, wants, is expected to)
    `form`         said (words or a clause that the source uttered) or object (what its cue is about: "the deal")
    `source_kind`  named person, named institution or unnamed; missing where the source is unresolved or not named
    `lemma`        the cue's dictionary form; missing where marks alone tell
    `unclosed`     the run lies in a quotation whose closing mark is missing: it ends with its paragraph

    Rules over tokens after GenderGapTracker (Asr et al. 2021) and cue words in the manner of PolNeAR (Newell et al.
    2018). It cannot tell irony or a headline's paraphrase from speech, nor who "they" are."""
    require(articles, NEEDS, by="sources.attributions", made_by="clean")
    known = aliases(actors)
    rows: list[tuple[Any, ...]] = []
    columns = (articles[c] for c in NEEDS)
    for article_id, outlet, body, crossheads in zip(*columns, strict=True):
        if isinstance(body, str) and body:
            add_runs(rows, str(article_id), outlet, reading(body, crossheads=spans(crossheads)), known)
    frame = pd.DataFrame(rows, columns=[*SOURCES.columns, *FURTHER])
    outlets = articles["outlet"]
    order = outlets.cat.categories if isinstance(outlets.dtype, pd.CategoricalDtype) else pd.unique(outlets.dropna())
    frame["outlet"] = named(frame["outlet"], list(order))
    frame["voice"] = named(frame["voice"], [QUOTED, REPORTED])
    for column in ("source_kind", "lemma"):
        frame[column] = frame[column].astype("str")
    frame["unclosed"] = frame["unclosed"].astype("bool")
    return conform(frame, SOURCES)


def spans(crossheads: Any) -> list[Span]:
    """The spans in a `crossheads` cell; none where it is missing."""
    return [(int(a), int(b)) for a, b in json.loads(crossheads)] if isinstance(crossheads, str) and crossheads else []


def add_runs(rows: list[tuple[Any, ...]], article_id: str, outlet: object, r: Reading, known: Aliases) -> None:
    """Append the runs of one article to the rows of SOURCES, in the order of the text."""
    found = paragraphs.attributions(r)
    if not found:
        return
    c = cast(r, known)
    speakers = whose(c, found)
    owner = owners(r, found)
    voiced = runs(r, found, owner)
    kinds: dict[int, set[str]] = {}
    for number, voice, _, _, _ in voiced:
        kinds.setdefault(number, set()).add(voice)
    numbers = {n: i for i, n in enumerate(dict.fromkeys(number for number, *_ in voiced), 1)}
    starts, ends = r.starts, r.ends
    for number, voice, sentence, first, stop in voiced:
        x = found[number]
        who = speakers[id(x)]
        start, end = starts[first], ends[stop - 1]
        cue = (starts[x.cue[0]], ends[x.cue[1] - 1]) if x.cue[0] < x.cue[1] else (-1, -1)
        source = r.span(x.source) if x.source and x.source[0] < x.source[1] else (-1, -1)
        mark = r.quote[first]
        rows.append(
            (
                f"{article_id}#{numbers[number]}",
                article_id,
                outlet,
                sentence,
                MIXED if len(kinds[number]) > 1 else voice,
                voice,
                who.name,
                who.id,
                r.text[start:end],
                start,
                end,
                r.text[cue[0] : cue[1]] if cue[0] >= 0 else None,
                *cue,
                *source,
                x.manner,
                "object" if x.about else "said",
                who.kind,
                x.lemma or None,
                bool(mark and r.quotations[mark - 1].unclosed),
            )
        )


def whose(c: Cast, found: list[Attribution]) -> dict[int, Speaker]:
    """The speaker of each attribution by its identity; a source that several share is read once."""
    known: dict[Span | None, Speaker] = {None: NOBODY}
    out: dict[int, Speaker] = {}
    for x in sorted(found, key=lambda x: (x.source or x.cue)[0]):
        who = known.get(x.source)
        if who is None:
            who = known[x.source] = somebody(speaker(c, x.source))
        out[id(x)] = who
    return out


def somebody(who: Speaker) -> Speaker:
    """The speaker, or nobody where the source is a bare function word or a line in capitals ("READ MORE")."""
    name = who.name or ""
    shouted = name.isupper() and len(name.split()) > 1 and len(name) > 6
    return NOBODY if shouted or name.lower() in bare() else who


@cache
def bare() -> frozenset[str]:
    """Function words that alone name nobody."""
    return function_words("determiner") | function_words("preposition") | function_words("conjunction")


def owners(r: Reading, found: list[Attribution]) -> list[int]:
    """For each token the attribution that has it, or -1.

    Words told, words in marks right behind "called" among them, come before a stance or a noun ("the claim that"),
    speech before attitude, inner words told before outer ones, and the longer stance before the shorter."""
    size = [sum(b - a for a, b in x.content) for x in found]
    owner = [-1] * len(r.words)

    def rank(i: int) -> tuple[bool, bool, int, int]:
        x = found[i]
        called = x.construction == OBJECT and x.manner != ATTITUDE and r.quote[x.content[0][0]] > 0
        told = called or (x.construction in TOLD and x.construction != OBJECT)
        return told and x.manner != ATTITUDE, told, -size[i] if told else size[i], i

    for number in sorted(range(len(found)), key=rank):
        for a, b in found[number].content:
            owner[a:b] = [number] * (b - a)
    return owner


def runs(r: Reading, found: list[Attribution], owner: list[int]) -> list[tuple[int, str, int, int, int]]:
    """Runs of one attribution and voice inside one sentence: (attribution, voice, sentence, first token, end)."""
    out: list[tuple[int, str, int, int, int]] = []
    spoken = speech(r, found, owner)
    for sentence, (low, high) in enumerate(r.sentences):
        i = low if low < high and max(owner[low:high]) >= 0 else high
        while i < high:
            number, mark = owner[i], spoken[i]
            j = i + 1
            while j < high and owner[j] == number and spoken[j] == mark:
                j += 1
            if number >= 0 and (r.words[i][0].isalnum() or any(w[0].isalnum() for w in r.words[i + 1 : j])):
                first, stop = (i, j) if mark else inner(r, i, j)
                if not mark and (first == stop or says_when(r, first, stop)):
                    i = j
                    continue
                out.append((number, QUOTED if mark else REPORTED, sentence, first, stop))
            i = j
    return out


def says_when(r: Reading, start: int, stop: int) -> bool:
    """Whether a run is only the day or hour of the speech: "on Wednesday", "earlier this week"."""
    when, preposition, determiner = function_words("time"), function_words("preposition"), function_words("determiner")
    named = False
    for word in r.lower[start:stop]:
        if word in when:
            named = True
        elif word in function_words("part_of_day"):
            continue  # "late Tuesday"
        elif word not in preposition and word not in determiner and word[0].isalnum():
            return False
    return named


def inner(r: Reading, start: int, stop: int) -> Span:
    """A run without the commas and dashes at its ends, and without the verb that leads on to the next quotation.

    Of 'and adding', 'but said' and of a lone 'that' nothing is left: they say what is told no more than "he said"."""
    while r.words[start] in EDGES:
        start += 1
    while r.words[stop - 1] in EDGES:
        stop -= 1
    last = stop - 1 - (stop - start > 1 and r.lower[stop - 1] == "that")
    cue = cues().get(r.lower[last])
    leads = cue and "clause" in cue.verb and cue.form in LEADING and r.quote[stop + (r.word(stop) in EDGES)]
    if leads and last > start and r.lower[last - 1] in ("and", "but"):
        stop = last - 1
        while stop > start and r.words[stop - 1] in EDGES:
            stop -= 1
    return (start, start) if stop - start == 1 and r.lower[start] == "that" else (start, stop)


def speech(r: Reading, found: list[Attribution], owner: list[int]) -> list[int]:
    """For each token the number of the quotation whose marks hold speech, or 0.

    Marks round a title or the name of a policy do not, unless that is all that is said; nor do marks round one word of
    what somebody believes, wants or is known for."""
    out = [0] * len(owner)
    for mark, (i, j) in enumerate(r.quoted, 1):
        number = owner[i] if i < j else -1
        if number < 0:
            continue
        x = found[number]
        alone = x.construction in SPEAKING and all(i <= a and b <= j for a, b in x.content)
        held = [] if alone else [w for w in r.words[i:j] if w[0].isalnum()]
        lone = len(held) == 1 and x.construction not in TOLD
        if not (lone or (titled(held) and len(held) > 1 and not alone)):
            out[i:j] = [mark] * (j - i)
    return out
