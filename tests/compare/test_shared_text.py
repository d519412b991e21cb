"""The longest shared passages, with their words and who was first."""

import pandas as pd

from analysis.compare import copies, shared_text

WIRE = "The council of the old town approved the harbour wall after a long debate."
OWN = "Fishermen had come from three villages to hear how every member would vote that night."


def corpus():
    bodies = [f"{OWN} {WIRE}", f"{WIRE} Nobody clapped.", f"{WIRE} {OWN}", f"{OWN} {WIRE}"]
    return pd.DataFrame(
        {
            "article_id": ["a0", "a1", "a2", "a3"],
            "outlet": pd.Categorical(["echo", "herald", "mercury", "echo"]),
            "published": pd.to_datetime(["2024-05-07", "2024-05-06", "2024-05-07", "2024-05-08"]),
            "body": pd.Series(bodies, dtype="str"),
            "n_words": [len(b.split()) for b in bodies],
        }
    )


def longest(articles, most=9):
    alike = copies.pairs(articles)
    return shared_text.longest(articles, alike, copies.passages(articles, alike), most=most)


def test_words_outlets_and_who_was_first():
    got = longest(corpus()).set_index(["article_id", "other_id"])
    wire = got.loc[("a0", "a1")]
    assert wire[["outlet", "other", "first"]].tolist() == ["echo", "herald", "herald"]
    # The council ... debate: 14 words, printed as they stand, without the full stop.
    assert (wire["n_words"], wire["passage"]) == (14, WIRE.rstrip("."))
    assert pd.isna(got.loc[("a0", "a2"), "first"])  # the same day


def test_one_passage_a_pair_and_none_within_an_outlet():
    got = longest(corpus())
    assert ("a0", "a3") not in set(zip(got["article_id"], got["other_id"], strict=True))
    assert not got.duplicated(["article_id", "other_id"]).any()
    assert got["n_words"].is_monotonic_decreasing
    assert len(longest(corpus(), most=2)) == 2


def test_nothing_shared_is_an_empty_table():
    assert list(longest(corpus().head(1)).columns) == shared_text.COLUMNS
