"""One quotation in the wordings that several outlets print.

Two wordings of one speaker are versions of one quotation where they share enough words; what differs between them is
typed, so that a spelling is not taken for a changed word."""

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio, token_set_ratio

from analysis.features.cues import function_words
from analysis.features.people import folded
from analysis.schema import SOURCES, require

SAME = 56.0  # token_set_ratio from which two wordings of one speaker are one quotation
FEWEST_WORDS = 2
PREFIX = 4  # letters that a short form shares with the full word
SPELLING, SHORT_FORM, CUT, WORDING = "spelling", "short form", "cut", "wording"
WORD = re.compile(r"\w+(?:[’'.&-]\w+)*")
# British and American endings, one way; both wordings are folded, so a word need not become a real one.
ENDINGS = (
    (re.compile(r"enc(e|es)$"), r"ens\1"),
    (re.compile(r"(?<=\w{3})our"), "or"),
    (re.compile(r"is(e|ed|es|er|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"(?<=\w{3})tre(s?)$"), r"ter\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"mme(s?)$"), r"m\1"),
)
WHERE = ("article_id", "outlet", "sentence", "start", "end", "text")


class Edit(NamedTuple):
    """A difference between two wordings; "" on the side that lacks the words."""

    kind: str
    here: str
    there: str


@cache
def spelled(word: str) -> str:
    """A word folded for comparison of spellings: defence and defense, organise and organize, U.S. and US are one."""
    plain = folded(word)
    for ending, other in ENDINGS:
        plain = ending.sub(other, plain)
    return plain


def without_accents(word: str) -> str:
    """A word with its accents gone: Müller and Muller are one."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def edits(here: str, there: str) -> list[Edit]:
    """What turns one wording into the other, word by word, left to right; case and punctuation aside.

    `spelling`: equal once folded. `short form`: one word begins the other by four letters ("info"). `cut`: words
    missing at an end. `wording`: all else. Swapping the two swaps `here` and `there`."""
    left, right = WORD.findall(here), WORD.findall(there)
    keys = [spelled(w) for w in left], [spelled(w) for w in right]
    found: list[Edit] = []
    touching = False  # the last edit ends where this step begins
    for step in Levenshtein.opcodes(*keys):
        a, b = left[step.src_start : step.src_end], right[step.dest_start : step.dest_end]
        if step.tag == "equal":
            found += [Edit(SPELLING, x, y) for x, y in zip(a, b, strict=True) if folded_letters(x) != folded_letters(y)]
            touching = False
            continue
        if step.tag == "replace":
            new = [Edit(SHORT_FORM if short_form(x, y) else WORDING, x, y) for x, y in zip(a, b, strict=True)]
        else:
            first = step.src_start == 0 and step.dest_start == 0
            last = step.src_end == len(left) and step.dest_end == len(right)
            new = [Edit(CUT if first or last else WORDING, " ".join(a), " ".join(b))]
        for edit in new:
            if touching and edit.kind == found[-1].kind == WORDING:
                found[-1] = Edit(
                    WORDING, f"{found[-1].here} {edit.here}".strip(), f"{found[-1].there} {edit.there}".strip()
                )
            else:
                found.append(edit)
            touching = True
    return found


def folded_letters(word: str) -> str:
    """A word without case and with one kind of apostrophe: what is left to differ is its spelling."""
    return word.lower().replace("’", "'")


def short_form(x: str, y: str) -> bool:
    """Whether one word is the beginning of the other, by four letters at least."""
    a, b = sorted((spelled(x), spelled(y)), key=len)
    return len(a) >= PREFIX and len(a) < len(b) and b.startswith(a)


def wording(text: str) -> str:
    """The folded words of a quotation."""
    return " ".join(spelled(w) for w in WORD.findall(text))


@cache
def small_words() -> frozenset[str]:
    """Words that two quotations may share without being one."""
    classes = ("determiner", "preposition", "pronoun", "be", "auxiliary", "conjunction", "time")
    return frozenset().union(*(function_words(name) for name in classes))


def same(here: str, there: str, *, threshold: float = SAME) -> float | None:
    """How alike two folded wordings are, 0 to 100 (rapidfuzz's token_set_ratio); missing where they are not versions.

    They must share a word that carries meaning, or short quotations would meet in "of the"."""
    shared = {w for w in here.split() if w not in small_words()} & set(there.split())
    alike = token_set_ratio(here, there)
    return alike if shared and alike >= threshold else None


def pairs(sources: pd.DataFrame, *, threshold: float = SAME) -> pd.DataFrame:
    """Pairs of wordings of one speaker's quotation in two outlets, with what differs.

    In: SOURCES. Out: one row per pair, the earlier row of SOURCES first: `speaker, speaker_id`, the columns of WHERE
    and again with `other_`, `similarity` (0 to 100, higher is more alike) and `edits` (JSON: [[kind, here, there],
    ...]).
    The unit is what stands in marks in one sentence. It cannot tell who changed a wording: an outlet may quote another
    part of the same speech."""
    quotes = quoted(sources)
    rows: list[dict[str, Any]] = []
    for _, group in quotes.groupby("key", sort=False):
        for one, two in combinations(group.to_dict("records"), 2):
            if one["outlet"] == two["outlet"]:
                continue
            similarity = same(one["wording"], two["wording"], threshold=threshold)
            if similarity is not None:
                rows.append(
                    {"speaker": one["speaker"], "speaker_id": one["speaker_id"], "one": one["row"], "two": two["row"]}
                    | {c: one[c] for c in WHERE}
                    | {f"other_{c}": two[c] for c in WHERE}
                    | {
                        "similarity": similarity,
                        "edits": json.dumps(edits(one["text"], two["text"]), ensure_ascii=False),
                    }
                )
    columns = ["speaker", "speaker_id", "one", "two", *WHERE, *(f"other_{c}" for c in WHERE), "similarity", "edits"]
    found = pd.DataFrame(rows, columns=columns).sort_values(["one", "two"], kind="stable")
    return found.drop(columns=["one", "two"]).reset_index(drop=True)


def quoted(sources: pd.DataFrame) -> pd.DataFrame:
    """The quoted runs of two words or more with a known speaker, with the speaker's `key` and the folded `wording`."""
    require(sources, SOURCES, by="quotations.pairs", made_by="features.sources")
    frame = sources.assign(row=range(len(sources)))
    frame = frame[frame["voice"].isin(["quoted"])]
    key = frame["speaker_id"].where(frame["speaker_id"].notna(), frame["speaker"])
    frame = frame.assign(key=key, wording=[wording(t) for t in frame["text"]])
    long_enough = [len(wording.split()) >= FEWEST_WORDS for wording in frame["wording"]]
    return frame[frame["key"].notna().to_numpy(dtype=bool) & np.array(long_enough, dtype=bool)]


def versions(sources: pd.DataFrame, *, threshold: float = SAME) -> pd.DataFrame:
    """The quotations that two outlets or more print, each in all its versions.

    In: SOURCES. Out: one row per version, the quotations in order of first appearance: `quotation_id`, `speaker,
    speaker_id`, the columns of WHERE, `reference` (true for the version most like the others, the longest and first
    of equals), `similarity` to the reference (0 to 100) and `edits` from it (JSON: [[kind, reference, this], ...], []
    where no word differs).
    Versions are joined through pairs, so that two of one quotation may share no word."""
    linked = pairs(sources, threshold=threshold)
    keys = [(r["article_id"], int(r["start"])) for r in linked.to_dict("records")]
    others = [(r["other_article_id"], int(r["other_start"])) for r in linked.to_dict("records")]
    group = components(keys, others)
    quotes = quoted(sources).to_dict("records")
    held: dict[int, list[dict[str, Any]]] = {}
    for row in quotes:
        number = group.get((row["article_id"], int(row["start"])))
        if number is not None:
            held.setdefault(number, []).append(row)
    rows: list[dict[str, Any]] = []
    for number, members in enumerate(held.values(), 1):
        reference = max(members, key=lambda m: (likeness(m, members), len(m["wording"].split())))
        for member in members:
            rows.append(
                {"quotation_id": f"q{number}", "speaker": member["speaker"], "speaker_id": member["speaker_id"]}
                | {c: member[c] for c in WHERE}
                | {
                    "reference": member is reference,
                    "similarity": token_set_ratio(reference["wording"], member["wording"]),
                    "edits": json.dumps(edits(reference["text"], member["text"]), ensure_ascii=False),
                }
            )
    columns = ["quotation_id", "speaker", "speaker_id", *WHERE, "reference", "similarity", "edits"]
    return pd.DataFrame(rows, columns=columns)


def likeness(member: dict[str, Any], members: Sequence[dict[str, Any]]) -> float:
    """How alike a version is to all versions, summed; unlike `similarity` it counts what one side lacks."""
    return sum(ratio(member["wording"], other["wording"]) for other in members)


def components(one: Sequence[tuple[str, int]], two: Sequence[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """The number of the connected group that each node of the edges one - two belongs to."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in zip(one, two, strict=True):
        parent[root(b)] = root(a)
    numbers: dict[tuple[str, int], int] = {}
    return {node: numbers.setdefault(root(node), len(numbers)) for node in list(parent)}


FEW_ARTICLES = 300


def comparable(sources: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of SOURCES among which versions of one quotation are worth looking for.

    In: SOURCES; their ARTICLES. Out: the rows of articles of one event; where no event is known, all of them as long as
    there are at most 300 articles, and none beyond, since one speaker says many alike things in a mixed corpus."""
    events = articles["event"].notna()
    if events.any():
        return sources[sources["article_id"].isin(articles.loc[events, "article_id"])]
    return sources if len(articles) <= FEW_ARTICLES else sources.iloc[:0]


def shown(versions: pd.DataFrame) -> pd.DataFrame:
    """The table of `versions` for reading: speaker, outlet, text, and each difference as "kind: this for that"."""
    told = [
        "; ".join(f"{kind}: {there or 'nothing'} for {here or 'nothing'}" for kind, here, there in json.loads(found))
        for found in versions["edits"]
    ]
    return versions[["quotation_id", "speaker", "outlet", "text"]].assign(differs=told)
