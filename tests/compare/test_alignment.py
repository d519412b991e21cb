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
