import numpy as np
import pytest

from analysis.features.connotations import ADJECTIVE, NOUN, VERB, connotations
from analysis.features.mention_features import BITS, VIEWS, features
from analysis.features.mentions import MENTION, NAME, effect, mentions


def around(text, mention):
    start = text.index(mention)
    return mentions([text], np.array([start]), np.array([start + len(mention)]))


def words(m):
    return [m.vocabulary[i] for i in m.word]


def of(m, values, word):
    return values[words(m).index(word)]


def test_the_mention_is_one_blank_and_names_are_another():
    m = around("Then Maria Ortega met Haugen.", "Maria Ortega")
    assert words(m) == ["then", MENTION, "met", NAME]
    assert m.rel.tolist() == [-1, 0, 1, 2]


def test_a_mention_inside_a_word():
    m = around("The anti-Ortegaism wave", "Ortega")
    assert words(m) == ["the", "anti", MENTION, "wave"]


def test_a_word_with_tone_that_opens_a_sentence_is_no_name():
    assert words(around("Scandal follows Ortega.", "Ortega"))[0] == "scandal"


def test_a_headline_in_title_case_keeps_its_words_with_tone():
    assert words(around("Ortega Praises Haugen Over Bridge Rescue", "Ortega"))[1] == "praises"


@pytest.mark.parametrize(
    ("text", "mention", "word", "sign"),
    [
        ("Ortega praised the plan.", "Ortega", "praised", 1),  # who praises gains: subject 1 or 0, see the file
        ("They condemned Ortega.", "Ortega", "condemned", -1),
        ("Ortega was condemned by them.", "Ortega", "condemned", -1),
        ("The plan was condemned by Ortega.", "Ortega", "condemned", 0),
        ("The plan was condemned as Ortega left.", "Ortega", "condemned", 0),
        ("Ortega lied.", "Ortega", "lied", -1),
    ],
)
def test_who_acts_on_whom(text, mention, word, sign):
    m = around(text, mention)
    meant = connotations()[word]
    expected = {"praised": meant.subject}.get(word, sign)
    assert of(m, effect(m)[0], word) == expected


def test_negation_reaches_four_words_in_its_clause():
    m = around("Ortega did not in any way help, praise Haugen", "Ortega")
    assert of(m, m.negated, "help")
    assert not of(m, m.negated, "praise")


def test_quotation_marks():
    m = around("“A great day,” Ortega said of it.", "Ortega")
    assert of(m, m.quoted, "great")
    assert not m.quoted[m.at[0]]
    straight = around('"Ortega is great," he said.', "Ortega")
    assert straight.quoted[straight.at[0]]
    assert not of(straight, straight.quoted, "said")


def test_names_between():
    m = around("Ortega told Haugen about the scandal.", "Ortega")
    assert of(m, m.between, "told") == 0
    assert of(m, m.between, "scandal") == 1
    assert of(m, m.nearer, "scandal")


def test_clauses_count_from_the_mention():
    m = around("They cheered when Ortega spoke, while others left.", "Ortega")
    assert of(m, m.clause, "cheered") == -1
    assert of(m, m.clause, "spoke") == 0
    assert of(m, m.clause, "left") > 0


def test_connotations_know_parts_and_forms():
    found = connotations()
    assert found["criticized"] == found["criticizing"] == (VERB, 0, -1)
    assert found["scandals"] == (NOUN, -1, -1)
    assert found["trustworthy"] == (ADJECTIVE, 1, 1)


def test_features_are_distinct_and_every_view_speaks():
    found = features(around("Ortega praised the brave council on Monday.", "Ortega"))
    pairs = list(zip(found.row.tolist(), found.key.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert {k >> BITS for _, k in pairs} == set(range(len(VIEWS)))
