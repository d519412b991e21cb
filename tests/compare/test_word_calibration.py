"""The proof for words in small: what is dealt out, and the command. The full one runs outside the tests."""

import numpy as np
import pandas as pd

from analysis.compare import distinctive, word_calibration

SIZES = np.array([4, 4, 8])


def corpus(n: int = 60) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    names = [f"w{chr(97 + i)}" for i in range(20)]
    bodies = [" ".join(rng.choice(names, rng.integers(20, 60))) for _ in range(n)]
    return pd.DataFrame({"article_id": [f"a{i:03d}" for i in range(n)], "outlet": "echo", "body": bodies})


def counted() -> distinctive.Counted:
    table = corpus()
    return distinctive.counted(table.assign(text=table["body"]), table.assign(event=None))


def test_articles_are_dealt_out_once_and_cut_to_their_outlets_share():
    words = counted()
    got = word_calibration.dealt(words, shares=(0.25, 1.0, 1.0), sizes=SIZES, rng=np.random.default_rng(2))
    assert np.bincount(got.outlet).tolist() == [4, 4, 8]
    length = np.asarray(got.counts.sum(axis=1)).ravel()
    # articles hold 20 to 59 words, about 40; those of the first outlet keep a quarter
    assert 5 < length[:4].mean() < 16 < 25 < length[4:].mean()
    assert set(got.vocabulary) <= set(words.vocabulary)


def test_nothing_differs_in_few_of_many_corpora():
    rates = word_calibration.calibrate(counted(), corpora=8, units=(5,), labellings=199, seed=1)
    assert len(rates) == 4
    assert rates["any"].mean() <= 0.2  # 32 corpora: 6 or fewer; 2 expected
    assert (rates["words"] > 5).all()


def test_the_command_writes_its_table(tmp_path, capsys):
    corpus().to_csv(tmp_path / "articles.csv", index=False)
    call = ["--out", str(tmp_path / "out"), "--seed", "1", "--corpora", "2", "--labellings", "99", "--units", "4"]
    assert word_calibration.main([str(tmp_path / "articles.csv"), *call]) in (0, 1)
    assert len(pd.read_csv(tmp_path / "out" / "word-calibration.csv")) == 4
    assert word_calibration.main([str(tmp_path / "none.csv"), *call]) == 2
    assert "There is no" in capsys.readouterr().err
