"""Items that clauses share: what they are, what they are not, and that they do not depend on order."""

import numpy as np
import pytest

from analysis.compare import alignment, anchors, claims
from analysis.compare.growth import Group
from analysis.features.tellings import tellings
from analysis.schema import CLAIMS

SHARED = {
    "bell": (
        "The granite wall opened in Tidewell, and the orchestra of the lighthouse keepers played a waltz, while"
        " coopers sold oak barrels.\nSwallows nested in the belfry.\n"
        "Wardens of the lagoon feared smugglers.\n"
    ),
    "crier": (
        "Bakers baked saffron buns, while the lighthouse keepers of Gull Point paraded with their orchestra.\n"
        "Rain fell on the meadows.\nParrots accompany smugglers.\nA painter sketched smugglers.\n"
        "On the quay coopers were selling oak barrels.\n"
    ),
    "dawn": "Dredgers cleared silt from the estuary.\n",
}


def _items(texts, *, articles=None, **constants):
    vectors = alignment.vectors(texts, inside=[True] * len(texts), sentence=range(len(texts)))
    held = articles or [frozenset([k]) for k in range(len(texts))]
    return anchors.items(vectors, held, np.arange(len(texts)), **constants), vectors


FILLER = [f"Qu{a}x tr{a}ven br{a}lo." for a in "abcdefghijklmnopqrstuvwxy"]  # 25 sentences that share no word
MORE = [f"Kl{a}rn sp{a}ck dw{a}fe." for a in "abcdefghijklmnopqrstuvwxy"]


def test_rare_words_near_each_other_are_an_item():
    texts = [
        "Engineers praised lighthouse keepers of the peninsula",
        "Nobody thanked the lighthouse keepers",
        *FILLER,
    ]
    found, vectors = _items(texts)
    assert [sorted(i.members) for i in found] == [[0, 1]]
    assert set(found[0].words.split()) <= {alignment.stem("lighthouse"), alignment.stem("keepers")}
    first, last = found[0].spans[found[0].members.index(1)]
    words = texts[1].split()
    assert words[first : last + 1] == ["lighthouse", "keepers"]
    assert vectors.weight[list(vectors.stems).index(alignment.stem("lighthouse"))] > anchors.ALONE


def test_a_word_that_a_third_article_has_too_is_an_item_beside_the_phrase():
    texts = ["Engineers praised lighthouse keepers", "Nobody thanked lighthouse keepers", "Lighthouse gulls", *FILLER]
    found, _ = _items(texts, sure=0.8)
    # clauses 0 and 1 share two rare words, and 2 has one of them: 2 of 3 clauses in common, less than .8
    assert {frozenset([0, 1]), frozenset([0, 1, 2])} <= {frozenset(i.members) for i in found}


@pytest.mark.parametrize(
    ("mine", "surer", "share"),
    [({0, 1}, {0, 1}, 0.4), ({0, 1}, {0, 1, 2}, 0.4), ({0, 3}, {0, 1, 2}, 0.6), ({0, 1, 2}, {0, 1}, 0.8)],
)
def test_who_else_holds_it_makes_an_anchor_another(mine, surer, share):
    assert anchors._enough(frozenset(mine), frozenset(surer)) == share


def test_one_article_alone_shares_nothing():
    texts = ["Engineers praised lighthouse keepers", "Nobody thanked the lighthouse keepers", *FILLER]
    found, _ = _items(texts, articles=[frozenset([0]), frozenset([0]), *(frozenset([k]) for k in range(1, 26))])
    assert found == []


@pytest.mark.parametrize("text", ["", "The of and.", "one"])
def test_empty_and_small_texts(text):
    assert _items([text, text])[0] == []
    assert _items([])[0] == []


def test_order_changes_nothing():
    texts = ["Engineers praised lighthouse keepers", "Nobody thanked the lighthouse keepers", *FILLER]
    here, _ = _items(texts)
    there, _ = _items(texts[::-1], articles=[frozenset([len(texts) - 1 - k]) for k in range(len(texts))])
    told = {frozenset(texts[m] for m in i.members) for i in here}
    assert told == {frozenset(texts[::-1][m] for m in i.members) for i in there}
    assert [i.score for i in here] == pytest.approx([i.score for i in there])


def test_a_higher_bar_keeps_fewer():
    texts = ["Engineers praised lighthouse keepers", "Nobody thanked the lighthouse keepers", *FILLER]
    counts = [len(_items(texts, sure=sure)[0]) for sure in (0.0, 1.15, 9.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def test_likeness_is_to_the_best_clause_of_each_other_article():
    # articles 0, 0, 1: the third clause's best match in article 0 is .8; the others' only match in 1 is .8 and .2
    alike = np.array([[1.0, 0.5, 0.8], [0.5, 1.0, 0.2], [0.8, 0.2, 1.0]])
    first, kept = np.array([0, 0, 1]), np.arange(3)
    assert anchors._means(alike, first, kept).tolist() == [0.8, 0.2, 0.8]
    left, means = anchors._trimmed(alike, first, kept, least=0.5)
    assert (left.tolist(), means.tolist()) == ([0, 2], [0.8, 0.8])
    assert len(anchors._trimmed(alike, first, kept, least=0.9)[0]) == 0


def test_an_item_of_a_groups_clauses_is_not_told_twice():
    item = anchors.Item([1, 2, 3], [1.0] * 3, [(0, 0)] * 3, 2.0, "wall")
    # 3 clauses of 3 in common: the same; 1 of 5: another
    assert anchors.apart([item], [Group([1, 2, 3], [1.0] * 3, 1.0)]) == []
    assert anchors.apart([item], [Group([3, 4, 5], [1.0] * 3, 1.0)]) == [item]


def test_a_sentence_that_tells_two_things_stands_in_two_claims(story):
    units, segments, _, articles = story({**SHARED, "dawn": SHARED["dawn"] + "\n".join(FILLER + MORE)})
    found, sentences = claims.claims(tellings(units, segments), articles)
    assert list(found.columns) == list(CLAIMS.columns)
    shared = sentences[sentences["claim_id"].isin(found.loc[found["reach"] != "one", "claim_id"])]
    # of the first sentence of bell one clause names the keepers, another the barrels
    first = shared[(shared["article_id"] == "bell") & (shared["sentence"] == 0)]
    assert first["claim_id"].nunique() == 2
    assert found.loc[found["basis"] == "item", "outlets"].tolist() == ["bell; crier"]
    assert found["claim_id"].is_unique
    assert found["confidence"].dropna().between(0, 1).all()
    for row in sentences.itertuples():
        part = articles.set_index("article_id").loc[row.article_id, str(row.part)]
        assert part[row.start : row.end] == row.text


def test_the_label_of_an_item_is_made_of_its_own_words(story):
    units, segments, _, articles = story({**SHARED, "dawn": SHARED["dawn"] + "\n".join(FILLER + MORE)})
    found, sentences = claims.claims(tellings(units, segments), articles)
    assert (found["basis"] == "item").any()
    for head in found[found["basis"] == "item"].itertuples():
        texts = sentences.loc[sentences["claim_id"] == head.claim_id, "text"].str.lower()
        assert any(head.label.strip("… ").lower() in text for text in texts)


def test_one_person_s_name_and_no_more_is_marked():
    texts = ["Minister Ada Moravec sang", "Nobody thanked Minister Ada Moravec", *FILLER]
    vectors = alignment.vectors(texts, inside=[True] * len(texts), sentence=range(len(texts)))
    held = [frozenset([k]) for k in range(len(texts))]
    names = {i: frozenset(["moravec"]) for i, s in enumerate(vectors.stems) if s in ("ada", "moravec")}
    several = {i: frozenset([vectors.stems[i]]) for i in names}
    minister = vectors.stems.index(alignment.stem("minister"))
    for persons, alone in ((names | {minister: frozenset(["moravec"])}, True), (several, False), ({}, False)):
        found = anchors.items(vectors, held, np.arange(len(texts)), persons=persons, sure=0.5)
        assert [i.person for i in found] == [alone] * len(found)
        assert found


def test_a_name_alone_is_no_item_of_the_matrix(story):
    texts = {
        "bell": "Minister Ada Moravec praised the bakers.\n" + "\n".join(FILLER),
        "crier": "Smugglers feared Minister Ada Moravec.\n" + "\n".join(MORE),
    }
    units, segments, _, articles = story(texts)
    found, _ = claims.claims(tellings(units, segments), articles)
    assert set(found.loc[found["reach"] != "one", "basis"]) <= {"name"}
