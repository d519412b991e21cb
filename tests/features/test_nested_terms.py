"""A hit of a child counts for its parent."""

import pytest

from analysis.codebook import Codebook
from analysis.features.topics import topics


def book(*items):
    return Codebook.model_validate({"title": "T", "source": "S", "items": items})


@pytest.fixture(scope="module")
def nested():
    return book(
        {"id": "town", "label": "The town", "terms": ["council", "street"], "exclude": ["harbour wall"]},
        {"id": "building", "label": "Building", "terms": ["builders"], "parent": "town"},
        {"id": "wall", "label": "The wall", "terms": ["wall", "harbour wall"], "parent": "building"},
    )


def test_hits_rise_to_every_item_above(units, runs, nested):
    marks = topics(units, runs, nested)
    # ECHO: council, harbour wall | wall, street | (none) | builders. MERCURY: harbour wall | wall | council.
    counts = marks.groupby("item", observed=False).size()
    assert counts["wall"] == 4  # harbour wall, wall | harbour wall, wall
    assert counts["building"] == 5  # and builders
    assert counts["town"] == 8  # and council, street | council; the parent's own exclusion keeps no child's hit out


def test_a_place_counts_once_for_the_parent(units, runs):
    overlapping = book(
        {"id": "town", "label": "The town", "terms": ["wall"]},
        {"id": "wall", "label": "The wall", "terms": ["harbour wall"], "parent": "town"},
    )
    marks = topics(units, runs, overlapping)
    town = marks[marks["item"] == "town"]
    assert sorted(town["term"]) == ["harbour wall", "harbour wall", "wall", "wall"]
    assert not town.duplicated(["article_id", "part", "sentence", "start"]).any()


def test_without_nesting_nothing_changes(units, runs, nested):
    flat = book(*(item.model_dump() | {"parent": ""} for item in nested.items))
    own, risen = (
        set(zip(m["item"].astype(str), m["article_id"], m["sentence"], m["start"], strict=True))
        for m in (topics(units, runs, flat), topics(units, runs, nested))
    )
    assert own < risen
