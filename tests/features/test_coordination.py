"""Where the content of one cue ends because the sentence goes on."""

import pytest


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ortiz praised the new quay and said it was safe.", ["the new quay", "it was safe"]),
        ("Ortiz said the quay was safe and blamed the storm.", ["the quay was safe", "the storm"]),
        ("Ortiz, praising the new quay, insisted it was safe.", ["the new quay", "it was safe"]),
        ("Ortiz called the quay “grand” and later wrote: “It is safe.”", ["the quay", "“grand”", "“It is safe.”"]),
        ("Ortiz told the crew of doubts, and Rao called the quay “grand.”", ["of doubts", "the quay", "“grand.”"]),
    ],
)  # fmt: skip
def test_content_ends_where_another_clause_begins(told, body, expected):
    assert [text for _, text in told(body)] == expected


def test_each_clause_keeps_its_source(told):
    got = told("Ortiz told the crew of doubts, and Rao called the quay “grand.”")
    assert [source for source, _ in got] == ["Ortiz", "Rao", "Rao"]


def test_what_is_only_joined_inside_the_content_stays(told):
    assert told("Ortiz said the quay was safe and the road was dry.") == [
        ("Ortiz", "the quay was safe and the road was dry")
    ]
