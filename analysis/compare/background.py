"""How rare a word is in the stories of a study that tell of something else."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.compare.alignment import stem
from analysis.features.tokens import tokens

FEWEST = 100  # articles of other events from which they tell what is rare
COMMON = 1.0  # nats taken off: a word of a third of all articles tells nothing


class Background(NamedTuple):
    """How many articles of each event hold each stem, and how many it has."""

    order: dict[str, int]
    events: dict[str, int]
    held: sparse.csr_matrix
    articles: NDArray[np.float64]


def background(tellings: pd.DataFrame) -> Background:
    """The counts of a study. In: clauses with `article_id, event, text`."""
    found = tokens(tellings["text"].tolist())
    stems = [stem(word) for word in found.vocabulary]
    order = {s: i for i, s in enumerate(dict.fromkeys(stems))}
    of_word = np.array([order[s] for s in stems], np.int64)
    article, ids = pd.factorize(tellings["article_id"], sort=True)
    row = np.repeat(article, np.diff(found.indptr))
    table = sparse.csr_matrix(
        (np.ones(len(found.ids)), (row, of_word[found.ids] if len(found.ids) else found.ids)),
        shape=(len(ids), max(1, len(order))),
    )
    table.data[:] = 1.0
    by_article = tellings.drop_duplicates("article_id").set_index("article_id")["event"].reindex(ids)
    event, names = pd.factorize(by_article, sort=True)
    groups = sparse.csr_matrix((np.ones(len(ids)), (event, np.arange(len(ids)))), shape=(len(names), len(ids)))
    n = np.asarray(groups.sum(axis=1)).ravel()
    return Background(order, {str(e): i for i, e in enumerate(names)}, (groups @ table).tocsr(), n)


def rarity(known: Background, event: str, stems: Sequence[str]) -> NDArray[np.float64] | None:
    """The nats that each stem tells: -ln of the share of other events' articles that hold it, less 1; nothing where
    these are fewer than a hundred, which tell too little."""
    own = known.events[event]
    n = float(known.articles.sum() - known.articles[own])
    if n < FEWEST:
        return None
    times = np.asarray(known.held.sum(axis=0)).ravel() - known.held[own].toarray().ravel()
    here = np.array([times[known.order[s]] if s in known.order else 0.0 for s in stems])
    return np.maximum(-np.log(np.maximum(here, 0.5) / n) - COMMON, 0.0)
