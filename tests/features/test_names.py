import pandas as pd

from analysis.features import names

ONE = (
    "Mayor Ada Brandt opened the harbour wall in Port Harbour. Brandt said it would last. Olav Moe, the builder, was "
    "there; Moe told reporters so. The Harbour Ministry was pleased. On Monday March was over."
)
TWO = "Ada Brandt spoke again in Port Harbour. “It holds,” Brandt said. Minister Kari Lund was silent."


def frequent(*bodies, **more):
    return names.frequent(pd.DataFrame({"body": bodies}), **more)


def test_people_named_in_most_articles_come_first_with_their_surname():
    assert frequent(ONE, TWO, least=1) == [
        {"id": "brandt", "name": "Ada Brandt", "aliases": ["Brandt"]},
        {"id": "lund", "name": "Kari Lund", "aliases": ["Lund"]},  # a title before the name will do
        {"id": "moe", "name": "Olav Moe", "aliases": ["Moe"]},
    ]
    assert [person["name"] for person in frequent(ONE, TWO)] == ["Ada Brandt"]
    assert frequent(ONE, TWO, least=1, most=1) == frequent(ONE, TWO)


def test_the_order_of_articles_changes_nothing():
    assert frequent(ONE, TWO, least=1) == frequent(TWO, ONE, least=1)


def test_of_two_people_of_one_surname_the_first_alone_has_it():
    both = "Ada Brandt met Olav Brandt. Brandt said nothing."
    (person,) = frequent(both, both, "Ada Brandt came. Brandt was late.")
    assert person == {"id": "brandt", "name": "Ada Brandt", "aliases": ["Brandt"]}


def test_a_corpus_without_people_offers_none():
    assert frequent("The wall was built.", "It stands.") == []


def test_whatever_stands_before_a_title_is_no_name():
    (person,) = frequent("Harbour Secretary Ada Brandt came.", "State Secretary Ada Brandt came again.")
    assert person["name"] == "Ada Brandt"
