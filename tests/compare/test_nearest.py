"""What comes nearest to a claim where it is not found, and what is not even near."""

import pandas as pd
import pytest

from analysis.compare import claims, coverage, nearest
from analysis.errors import TableError
from analysis.features.tellings import tellings

QUAY = {
    "bell": "The council approved the granite harbour wall on Monday.\nCoopers sold oak barrels.",
    "crier": "On Monday the council approved the granite harbour wall.\nSwallows nested in the belfry.",
    "dawn": "The town will have its granite wall.\nBakers baked saffron buns.",
    "echo": "An orchestra played a waltz.\nParrots accompany smugglers.",
}


@pytest.fixture(scope="module")
def quay(story):
    units, segments, _, articles = story(QUAY)
    cut = tellings(units, segments)
    found, sentences = claims.claims(cut, articles)
    return found, sentences, cut, articles


def test_an_outlet_that_says_something_near_perhaps_tells_it(quay):
    found, sentences, cut, articles = quay
    near = nearest.nearest(found, sentences, cut, articles)
    wall = found.iloc[0]
    assert wall["outlets"] == "bell; crier"
    # dawn shares "granite" and "wall" with both; echo shares nothing
    assert near["claim_id"].tolist() == [wall["claim_id"]]
    assert near["outlet"].tolist() == ["dawn"]
    assert near["text"].tolist() == ["The town will have its granite wall."]
    marked = nearest.perhaps(found, near)
    assert marked.iloc[0][["not_found_in", "perhaps_in"]].tolist() == ["dawn; echo", "dawn"]
    covered = coverage.coverage(marked, sentences, articles, near=near)
    cells = covered[covered["claim_id"] == wall["claim_id"]].set_index("outlet")
    assert cells.loc[["dawn", "echo"], "how"].tolist() == ["perhaps", "not found"]
    assert cells.loc["dawn", ["text", "n_telling", "order"]].tolist() == [
        "The town will have its granite wall.",
        0,
        0,
    ]
    assert cells.loc["echo", "text"] == ""


def test_likeness_is_shared_information_over_all_of_it(quay):
    found, sentences, cut, articles = quay
    near = nearest.nearest(found, sentences, cut, articles)
    assert near["likeness"].between(nearest.NEAR, 1).all()


def test_an_outlet_beside_a_clause_of_the_claim_perhaps_tells_it(quay):
    found, sentences, cut, articles = quay
    wall = found.iloc[0]["claim_id"]
    mine = sentences[sentences["claim_id"] == wall]
    other = sentences[sentences["outlet"] == "echo"].head(1)
    # a second claim holds bell's clause and one of echo
    second = pd.concat([mine[mine["outlet"] == "bell"], other]).assign(claim_id="c2")
    head = found[found["claim_id"] == wall].assign(claim_id="c2", outlets="bell; echo", not_found_in="crier; dawn")
    near = nearest.nearest(pd.concat([found, head]), pd.concat([sentences, second]), cut, articles)
    assert set(near.loc[near["claim_id"] == wall, "outlet"]) == {"dawn", "echo"}
    items = head.assign(basis="item")
    near = nearest.nearest(pd.concat([found, items]), pd.concat([sentences, second]), cut, articles)
    assert set(near.loc[near["claim_id"] == wall, "outlet"]) == {"dawn"}


def test_order_changes_nothing(quay):
    found, sentences, cut, articles = quay
    here = nearest.nearest(found, sentences, cut, articles)
    there = nearest.nearest(found[::-1], sentences[::-1], cut[::-1], articles[::-1])
    pd.testing.assert_frame_equal(here, there)


def test_nothing_is_near_nothing(quay):
    found, sentences, cut, articles = quay
    none = nearest.nearest(found[:0], sentences[:0], cut[:0], articles[:0])
    assert list(none.columns) == list(nearest.COLUMNS)
    assert nearest.perhaps(found, none)["perhaps_in"].eq("").all()


def test_another_table_is_refused(quay):
    found, _, cut, articles = quay
    with pytest.raises(TableError, match=r"nearest.nearest needs"):
        nearest.nearest(found, cut, cut, articles)


def test_left_out_says_what_is_perhaps_told(quay):
    found, sentences, cut, articles = quay
    most = found.copy()
    most.loc[0, "reach"] = "most"
    near = nearest.nearest(most, sentences, cut, articles)
    missing = coverage.left_out(nearest.perhaps(most, near), sentences)
    assert missing[["outlet", "perhaps"]].to_numpy().tolist() == [["echo", False], ["dawn", True]]


def test_a_reader_sees_what_comes_nearest(quay):
    found, sentences, cut, articles = quay
    most = found.copy()
    most.loc[0, "reach"] = "most"
    near = nearest.nearest(most, sentences, cut, articles)
    covered = coverage.coverage(most, sentences, articles, near=near)
    event = str(most.loc[0, "event"])
    shown = coverage.nearest_told(most, covered, event=event, most=9)
    assert shown[["outlet", "text"]].astype("str").to_numpy().tolist() == [
        ["dawn", "The town will have its granite wall."]
    ]
    assert coverage.nearest_told(most, covered, event="another", most=9).empty
