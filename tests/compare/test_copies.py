"""Copies: shares by hand, a slow second implementation, and the corpora that break such a search."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import copies, sketches
from analysis.errors import TableError
from analysis.features.tokens import tokens

TEN = "the ferry left the north quay before the storm came"
MORE = "and nobody in the harbour office had seen it go that night"


def made(bodies: Sequence[str | None], outlets: Sequence[str] = (), days: Sequence[str | None] = ()) -> pd.DataFrame:
    n = len(bodies)
    return pd.DataFrame(
        {
            "article_id": [f"a{i:04d}" for i in range(n)],
            "outlet": pd.Categorical(list(outlets) or ["echo"] * n),
            "published": pd.to_datetime(pd.Series(list(days) or [None] * n, dtype="object")),
            "body": pd.Series(bodies, dtype="str"),
            "n_words": [len((b or "").split()) for b in bodies],
        }
    )


def words_of(body: str) -> list[str]:
    found = tokens([body])
    return [found.vocabulary[i] for i in found.ids]


def shingles(body: str) -> set[tuple[str, ...]]:
    words = words_of(body)
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def slow_pairs(articles: pd.DataFrame) -> set[tuple[str, str, float, float, str]]:
    out = set()
    ordered = articles.sort_values("article_id")
    read = [(i, words_of(b), shingles(b)) for i, b in zip(ordered["article_id"], ordered["body"], strict=True)]
    for (one, words, a), (other, other_words, b) in combinations(read, 2):
        if words and words == other_words:
            out.add((one, other, 1.0, 1.0, "duplicate"))
        elif a & b and len(a & b) / min(len(a), len(b)) >= 0.2:
            forth, back = len(a & b) / len(a), len(a & b) / len(b)
            kind = "duplicate" if max(forth, back) >= 0.8 else "shared"
            out.add((one, other, round(forth, 9), round(back, 9), kind))
    return out


def as_set(pairs: pd.DataFrame) -> set[tuple[str, str, float, float, str]]:
    columns = ["article_id", "other_id", "containment", "containment_other", "kind"]
    return set(pairs[columns].round(9).itertuples(index=False, name=None))


def test_containment_by_hand():
    # TEN has 10 words and 6 shingles; TEN + MORE has 22 words and 18, which hold all 6: 6/6 and 6/18.
    row = copies.pairs(made([TEN, f"{TEN} {MORE}"])).iloc[0]
    assert (row["containment"], row["containment_other"]) == (1, pytest.approx(1 / 3))
    assert row["kind"] == "duplicate"


def test_part_of_both_is_shared_text():
    # The first ten words are shared: 6 of the 9 shingles of 13 words (.67), and 6 of 18.
    row = copies.pairs(made([f"{TEN} over the bay", f"{TEN} {MORE}"])).iloc[0]
    assert row["containment"] == pytest.approx(6 / 9)
    assert row["kind"] == "shared"


def test_capitals_marks_and_spelling_hide_no_copy():
    got = copies.pairs(
        made(["The labour ministers' “new” programme began today", "the labor ministers new program — BEGAN today."])
    )
    assert got["containment"].tolist() == [1.0]


def test_first_is_the_earlier_and_unknown_where_equal_or_missing():
    got = copies.pairs(made([TEN] * 4, days=["2024-05-02", "2024-05-01", "2024-05-02", None]))
    first = {(r.article_id, r.other_id): r.first for r in got.itertuples()}
    assert first["a0000", "a0001"] == "a0001"
    assert first["a0001", "a0002"] == "a0001"
    assert pd.isna(first["a0000", "a0002"])
    assert pd.isna(first["a0001", "a0003"])


def test_short_and_empty_bodies():
    got = copies.pairs(made(["", None, "Read more here", "read more here", "Read more", "  "]))
    assert as_set(got) == {("a0002", "a0003", 1.0, 1.0, "duplicate")}
    run = copies.passages(made(["Read more here", "read more here"]), copies.pairs(made(["Read more here"] * 2)))
    assert run["n_words"].tolist() == [3]


@pytest.mark.parametrize("bodies", [[], ["alone in the harbour with no other text"], ["", ""]])
def test_nothing_to_compare(bodies):
    articles = made(bodies)
    pairs = copies.pairs(articles)
    assert pairs.empty
    assert copies.passages(articles, pairs).empty
    assert copies.own_words(articles, copies.passages(articles, pairs))["n_shared"].sum() == 0
    assert not copies.counted_once(articles, pairs)[["flag_copy", "flag_copied"]].to_numpy().any()


def random_bodies(seed: int, n: int = 40) -> list[str]:
    """Short texts over few words, cut from each other, so that pairs of all kinds arise."""
    rng = np.random.default_rng(seed)
    bodies: list[list[str]] = []
    for _ in range(n):
        text = [f"w{i}" for i in rng.integers(0, 12, rng.integers(0, 30))]
        if bodies and rng.random() < 0.6:
            source = bodies[int(rng.integers(len(bodies)))]
            a, z = sorted(rng.integers(0, len(source) + 1, 2))
            text = text[: int(rng.integers(0, 12))] + source[a:z]
        bodies.append(text)
    return [" ".join(b) for b in bodies]


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_pairs_equal_the_slow_way(seed):
    articles = made(random_bodies(seed)).sample(frac=1, random_state=seed)
    assert as_set(copies.pairs(articles)) == slow_pairs(articles)


def test_candidates_from_sketches_give_no_false_pair(monkeypatch):
    articles = made(random_bodies(3, n=150))
    monkeypatch.setattr(copies, "MOST_TO_COMPARE_ALL", 10)
    monkeypatch.setattr(sketches, "MOST_IN_BUCKET", 5)
    got, true = as_set(copies.pairs(articles)), slow_pairs(articles)
    assert got <= true
    assert len(got) > 0.95 * len(true)


def test_small_blocks_change_nothing(monkeypatch):
    articles = made(random_bodies(5))
    pairs = copies.pairs(articles)
    runs = copies.passages(articles, pairs)
    monkeypatch.setattr(copies, "BLOCK", 50)
    pd.testing.assert_frame_equal(copies.pairs(articles), pairs)
    pd.testing.assert_frame_equal(copies.passages(articles, pairs), runs)


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_passages_are_the_same_words_and_cover_every_shared_shingle(seed):
    articles = made(random_bodies(seed))
    body = articles.set_index("article_id")["body"]
    pairs = copies.pairs(articles)
    runs = copies.passages(articles, pairs)
    for run in runs.itertuples():
        mine = words_of(body[run.article_id][run.start : run.end])
        assert mine == words_of(body[run.other_id][run.other_start : run.other_end])
        assert len(mine) == run.n_words
    for pair in pairs.itertuples():
        of_pair = runs[(runs["article_id"] == pair.article_id) & (runs["other_id"] == pair.other_id)]
        seen = set().union(*(shingles(body[pair.article_id][r.start : r.end]) for r in of_pair.itertuples()))
        assert seen == shingles(body[pair.article_id]) & shingles(body[pair.other_id])


def test_passage_by_hand():
    articles = made([f"Late news: {TEN}.", f"{TEN.capitalize()}, {MORE}."])
    run = copies.passages(articles, copies.pairs(articles)).iloc[0]
    assert articles["body"][0][run["start"] : run["end"]] == TEN
    assert articles["body"][1][run["other_start"] : run["other_end"]] == TEN.capitalize()


def test_own_words_by_hand():
    # echo's 12 words hold TEN (10) which mercury has: 2 of 12 own. What echo repeats of itself (a0002) stays its own.
    articles = made(
        [f"Late news {TEN}", f"{TEN} {MORE}", "late news from the same desk", ""], ["echo", "mercury", "echo", "echo"]
    )
    own = copies.own_words(articles, copies.passages(articles, copies.pairs(articles)))
    assert own["n_words"].tolist() == [12, 22, 6, 0]
    assert own["n_shared"].tolist() == [10, 10, 0, 0]
    assert own["own"][0] == pytest.approx(2 / 12)
    assert np.isnan(own["own"][3])
    by_outlet = copies.own_words_by_outlet(own).set_index("outlet")["own"]
    assert by_outlet["echo"] == pytest.approx(8 / 18)


def test_repeats_count_once_in_each_outlet():
    articles = made(
        [TEN, TEN, f"{TEN} {MORE}", TEN, MORE],
        ["echo", "mercury", "echo", "mercury", "echo"],
        ["2024-05-03", "2024-05-02", "2024-05-04", "2024-05-01", None],
    )
    got = copies.counted_once(articles, copies.pairs(articles))
    # echo: the long text holds a0000 and a0004. mercury: of two alike the earlier counts. Over all: the long one alone.
    assert got["flag_copy"].tolist() == [True, True, False, False, True]
    assert got["flag_copied"].tolist() == [True, True, False, True, True]


def test_a_thousand_copies():
    varied = [f"{TEN} {MORE} {i}" for i in range(100)]
    articles = made([f"{TEN} {MORE}"] * 1000 + varied, ["echo", "mercury"] * 550)
    pairs = copies.pairs(articles)
    assert len(pairs) == 1100 * 1099 / 2
    assert set(pairs["kind"]) == {"duplicate"}
    kept = copies.counted_once(articles, pairs)
    assert (~kept["flag_copy"]).groupby(kept["outlet"], observed=True).sum().tolist() == [1, 1]


def test_order_of_rows_changes_nothing():
    articles = made(random_bodies(9))
    other = articles.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(copies.pairs(articles), copies.pairs(other))


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match=r"copies.pairs needs \['body'\]"):
        copies.pairs(made([TEN]).drop(columns="body"))
