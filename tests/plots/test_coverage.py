"""The map of claims: what is perhaps told has a mark of its own."""

import pandas as pd
from matplotlib import pyplot as plt

from analysis.plots import coverage


def test_perhaps_and_not_found_are_told_apart():
    matrix = pd.DataFrame(
        {"claim_id": ["c1"], "label": ["The wall"], "reach": ["some"], "echo": ["lede"], "dawn": ["perhaps"]}
    ).assign(bell="not found")
    _, ax = plt.subplots()
    coverage.coverage_map(matrix, outlets={}, ax=ax)
    marks = [line.get_marker() for line in ax.lines if line.get_linestyle() == "None"]
    assert marks == ["o", "$?$", "_"]
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == [
        "headline",
        "first paragraph",
        "further down",
        "only in quotation",
        "perhaps, in other words",
        "not found",
    ]
    plt.close("all")
