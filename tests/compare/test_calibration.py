"""The proof in small: the command, its limits and its figures. The full one runs outside the tests."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.compare import calibration
from analysis.compare.null_corpora import N_OUTLETS, Articles, as_family, scenarios


@pytest.fixture(scope="module")
def rates() -> pd.DataFrame:
    return calibration.calibrate(scenarios(), corpora=100, draws=199, labellings=299, seed=5, units=(3, 10))


def test_every_scenario_units_and_method_has_a_rate(rates):
    item = rates.loc[rates["measure"].isin(["item"])]
    assert len(item) == len(scenarios()) * 2 * 4
    assert item["rate"].between(0, 1).all()


def test_ours_stays_near_its_limit_and_the_pooled_tests_do_not(rates):
    item = rates.loc[rates["measure"].isin(["item"])].groupby("method")["rate"].mean()
    assert item[calibration.OURS] < 0.07
    assert item[calibration.CHI2] > 0.3


def test_a_broken_limit_is_seen():
    row = {"method": calibration.OURS, "measure": "item", "reaches": True, "limit": 0.05, "of": 400}
    table = pd.DataFrame([{**row, "rate": 0.05}, {**row, "rate": 0.12}])
    assert calibration.broken(table).index.tolist() == [1]


def test_pooled_tests_are_scipys():
    rng = np.random.default_rng(2)
    outlet = np.repeat(np.arange(N_OUTLETS), 3)
    sentences = rng.integers(10, 30, (12, 1)).astype(float)
    hits = rng.binomial(sentences.astype(int), 0.3).astype(float)
    got = calibration._peers(Articles(hits, sentences, outlet, None, np.array([0.3])))
    y, n = (np.array([x[outlet == o].sum() for o in range(N_OUTLETS)]) for x in (hits, sentences))
    table = np.array([y, n - y])
    assert got[calibration.CHI2][0, 0] == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue)
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").pvalue
    assert got[calibration.G2][0, 0] == pytest.approx(g2)


def test_null_corpora_have_equal_means():
    rng = np.random.default_rng(3)
    for case in scenarios():
        family = as_family(case.draw(rng, 10, 2000))
        means = [family.values[family.outlet == o].mean() for o in range(N_OUTLETS)]
        assert means == pytest.approx([means[0]] * N_OUTLETS, abs=0.01), case.name


def test_the_command_writes_table_and_figures(tmp_path, measures):
    rng = np.random.default_rng(4)
    corpus = measures({"echo": rng.integers(0, 4, (40, 6)) / 10, "herald": rng.integers(0, 4, (40, 6)) / 10})
    corpus.to_parquet(tmp_path / "measures.parquet")
    call = ["--out", str(tmp_path / "out"), "--seed", "1", "--corpora", "10", "--draws", "100", "--labellings", "99"]
    assert calibration.main([*call, "--corpus", str(tmp_path / "measures.parquet")]) in (0, 1)
    written = {p.name for p in (tmp_path / "out").iterdir()}
    stems = ("calibration-differs", "calibration-coverage")
    assert written == {"calibration.csv", *(f"{s}.{kind}" for s in stems for kind in ("png", "svg", "csv"))}
    table = pd.read_csv(tmp_path / "out" / "calibration.csv")
    assert "real articles, shuffled" in set(table["scenario"])


def test_a_corpus_without_shares_is_refused(tmp_path, measures, capsys):
    measures({"echo": [7.0], "herald": [9.0]}).to_parquet(tmp_path / "measures.parquet")
    call = ["--out", str(tmp_path), "--seed", "1", "--corpus", str(tmp_path / "measures.parquet")]
    assert calibration.main(call) == 2
    assert "holds no measure between 0 and 1" in capsys.readouterr().err
