"""The map of claims: what is perhaps told has a mark of its own."""

import pandas as pd
from matplotlib import pyplot as plt

from analysis.plots import coverage, style


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


def test_the_legend_is_inside_the_picture_with_wide_labels():
    said = "The two ministers of defence met in Kuala Port on the sidelines of it"
    matrix = pd.DataFrame({"claim_id": [str(n) for n in range(30)], "label": said, "reach": "all"})
    matrix = matrix.assign(**dict.fromkeys("abcde", "lede"))
    ax = style.canvas(height=coverage.height(matrix))
    coverage.coverage_map(matrix, outlets={}, ax=ax)
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    drawn = ax.get_legend().get_window_extent()
    assert figure.bbox.x0 <= drawn.x0
    assert drawn.x1 <= figure.bbox.x1
    plt.close("all")
