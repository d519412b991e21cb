import pytest

from analysis.features.offices import offices
from analysis.features.speakers import aliases
from analysis.study import Actor

ACTORS = (
    Actor(id="ortega", name="Ana Ortega", aliases=("Ortega",)),
    Actor(id="haugen", name="Nils Haugen", aliases=("Haugen",)),
)


def called(text):
    return [(o.actor, text[o.start : o.end]) for o in offices(text, aliases(ACTORS))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("President Ana Ortega came. Then the president left.", [("ortega", "the president")]),
        ("The president left. President Ana Ortega smiled.", [("ortega", "The president")]),
        ("President Ana Ortega came. They read the president’s plan.", [("ortega", "the president’s")]),
        ("Defence Minister Nils Haugen came. The defence minister left.", [("haugen", "The defence minister")]),
        ("Defence Minister Nils Haugen came. The defense minister’s car left.", [("haugen", "The defense minister’s")]),
        ("Rep. Nils Haugen came. “The congressman knows,” they said.", [("haugen", "The congressman")]),
        (
            "Former President Nils Haugen met President Ana Ortega. He praised the president.",
            [("ortega", "the president")],
        ),
        (
            "Vice President Nils Haugen met President Ana Ortega. All cheered the president.",
            [("ortega", "the president")],
        ),
    ],
)
def test_an_office_that_one_person_of_the_text_holds(text, wanted):
    assert called(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ortega came. The president left.",
        "President Ana Ortega met President Nils Haugen. The president smiled.",
        "President Ana Ortega met President Kari Lund. The president smiled.",
        "President Ana Ortega came. The president of Norland left.",
        "President Ana Ortega came. The president, Kari Lund, left.",
        "President Ana Ortega came. The Norland president left.",
        "President Ana Ortega came. The former president left.",
        "President Ana Ortega came. A president left.",
        "Former President Ana Ortega came. The president left.",
        "Defence Minister Nils Haugen came. The trade minister left.",
        "Defence Minister Nils Haugen came. The defence rests.",
        "President Kari Lund came. The president left.",
        "",
    ],
)
def test_an_office_that_could_be_anybodys_is_nobodys(text):
    assert called(text) == []
