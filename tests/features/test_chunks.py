import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.features import chunks as module
from analysis.features.chunks import Chunks, chunks

SPACES = [chr(c) for c in range(0x110000) if chr(c).isspace()]
TEXTS = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet=[*SPACES, "a", "b", "\x00", "’", "é", "😀", "\ud800", "\u200b"], max_size=60),
        st.lists(st.sampled_from(["war", "War", "a" * 16, "a" * 17, "’" * 6, "\x00", "\x00\x00"])).map(" ".join),
    ),
    max_size=8,
)


def as_strings(found: Chunks) -> list[list[str]]:
    return [[found.words[k] for k in found.ids[a:z]] for a, z in zip(found.indptr, found.indptr[1:], strict=False)]


def same(a: Chunks, b: Chunks) -> bool:
    return a.words == b.words and all(np.array_equal(x, y) for x, y in zip(a[:3], b[:3], strict=True))


def test_by_hand():
    # "Ports" at 0 and "open." at 6; "open." again at 1; one new chunk, "Ports,".
    found = chunks(["Ports open.", "", " open.\tPorts,"])
    assert found.words == ["Ports", "open.", "Ports,"]
    assert found.ids.tolist() == [0, 1, 1, 2]
    assert found.starts.tolist() == [0, 6, 1, 7]
    assert found.indptr.tolist() == [0, 2, 2, 4]
    assert [found.ids.dtype, found.starts.dtype] == [np.int32, np.int32]


@given(TEXTS)
def test_cuts_where_split_cuts(texts):
    found = chunks(texts)
    assert as_strings(found) == [t.split() for t in texts]
    assert len(set(found.words)) == len(found.words)
    for text, a, z in zip(texts, found.indptr, found.indptr[1:], strict=False):
        for k, start in zip(found.ids[a:z], found.starts[a:z], strict=True):
            assert text[start : start + len(found.words[k])] == found.words[k]


@given(TEXTS, st.integers(1, 50))
def test_blocks_leave_no_trace(texts, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", size)
        assert same(chunks(texts), module._by_dictionary(texts))


@given(TEXTS)
def test_a_collision_of_hashes_changes_nothing(texts):
    expected = chunks(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MIX", np.zeros(3, np.uint64))  # every chunk has the hash 0
        assert same(chunks(texts), expected)


@pytest.mark.parametrize("second", [["beta"], ["x y"]], ids=["in a later block", "in one block"])
def test_a_collision_is_seen(monkeypatch, second):
    monkeypatch.setattr(module, "_MIX", np.zeros(3, np.uint64))
    monkeypatch.setattr(module, "BLOCK", 4)
    with pytest.raises(module._CollisionError):
        module._by_block(["alpha", *second])


def test_nothing():
    assert chunks([]).indptr.tolist() == [0]
    assert chunks(["", " \n"]).indptr.tolist() == [0, 0, 0]
