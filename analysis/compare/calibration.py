"""The proof: how often each method says "differs" where nothing differs, and how often intervals hold the truth.

    python -m analysis.compare.calibration --out DIR --seed N [--corpus MEASURES.parquet]

Writes calibration.csv, calibration-differs and calibration-coverage (PNG, SVG and the rows drawn as CSV)."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy import stats

from analysis.compare import tests
from analysis.compare.design import Family, families
from analysis.compare.intervals import one_sample, outlet_replicates
from analysis.compare.multiplicity import adjusted, inside_selected
from analysis.compare.null_corpora import Articles, Scenario, as_family, scenarios, shuffled
from analysis.errors import InputError
from analysis.schema import MEASURES, require

LEVEL = 0.05
UNITS = (3, 5, 10, 30)
TOGETHER = 5  # items in a family
BATCH = 250  # corpora of one item that share their permutations
PRIOR = 500.0  # words of the prior of the log-odds
OURS, CHI2, G2, Z = "Parallax", "pooled chi-square", "pooled G2", "log-odds z"
COLOURS = {OURS: "#0072B2", CHI2: "#D55E00", G2: "#E69F00", Z: "#666666"}
MARKERS = {OURS: "o", CHI2: "s", G2: "^", Z: "D"}
DASHES = {OURS: "-", CHI2: "--", G2: ":", Z: "-."}


def calibrate(
    cases: Sequence[Scenario],
    *,
    corpora: int,
    draws: int,
    labellings: int,
    seed: int,
    units: Sequence[int] = UNITS,
) -> pd.DataFrame:
    """Rates over corpora in which nothing differs: one row per scenario, units per outlet, method and measure.

    `measure` is one of
    - `item`: share of items of which any "differs" is said, over all outlets, against the rest or of a pair, when the
      item is the only one of its family; for the pooled tests p <= .05 over outlets, for log-odds any outlet with
      |z| > 1.96, as these are used;
    - `family`: share of families of five items with any "differs" (where nothing differs, the false discovery rate
      is this familywise rate); the peers with Benjamini-Hochberg over items, log-odds over items and outlets;
    - `rest`, `pair`: share of single contrasts with p <= .05, uncorrected;
    - `coverage of a value`, `coverage of a gap`: share of 95 % intervals that hold the truth (ours alone).
    `rate` with `se`, its Monte Carlo standard error; `of`, how many trials; `limit`, what it must not exceed beyond
    chance; `reaches`: whether the design can reach the level at all (if not, the rate is 0 by construction)."""
    rows = []
    for place, case in enumerate(cases):
        for n in units:
            trials = [
                _trial(case, n, size, draws, labellings, [seed, place, n, batch])
                for batch, size in enumerate(_batches(corpora))
            ]
            rows += _rates(case, n, trials)
    return pd.DataFrame(rows)


def _batches(corpora: int) -> Iterator[int]:
    return (min(BATCH, corpora - start) for start in range(0, corpora, BATCH))


def _trial(
    case: Scenario, n: int, size: int, draws: int, labellings: int, seed: list[int]
) -> dict[tuple[str, str], np.ndarray]:
    """One batch: for each method and measure, the outcomes as 0 and 1 (missing where there is no answer)."""
    articles = case.draw(np.random.default_rng(seed), n, size)
    family, number = as_family(articles), int(np.random.default_rng(seed).integers(2**31))
    found = tests.contrasts(family, draws=draws, labellings=labellings, seed=number, level=LEVEL)
    n_outlets = len(family.outlets)
    out = {
        (OURS, "rest"): (found.p[:n_outlets] <= LEVEL).astype(float),
        (OURS, "pair"): (found.p[n_outlets:] <= LEVEL).astype(float),
        (OURS, "coverage of a gap"): _covers(found.low, found.high, np.zeros(size)),
        (OURS, "coverage of a value"): _value_coverage(family, articles.truth, draws, number),
        (OURS, "reaches"): (found.all_min <= LEVEL).astype(float),
    }
    for measure, members in (("item", 1), ("family", TOGETHER)):
        groups = [slice(i, i + members) for i in range(0, size - members + 1, members)]
        out[OURS, measure] = np.array([_says_differs(found, g) for g in groups])
        for method, p in _peers(articles).items():
            out[method, measure] = np.array([_peer_says(p[:, g], method, members) for g in groups])
    return out


def _says_differs(found: tests.Contrasts, items: slice) -> float:
    item_q, q = inside_selected(found.all_p[items], found.p[:, items])
    item_min, q_min = inside_selected(found.all_min[items], found.min_p[:, items])
    yes = ((item_q <= LEVEL) & (item_min <= LEVEL)).any() or ((q <= LEVEL) & (q_min <= LEVEL)).any()
    return float(yes)


def _peer_says(p: np.ndarray, method: str, members: int) -> float:
    """Any p <= .05; in a family after Benjamini-Hochberg, as careful users would. For z the smallest of the outlets."""
    return float((p <= LEVEL).any() if members == 1 else (adjusted(p.ravel()) <= LEVEL).any())


def _peers(articles: Articles) -> dict[str, np.ndarray]:
    """p-values (tests x items) that take sentences as independent draws: two tests of the outlets' pooled shares, and
    log-odds with an informative prior (Monroe, Colaresi and Quinn 2008) of each outlet against the rest."""
    k = articles.outlet.max() + 1
    y, n = (
        np.array([x[articles.outlet == o].sum(axis=0) for o in range(k)]) for x in (articles.hits, articles.sentences)
    )
    rate = y.sum(axis=0) / n.sum(axis=0)
    seen = np.stack([y, n - y])
    expected = np.stack([n * rate, n * (1 - rate)])
    with np.errstate(divide="ignore", invalid="ignore"):
        chi2 = np.nansum(np.where(expected > 0, (seen - expected) ** 2 / expected, 0), axis=(0, 1))
        g2 = 2 * np.nansum(np.where(seen > 0, seen * np.log(seen / expected), 0), axis=(0, 1))
        a = PRIOR * rate
        mine, rest = y + a, y.sum(axis=0) - y + a
        delta = np.log(mine / (n + PRIOR - mine)) - np.log(rest / (n.sum(axis=0) - n + PRIOR - rest))
        z = np.nan_to_num(delta / np.sqrt(1 / mine + 1 / rest))
    return {CHI2: stats.chi2.sf(chi2, k - 1)[None], G2: stats.chi2.sf(g2, k - 1)[None], Z: 2 * stats.norm.sf(np.abs(z))}


def _covers(low: np.ndarray, high: np.ndarray, truth: np.ndarray) -> np.ndarray:
    hit = ((low <= truth + 1e-12) & (truth - 1e-12 <= high)).astype(float)
    return np.where(np.isnan(low), np.nan, hit)


def _value_coverage(family: Family, truth: np.ndarray, draws: int, seed: int) -> np.ndarray:
    out = []
    for outlet, again in outlet_replicates(family, draws=draws, seed=seed).items():
        low, high, _, _ = one_sample(family.values[family.outlet == outlet], again, level=LEVEL)
        out.append(_covers(low, high, truth))
    return np.array(out)


def _rates(case: Scenario, n: int, trials: list[dict[tuple[str, str], np.ndarray]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    reaches = bool(np.mean([t[OURS, "reaches"].mean() for t in trials]) == 1)
    for method, measure in trials[0]:
        if measure == "reaches":
            continue
        # corpora are independent, the contrasts inside one are not: average those first
        each = [np.atleast_2d(t[method, measure]) for t in trials]
        known = [np.sum(~np.isnan(e), axis=0) for e in each]
        means = np.concatenate(
            [
                np.divide(np.nansum(e, axis=0), k, out=np.full(len(k), np.nan), where=k > 0)
                for e, k in zip(each, known, strict=True)
            ]
        )
        means = means[~np.isnan(means)]
        rows.append(
            {
                "scenario": case.name,
                "exchangeable": case.exchangeable,
                "units": n,
                "method": method,
                "measure": measure,
                "rate": means.mean() if len(means) else np.nan,
                "se": means.std(ddof=1) / np.sqrt(len(means)) if len(means) > 1 else np.nan,
                "of": len(means),
                "limit": np.nan if "coverage" in measure else (0.05 if case.exchangeable else 0.075),
                "reaches": reaches,
            }
        )
    return rows


def broken(rates: pd.DataFrame) -> pd.DataFrame:
    """Our rates of saying "differs" that lie above their limit by more than three Monte Carlo standard errors."""
    ours = rates.loc[rates["method"].isin([OURS]) & rates["measure"].isin(["item", "family"]) & rates["reaches"]]
    return ours.loc[ours["rate"] > ours["limit"] + 3 * np.sqrt(ours["limit"] * (1 - ours["limit"]) / ours["of"])]


def differs_figure(rates: pd.DataFrame) -> Figure:
    """Share of items with a false "differs", by units per outlet; a panel per scenario, a line per method."""
    drawn = rates.loc[rates["measure"].isin(["item"])]
    figure, panels = _panels(drawn)
    for (name, part), ax in zip(drawn.groupby("scenario", sort=False), panels, strict=False):
        for method, line in part.groupby("method", sort=False):
            _line(ax, line, COLOURS[str(method)], MARKERS[str(method)], DASHES[str(method)])
        limit = part["limit"].iloc[0]
        ax.axhline(limit, color="black", linewidth=0.7)
        ax.text(0.99, limit + 0.012, f"limit {limit:g}", fontsize=7, ha="right", transform=ax.get_yaxis_transform())
        _dress(ax, part, str(name))
        ax.set_ylim(-0.12, 1.02)
    for method, place, offset in ((OURS, 1, (0, -12)), (CHI2, 1, (0, -13)), (G2, 1, (0, 7)), (Z, 2, (0, -14))):
        _name(panels[0], drawn.loc[drawn["method"].isin([method])], place, offset, method, COLOURS[method])
    title = "Share of items that each method calls different although nothing differs (level 0.05)"
    return _finish(figure, panels, drawn, title, "share called different")


def coverage_figure(rates: pd.DataFrame) -> Figure:
    """Share of our 95 % intervals that hold the truth, by units per outlet; a panel per scenario."""
    drawn = rates.loc[rates["measure"].str.startswith("coverage")]
    figure, panels = _panels(drawn)
    looks = {
        "coverage of a value": ("#0072B2", "o", "-", "an outlet's value", (0, -14)),
        "coverage of a gap": ("#D55E00", "s", "--", "a gap", (0, -14)),
    }
    for (name, part), ax in zip(drawn.groupby("scenario", sort=False), panels, strict=False):
        for measure, line in part.groupby("measure", sort=False):
            colour, marker, dash, _, _ = looks[str(measure)]
            _line(ax, line, colour, marker, dash)
        ax.axhline(1 - LEVEL, color="black", linewidth=0.7)
        ax.text(0.01, 1 - LEVEL + 0.003, "0.95", fontsize=7, transform=ax.get_yaxis_transform())
        _dress(ax, part, str(name))
        ax.set_ylim(0.7, 1.005)
    for measure, (colour, _, _, label, offset) in looks.items():
        _name(panels[0], drawn.loc[drawn["measure"].isin([measure])], 2, offset, label, colour)
    title = "Share of 95 % intervals that hold the true value, or the true gap of 0"
    return _finish(figure, panels, drawn, title, "share that hold it")


def _line(ax: Axes, line: pd.DataFrame, colour: str, marker: str, dash: str) -> None:
    """Rates with two Monte Carlo standard errors either way."""
    x, y, bar = np.arange(len(line)), line["rate"].to_numpy(), 2 * line["se"].to_numpy()
    ax.errorbar(x, y, yerr=bar, color=colour, marker=marker, linestyle=dash, markersize=4, linewidth=1.4)


def _name(ax: Axes, lines: pd.DataFrame, place: int, offset: tuple[int, int], label: str, colour: str) -> None:
    """The label beside a line of the first scenario, at the place given or the last one there is."""
    first = lines.loc[lines["scenario"].eq(lines["scenario"].iloc[0])]["rate"].to_numpy()
    place = min(place, len(first) - 1)
    if not np.isnan(first[place]):
        at = (place, first[place])
        ax.annotate(label, at, offset, textcoords="offset points", fontsize=8, ha="center", color=colour, weight="bold")


def _panels(drawn: pd.DataFrame) -> tuple[Figure, list[Axes]]:
    rows = -(-len(drawn["scenario"].unique()) // 3)
    figure = Figure(figsize=(10, 0.9 + 2.5 * rows), layout="constrained")
    return figure, list(np.ravel(figure.subplots(rows, 3, sharey=True)))


def _dress(ax: Axes, part: pd.DataFrame, name: str) -> None:
    units = sorted(part["units"].unique())
    ax.set_title(name, fontsize=9, loc="left")
    ax.set_xticks(range(len(units)), [str(u) for u in units])
    ax.set_xlim(-0.3, len(units) - 0.7)
    ax.tick_params(labelsize=8)
    ax.spines[["top", "right"]].set_visible(False)


def _finish(figure: Figure, panels: list[Axes], drawn: pd.DataFrame, title: str, what: str) -> Figure:
    for ax in panels[len(drawn["scenario"].unique()) :]:
        ax.set_axis_off()
    figure.suptitle(title, fontsize=12, x=0.01, ha="left")
    figure.supxlabel(
        "units (articles or stories) in the smallest outlet; bars: two Monte Carlo standard errors", fontsize=9
    )
    figure.supylabel(what, fontsize=9)
    return figure


def read_corpus(path: Path) -> Scenario:
    """Real articles for the scenario in which outlets are shuffled: the first family of shares in MEASURES."""
    measures = pd.read_parquet(path)
    require(measures, MEASURES, by="calibration", made_by="metrics")
    one_event = measures.assign(event=pd.Series(pd.NA, index=measures.index, dtype="str"))
    for family in families(one_event):
        if np.nanmin(family.values) < 0 or np.nanmax(family.values) > 1:
            continue
        same = one_event.loc[
            one_event["metric"].eq(family.metric)
            & one_event["definition"].eq(family.definition)
            & one_event["voice"].eq(family.voice)
        ]
        base = families(same.assign(value=same["base"].astype(float)))
        return shuffled(family, next(iter(base)).values, together=TOGETHER)
    raise InputError(f"{path} holds no measure between 0 and 1. Give MEASURES of a share, such as topic emphasis.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the calibration and write its table and figures; 1 where a limit is broken, 2 where the call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m analysis.compare.calibration", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the table and the figures")
    parser.add_argument("--seed", type=int, required=True, help="every draw begins here")
    parser.add_argument("--corpus", type=Path, help="MEASURES of real articles (Parquet), dealt out at random")
    parser.add_argument("--corpora", type=int, default=1250, help="corpora per scenario and number of units")
    parser.add_argument("--draws", type=int, default=999, help="bootstrap replicates")
    parser.add_argument("--labellings", type=int, default=1999, help="permutations where not all are taken")
    given = parser.parse_args(arguments)
    try:
        cases = ([read_corpus(given.corpus)] if given.corpus else []) + scenarios()
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    rates = calibrate(cases, corpora=given.corpora, draws=given.draws, labellings=given.labellings, seed=given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    rates.to_csv(given.out / "calibration.csv", index=False, float_format="%.4f")
    for slug, figure, measures in (
        ("calibration-differs", differs_figure(rates), ["item"]),
        ("calibration-coverage", coverage_figure(rates), ["coverage of a value", "coverage of a gap"]),
    ):
        figure.savefig(given.out / f"{slug}.png", dpi=150)
        figure.savefig(given.out / f"{slug}.svg", metadata={"Date": None})
        rates.loc[rates["measure"].isin(measures)].to_csv(given.out / f"{slug}.csv", index=False, float_format="%.4f")
    beyond = broken(rates)
    if len(beyond):
        print(beyond.to_string(index=False), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
