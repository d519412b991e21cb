import pandas as pd
import pytest

from analysis.features.tone import tones
from analysis.metrics.arcs import tone_arc


@pytest.fixture(scope="module")
def scored(units):
    return tones(units, guards=frozenset(), definition="d")


def test_a_stretch_is_the_mean_of_its_sentences(scored, articles):
    got = tone_arc(scored, articles, stretches=2).set_index(["article_id", "voice", "item"])
    body = scored[(scored["part"] == "body") & (scored["article_id"] == "echo") & (scored["voice"] == "all")]
    for item, part in (("1", body[body["position"] < 0.5]), ("2", body[body["position"] >= 0.5])):
        assert got.loc[("echo", "all", item), "value"] == pytest.approx(part["compound"].mean())
        assert got.loc[("echo", "all", item), "base"] == len(part)


def test_the_last_sentence_falls_into_the_last_stretch(scored, articles):
    assert scored["position"].max() == 1
    got = tone_arc(scored, articles, stretches=7)
    assert set(got["item"]) == set("1234567")


def test_a_stretch_without_a_sentence_is_missing(scored, articles):
    got = tone_arc(scored, articles, stretches=50)
    assert got.loc[got["base"] == 0, "value"].isna().all()
    assert got.loc[got["base"] > 0, "value"].notna().all()


def test_one_stretch_is_the_mean_of_the_article_and_rows_may_come_in_any_order(scored, articles):
    got = tone_arc(scored, articles, stretches=1)
    again = tone_arc(scored.sample(frac=1, random_state=1), articles, stretches=1)
    pd.testing.assert_frame_equal(got, again)
    body = scored[(scored["part"] == "body") & ~scored["stub"]]
    wanted = body.groupby(["article_id", "voice"], observed=True)["compound"].mean()
    known = got[got["value"].notna()].set_index(["article_id", "voice"])["value"]
    assert known.to_dict() == pytest.approx(wanted.to_dict())
