"""What forbids two clauses to be one thing: each kind alone, as a choice."""

import numpy as np
import pandas as pd
import pytest

from analysis.compare import alignment, claims, conflicts, days
from analysis.errors import InputError
from analysis.features.tellings import tellings


def _conflict(texts, kinds, *, named=((), ()), named_days=((), ())):
    found = conflicts.signs(texts, named=named, days=named_days, forbid=kinds)
    return bool(conflicts.conflict(found, np.array([0]), np.array([1]))[0])


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [
        ("40 barrels burned", "50 barrels burned", True),
        ("40 barrels burned", "Forty barrels burned", False),
        ("40 barrels burned", "50 percent burned", False),
        ("40 barrels and 50 barrels burned", "50 barrels burned", False),
        ("Barrels burned", "50 barrels burned", False),
    ],
)
def test_another_figure_of_one_unit(here, there, apart):
    assert _conflict([here, there], ["numbers"]) is apart
    assert not _conflict([here, there], ["negation"])


def test_another_day_and_another_name():
    assert _conflict(["a", "b"], ["dates"], named_days=(["2024-05-06"], ["2024-05-07"]))
    assert not _conflict(["a", "b"], ["dates"], named_days=(["2024-05-06"], []))
    assert _conflict(["a", "b"], ["names"], named=(["mora"], ["brown", "ada"]))
    assert not _conflict(["a", "b"], ["names"], named=(["mora"], ["brown", "mora"]))


def test_no_pairs_no_kinds():
    assert conflicts.conflict([], np.zeros(2, np.int64), np.ones(2, np.int64)).tolist() == [False, False]
    assert conflicts.signs([], named=[], days=[], forbid=["names"])[0].values.shape == (0, 1)


def test_a_kind_that_there_is_not():
    with pytest.raises(InputError, match=r"no kind 'number'. Did you mean 'numbers'\?"):
        conflicts.signs(["a"], named=[()], days=[()], forbid=["number"])


def test_days_are_those_of_the_article_s_own_week():
    # 8 May 2024 is a Wednesday
    day = pd.Timestamp("2024-05-08")
    assert days.named("Signed on Monday and on 3 May", day) == {"2024-05-06", "2024-05-03"}
    assert days.named("Signed on Monday", None) == frozenset()


WALL = {
    "bell": "The council of Tidewell approved the granite harbour wall of 40 metres on Monday.\nCoopers sold barrels.",
    "crier": "The council of Tidewell approved the granite harbour wall of 50 metres on Tuesday.\nSwallows nested.",
}


@pytest.mark.parametrize(("forbid", "n_outlets"), [((), 2), (("numbers",), 1), (("dates",), 1), (("names",), 2)])
def test_what_forbids_is_a_choice(story, forbid, n_outlets):
    units, segments, _, articles = story(WALL)
    dated = articles.assign(published=pd.Timestamp("2024-05-08"))
    found, _ = claims.claims(tellings(units, segments), dated, forbid=forbid)
    alike = found[~found["basis"].isin(["item", "name"])]
    assert alike["n_outlets"].max() == n_outlets


def test_negation_forbids_unless_told_otherwise():
    texts = ["Tides pressured the harbour wall", "Tides never pressured the harbour wall", "Coopers sold oak barrels"]
    pair = np.array([0]), np.array([1])
    # the denial stands beside a word that both have; eight words before one it is that of something else
    far = ["Tides pressured the harbour wall", "Nobody sang but to the relief of all tides pressured the wall"]
    clauses = alignment.vectors([*far, texts[2]], inside=[True] * 3, sentence=range(3))
    assert len(alignment.similar(clauses, *pair, least=0.0)[0]) == 1
    for forbid, n in ((conflicts.USUAL, 0), ((), 1)):
        clauses = alignment.vectors(texts, inside=[True] * 3, sentence=range(3), forbid=forbid)
        assert len(alignment.similar(clauses, *pair, least=0.0)[0]) == n
