"""Distinctive words: the formula by hand, a slow loop, laws, and what a design can reach."""

from collections.abc import Sequence
from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import words
from analysis.compare import distances, distinctive
from analysis.errors import InputError, TableError
from analysis.features.tokens import tokens


def made(
    texts: dict[str, Sequence[str]], events: Sequence[str | None] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Texts and articles, one of each a string."""
    rows = [(f"{o}-{i}", o, t) for o, some in texts.items() for i, t in enumerate(some)]
    ids, outlets, bodies = zip(*rows, strict=True)
    articles = pd.DataFrame({"article_id": ids, "outlet": pd.Categorical(outlets, list(texts)), "event": None})
    if events:
        articles["event"] = list(events)
    return pd.DataFrame({"article_id": ids, "outlet": outlets, "text": bodies}), articles


def compared(texts, *, events=None, stop=(), **more) -> pd.DataFrame:
    counted = distinctive.counted(*made(texts, events), stop=stop)
    return distinctive.log_odds(counted, **{"seed": 1, "labellings": 99, "fewest_articles": 1, **more})


def random_texts(seed: int, sizes: dict[str, int], words: int = 12) -> dict[str, list[str]]:
    rng = np.random.default_rng(seed)
    names = [f"w{chr(97 + i)}" for i in range(words)]
    return {o: [" ".join(rng.choice(names, rng.integers(3, 40))) for _ in range(n)] for o, n in sizes.items()}


def test_the_formula_by_hand():
    # echo: wall 3 of 4 words; mercury: wall 1 of 4; a_wall = 4/8 x 8 = 4, a_0 = 8.
    # echo: (3 + 4) / (4 + 8 - 7) = 7/5; mercury: (1 + 4) / (4 + 8 - 5) = 5/7; variance 1/7 + 1/5.
    got = compared({"echo": ["wall wall", "wall cost"], "mercury": ["wall cost", "cost cost"]}, prior=8)
    row = got[(got["outlet"] == "echo") & (got["term"] == "wall")].iloc[0]
    assert row["delta"] == pytest.approx(log(7 / 5) - log(5 / 7))
    assert row["z"] == pytest.approx((log(7 / 5) - log(5 / 7)) / sqrt(1 / 7 + 1 / 5))
    assert (row["n"], row["n_articles"], row["rate"], row["rate_rest"]) == (3, 2, 750, 250)
    # Jensen-Shannon: both words part alike, so each contributes half.
    assert row["contribution"] == pytest.approx(0.5)


def slow(texts: dict[str, list[str]], prior: float) -> dict[tuple[str, str], float]:
    bags = {o: " ".join(some).split() for o, some in texts.items()}
    everything = [w for bag in bags.values() for w in bag]
    out = {}
    for outlet, bag in bags.items():
        rest = [w for o, other in bags.items() if o != outlet for w in other]
        for w in set(everything):
            a = prior * everything.count(w) / len(everything)
            i, j = bag.count(w) + a, rest.count(w) + a
            delta = log(i / (len(bag) + prior - i)) - log(j / (len(rest) + prior - j))
            out[outlet, w] = delta / sqrt(1 / i + 1 / j)
    return out


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_z_equals_the_slow_way(seed):
    texts = random_texts(seed, {"echo": 3, "mercury": 4, "argus": 2})
    got = compared(texts, labellings=1, prior=50).set_index(["outlet", "term"])["z"].to_dict()
    assert got == pytest.approx(slow(texts, 50))


def slow_p(counted, labels, expected):
    """p of words x outlets from labellings written out; `expected` is each article's count at its event's rate."""
    dense = counted.counts.toarray()
    length, off = dense.sum(axis=1), dense - expected
    spread, n_outlets = (off**2).sum(axis=0), len(counted.outlets)
    t = np.empty((2, len(labels), dense.shape[1], n_outlets))
    for b, label in enumerate(labels):
        for k in range(n_outlets):
            mine, share = label == k, length[label == k].sum() / length.sum()
            own = (off[mine] ** 2).sum(axis=0)
            u = np.abs(off[mine].sum(axis=0))
            t[:, b, :, k] = u / np.sqrt(own * (1 - share) ** 2 + (spread - own) * share**2 + 1e-6), u
    return (t >= t[:, :1] - 1e-4).sum(axis=1).max(axis=0) / len(labels)


def test_p_equals_a_slow_loop_over_turned_labels(monkeypatch):
    monkeypatch.setattr(distances, "WORDS_TURNED", 5)
    monkeypatch.setattr(distances, "SUMS_AT_ONCE", 100)
    counted = distinctive.counted(*made(random_texts(4, {"echo": 6, "mercury": 5, "argus": 4})))
    family, outlets = np.arange(len(counted.vocabulary)), np.arange(3)
    asked = np.ones((len(family), 3), dtype=bool)
    got, drawn = distances.turned(counted, family, outlets, asked, labellings=59, seed=[3])
    assert drawn == 60
    order = np.random.default_rng([3]).permutation(15)
    dense = counted.counts.toarray()
    expected = dense.sum(axis=1)[:, None] * dense.sum(axis=0) / dense.sum()
    for k in range(3):  # each outlet has labellings of its own
        rng, seen = np.random.default_rng([3, k]), (counted.outlet == k)[order]
        rows = [seen, *(rng.permuted(seen) for _ in range(3))]
        labels = np.empty((60, 15), dtype=np.int64)
        labels[:, order] = np.where([np.roll(row, turn) for row in rows for turn in range(15)], k, -1)
        want = slow_p(counted, labels, expected)[:, k]
        np.testing.assert_allclose(got[:, k], want, atol=1.01 / 60)  # single precision may part a tie


def test_p_within_events_equals_a_slow_loop(monkeypatch):
    monkeypatch.setattr(distances, "TILE", 5)
    monkeypatch.setattr(distances, "AT_ONCE", 16)
    event = np.array([0, 1, 2, 0, 1, 2, 0, 0, 1, 2, 1, 0, 1, 2, 0])
    texts = made(random_texts(4, {"echo": 6, "mercury": 5, "argus": 4}), [f"e{e}" for e in event])
    counted = distinctive.counted(*texts)
    family, outlets = np.arange(len(counted.vocabulary)), np.arange(3)
    got, _ = distances.within_events(counted, family, outlets, labellings=59, seed=[3])
    labels = np.concatenate(list(distances.shuffled(counted.outlet, counted.event, 59, [3])))
    dense, expected = counted.counts.toarray(), np.empty((15, len(family)))
    for e in range(3):
        here = counted.event == e
        expected[here] = dense[here].sum(axis=1)[:, None] * dense[here].sum(axis=0) / dense[here].sum()
    np.testing.assert_allclose(got, slow_p(counted, labels, expected), atol=1.01 / 60)


def test_words_are_looked_at_again_only_where_they_may_differ(monkeypatch):
    monkeypatch.setattr(distances, "STAGES", ((99, 0.05),))
    asked = []
    whole = distances.turned

    def watched(words, family, outlets, asked_for, **call):
        asked.append((len(family), call["labellings"]))
        return whole(words, family, outlets, asked_for, **call)

    monkeypatch.setattr(distances, "turned", watched)
    texts = random_texts(7, {"echo": 12, "mercury": 12})
    texts["echo"] = [f"{t} harbour" for t in texts["echo"]]
    got = compared(texts, labellings=1_999).set_index(["outlet", "term"])["p"]
    assert asked[0] == (13, 99)
    assert asked[1][0] < 6
    assert asked[1][1] == 1_999
    assert got["echo", "harbor"] == pytest.approx(1 / 2016, rel=1)  # 84 turns of 24; its mirror may stand in for it
    assert (got.drop("harbor", level="term") > 0.002).all()


def test_labellings_stay_within_events():
    outlet, event = np.array([0, 0, 1, 1, 1]), np.array([0, 1, 0, 1, 2])
    labels = np.concatenate(list(distances.shuffled(outlet, event, 200, [1])))
    assert (labels[0] == outlet).all()
    assert (np.sort(labels[:, [0, 2]], axis=1) == [0, 1]).all()
    assert (labels[:, 4] == 1).all()
    assert 60 < labels[1:, 0].sum() < 140


def test_a_planted_word_differs_and_noise_does_not():
    texts = random_texts(7, {"echo": 12, "mercury": 12})
    texts["echo"] = [f"{t} harbour" for t in texts["echo"]]
    got = compared(texts, labellings=999).set_index(["outlet", "term"])
    assert got.loc[("echo", "harbor"), "differs"]
    assert got.loc[("mercury", "harbor"), "z"] < 0
    assert (
        got.drop(index=[("echo", "harbor"), ("mercury", "harbor")])["differs"].sum() <= 2
    )  # one word by chance, in both


def test_equal_outlets_rarely_differ():
    differs = [compared(random_texts(s, {"echo": 8, "mercury": 8}), labellings=199)["differs"].any() for s in range(60)]
    assert sum(differs) <= 8  # 3 expected at level .05


@pytest.mark.parametrize("several", [False, True])
def test_short_articles_are_no_difference(several):
    rng = np.random.default_rng(3)
    names, found = np.array([f"w{chr(97 + i)}" for i in range(15)]), 0
    for seed in range(40):
        lengths = {"echo": 12, "mercury": 60, "argus": 60}
        texts = {o: [" ".join(rng.choice(names, n)) for _ in range(12)] for o, n in lengths.items()}
        events = [f"e{i}" for i in range(12)] * 3 if several else None
        found += (
            compared(texts, events=events, labellings=199, seed=seed)
            .groupby("outlet", observed=True)["differs"]
            .any()
            .sum()
        )
    assert found <= 120 * 0.05 + 2.6 * sqrt(120 * 0.05 * 0.95)


def test_a_word_of_one_article_is_no_mark_of_an_outlet():
    texts = random_texts(1, {"echo": 10, "mercury": 10})
    texts["echo"][0] += " regatta" * 40
    row = compared(texts, labellings=499).set_index(["outlet", "term"]).loc[("echo", "regatta")]
    assert row["z"] > 3
    assert row["p"] > 0.2  # in every other labelling the article is echo's


def test_three_against_three_cannot_tell_and_says_so():
    got = compared(random_texts(2, {"echo": 3, "mercury": 3}), labellings=999)
    assert got["min_q"].tolist() == pytest.approx([0.1] * len(got))  # 2 of 20 labellings
    assert got["differs"].isna().all()
    assert set(got["why"]) == {"the design reaches q = 0.1 at best"}


def test_one_article_an_outlet_has_no_q():
    got = compared({"echo": ["wall cost"], "mercury": ["wall flood"], "argus": ["tram"]})
    assert got["q"].isna().all()
    assert got["why"].str.contains("1 article of 3: no test below 3").all()
    assert got["z"].notna().all()


def test_rare_words_are_not_tested():
    texts = random_texts(2, {"echo": 6, "mercury": 6})
    texts["echo"][0] += " regatta"
    got = compared(texts, fewest_articles=2).set_index(["outlet", "term"])
    assert pd.isna(got.loc[("echo", "regatta"), "q"])
    assert got.loc[("echo", "regatta"), "why"] == "in fewer than 2 articles"
    assert got["tests"].unique().tolist() == [24]  # 12 words, 2 outlets


def test_stop_words_are_set_aside_before_counting():
    got = compared({"echo": ["Tass reports walls", "walls"], "mercury": ["trams", "U.S. trams"]}, stop=["TASS", "US"])
    assert set(got["term"]) == {"reports", "walls", "trams"}
    assert got.loc[(got["outlet"] == "echo") & (got["term"] == "walls"), "rate"].iloc[0] == pytest.approx(2000 / 3)


def test_several_texts_an_article_and_articles_without_any():
    texts, articles = made({"echo": ["wall", "cost", "sea"], "mercury": ["wall", "tram", "sea"]})
    units = pd.concat([texts.iloc[[0, 0, 4]], texts.iloc[[1]]])
    counted = distinctive.counted(units, articles)
    assert counted.counts.shape[0] == 6
    assert counted.counts.sum() == 4
    assert distinctive.log_odds(counted, seed=1, labellings=9)["z"].notna().all()


def test_order_of_rows_and_a_renamed_outlet_change_nothing():
    texts, articles = made(random_texts(8, {"echo": 4, "mercury": 4}))
    one = distinctive.log_odds(distinctive.counted(texts, articles), seed=2, labellings=49)
    other = distinctive.counted(texts.sample(frac=1, random_state=1), articles.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(distinctive.log_odds(other, seed=2, labellings=49), one)


def test_bootstrap_holds_its_parts(monkeypatch):
    monkeypatch.setattr(distinctive, "TILE", 4)
    counted = distinctive.counted(*made(random_texts(5, {"echo": 9, "mercury": 7})))
    got = distinctive.bootstrap(counted, draws=200, seed=1, prior=50)
    assert ((got["low"] <= got["delta"] + 0.5) & (got["delta"] - 0.5 <= got["high"])).all()
    weights = distinctive._weights(counted, draws=200, seed=1)
    dense = counted.counts.toarray()
    z = np.empty((200, len(counted.vocabulary)))
    pooled = dense.sum(axis=0)
    a = 50 * pooled / pooled.sum()
    for b in range(200):
        i, j = ((dense[counted.outlet == k] * weights[counted.outlet == k, b, None]).sum(axis=0) for k in (0, 1))
        own, rest = i + a, j + a
        delta = np.log(own / (i.sum() + 50 - own)) - np.log(rest / (j.sum() + 50 - rest))
        z[b] = delta / np.sqrt(1 / own + 1 / rest)
    echo = got[got["outlet"] == "echo"]
    np.testing.assert_allclose(echo["z_sd"], z.std(axis=0, ddof=1), rtol=1e-3)


def test_eight_events_are_resampled_whole():
    counted = distinctive.counted(*made({"echo": ["wall"] * 8, "mercury": ["tram"] * 8}, [*"abcdefgh"] * 2))
    weights = distinctive._weights(counted, draws=20, seed=1)
    assert (weights[:8] == weights[8:]).all()
    assert (weights.sum(axis=0) == 16).all()


def test_context_is_a_slice_of_the_body():
    body = "The old harbour\nwall will cost more than the Wall's builders said."
    units = pd.DataFrame({"article_id": ["e1"], "outlet": ["echo"], "text": [body[4:]], "start": [4]})
    got = distinctive.context(tokens(units["text"].tolist()), units, "WALL", around=16)
    assert (
        [body[a:z] for a, z in zip(got["start"], got["end"], strict=True)] == got["word"].tolist() == ["wall", "Wall"]
    )
    assert got["left"].tolist() == ["old harbour ", "… more than the "]
    assert got["right"].tolist() == [" will cost more …", "'s builders …"]
    assert distinctive.context(tokens(units["text"].tolist()), units, "zebra").empty


@pytest.mark.parametrize("level", [0, 1])
def test_a_level_outside_is_refused(level):
    with pytest.raises(InputError, match=f"`level` must lie between 0 and 1, both excluded; it is {level}"):
        compared({"echo": ["wall"] * 4, "mercury": ["cost"] * 4}, level=level)


def test_texts_without_words_and_words_alike_everywhere_never_differ():
    alike = compared({"echo": ["wall cost"] * 6, "mercury": ["wall cost"] * 6})
    assert not alike["differs"].fillna(False).any()
    silent = compared({"echo": [""] * 6, "mercury": [""] * 6})
    assert silent.empty


def test_two_hundred_outlets_are_answered_one_by_one():
    texts = random_texts(3, {f"outlet-{k:03d}": 1 + k % 4 for k in range(200)}, words=6)
    got = compared(texts, labellings=199)
    assert got.groupby("outlet", observed=True)["p"].count().tolist() == [6 if k % 4 > 1 else 0 for k in range(200)]
    assert got.loc[got["p"].isna(), "why"].str.contains("no test below 3").all()
    assert got["differs"].fillna(False).sum() <= 1


def test_an_event_of_one_outlet_changes_no_place():
    texts = {"echo": ["wall cost"] * 5, "mercury": ["wall sea"] * 5}
    got = compared(texts, events=["a"] * 5 + ["b"] * 5)
    assert got["p"].isna().all()
    assert got["why"].str.contains("share an event with others").all()


def test_a_word_list(tmp_path):
    file = tmp_path / "stop.txt"
    file.write_text("# names\nTass\n\nMoscow  # the desk\n", encoding="utf-8")
    assert words.listed(file) == {"Tass", "Moscow"}
    with pytest.raises(InputError, match="There is no word list"):
        words.listed(tmp_path / "none.txt")


def test_calls_that_cannot_be_answered():
    texts, articles = made({"echo": ["wall"]})
    with pytest.raises(InputError, match="text of 'echo-0', which is not among"):
        distinctive.counted(texts, articles.iloc[:0])
    with pytest.raises(TableError, match=r"distinctive.counted needs \['text'\]"):
        distinctive.counted(texts.drop(columns="text"), articles)
    with pytest.raises(InputError, match="labellings and prior above 0"):
        distinctive.log_odds(distinctive.counted(texts, articles), seed=1, labellings=0)
