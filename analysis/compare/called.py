"""What each outlet calls each actor: forms of names and titles as shares of its mentions."""

import pandas as pd

from analysis.features.naming import ALONE, EPITHET, NAME, TITLE
from analysis.schema import NAMING, named, require

MOST_ACTORS, MOST_FORMS = 4, 4


def called(
    naming: pd.DataFrame, *, names: dict[str, str], voice: str, most: int = MOST_ACTORS, forms: int = MOST_FORMS
) -> pd.DataFrame:
    """The commonest forms of the actors mentioned most.

    In: NAMING; printed names of the actors by id, which gives the order among equals; the voice that counts ("all":
    any). Out: actor, actor_name, kind (name or title), form, outlet, hits, mentions, share; a row per form and outlet,
    for at most `most` actors with their `forms` commonest names and as many titles. A mention is a name, or a title
    alone; `share` is of the outlet's mentions of the actor, missing where it has none. A title may come with a name,
    so that shares of names and titles overlap. Bodies and headlines together; articles are not weighed alike, so this
    describes what is printed, and no test stands behind it."""
    require(naming, NAMING, by="called.called", made_by="features.naming.naming")
    heard = naming if voice == "all" else naming[naming["voice"] == voice]
    heard = heard[heard["actor"].isin(names) & (heard["kind"] != EPITHET)].astype({"outlet": "str"})
    outlets = list(naming["outlet"].cat.categories)
    mentions = heard[heard["kind"].isin([NAME, ALONE])].groupby(["actor", "outlet"]).size()
    heard = heard.assign(kind=heard["kind"].where(heard["kind"] != ALONE, TITLE))
    hits = heard.groupby(["actor", "kind", "form", "outlet"]).size()
    totals = hits.groupby(["actor", "kind", "form"]).sum().rename("total").reset_index()
    shown = _order(heard, names)[:most]
    totals = totals[totals["actor"].isin(shown)]
    totals = totals.assign(rank=totals["actor"].map({a: k for k, a in enumerate(shown)}))
    totals = totals.sort_values(["rank", "kind", "total", "form"], ascending=[True, True, False, True], kind="stable")
    top = totals.groupby(["rank", "kind"], sort=False).head(forms)[["actor", "kind", "form"]]
    full = top.merge(pd.DataFrame({"outlet": outlets}), how="cross")
    key = pd.MultiIndex.from_frame(full[["actor", "kind", "form", "outlet"]])
    full["hits"] = hits.reindex(key).fillna(0).astype("int64").to_numpy()
    base = mentions.reindex(pd.MultiIndex.from_frame(full[["actor", "outlet"]])).fillna(0).astype("int64")
    full["mentions"] = base.to_numpy()
    full["share"] = full["hits"] / full["mentions"].where(full["mentions"] > 0)
    full["actor_name"] = full["actor"].map(names)
    full["outlet"] = named(full["outlet"], outlets)
    return full[["actor", "actor_name", "kind", "form", "outlet", "hits", "mentions", "share"]].reset_index(drop=True)


def _order(heard: pd.DataFrame, names: dict[str, str]) -> list[str]:
    """Actors by the number of outlets that give them a title, then by mentions: people before countries."""
    titled = heard[heard["kind"] == TITLE].groupby("actor")["outlet"].nunique()
    size = heard.groupby("actor").size()
    place = {actor: k for k, actor in enumerate(names)}
    return sorted(size.index, key=lambda a: (titled.get(a, 0) == 0, -size[a], place[a]))


def named_first(naming: pd.DataFrame, *, flag: str) -> pd.DataFrame:
    """How often each actor is the first named in the headline and in the lede, by outlet.

    In: NAMING; `first` or `first_person`. Out: part (headline or lede), outlet, actor, articles."""
    require(naming, NAMING, by="called.named_first", made_by="features.naming.naming")
    here = naming[naming[flag]].astype({"outlet": "str"})
    part = (here["part"] == "headline").map({True: "headline", False: "lede"})
    return here.assign(part=part).groupby(["part", "outlet", "actor"]).size().rename("articles").reset_index()


def epithets(naming: pd.DataFrame) -> pd.DataFrame:
    """How often each outlet puts each word of judgement before an actor, or before what the news is about.

    In: NAMING. Out: voice, outlet, actor, form, hits, most first."""
    require(naming, NAMING, by="called.epithets", made_by="features.naming.naming")
    here = naming[naming["kind"] == EPITHET].astype({"outlet": "str", "voice": "str"})
    table = here.groupby(["outlet", "voice", "actor", "form"]).size().rename("hits").reset_index()
    return table.sort_values(["hits", "outlet", "form"], ascending=[False, True, True], kind="stable").reset_index(
        drop=True
    )
