"""Corpora in which no outlet differs: what a method calls different in them is false."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from analysis.compare.design import Family

N_OUTLETS = 4


@dataclass(frozen=True)
class Articles:
    """Made-up articles. Each column is one item of one corpus; outlets and events are the same in all of them."""

    hits: np.ndarray  # articles x items; sentences that carry the item
    sentences: np.ndarray  # articles x items
    outlet: np.ndarray
    event: np.ndarray | None  # None: one event
    truth: np.ndarray  # items; every outlet's true share


@dataclass(frozen=True)
class Scenario:
    """How corpora come about in which all outlets have the same mean."""

    name: str
    exchangeable: bool
    draw: Callable[[np.random.Generator, int, int], Articles]  # generator, units per outlet, items


@dataclass(frozen=True)
class Make:
    """What an outlet's articles are like; one entry per outlet."""

    mean: float = 0.15
    length: tuple[float, ...] = (25, 25, 25, 25)  # sentences
    evenness: tuple[float, ...] = (8, 8, 8, 8)  # a + b of the beta that an article's share comes from
    times: tuple[int, ...] = (1, 1, 1, 1)  # units, in multiples of the smallest outlet's


SHORT_FIRST = Make(length=(8, 16, 32, 64), evenness=(5, 10, 20, 40))
LONG_FIRST = Make(length=(64, 32, 16, 8), evenness=(40, 20, 10, 5))
SMALL_FIRST = (1, 1, 2, 4)


def scenarios() -> list[Scenario]:
    """The made-up ones. Shares are beta-binomial: equal means, so nothing differs but length, spread and numbers."""
    return [
        Scenario("outlets alike", True, _one_event(Make())),
        Scenario("length and spread differ", False, _one_event(SHORT_FIRST)),
        Scenario("the same, rare item", False, _one_event(replace(SHORT_FIRST, mean=0.05))),
        Scenario("unequal n", True, _one_event(Make(times=SMALL_FIRST))),
        Scenario("unequal n, few are uneven", False, _one_event(replace(SHORT_FIRST, times=SMALL_FIRST))),
        Scenario("unequal n, many are uneven", False, _one_event(replace(LONG_FIRST, times=SMALL_FIRST))),
        Scenario("several articles per story", False, _stories(SHORT_FIRST, several=True)),
        Scenario("one article per story", False, _stories(SHORT_FIRST, several=False)),
    ]


def shuffled(family: Family, base: np.ndarray, *, together: int) -> Scenario:
    """Real articles dealt out to outlets at random; `together` items at a time come from the same articles.

    In: a family whose values are shares of `base` scored units (articles x items)."""
    shares = family.values
    usable = [i for i in range(shares.shape[1]) if np.sum(base[:, i] > 0) > 0 and 0 < np.nanmean(shares[:, i]) < 1]

    def draw(rng: np.random.Generator, n: int, items: int) -> Articles:
        hits, sentences, truth = [], [], []
        for start in range(0, items, together):
            some = rng.choice(usable, size=min(together, items - start), replace=len(usable) < together)
            pool = np.flatnonzero((base[:, some] > 0).all(axis=1))
            rows = rng.choice(pool, size=n * N_OUTLETS, replace=len(pool) < n * N_OUTLETS)
            sentences.append(base[np.ix_(rows, some)])
            hits.append(np.rint(shares[np.ix_(rows, some)] * sentences[-1]))
            truth.append(shares[np.ix_(pool, some)].mean(axis=0))
        outlet = np.repeat(np.arange(N_OUTLETS), n)
        return Articles(np.hstack(hits), np.hstack(sentences), outlet, None, np.concatenate(truth))

    return Scenario("real articles, shuffled", True, draw)


def as_family(articles: Articles) -> Family:
    """The corpora as one family, each item a corpus of its own; units as the comparison takes them."""
    value = articles.hits / articles.sentences
    several = articles.event is not None
    outlet, event = articles.outlet, np.zeros(len(articles.outlet), dtype=np.int64)
    if articles.event is not None:
        units, place = np.unique(np.column_stack([outlet, articles.event]), axis=0, return_inverse=True)
        mean = np.zeros((len(units), value.shape[1]))
        np.add.at(mean, place.ravel(), value)
        value = mean / np.bincount(place.ravel())[:, None]
        outlet, event = units[:, 0], units[:, 1]
    items = value.shape[1]
    n = np.repeat(np.bincount(articles.outlet, minlength=N_OUTLETS)[:, None], items, axis=1)
    names = tuple(f"outlet-{k + 1}" for k in range(N_OUTLETS))
    return Family(
        "share", "null", "all", names, tuple(map(str, range(items))), several, value, outlet, event, n, n * 0 + 1, n
    )


def _one_event(make: Make) -> Callable[[np.random.Generator, int, int], Articles]:
    def draw(rng: np.random.Generator, n: int, items: int) -> Articles:
        outlet = np.repeat(np.arange(N_OUTLETS), n * np.array(make.times))
        mean = np.full((len(outlet), items), make.mean)
        hits, sentences = _told(rng, outlet, mean, make)
        return Articles(hits, sentences, outlet, None, np.full(items, make.mean))

    return draw


def _stories(make: Make, *, several: bool) -> Callable[[np.random.Generator, int, int], Articles]:
    """n stories that every outlet tells, in 1 to 4 articles or in one; a story has a share of its own, and so has an
    outlet's telling of it, so that its follow-ups are alike."""

    def draw(rng: np.random.Generator, n: int, items: int) -> Articles:
        told = rng.integers(1, 5, (N_OUTLETS, n)) if several else np.ones((N_OUTLETS, n), dtype=np.int64)
        outlet = np.repeat(np.repeat(np.arange(N_OUTLETS), n), told.ravel())
        event = np.repeat(np.tile(np.arange(n), N_OUTLETS), told.ravel())
        story = _beta(rng, np.full((n, items), make.mean), 10.0)
        telling = _beta(rng, np.repeat(story[None], N_OUTLETS, axis=0), 20.0)
        hits, sentences = _told(rng, outlet, telling[outlet, event], make)
        return Articles(hits, sentences, outlet, event, np.full(items, make.mean))

    return draw


def _told(rng: np.random.Generator, outlet: np.ndarray, mean: np.ndarray, make: Make) -> tuple[np.ndarray, np.ndarray]:
    length, evenness = np.array(make.length)[outlet][:, None], np.array(make.evenness)[outlet][:, None]
    sentences = 3 + rng.poisson(length - 3, mean.shape)
    return rng.binomial(sentences, _beta(rng, mean, evenness)).astype(float), sentences.astype(float)


def _beta(rng: np.random.Generator, mean: np.ndarray, evenness: np.ndarray | float) -> np.ndarray:
    """Beta draws of the given mean; a + b is the evenness."""
    return rng.beta(np.maximum(mean * evenness, 1e-6), np.maximum((1 - mean) * evenness, 1e-6))
