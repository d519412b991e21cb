import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.features import phrases

ELEMENT = st.lists(st.integers(0, 5), max_size=3)


def slow(ids, phrase):
    n = len(phrase)
    return [i for i in range(len(ids) - n + 1) if n and all(ids[i + k] in phrase[k] for k in range(n))]


@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.lists(ELEMENT, max_size=4), max_size=5))
def test_finds_what_a_loop_finds(ids, wanted):
    arrays = [[np.array(e, np.int64) for e in p] for p in wanted]
    found = phrases.positions(np.array(ids, np.int32), arrays, n_ids=6)
    assert [f.tolist() for f in found] == [slow(ids, p) for p in wanted]
