"""Versions of one quotation: which belong together, and what differs."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare import quotations
from analysis.compare.quotations import edits, pairs, versions
from analysis.features.sources import attributions
from analysis.schema import SOURCES, empty

WORDS = st.lists(
    st.sampled_from(["our", "ports", "info", "information", "defence", "defense", "are", "open"]), max_size=8
)


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("“Our harbour is open.”", "“Our harbor is open”", [("spelling", "harbour", "harbor")]),
        ("We organise it", "we organize it", [("spelling", "organise", "organize")]),
        ("Our defence", "our Defense", [("spelling", "defence", "Defense")]),
        ("We share info daily", "We share information daily", [("short form", "info", "information")]),
        ("Our ports are open", "ports are open", [("cut", "Our", "")]),
        ("Ports are open to all", "Ports are open", [("cut", "to all", "")]),
        ("Ports are wide open", "Ports are open", [("wording", "wide", "")]),
        ("Ports are open", "Ports are shut", [("wording", "open", "shut")]),
        ("“Ports are open,”", "ports are open", []),
        ("the U.S. fleet", "the US fleet", [("spelling", "U.S", "US")]),
    ],
)  # fmt: skip
def test_edits(here, there, expected):
    assert edits(here, there) == expected


@given(WORDS, WORDS)
def test_edits_turned_round_and_of_equals(here, there):
    one, two = " ".join(here), " ".join(there)
    assert edits(one, one) == []
    assert {e.kind for e in edits(one, two)} <= {"spelling", "short form", "cut", "wording"}
    lost = [w for e in edits(one, two) for w in e.here.split()]
    gained = [w for e in edits(one, two) for w in e.there.split()]
    # Every word of one wording is kept or named in an edit.
    assert len(here) - len(lost) == len(there) - len(gained)


@pytest.fixture
def sources():
    bodies = {
        "Echo": "“Our harbour is a gateway for trade and calm,” Lena Ortiz said. “The road stays shut.”",
        "Mercury": "Lena Ortiz called it a “gateway for trade and calm” on Friday.",
        "Herald": "“The harbor is a gateway for trade and calm,” Lena Ortiz wrote.",
        "Globe": "“Our harbour is a gateway for trade and calm,” Paul Rask said.",
    }
    frame = pd.DataFrame(
        {"article_id": list(bodies), "outlet": list(bodies), "body": list(bodies.values()), "crossheads": None}
    )
    return attributions(frame, actors=[{"id": "ortiz", "name": "Lena Ortiz", "aliases": ["Ortiz"]}])


def test_versions_of_one_speaker(sources):
    got = versions(sources)
    assert list(got["outlet"]) == ["Echo", "Mercury", "Herald"]
    assert set(got["quotation_id"]) == {"q1"}
    assert list(got["reference"]) == [True, False, False]
    echo, mercury, herald = (json.loads(e) for e in got["edits"])
    assert echo == []
    assert mercury == [["cut", "Our harbour is a", ""]]
    assert herald == [["wording", "Our", "The"], ["spelling", "harbour", "harbor"]]


def test_pairs_are_between_outlets(sources):
    got = pairs(sources)
    # Three outlets print the first quotation of Ortiz: 3 * 2 / 2 pairs. Rask's is his own.
    assert len(got) == 3
    assert (got["outlet"] != got["other_outlet"]).all()
    assert (got["similarity"] >= 56).all()
    assert set(got["speaker_id"]) == {"ortiz"}


def test_no_quotation_twice_gives_empty_tables(sources):
    alone = sources[sources["article_id"] == "Echo"]
    assert pairs(alone).empty
    assert list(versions(alone).columns) == list(versions(sources).columns)
    assert versions(alone).empty


def test_shared_small_words_are_no_version():
    bodies = ["“Part of the deal,” Ada Lund said.", "“End of the road,” Ada Lund said."]
    frame = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"], "body": bodies, "crossheads": None})
    assert versions(attributions(frame)).empty


def test_where_nobody_is_quoted_there_are_no_versions():
    nobody = empty(SOURCES)
    assert quotations.versions(nobody).empty
    assert quotations.shown(quotations.versions(nobody)).empty
