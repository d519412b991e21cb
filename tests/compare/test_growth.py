"""Groups of like clauses: those that share a clause and what they say are one."""

import pytest

from analysis.compare import alignment, growth
from analysis.compare.growth import Group

FILLER = [f"Qu{a}x tr{a}ven br{a}lo." for a in "abcdefghijklmnopqrst"]
WALL = [
    "The council approved the granite wall of the harbour",
    "Councillors approved a granite wall for the harbour",
    "A granite harbour wall was approved by the council",
    "Coopers sold oak barrels",
]


@pytest.fixture(scope="module")
def clauses():
    texts = [*WALL, *FILLER]
    return alignment.vectors(texts, inside=[True] * len(texts), sentence=range(len(texts)))


def _near(pairs, n):
    near = [{} for _ in range(n)]
    for (a, b), value in pairs.items():
        near[a][b] = near[b][a] = value
    return near


def test_two_groups_that_share_a_clause_and_what_they_say_are_one(clauses):
    groups = [Group([0, 1], [0.8, 0.8], 0.8), Group([1, 2], [0.7, 0.7], 0.7)]
    near = _near({(0, 1): 0.8, (1, 2): 0.7, (0, 2): 0.6}, 24)
    assert growth._joined(groups, clauses, near) == [Group([0, 1, 2], [0.8, 0.8, 0.7], 0.7)]
    # the clauses that they do not share are not alike
    apart = _near({(0, 1): 0.8, (1, 2): 0.7, (0, 2): 0.2}, 24)
    assert growth._joined(groups, clauses, apart) == groups


def test_groups_that_share_a_clause_but_not_what_they_say_stay_apart(clauses):
    groups = [Group([0, 1], [0.8, 0.8], 0.8), Group([1, 3], [0.7, 0.7], 0.7)]
    near = _near({(0, 1): 0.8, (1, 3): 0.7, (0, 3): 0.9}, 24)
    # clauses 1 and 3 have no word in common, so that there is nothing that most of them hold, and nothing to compare
    assert growth._one(groups[0], Group([3, 1], [0.7, 0.7], 0.7), clauses, _near({}, 24)) is False
    assert len(growth._joined([groups[0], Group([2, 3], [0.7, 0.7], 0.7)], clauses, near)) == 2


def test_what_most_clauses_hold_counts_by_how_many_do(clauses):
    held = growth._common(clauses, [0, 1, 3])
    stems = {clauses.stems[s]: weight for s, weight in held.items()}
    granite = clauses.weight[list(clauses.stems).index("granit")]
    # two of three hold it
    assert stems["granit"] == pytest.approx(granite * 2 / 3)
    assert "oak" not in stems
