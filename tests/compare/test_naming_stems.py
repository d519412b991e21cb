"""Which words of clauses name people."""

import pandas as pd

from analysis.compare import naming
from analysis.compare.alignment import stem


def test_names_and_titles_of_people_that_a_title_tells():
    table = pd.DataFrame(
        {
            "article_id": ["a", "a", "b"],
            "text": [
                "Minister Ada Moravec sang",
                "Bakers of Gull Point baked saffron buns",
                "Mayor Ben Tolland danced",
            ],
        }
    )
    known = [stem(w) for w in ("minister", "moravec", "tolland", "saffron", "gull")]
    found = naming.stems(table, known)
    assert found[1] == {"moravec"}
    assert found[2] == {"tolland"}
    # a title names anybody; a place and a thing nobody
    assert found[0] == {"moravec", "tolland"}
    assert not {3, 4} & set(found)
    assert naming.stems(table[::-1], known) == found


def test_no_people():
    table = pd.DataFrame({"article_id": ["a"], "text": ["Swallows nested."]})
    assert naming.stems(table, ["swallow"]) == {}
