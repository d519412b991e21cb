"""What actors are called: names, titles, epithets; and epithets of what the articles are about."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis import words
from analysis.codebook import Codebook, Item
from analysis.features import terms
from analysis.features.lede import lede
from analysis.features.people import folded, places
from analysis.schema import ALL, NAMING, SEGMENTS, UNITS, conform, empty, require
from analysis.study import Actor

NAME, TITLE, ALONE, EPITHET = "name", "title", "title alone", "epithet"
MATTER = "what it is about"
LONGEST = 6  # words of a title, and words between an epithet and its noun
KEY = ["article_id", "part", "sentence"]
_WORD = re.compile(r"[^\W_](?:[\w.’'-]*[^\W_])?\.?")
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "his",
        "her",
        "in",
        "its",
        "of",
        "on",
        "or",
        "our",
        "the",
        "their",
        "to",
        "who",
        "with",
    ]
)


class Word(NamedTuple):
    """A word of a sentence with its place in it."""

    text: str
    start: int
    end: int


class Called(NamedTuple):
    """Something an actor is called, at its place in the sentence."""

    kind: str
    start: int
    end: int


@cache
def title_words(part: str) -> frozenset[str]:
    """The heads of titles ("secretary") or the words before them in small letters ("defence")."""
    return frozenset(row["word"] for row in words.rows("titles") if row["class"] == part)


@cache
def judgements() -> dict[str, str]:
    """Words that judge, and what they do: praise, blame, weight."""
    return {row["word"]: row["kind"] for row in words.rows("judgements")}


@cache
def matters() -> frozenset[str]:
    """Nouns for what news is about: "pact", "bill", "visit", and their plurals."""
    nouns = [row["noun"] for row in words.rows("matters")]
    return frozenset(nouns) | frozenset(f"{noun}s" for noun in nouns)


def printed(actors: Sequence[Actor]) -> dict[str, str]:
    """The printed name of each actor by its id."""
    return {a.id: a.name for a in actors}


def naming(units: pd.DataFrame, segments: pd.DataFrame, *, actors: Sequence[Actor]) -> pd.DataFrame:
    """Every name, title and epithet of the study's actors, and every epithet of a pact, a bill, a visit.

    In: UNITS; SEGMENTS, which give each its voice; the study's actors with their aliases. Out: NAMING. A mention is a
    `name` or, where an alias is a title and no name follows, a `title alone`; titles before a name ("Defence Secretary
    Ada Lund") and in apposition behind ("Lund, the defence secretary,") are rows of their own, and so are words of
    judgement before it. `form` joins what differs in capitals and full stops alone, never defence and defense. `first`
    marks the first actor of a headline or a lede, `first_person` the first that is no country or seat of one. Found
    by rules: an office without the person's name counts only where
    the study's aliases have it, and pronouns do not count."""
    require(units, UNITS, by="naming.naming", made_by="features.segments.units")
    require(segments, SEGMENTS, by="naming.naming", made_by="features.segments.segments")
    whole = units[units["voice"] == ALL].astype({"part": "str"})
    sentence = whole.set_index(KEY)[["outlet", "text", "start"]]
    rows: list[list[object]] = []
    mentions = _mentions(units, segments, actors)
    for place, hits in mentions.groupby(KEY, sort=False):
        outlet, text, offset = sentence.loc[place]
        in_it = list(words_of(text))
        spans = [(int(h.start - offset), int(h.end - offset)) for h in hits.itertuples()]
        for hit, span, after in zip(hits.itertuples(), spans, [*spans[1:], None], strict=True):
            for kind, start, end in _called(text, in_it, span, after):
                at = [start + offset, end + offset]
                rows.append([*place, outlet, hit.voice, str(hit.item), kind, text[start:end], *at])
    rows += _of_matters(whole, segments)
    if not rows:
        return empty(NAMING)
    columns = [*KEY, "outlet", "voice", "actor", "kind", "written", "start", "end"]
    table = pd.DataFrame(rows, columns=columns)
    table["outlet"] = pd.Categorical(table["outlet"], units["outlet"].cat.categories, ordered=True)
    table = _once(table)
    table["form"] = forms(table)
    people = {a.id for a in actors if tuple(folded(w) for w in a.name.split()) not in places()}
    table["first"] = _first(table, units, among={a.id for a in actors})
    table["first_person"] = _first(table, units, among=people)
    order = ["outlet", "article_id", "part", "sentence", "start", "kind"]
    return conform(table.sort_values(order, kind="stable"), NAMING)


def words_of(text: str) -> Iterator[Word]:
    """The words of a sentence, hyphens and the stops of initials inside them."""
    for match in _WORD.finditer(text):
        word = match[0] if match[0].count(".") > 1 else match[0].rstrip(".")
        yield Word(word, match.start(), match.start() + len(word))


def forms(naming: pd.DataFrame) -> pd.Series:
    """For each row the commonest way to write it among those that differ in capitals and full stops alone."""
    plain = naming["written"].str.replace(".", "", regex=False).str.replace("’", "'", regex=False)
    key = naming["actor"].astype(str) + "\t" + naming["kind"] + "\t" + plain.str.lower()
    counts = pd.DataFrame({"key": key, "plain": plain}).value_counts().reset_index()
    counts = counts.sort_values(["key", "count", "plain"], ascending=[True, False, True], kind="stable")
    return key.map(counts.drop_duplicates("key").set_index("key")["plain"])


def _mentions(units: pd.DataFrame, segments: pd.DataFrame, actors: Sequence[Actor]) -> pd.DataFrame:
    """MARKS of the actors' names, in capitals where the alias has them, none inside a longer one."""
    items = tuple(Item.model_construct(id=a.id, terms=(a.name, *a.aliases), exclude=()) for a in actors)
    if not items:
        return pd.DataFrame({column: [] for column in [*KEY, "item", "term", "voice", "start", "end"]})
    book = Codebook.model_construct(title="actors", source="the study", items=items)
    found = terms.marks(units, segments, book, metric="naming").astype({"part": "str", "voice": "str", "item": "str"})
    whole = units.loc[units["voice"] == ALL, [*KEY, "text", "start"]].rename(columns={"start": "begin"})
    found = found.merge(whole.astype({"part": "str"}), on=KEY)
    written = [t[s - b :][:1] for t, s, b in zip(found["text"], found["start"], found["begin"], strict=True)]
    small = [w.islower() and t[:1].isupper() for w, t in zip(written, found["term"], strict=True)]
    found = found[[not s for s in small]].assign(size=lambda d: d["start"] - d["end"])
    found = found.sort_values([*KEY, "start", "size"], kind="stable")
    furthest = found.groupby(KEY)["end"].cummax().groupby([found[k] for k in KEY]).shift(fill_value=-1)
    return found[found["start"] >= furthest].reset_index(drop=True)


def _called(text: str, in_it: list[Word], span: tuple[int, int], after: tuple[int, int] | None) -> Iterator[Called]:
    """What one mention calls its actor: the name, titles round it, epithets before it."""
    start, end = span
    own = [w for w in in_it if start <= w.start < end]
    office = any(w.text.lower().rstrip(".") in title_words("head") for w in own)
    if office:
        joined = after is not None and text[end : after[0]].strip(" ,") == ""  # "US Secretary of War Pete Hegseth"
        yield Called(TITLE if joined else ALONE, start, end)
    else:
        yield Called(NAME, start, end)
        before = _title_before(text, in_it, start)
        if before:
            yield Called(TITLE, before[0], before[1])
            start = before[0]
        behind = _title_behind(text, end)
        if behind:
            yield Called(TITLE, *behind)
    previous = [w for w in in_it if w.end <= start]
    if previous and previous[-1].text.lower() in judgements() and text[previous[-1].end : start].isspace():
        yield Called(EPITHET, previous[-1].start, previous[-1].end)


def _title_before(text: str, in_it: list[Word], start: int) -> tuple[int, int] | None:
    """The span of the title right before a name: modifiers, a head, and "of War" or "for Trade" behind it."""
    before = [w for w in in_it if w.end <= start]
    if not before or not text[before[-1].end : start].strip(".").isspace():
        return None
    heads = title_words("head")
    k = len(before) - 1
    for back in range(min(4, k + 1)):
        head = before[k - back]
        tail = before[k - back + 1 : k + 1]
        office = not tail or (tail[0].text in ("of", "for") and tail[-1].text[:1].isupper() and len(tail) > 1)
        if head.text.lower().rstrip(".") in heads and office:
            k -= back
            break
    else:
        return None
    first = k
    while first > 0 and k - first < LONGEST:
        word = before[first - 1]
        small = word.text.lower().rstrip(".")
        joined = text[word.end : before[first].start] in (" ", ". ") and not small.endswith(("'s", "’s"))
        names = word.text[:1].isupper() and small not in _STOP and (first > 1 or small in title_words("modifier"))
        if not joined or small in judgements() or not (names or small in title_words("modifier")):
            break
        first -= 1
    return before[first].start, before[-1].end


@cache
def _apposition() -> re.Pattern[str]:
    heads = "|".join(sorted(title_words("head"), key=lambda h: (-len(h), h)))
    office = r"(?:\s(?:of|for)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)?"
    return re.compile(
        rf",\s((?:the|a|an|his|her|its|their|[A-Z][\w.]*[’']s?)\s)?((?:[\w.’'-]+\s){{0,5}}(?:{heads}){office})(?=[,.;)]|$)",
        re.IGNORECASE,
    )


def _title_behind(text: str, end: int) -> tuple[int, int] | None:
    """The span of a title in apposition: ", the defence secretary," without its article."""
    match = _apposition().match(text, end)
    if match is None:
        return None
    inside = match[2].lower().split()
    verbs = {"said", "was", "is", "are", "were", "has", "had", "told", "and", "who", "will", "but"}
    return None if verbs & set(inside) else match.span(2)


def _of_matters(whole: pd.DataFrame, segments: pd.DataFrame) -> list[list[object]]:
    """Words of judgement before a noun that stands for what is told: "landmark framework agreement"."""
    starts = segments.astype({"part": "str", "voice": "str"})[[*KEY, "start", "voice"]]
    known = judgements()
    rows: list[list[object]] = []
    for sentence in whole.itertuples():
        if not known.keys() & set(re.split(r"[\W_]+", sentence.text.lower())):
            continue
        in_it = list(words_of(sentence.text))
        for k, word in enumerate(in_it):
            if word.text.lower() in known and _leads_to_matter(sentence.text, in_it, k):
                key = [sentence.article_id, sentence.part, sentence.sentence]
                at = [word.start + sentence.start, word.end + sentence.start]
                rows.append([*key, sentence.outlet, None, MATTER, EPITHET, word.text.lower(), *at])
    if not rows:
        return []
    table = pd.DataFrame(rows, columns=[*KEY, "outlet", "voice", "actor", "kind", "written", "start", "end"])
    voiced = pd.merge_asof(
        table.drop(columns="voice").sort_values("start", kind="stable"),
        starts.sort_values("start", kind="stable"),
        on="start",
        by=KEY,
    )
    return voiced[[*KEY, "outlet", "voice", "actor", "kind", "written", "start", "end"]].to_numpy().tolist()


def _leads_to_matter(text: str, in_it: list[Word], k: int) -> bool:
    for j in range(k + 1, min(k + 1 + LONGEST, len(in_it))):
        gap = text[in_it[j - 1].end : in_it[j].start]
        if not gap.isspace() or in_it[j].text.lower() in _STOP:
            return False
        if in_it[j].text.lower() in matters():
            return True
    return False


def _once(table: pd.DataFrame) -> pd.DataFrame:
    """Each title of an actor once, the longer where one lies in the other, as `title` rather than `title alone`."""
    rank = table.assign(size=table["start"] - table["end"], office=table["kind"].isin([TITLE, ALONE]))
    rank = rank.sort_values([*KEY, "actor", "office", "start", "size", "kind"], kind="stable")
    group = [rank[column] for column in [*KEY, "actor", "office"]]
    furthest = rank["end"].groupby(group).cummax().groupby(group).shift(fill_value=-1)
    kept = rank[~rank["office"] | (rank["start"] >= furthest)]
    return kept.drop(columns=["size", "office"]).sort_index().reset_index(drop=True)


def _first(table: pd.DataFrame, units: pd.DataFrame, *, among: set[str]) -> pd.Series:
    """Whether a row is the first mention of one of these actors in its headline, or in its lede."""
    top = units[(units["part"] == "headline") | lede(units)].astype({"part": "str"})[KEY].drop_duplicates()
    place = pd.MultiIndex.from_frame(table[KEY].astype({"part": "str"}))
    here = place.isin(pd.MultiIndex.from_frame(top)) & table["kind"].isin([NAME, ALONE, TITLE])
    named = table[here & table["actor"].isin(among)].sort_values(["article_id", "part", "sentence", "start"])
    return pd.Series(table.index.isin(named.drop_duplicates(["article_id", "part"]).index), index=table.index)
