"""Figures with their units, in one form."""

import pytest

from analysis.features.figures import figures


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a ten-year lease", ["10 years"]),
        ("a 10-year lease for the next 10 years", ["10 years", "10 years"]),
        ("a decade: one decade", ["10 years"]),
        ("tolls rose to 50%", ["50 percent"]),
        ("a 25 percent toll, 2 per cent of income", ["25 percent", "2 percent"]),
        ("a $500 billion plan", ["500,000,000,000 dollars"]),
        ("£1.35bn and 3.5 million people", ["1,350,000,000 pounds", "3,500,000 people"]),
        ("sent 2,790 sailors home", ["2,790 sailors"]),  # one number, not 2 and 790
        ("twenty-five ships and two thousand sailors", ["25 ships", "2,000 sailors"]),
        ("on 31 October the 2016 vote took 15 minutes", ["15 minutes"]),
        ("Mora, aged 45, a 45-year-old at 9:30", []),
        ("a one-time fee in its sixth year", []),
    ],
)
def test_told(text, told):
    assert [f.told for f in figures(text)] == told


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("raised to 50%", "to"),
        ("cut by 5 percent", "by"),
        ("at least 40 ships", "bound"),
        ("about 40 ships", "about"),
        ("another 40 ships", "part"),
        ("40 ships", ""),
    ],
)
def test_manner(text, manner):
    assert [f.manner for f in figures(text)] == [manner]


def test_the_span_is_the_figure_as_written():
    text = "The pier cost $38m, or 12 percent."
    assert [text[f.start : f.end] for f in figures(text)] == ["$38m", "12 percent"]
