import pandas as pd
import pytest

from analysis.clean.outlets import folded


def names(*given, **more):
    return folded(pd.Series(given, dtype="str"), **more)[0].tolist()


def test_spellings_of_one_outlet_are_one():
    given = ["The New York Times", "nytimes.com", "NYT", "www.nytimes.com", "new york  times", "The Evening Echo"]
    new, changed = folded(pd.Series(given))
    assert new.tolist() == ["The New York Times"] * 5 + ["The Evening Echo"]
    assert changed == {"The New York Times": ["nytimes.com", "NYT", "www.nytimes.com", "new york  times"]}


def test_a_host_below_a_known_one_is_the_same_outlet():
    assert names("edition.cnn.com", "europe.chinadaily.com.cn", "co.uk") == ["CNN", "China Daily", "co.uk"]


def test_a_name_that_the_study_lists_stays_and_draws_the_others():
    listed = ["bbc.co.uk", "CNN"]
    assert names("bbc.co.uk", "BBC News", "cnn.com", "CNN", listed=listed) == ["bbc.co.uk", "bbc.co.uk", "CNN", "CNN"]
    assert names("dw.com", "DW", listed=["dw.com", "DW"]) == ["dw.com", "DW"]


def test_the_studys_own_spellings_come_first():
    assert names("Aftenekko", "NYT", aliases={"aftenekko": "echo", "NYT": "nyt"}) == ["echo", "nyt"]


@pytest.mark.parametrize("name", ["The Times", "Echo", "", ".", "a.b.c.d"])
def test_a_name_that_is_not_known_stays(name):
    assert names(name) == [name]
