import pytest

from analysis.metrics.sourcing import word_share


def test_shares_by_hand(runs, articles):
    got = word_share(runs, articles).set_index(["article_id", "item"])["value"]
    # echo: 8 words + quotation of 10 + "Mayor Ada Brandt said." 4 + 4 + 4 = 30 words.
    assert got["echo", "quoted"] == pytest.approx(10 / 30)
    assert got["echo", "narrator"] == pytest.approx(20 / 30)
    assert got["echo", "reported"] == 0
    assert got["mercury", "narrator"] == 1


def test_shares_add_up(runs, articles):
    sums = word_share(runs, articles).groupby("article_id")["value"].sum()
    assert sums.tolist() == pytest.approx([1.0, 1.0])
