"""The smallest gap that a design can be trusted to find."""

import numpy as np
import pandas as pd
from scipy import special

from analysis.errors import InputError


def smallest_gap(
    se: np.ndarray, df: np.ndarray, *, level: float, tests: int, min_p: np.ndarray, power: float = 0.8
) -> np.ndarray:
    """The gap that is called different in `power` of the samples when it is the only difference in the family.

    (t[1 - a/2] + t[power]) x standard error, with a = level / tests: a lone gap passes Benjamini-Hochberg over items
    and contrasts only at the level that Bonferroni asks. Several real gaps make each easier to find, so this is the
    cautious figure. Missing where the smallest p that the design can reach lies above a: alone it cannot be found,
    however large. It rests on the spread seen in the sample and on the t distribution; it does not say that a gap of
    that size exists. Source: Cohen (1988), chapter 2."""
    alpha = level / max(tests, 1)
    with np.errstate(invalid="ignore"):
        gap = (special.stdtrit(df, power) - special.stdtrit(df, alpha / 2)) * se
    reachable = (min_p <= alpha) & (se > 0)
    return np.where(reachable, gap, np.nan)


def by_metric(gaps: pd.DataFrame) -> pd.DataFrame:
    """What each metric's design can find: one row per metric, definition, voice and kind of contrast.

    In: GAPS with `smallest_gap`. Out: `contrast` (rest or pair), the median and the largest smallest gap in units of
    the measure, how many contrasts there are, and how many of them could not be found alone however large."""
    if "smallest_gap" not in gaps.columns:
        raise InputError("power.by_metric needs the column 'smallest_gap'. Pass the table made by compare.tests.gaps.")
    named = gaps.loc[~gaps["other"].isin(["all"])]
    kind = named["other"].where(named["other"].isin(["rest"]), "pair").rename("contrast")
    return (
        named.groupby(["metric", "definition", "voice", kind], observed=True)["smallest_gap"]
        .agg(median="median", largest="max", n_contrasts="size", n_not_alone=lambda g: int(g.isna().sum()))
        .reset_index()
    )
