"""Which part of an article is its lede."""

import pandas as pd


def lede(units: pd.DataFrame) -> pd.Series:
    """Whether each unit stands in the lede: the first paragraph, or the first sentence of a body of one paragraph.

    In: UNITS. Where paragraphs were lost the whole body is one, and no place in it would be told from another."""
    body = units["part"] == "body"
    last = units["paragraph"].where(body).groupby(units["article_id"]).transform("max")
    return body & (units["paragraph"] == 0) & ((last > 0) | (units["sentence"] == 0))
