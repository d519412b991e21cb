"""A study's articles: read, cleaned, and the account of what was found, kept and rejected."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from analysis import reconciliation
from analysis.clean import dates
from analysis.clean.articles import articles as cleaned
from analysis.clean.outlets import folded
from analysis.compare import copies, events
from analysis.errors import InputError, nearest
from analysis.paths import shown
from analysis.published import is_bundle
from analysis.read import formats
from analysis.read.documents import documents
from analysis.reconciliation import characters_told
from analysis.schema import REJECTED, conform, named
from analysis.study import Outlet, Study


@dataclass(frozen=True)
class Corpus:
    """ARTICLES, REJECTED, and what a reader should know of them. found = kept + rejected.

    `files` is what `reconciliation.files` gives; `notes` say what was folded, joined or passed over."""

    articles: pd.DataFrame
    rejected: pd.DataFrame
    mappings: Mapping[str, Mapping[str, str]]
    warnings: tuple[str, ...]
    files: pd.DataFrame = field(default_factory=pd.DataFrame)
    notes: tuple[str, ...] = ()

    @property
    def found(self) -> int:
        return len(self.articles) + len(self.rejected)

    @property
    def account(self) -> str:
        """The sum: what was found is what was kept and what was rejected."""
        return f"{self.found} found = {len(self.articles)} kept + {len(self.rejected)} rejected"


def load(study: Study, *, articles: str = "") -> Corpus:
    """The corpus of a study, or, with `articles`, other articles under its definitions.

    Raises `InputError` where no usable article is left, or where the outlets of study.yaml and of the articles
    do not match."""
    if is_bundle(study.folder) and not articles:
        raise InputError(
            f"{shown(study.folder)} is a bundle: it holds no texts to read. "
            f"Run it as it is: python -m analysis run {shown(study.folder)}"
        )
    source: str | tuple[str, ...] = articles or study.settled.articles
    settled = study.settled
    found = read(
        source,
        beside=Path.cwd() if articles else study.folder,
        columns=settled.columns,
        outlets=() if articles else settled.outlets,
        order=settled.dates,
    )
    outlets = () if articles else study.settled.outlets
    if study.settled.languages == "one":
        one_language(found.articles, where=shown(study.file), mend="write `languages: any` in study.yaml")
    ordered = in_study_order(found.articles, outlets, study=study)
    if study.settled.events == "found":
        ordered = with_events(ordered)
    if study.settled.events == "one":
        ordered = ordered.assign(event=pd.Series(study.name, index=ordered.index, dtype="str"))
    flagged = copies.counted_once(ordered, copies.pairs(ordered))
    return replace(found, articles=flagged, warnings=(*found.warnings, *_copy_warnings(flagged)))


def one_language(articles: pd.DataFrame, *, where: str, mend: str) -> None:
    """Raise `InputError`, naming articles, where they are in several languages; one without a language passes."""
    counts = articles.loc[articles["language"] != "", "language"].value_counts()
    if len(counts) > 1:
        main = counts.index[0]
        others = articles[~articles["language"].isin(["", main])]
        some = ", ".join(f"{d} ({lang})" for d, lang in zip(others["document"][:5], others["language"], strict=False))
        raise InputError(
            f"{where}: {counts.iloc[0]} articles are in the language {main!r} and {len(others)} in others: {some}"
            f"{' ...' if len(others) > 5 else ''}. Words and tones of several languages cannot be compared: take them "
            f"out, or {mend}."
        )


def with_events(articles: pd.DataFrame) -> pd.DataFrame:
    """ARTICLES with the event that each is found to tell, in place of what was given."""
    return articles.drop(columns="event").merge(events.events(articles), on="article_id", validate="one_to_one")


def _copy_warnings(articles: pd.DataFrame) -> Iterable[str]:
    repeats = int(articles["flag_copy"].sum())
    if repeats:
        yield f"{repeats} of {len(articles)} articles only repeat another one of their outlet: kept, not counted."
    copied = int((articles["flag_copied"] & ~articles["flag_copy"]).sum())
    if copied:
        yield f"{copied} of {len(articles)} articles only repeat another outlet's; they count for both."


def read_articles(
    source: str | Path | Iterable[str | Path], *, columns: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """ARTICLES from files, folders or globs, relative to the working folder: saved pages, Word, RTF,
    text, Markdown, CSV, Excel, JSON, JSONL, Parquet, zipped folders, exports of Nexis, Factiva and ProQuest.

    Out: one row an article; outlets in order of their names. `columns` maps ARTICLES columns to those of a table.
    Raises `InputError` where nothing usable is found. What was rejected, and why, is told by `corpus.read`."""
    return read(source, columns=columns or {}).articles


def read(
    source: str | Path | Iterable[str | Path],
    *,
    beside: Path | None = None,
    columns: Mapping[str, str],
    outlets: Iterable[Outlet] = (),
    order: dates.Order = "",
) -> Corpus:
    """Everything that `source` holds, read and cleaned, the spellings of one outlet folded into one.

    `order` says how to read 03/02/2017. Raises `InputError` where no usable article is left."""
    found = documents(source, beside=beside, columns=columns)
    listed = list(outlets)
    names, changed = folded(
        found.documents["outlet"],
        listed=[o.id for o in listed],
        aliases={alias: o.id for o in listed for alias in (*o.aliases, *([o.name] if o.name else []))},
    )
    articles, unusable = cleaned(found.documents.assign(outlet=names), today=date.today(), order=order)
    rejected = conform(pd.concat([found.rejected, unusable], ignore_index=True), REJECTED)
    if articles.empty:
        reasons = "; ".join(f"{r.document}: {r.reason}" for r in rejected.head(3).itertuples())
        more = f"; and {len(rejected) - 3} more" if len(rejected) > 3 else ""
        places = [source] if isinstance(source, str | Path) else list(source)
        where = ", ".join(shown((beside or Path.cwd()) / Path(place).expanduser()) for place in places)
        raise InputError(
            f"articles: no usable article in {where} ({reasons}{more}). Put articles there as {formats.IN_WORDS}."
        )
    notes = [
        f"Spellings of one outlet: {', '.join(sorted(written))} counted as {name}."
        for name, written in sorted(changed.items())
    ]
    files = reconciliation.files(found.accounts, articles, rejected, file_of=found.file_of)
    warned = (*_warnings(articles), *_one_outlet(articles, found.mappings))
    return Corpus(articles, rejected, found.mappings, warned, files, (*found.notes, *notes))


def in_study_order(articles: pd.DataFrame, outlets: tuple[Outlet, ...], *, study: Study) -> pd.DataFrame:
    """ARTICLES whose outlets stand in the study's order; without outlets in study.yaml in order of their names."""
    present = list(articles["outlet"].cat.categories)
    if not outlets:
        return articles
    listed = [o.id for o in outlets]
    where = shown(study.file)
    for outlet in present:
        if outlet not in listed:
            which = articles.loc[articles["outlet"] == outlet, "document"].iloc[0]
            raise InputError(
                f"{where}: {which} is of the outlet {outlet!r}, which is not listed.{nearest(outlet, listed)}"
            )
    for outlet in listed:
        if outlet not in present:
            raise InputError(f"{where}: no article is of the outlet {outlet!r}.{nearest(outlet, present)}")
    return articles.assign(outlet=named(articles["outlet"].astype("str"), listed))


def _warnings(articles: pd.DataFrame) -> Iterable[str]:
    if len(articles) == 1:
        yield "One article alone: it can be described, not compared."
    for flag, what in (
        ("flag_date", "a date that cannot be (kept, without a date)"),
        (
            "flag_date_order",
            "a date whose day and month may be swapped (kept, without a date: `dates: day first` or "
            "`dates: month first` in study.yaml settles it)",
        ),
        ("flag_short", "fewer than 50 words"),
        ("flag_repeat", "the same text as another of their outlet"),
        ("flag_characters", "characters lost before they came here"),
        ("flag_opinion", "a section, address or headline that calls them opinion"),
    ):
        unsettled = articles["published"].isna() if flag == "flag_date_order" else True
        flagged = articles.loc[articles[flag] & unsettled, "document"]
        if len(flagged):
            some = ", ".join(flagged.head(3)) + (" ..." if len(flagged) > 3 else "")
            yield f"{len(flagged)} of {len(articles)} articles with {what}: {some}."
    credited = articles.loc[articles["wire"] != "", "wire"].value_counts()
    if len(credited):
        agencies = ", ".join(f"{name} {n}" for name, n in credited.items())
        yield f"{credited.sum()} of {len(articles)} articles credit a news agency: {agencies}."
    languages = articles.loc[articles["language"] != "", "language"].value_counts()
    if len(languages) and (len(languages) > 1 or languages.index[0] != "en"):
        told = ", ".join(f"{name} {n}" for name, n in languages.items())
        yield f"Articles by language: {told}. Voices, tone, topics and frames are found by rules and words for English."


def _one_outlet(articles: pd.DataFrame, mappings: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
    """A warning where several articles are of one outlet, and which table lacks the column that would tell them."""
    if len(articles) > 1 and articles["outlet"].nunique() == 1:
        lacking = [name for name, mapping in mappings.items() if "outlet" not in mapping]
        name = articles["outlet"].iloc[0]
        hint = (
            f" {lacking[0]} has no column that is known for the outlet: name it in study.yaml, "
            "columns: {outlet: NAME}."
            if lacking
            else ""
        )
        yield f"All {len(articles)} articles are of one outlet, {name}: they can be described, not compared.{hint}"


def removed_kinds(articles: pd.DataFrame) -> dict[str, int]:
    """How many pieces of each kind were taken out of the texts, most frequent first; cross-heads are counted too."""
    kinds = [r["kind"] for removed in articles["removed"] for r in json.loads(removed) if r["kind"] != "front matter"]
    kinds += ["cross-head"] * sum(len(json.loads(heads)) for heads in articles["crossheads"])
    return dict(Counter(kinds).most_common())


def told(corpus: Corpus) -> list[str]:
    """The account of a corpus in sentences: found, kept, rejected with reasons, columns guessed, warnings."""
    outlets = corpus.articles["outlet"].nunique()
    days = corpus.articles["published"].dropna()
    span = (
        f"{days.min():%d %B %Y} to {days.max():%d %B %Y}"
        if days.nunique() > 1
        else f"{days.min():%d %B %Y}"
        if len(days)
        else "unknown"
    )
    lines = [f"{corpus.account}.", f"{outlets} outlet{'s' * (outlets != 1)}; published {span}."]
    reasons = corpus.rejected["reason"].value_counts()
    lines += [f"Rejected, {reason}: {count}." for reason, count in reasons.items()]
    removed = removed_kinds(corpus.articles)
    if removed:
        lines.append("Taken out of the texts: " + ", ".join(f"{n} {kind}" for kind, n in removed.items()) + ".")
    lines += [f"{line}." for line in characters_told(corpus.articles)]
    for name, mapping in corpus.mappings.items():
        lines.append(
            f"{name}: " + ", ".join(f"{ours} from column {theirs!r}" for ours, theirs in mapping.items()) + "."
        )
    return lines + list(corpus.notes) + list(corpus.warnings)


def removed_by_article(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per article: outlet, words, and how many pieces of each kind were taken out of its text."""
    counts = [removed_kinds(articles.iloc[[i]]) for i in range(len(articles))]
    kinds = list(dict.fromkeys(kind for c in counts for kind in c))
    table = pd.DataFrame(counts, columns=kinds).fillna(0).astype(int)
    return pd.concat([articles[["article_id", "outlet", "n_words"]].reset_index(drop=True), table], axis=1)


def sizes(articles: pd.DataFrame) -> pd.DataFrame:
    """One row per outlet, in order: n_articles and n_words."""
    by = articles.groupby("outlet", observed=False)["n_words"]
    return pd.DataFrame({"n_articles": by.size(), "n_words": by.sum()}).reset_index()


def sizes_in_words(sizes: pd.DataFrame, *, outlets: Mapping[str, str]) -> str:
    """The largest and the smallest outlet, in words."""
    ordered = sizes.sort_values("n_words", kind="stable")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    name = {o: outlets.get(o, o) for o in sizes["outlet"]}
    if len(sizes) == 1:
        return f"{name[high['outlet']]}: {high['n_words']:,} words."
    return (
        f"{name[high['outlet']]} has most text ({high['n_words']:,} words), "
        f"{name[low['outlet']]} least ({low['n_words']:,})."
    )


def events_told(articles: pd.DataFrame) -> pd.DataFrame:
    """The events that two outlets or more tell, those of most outlets first; empty where no event is known.

    In: ARTICLES. Out: `compare.events.listing`: event, n_outlets, n_articles, first, last, outlets, headlines."""
    known = articles[articles["event"].notna()]
    listed = events.listing(known.drop(columns="event"), known[["article_id", "event"]])
    return listed[listed["n_outlets"] > 1].reset_index(drop=True)
