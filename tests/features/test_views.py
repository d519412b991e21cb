"""Views and accounts as phrases."""

import pytest


@pytest.mark.parametrize(
    ("body", "told_in"),
    [
        ("In Ortiz’s view, the quay is too short.", ["the quay is too short"]),
        ("But in her own opinion, the quay is too short.", ["the quay is too short"]),
        ("By the Evening Post's tally, the quay is too short.", ["the quay is too short"]),
        ("The guard keeps watch, although in Norland’s account the quay is safe.", ["the quay is safe"]),
        ("The quay would, in their view, end the talks.", ["The quay would", "end the talks"]),
        ("The plan rests in his view on trade and trust.", ["The plan rests", "on trade and trust"]),
    ],
)
def test_what_stands_beside_a_view_is_its_content(told, body, told_in):
    assert [text for _, text in told(body)] == told_in


def test_whose_view_it_is(found, told):
    assert told("By Lena Ortiz's own admission, the quay is short.")[0][0] == "Lena Ortiz's"
    assert found("By Lena Ortiz's own admission, the quay is short.")["speaker"].tolist() == ["Lena Ortiz"]
    assert told("By the Evening Post's count, the quay is short.")[0][0] == "the Evening Post's"


def test_an_account_is_speech_and_a_view_an_attitude(found):
    assert set(found("By her own account, the quay is short.")["manner"]) == {"speech"}
    assert set(found("In her view, the quay is short.")["manner"]) == {"attitude"}


@pytest.mark.parametrize(
    "body",
    [
        "In view of the storm, the quay was shut.",
        "The money sat in Rao’s account for years.",
        "In her account of the war, many died.",
        "Rao came into view near the quay.",
        "By all counts the quay was full.",
        "He was wrong in his estimation of the quay.",
    ],
)
def test_no_view(told, body):
    assert told(body) == []
