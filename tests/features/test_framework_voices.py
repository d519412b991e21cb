"""Who says what stands in marks in the accounts that ship; they print what was said in public, as the reports did."""

import pandas as pd
import pytest

from analysis import corpus, study
from analysis.compare.quotations import versions
from analysis.features.sources import attributions

SPOKEN = {  # by outlet, the beginning of each quotation of two words or more, and who says it
    "A": {
        "This advances our": "hegseth",
        "We’re enhancing our": "hegseth",
        "stoutly defend": "hegseth",
        "Grey-zone tactics": "nordin",
        "with you 100%": "trump",
        "critical to deterring": "hegseth",
    },
    "B": {
        "roadmap for deeper": "hegseth",
        "Our defence ties": "hegseth",
        "cornerstone for regional": "hegseth",
        "remains committed": "hegseth",
        "one of the most": "hegseth",
        "Our strategic alignment": "hegseth",
        "appreciated the discussion": "jaishankar",
        "better aligned": "hegseth",
        "long-term commitment": "hegseth",
    },
    "C": {"This advances our": "hegseth", "new era": "singh", "The framework will": "singh"},
    "D": {"reaffirms the depth": "singh", "a cornerstone of": "hegseth"},
    "E": {"defence ties have": "hegseth", "cornerstone for regional": "hegseth"},
}


@pytest.fixture(scope="module")
def sources() -> pd.DataFrame:
    opened = study.load("framework")
    return attributions(corpus.load(opened).articles, actors=opened.settled.actors)


def test_every_quotation_has_its_speaker(sources):
    quoted = sources[sources["voice"].isin(["quoted"])]
    got = {
        outlet: {
            start: quoted[(quoted["outlet"] == outlet) & quoted["text"].str.lstrip("“").str.startswith(start)]
            for start in expected
        }
        for outlet, expected in SPOKEN.items()
    }
    # 6 + 9 + 3 + 2 + 2 = 22
    assert sum(map(len, SPOKEN.values())) == 22
    assert {o: {s: list(rows["speaker_id"]) for s, rows in of.items()} for o, of in got.items()} == {
        o: {s: [who] for s, who in of.items()} for o, of in SPOKEN.items()
    }


def test_all_that_is_quoted_has_a_speaker_and_none_of_it_is_a_policy(sources):
    quoted = sources[sources["voice"].isin(["quoted"])]
    assert quoted["speaker_id"].notna().all()
    assert not quoted["text"].str.contains("Act East|Make in India").any()


def test_versions_of_what_was_said(sources):
    got = versions(sources).groupby("quotation_id")["outlet"].agg(lambda o: sorted(map(str, o)))
    assert sorted(got) == [["A", "B", "C", "D", "E"], ["A", "B", "C", "E"], ["A", "C"]]
