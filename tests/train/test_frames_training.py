"""Learning frames from coded texts, on texts that a child could code."""

import numpy as np
import pandas as pd
import pytest

from analysis.codebook import Codebook, Item
from analysis.errors import InputError
from analysis.features import learned
from analysis.train import frames

QUARREL = ["The minister attacked the mayor over the {0}.", "A bitter dispute about the {0} divided the council."]
MONEY = ["The {0} will cost millions in taxes.", "Prices of the {0} rose and the budget shrank."]
THINGS = ["harbour", "school", "bridge", "tram", "theatre", "park", "market", "library"]
BOOK = Codebook(
    title="Two",
    source="made for a test",
    items=(
        Item(id="conflict", label="Conflict", terms=("attacked", "dispute")),
        Item(id="economics", label="Economics", terms=("cost", "prices", "taxes")),
    ),
)


@pytest.fixture(scope="module")
def coded():
    texts = [s.format(t) for s in (*QUARREL, *MONEY) for t in THINGS]
    present = pd.DataFrame({"conflict": [True] * 16 + [False] * 16, "economic": [False] * 16 + [True] * 16})
    return texts, present


@pytest.fixture(scope="module")
def classifier(coded):
    texts, present = coded
    return frames.fit(texts, present, codebooks=[BOOK], title="made up", unit="sentence")


def test_it_finds_what_it_was_taught_in_words_it_was_not(classifier):
    found = learned.scores(
        ["A dispute about the museum divided the town.", "The museum will cost millions."], classifier
    )
    assert (found > 0).to_numpy().tolist() == [[True, False], [False, True]]


def test_a_text_without_a_letter_is_missing_not_absent(classifier):
    assert learned.scores(["", "42 !"], classifier).isna().all(axis=None)


def test_saved_and_loaded_it_says_the_same(classifier, coded, tmp_path):
    learned.save(classifier, tmp_path / "two.npz")
    again = learned.load(tmp_path / "two.npz")
    pd.testing.assert_frame_equal(
        learned.scores(coded[0], again), learned.scores(coded[0], classifier), check_exact=True
    )
    assert (again.title, again.unit, again.items) == ("made up", "sentence", ("conflict", "economic"))
    assert [p.name for p in tmp_path.iterdir()] == ["two.npz"]
    with np.load(tmp_path / "two.npz", allow_pickle=False) as file:
        assert all(file[name].dtype != object for name in file.files)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"no archive at all"])
def test_a_file_that_is_no_classifier_is_named(tmp_path, content):
    (tmp_path / "x.npz").write_bytes(content)
    with pytest.raises(InputError, match="is no classifier that can be read"):
        learned.load(tmp_path / "x.npz")


def test_taught_twice_it_is_the_same(classifier, coded):
    again = frames.fit(*coded, codebooks=[BOOK], title="made up", unit="sentence")
    for one, other in zip(classifier.views, again.views, strict=True):
        np.testing.assert_array_equal(one.weight, other.weight)


def test_features_by_hand():
    # one word twice and one once: (1 + ln 2) * 1 and 1 * 2, scaled to length 1; the hit of .5 times .1.
    from scipy import sparse

    x = learned.features(sparse.csr_matrix([[2, 1]]), np.array([1.0, 2.0]), np.array([[0.5]]), n=1).toarray()[0]
    raw = np.array([1 + np.log(2), 2.0])
    assert x == pytest.approx([*(raw / np.linalg.norm(raw)), 0.05])


def test_hit_rates_by_hand():
    # 5 words, one of them "dispute": root of 1 / 5 * 100.
    rate = learned.hit_rates(["the dispute went on today", ""], [BOOK])
    assert rate[0].tolist() == pytest.approx([20**0.5, 0])
    assert rate[1].tolist() == [0, 0]


def test_groups_are_never_split(coded):
    _, present = coded
    groups = pd.Series(["a", "b", "c", "d"] * 8)
    parts = frames.folds(present, groups)
    assert sorted(i for _, test in parts for i in test) == list(range(32))
    for train, test in parts:
        assert set(groups[train]).isdisjoint(groups[test])


def test_a_text_is_never_judged_by_a_classifier_that_saw_it(coded):
    texts, present = coded
    leaky = present.copy()
    leaky.loc[0] = [False, True]  # coded against its words: only one that saw it would agree
    parts = frames.folds(leaky, None)
    assert not frames.held_out(texts, leaky, parts, codebooks=[BOOK]).loc[0, "economic"]


def test_quality_by_hand():
    present = pd.DataFrame({"conflict": [1, 1, 1, 0, 0, 0, 0, 0]}, dtype=bool)
    found = pd.DataFrame({"conflict": [1, 1, 0, 1, 0, 0, 0, 0]}, dtype=bool)
    row = frames.quality(present, found).iloc[0]
    # 2 of 3 found are right, 2 of 3 coded are found; absence: 4 of 5 and 4 of 5.
    assert (row["n"], row["precision"], row["recall"], row["f1"]) == pytest.approx((3, 2 / 3, 2 / 3, 2 / 3))
    assert row["macro_f1"] == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_the_vocabulary_is_judged_where_it_has_an_item_of_the_name(coded):
    texts, present = coded
    both = present.assign(other=present["conflict"])
    parts = frames.folds(both, None)
    found = frames.vocabulary_found(texts, both, parts, codebook=BOOK)
    assert list(found.columns) == ["conflict", "economic"]  # "economics" begins with "economic"
    assert frames.quality(both, found).set_index("frame").loc["conflict", "f1"] == 1


def test_too_few_coded_texts_are_refused():
    present = pd.DataFrame({"moral": [True] * 3 + [False] * 40})
    with pytest.raises(InputError, match=r"coded.csv: the frame 'moral' is coded in 3 of 43 texts"):
        frames.check(present, where="coded.csv")
