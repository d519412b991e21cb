"""The passages that two articles share, as a reader reads them: whose articles, who was first, the words."""

import pandas as pd

from analysis.schema import ARTICLES, require

COLUMNS = ["outlet", "other", "first", "n_words", "passage", "article_id", "other_id"]


def longest(articles: pd.DataFrame, pairs: pd.DataFrame, passages: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """The longest passages of articles of two outlets, at most `most`, one for each pair of articles.

    In: ARTICLES; `copies.pairs`; `copies.passages`. Out: one row a passage, the longest first: the two outlets, the
    outlet whose article was published first (missing where the days are equal or unknown), its number of words, the
    words as the first article named prints them, both articles. Who was first need not be the source: both may have
    an agency's text."""
    require(
        articles,
        [c for c in ARTICLES.columns if c in ("article_id", "outlet", "body")],
        by="shared_text.longest",
        made_by="corpus.load",
    )
    outlet = articles.set_index("article_id")["outlet"].astype("str")
    body = articles.set_index("article_id")["body"]
    found = passages.merge(pairs[["article_id", "other_id", "first"]], on=["article_id", "other_id"])
    found = found.assign(outlet=found["article_id"].map(outlet), other=found["other_id"].map(outlet))
    across = found[found["outlet"] != found["other"]]
    order = across.sort_values(
        ["n_words", "article_id", "other_id", "start"], ascending=[False, True, True, True], kind="stable"
    )
    top = order.drop_duplicates(["article_id", "other_id"]).head(most)
    words = [body[a][s:e] for a, s, e in zip(top["article_id"], top["start"], top["end"], strict=True)]
    return top.assign(first=top["first"].map(outlet), passage=pd.array(words, dtype="str"))[COLUMNS].reset_index(
        drop=True
    )
