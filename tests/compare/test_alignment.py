"""The information of words: what counts as one, and what tells nothing."""

import pytest

from analysis.compare import alignment


@pytest.mark.parametrize(("one", "other"), [("pacts", "agreement"), ("treaties", "agreements"), ("vehicles", "car")])
def test_a_synonym_in_the_plural_is_one_too(one, other):
    assert alignment.stem(one) == alignment.stem(other)


def test_a_word_that_only_looks_like_a_plural_stays():
    assert alignment.stem("arms") != alignment.stem("arm")


def test_a_preposition_tells_less_than_a_noun_that_is_as_rare():
    texts = ["Lanterns hung across quarries", *(f"Qu{a}x tr{a}ven br{a}lo" for a in "bcdefghijkmnop")]
    got = alignment.vectors(texts, inside=[True] * len(texts), sentence=range(len(texts)))
    weight = dict(zip(got.stems, got.weight.tolist(), strict=True))
    # 1 of 15 sentences holds each: 1.5 ln 15 = 4.06, at most 4; closed classes count .3 of it
    assert weight[alignment.stem("quarries")] == pytest.approx(4.0)
    assert weight[alignment.stem("across")] == pytest.approx(1.2)


def test_thousands_are_one_word():
    got = alignment.vectors(["Some 2,790 barrels burned"], inside=[True], sentence=[0])
    assert "2,790" in got.stems
    assert not {"2", "790"} & set(got.stems)


@pytest.mark.parametrize(("one", "other"), [("38m", "38"), ("2.5bn", "2.5"), ("7m", "7")])
def test_a_number_is_one_with_its_scale_or_without(one, other):
    assert alignment.stem(one) == alignment.stem(other)


def test_a_word_that_ends_like_a_scale_stays():
    assert alignment.stem("swim") == "swim"


def test_words_in_a_row_in_common_make_two_clauses_more_alike():
    texts = ["Wardens hid the lantern below", "Below hid the lantern wardens", "Wardens hid below the lantern"]
    got = alignment.vectors(texts, inside=[True] * 3, sentence=range(3))
    shared = (got.runs @ got.runs.T).toarray()
    # "hid the lantern" stands in the first two; "wardens hid below", "hid below the", "below the lantern" in the third
    assert shared[0].tolist() == [3, 1, 0]


def test_a_run_that_is_mostly_one_name_is_none():
    texts = ["Here the warden Ada Brown Mora spoke", "There a baker, Ada Brown Mora, sang"]
    got = alignment.vectors(texts, inside=[True] * 2, sentence=range(2))
    assert (got.runs @ got.runs.T).toarray()[0, 1] == 0
