"""Events: what joins and what does not, a slow second implementation, names."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import events
from analysis.errors import TableError

WALL = "harbour wall council vote mayor Brandt fishermen cost flood defence old town streets"
STRIKE = "tram drivers strike union pay talks depot Larsen mediator timetable night service"


def made(rows: list[tuple[str, str | None, str]]) -> pd.DataFrame:
    outlets, days, bodies = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(rows))],
            "outlet": pd.Categorical(outlets),
            "published": pd.to_datetime(pd.Series(days, dtype="object")),
            "headline": [b.partition(" ")[0] if i % 2 else None for i, b in enumerate(bodies)],
            "body": list(bodies),
        }
    )


@pytest.fixture
def articles() -> pd.DataFrame:
    return made(
        [
            ("echo", "2024-05-01", WALL),
            ("mercury", "2024-05-03", f"{WALL} protest"),
            ("echo", "2024-05-02", STRIKE),
            ("mercury", "2024-05-02", f"{STRIKE} commuters"),
            ("echo", "2024-05-20", WALL),
            ("echo", "2024-05-02", "A recipe for plum cake"),
            ("mercury", None, f"{STRIKE} inspectors"),
            ("mercury", "2024-05-02", ""),
        ]
    )


def groups(found: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(part["article_id"]) for _, part in found.groupby("event")}


def test_alike_and_near_in_time_is_one_event(articles):
    got = groups(events.events(articles))
    assert {frozenset({"a0", "a1"}), frozenset({"a2", "a3", "a6"})} <= got  # a6 has no date and joins by its text
    assert {frozenset({"a4"}), frozenset({"a5"}), frozenset({"a7"})} <= got  # too late; unlike; empty


def test_days_and_threshold_decide(articles):
    assert frozenset({"a0"}) in groups(events.events(articles, days=1))
    assert frozenset({"a0", "a1", "a4"}) in groups(events.events(articles, days=19))
    assert all(len(g) == 1 for g in groups(events.events(articles, threshold=1.1)))


def test_names_hold_whatever_the_order_and_the_rest(articles):
    one = events.events(articles).set_index("article_id")["event"]
    other = events.events(articles.sample(frac=1, random_state=3)).set_index("article_id")["event"]
    assert one.to_dict() == other.to_dict()
    assert one["a0"].startswith("2024-05-01-")


def test_listing(articles):
    top = events.listing(articles, events.events(articles))
    assert top["n_articles"].sum() == len(articles)
    first = top.iloc[0]
    assert (first["n_outlets"], first["n_articles"], first["outlets"]) == (2, 3, "echo; mercury")
    assert first["headlines"].startswith("echo: (no headline)")


def test_stop_words_alone_link_nothing():
    found = events.vectors(made([("echo", None, "the of and"), ("mercury", None, "the of and")]))
    assert found.shape[0] == 2
    assert found.nnz == 0


def slow_complete_link(similar: np.ndarray, floor: float) -> list[int]:
    clusters = [[i] for i in range(len(similar))]
    while True:
        best = None
        for i, a in enumerate(clusters):
            for j in range(i + 1, len(clusters)):
                link = min(similar[x, y] for x in a for y in clusters[j])
                if link >= floor and (best is None or link > best[0]):
                    best = (link, i, j)
        if best is None:
            break
        clusters[best[1]] += clusters.pop(best[2])
    return [min(next(c for c in clusters if i in c)) for i in range(len(similar))]


@given(st.integers(0, 100_000), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_complete_link_equals_the_slow_way(seed, n):
    similar = np.random.default_rng(seed).random((n, n))
    similar = (similar + similar.T) / 2
    edges = {i: {j: similar[i, j] for j in range(n) if j != i and similar[i, j] >= 0.4} for i in range(n)}
    assert events.complete_link(edges, n=n) == slow_complete_link(similar, 0.4)


def test_every_two_articles_of_an_event_are_alike_and_close():
    rng = np.random.default_rng(2)
    words = np.array([f"w{i}" for i in range(60)])
    rows = [
        ("echo", f"2024-05-{rng.integers(1, 20):02d}", " ".join(rng.choice(words[k : k + 25], 30)))
        for k in rng.integers(0, 35, 60)
    ]
    articles = made(rows)
    cosine = (events.vectors(articles) @ events.vectors(articles).T).toarray()
    found = events.events(articles, threshold=0.3).assign(row=range(len(rows)), day=articles["published"])
    assert found["event"].nunique() < len(rows)
    for _, part in found.groupby("event"):
        assert cosine[np.ix_(part["row"], part["row"])].min() >= 0.3 - 1e-9
        assert (part["day"].max() - part["day"].min()).days <= events.DAYS


def test_small_blocks_change_nothing(articles, monkeypatch):
    whole = events.events(articles)
    monkeypatch.setattr(events, "BLOCK", 1)
    pd.testing.assert_frame_equal(events.events(articles), whole)


def test_no_articles():
    none = made([("echo", "2024-05-01", "x")]).iloc[:0]
    assert events.events(none).empty
    assert events.listing(none, events.events(none)).empty


def test_a_missing_column_is_named(articles):
    with pytest.raises(TableError, match=r"events.events needs \['published'\]"):
        events.events(articles.drop(columns="published"))
