"""The smallest gap: by hand, and found as often as it says."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.compare import tests as comparison
from analysis.compare.multiplicity import inside_selected
from analysis.compare.null_corpora import Articles, as_family
from analysis.compare.power import by_metric, smallest_gap
from analysis.errors import InputError


def test_by_hand():
    # 10 tests at .05: a = .005; df 20: t[.9975] = 3.153, t[.8] = .860; se 2: 2 x 4.013 = 8.03
    got = smallest_gap(np.array([2.0]), np.array([20.0]), level=0.05, tests=10, min_p=np.array([1e-4]))
    assert got == pytest.approx([8.03], abs=0.01)


def test_missing_where_a_lone_gap_cannot_be_found():
    # 5 against 5 articles reach .008, but 20 items ask .05 / 20 = .0025 of a lone gap
    one = np.array([1.0])
    assert np.isnan(smallest_gap(one, 8 * one, level=0.05, tests=20, min_p=one * 2 / 252)).all()
    assert smallest_gap(one, 8 * one, level=0.05, tests=1, min_p=one * 2 / 252) > 0


@pytest.mark.parametrize(("n", "low", "high"), [(15, 0.70, 0.92), (40, 0.74, 0.92)])
def test_a_gap_of_that_size_is_found_about_as_often_as_said(n, low, high):
    rng = np.random.default_rng(11)
    items = 300
    outlet = np.repeat(np.arange(4), n)
    values = rng.normal(size=(4 * n, items))
    se = np.sqrt(1 / n + 1 / (3 * n))
    contrasts = 4 + 6
    df = stats.norm.stats()[1] * (se**2) ** 2 / ((1 / n) ** 2 / (n - 1) + 3 * (1 / (9 * n)) ** 2 / (n - 1))
    gap = smallest_gap(np.array([se]), np.array([df]), level=0.05, tests=contrasts, min_p=np.array([0.0005]))[0]
    values[outlet == 0] += gap
    family = as_family(Articles(values, np.ones_like(values), outlet, None, np.zeros(items)))
    found = comparison.contrasts(family, draws=100, labellings=1999, seed=3, level=0.05)
    yes = [inside_selected(found.all_p[i : i + 1], found.p[:, i : i + 1])[1][0, 0] <= 0.05 for i in range(items)]
    # standard error of the share: sqrt(.16 / 300) = .023
    assert low < np.mean(yes) < high


def test_summary_by_metric():
    table = pd.DataFrame(
        {
            "metric": "tone",
            "definition": "d",
            "voice": "all",
            "outlet": ["all", "a", "b", "a"],
            "other": ["all", "rest", "rest", "b"],
            "smallest_gap": [np.nan, 0.2, 0.4, np.nan],
        }
    )
    got = by_metric(table).set_index("contrast")
    assert got.loc["rest", ["median", "largest", "n_contrasts", "n_not_alone"]].tolist() == pytest.approx(
        [0.3, 0.4, 2, 0]
    )
    assert got.loc["pair", "n_not_alone"] == 1
    with pytest.raises(InputError, match=r"Pass the table made by compare.tests.gaps"):
        by_metric(table.drop(columns="smallest_gap"))
