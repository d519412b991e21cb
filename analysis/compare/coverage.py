"""Which outlet tells what, where in its articles, and what it leaves out that most tell."""

import numpy as np
import pandas as pd

from analysis.compare.claims import HOW, NAME
from analysis.compare.nested import within_sentences
from analysis.schema import ALL, CLAIM_SENTENCES, CLAIMS, COVERAGE, MEASURES, conform, named, require

PERHAPS, NOT_FOUND = "perhaps", "not found"
# a clause and its place, and what stands there where there is none
PLACE = {"text": "", "article_id": "", "part": "", "sentence": 0, "start": 0, "end": 0}
BESIDE = ["claim_id", "outlet", *PLACE]


def coverage(
    claims: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, *, near: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The matrix of claims and outlets, silence included.

    In: CLAIMS; CLAIM_SENTENCES; ARTICLES with the same events; what comes nearest (`compare.nearest`), where it was
    looked for. Out: COVERAGE, a row for each claim and each outlet with an article on its event. `how` is the most
    prominent place: headline, lede, body, or only in quotation; `perhaps` where the outlet is not in the claim, but a
    clause of it comes near; `share` is the share of the outlet's articles on the event that tell it; `order` counts an
    outlet's claims by the mean place of their first telling. It cannot tell why something is not found."""
    require(claims, CLAIMS, by="coverage.coverage", made_by="claims.claims")
    require(sentences, CLAIM_SENTENCES, by="coverage.coverage", made_by="claims.claims")
    outlets = list(sentences["outlet"].cat.categories)
    present = articles.assign(outlet=articles["outlet"].astype("str")).groupby(["event", "outlet"]).size()
    frame = present.rename("n_articles").reset_index()
    grid = claims[["claim_id", "event"]].merge(frame, on="event", how="inner")
    told = sentences.assign(outlet=sentences["outlet"].astype("str"), prominence=sentences["how"].cat.codes)
    told["place"] = np.where(told["part"].astype("str") == "headline", -1, told["sentence"])
    first = told.groupby(["claim_id", "outlet", "article_id"], sort=False)["place"].min().reset_index()
    summed = (
        told.groupby(["claim_id", "outlet"], sort=False)
        .agg(best=("prominence", "min"), n_telling=("article_id", "nunique"))
        .join(first.groupby(["claim_id", "outlet"])["place"].mean().rename("place"))
        .reset_index()
    )
    table = grid.merge(summed, on=["claim_id", "outlet"], how="left")
    found = table["n_telling"].notna()
    order = table[found].sort_values(["place", "best"], kind="stable").groupby(["event", "outlet"]).cumcount() + 1
    how = np.array([*HOW, NOT_FOUND], object)[table["best"].fillna(len(HOW)).astype(int)]
    beside = pd.DataFrame(columns=BESIDE) if near is None else near[BESIDE]
    table = table.merge(beside, on=["claim_id", "outlet"], how="left")
    how = np.where(table["text"].notna() & (how == NOT_FOUND), PERHAPS, how)
    nearest = {c: table[c].where(how == PERHAPS).fillna(empty) for c, empty in PLACE.items()}
    table = table.assign(
        how=named(how, [*HOW, PERHAPS, NOT_FOUND]),
        **nearest,
        n_telling=table["n_telling"].fillna(0).astype("int64"),
        order=order.reindex(table.index).fillna(0).astype("int64"),
        outlet=named(table["outlet"], outlets),
    )
    table["share"] = table["n_telling"].astype("float64") / table["n_articles"].astype("float64")
    rank = claims.set_index("claim_id")["rank"]
    table = table.assign(rank=table["claim_id"].map(rank)).sort_values(["event", "rank", "outlet"], kind="stable")
    return conform(table[list(COVERAGE.columns)], COVERAGE)


def matrix(claims: pd.DataFrame, covered: pd.DataFrame, *, event: str, alone: int = 0) -> pd.DataFrame:
    """One event's claims that two outlets or more tell, and the first `alone` of each outlet's own, as drawn.

    In: CLAIMS; COVERAGE. Out: one row a claim in order of `rank`: `claim_id, label, reach`, and a column for each
    outlet of the event with `how`. A detail (`basis` item) that no more than some outlets share is not drawn: there are
    many, and one word in common is little to go by; nor is a person's name alone."""
    of_event = claims[claims["event"] == event]
    single = of_event[of_event["reach"] == "one"]
    few = single[single.groupby("outlets").cumcount() < alone]
    shared = of_event[(of_event["reach"] != "one") & (of_event["basis"] != NAME)]
    firm = shared[(shared["basis"] != "item") | (shared["reach"] != "some")]
    shown = pd.concat([firm, few]).sort_values("rank")
    wide = covered[covered["event"] == event].pivot(index="claim_id", columns="outlet", values="how")
    wide.columns = [str(c) for c in wide.columns]
    head = shown[["claim_id", "label", "reach"]].astype({"reach": "str"})
    return head.merge(wide.astype("str").reset_index(), on="claim_id").reset_index(drop=True)


def left_out(claims: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """What most outlets of an event tell and one does not.

    In: CLAIMS; CLAIM_SENTENCES. Out: one row per claim and outlet where it is not found: `outlet, claim_id, event,
    label, n_outlets, of_outlets, told_by, perhaps` (the outlet says something near it: perhaps it, in other words);
    first what is not even perhaps told, then what is told by all but one. Of two claims that an outlet lacks, one of
    which stands in the other's sentences throughout, it has the wider one alone. Not found is not withheld: an outlet
    may tell it in other words, or have gone to press earlier."""
    most = claims[(claims["reach"] == "most") & (claims["basis"] != NAME)].assign(
        outlet=lambda d: d["not_found_in"].str.split("; ")
    )
    rows = most.explode("outlet").rename(columns={"outlets": "told_by"})
    inside = within_sentences(sentences[sentences["claim_id"].isin(set(most["claim_id"]))])
    lacking = {outlet: set(part) for outlet, part in rows.groupby("outlet")["claim_id"]}
    once = [not inside.get(c, set()) & lacking[o] for c, o in zip(rows["claim_id"], rows["outlet"], strict=True)]
    near = [o in p.split("; ") for o, p in zip(rows["outlet"], rows["perhaps_in"], strict=True)]
    rows = rows.assign(lacking=rows["of_outlets"] - rows["n_outlets"], perhaps=np.array(near, bool))
    rows = rows[np.array(once, bool)]
    columns = ["outlet", "claim_id", "event", "label", "n_outlets", "of_outlets", "told_by", "perhaps"]
    order = ["perhaps", "lacking", "event", "rank", "outlet"]
    return rows.sort_values(order, kind="stable")[columns].reset_index(drop=True)


def nearest_told(claims: pd.DataFrame, covered: pd.DataFrame, *, event: str, most: int) -> pd.DataFrame:
    """What an outlet says where it perhaps tells in other words what most tell: whether it does, a reader sees.

    In: CLAIMS; COVERAGE. Out: one row per claim and such outlet, in the matrix's order: `label, outlet, text`."""
    told = claims[(claims["event"] == event) & (claims["basis"] != NAME)]
    wide = told[told["reach"] == "most"][["claim_id", "label", "rank"]]
    rows = covered[covered["how"].astype("str") == PERHAPS].merge(wide, on="claim_id")
    return rows.sort_values(["rank", "outlet"])[["label", "outlet", "text"]].head(most).reset_index(drop=True)


def alone(claims: pd.DataFrame) -> pd.DataFrame:
    """What one outlet alone tells. Out: `outlet, n` (claims), of how many it tells (`n_told`), and their share."""
    telling = claims.assign(outlet=claims["outlets"].str.split("; "), single=claims["reach"] == "one").explode("outlet")
    by = telling.astype({"single": "int64"}).groupby("outlet")["single"]
    table = pd.DataFrame({"n": by.sum(), "n_told": by.size()})
    return table.assign(share=table["n"] / table["n_told"]).reset_index()


def first_told(claims: pd.DataFrame, covered: pd.DataFrame, *, event: str, most: int) -> pd.DataFrame:
    """The order of telling: the first `most` claims of each outlet in one event, side by side; columns are outlets."""
    labels = claims.set_index("claim_id")["label"]
    part = covered[(covered["event"] == event) & (covered["order"] > 0) & (covered["order"] <= most)]
    part = part.assign(label=part["claim_id"].map(labels), outlet=part["outlet"].astype("str"))
    return part.pivot(index="order", columns="outlet", values="label")


def widest(claims: pd.DataFrame) -> str:
    """The event of most outlets, then of most shared claims, then first by name; "" where there is none."""
    if claims.empty:
        return ""
    by = claims.groupby("event", sort=True).agg(
        outlets=("of_outlets", "max"), shared=("reach", lambda r: int((r != "one").sum()))
    )
    ordered = by.reset_index().sort_values(["outlets", "shared", "event"], ascending=[False, False, True])
    return str(ordered["event"].iloc[0])


def measures(claims: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How much of what the other outlets of its event share each article tells, as MEASURES.

    In: CLAIMS; CLAIM_SENTENCES; ARTICLES with the same events. Out: items `shared` (of the event's claims that two
    other outlets or more tell, the share that this article tells) and `most` (the same of those that more than half of
    the others tell); voice `all`; missing where the event has no such claim, so wherever two outlets are all. The
    outlet itself is no witness of what it should tell: with it the share would rise as outlets get fewer. Higher is
    more complete; a short article tells less."""
    claims = claims[(claims["basis"] != NAME) & (claims["reach"] != "one")]
    present = articles.astype({"outlet": "str"})[["event", "outlet"]].drop_duplicates()
    tellers = claims[["claim_id"]].assign(outlet=claims["outlets"].str.split("; ")).explode("outlet").assign(own=1)
    grid = claims[["claim_id", "event", "n_outlets", "of_outlets"]].merge(present, on="event")
    grid = grid.merge(tellers, on=["claim_id", "outlet"], how="left")
    others = grid["n_outlets"] - grid["own"].fillna(0)
    wanted = {"shared": others > 1, "most": (others > 1) & (others > (grid["of_outlets"] - 1) / 2)}
    told = sentences.astype({"outlet": "str"}).drop_duplicates(["claim_id", "article_id"])
    length = articles.set_index("article_id")["n_words"]
    rows = []
    for item, kept in wanted.items():
        asked = grid.loc[kept, ["claim_id", "event", "outlet"]]
        base = asked.groupby(["event", "outlet"]).size().rename("base").reset_index()
        hits = told.merge(asked[["claim_id", "outlet"]], on=["claim_id", "outlet"]).groupby("article_id").size()
        own = articles[["article_id", "outlet", "event"]]
        base = own.astype({"outlet": "str"}).merge(base, on=["event", "outlet"], how="left")["base"]
        n = base.fillna(0).astype("int64").to_numpy()
        hit = articles["article_id"].map(hits).astype("float64").fillna(0).to_numpy()
        rows.append(
            own.assign(
                metric="coverage",
                definition=str(claims["definition"].iloc[0]) if len(claims) else "characters",
                item=item,
                voice=ALL,
                value=np.divide(hit, n, out=np.full(len(n), np.nan), where=n > 0),
                base=n,
                n_words=articles["article_id"].map(length),
            )
        )
    table = pd.concat(rows, ignore_index=True)
    table["item"] = named(table["item"], list(wanted))
    table["voice"] = named(table["voice"], [ALL])
    return conform(table, MEASURES)
