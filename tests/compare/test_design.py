"""Units: what counts as one, and for which item."""

import numpy as np
import pandas as pd
import pytest

from analysis.compare.design import families, patterns
from analysis.errors import InputError, TableError


def test_one_event_takes_articles_and_several_take_event_means(measures):
    one = next(families(measures({"echo": [1, 2], "herald": [3]}, events={"echo": ["e", "e"], "herald": ["e"]})))
    assert not one.several_events
    assert one.values.ravel().tolist() == [1, 2, 3]
    several = next(
        families(measures({"echo": [1, 2, 6], "herald": [3]}, events={"echo": ["e", "e", "f"], "herald": ["e"]}))
    )
    # echo in e: (1 + 2) / 2 = 1.5; echo in f: 6; herald in e: 3
    assert several.several_events
    assert several.values.ravel().tolist() == [1.5, 6, 3]
    assert several.n_articles.ravel().tolist() == [3, 1]
    assert several.n_events.ravel().tolist() == [2, 1]


def test_without_events_none_is_counted(measures):
    family = next(families(measures({"echo": [1, 2], "herald": [3]})))
    assert family.n_events.ravel().tolist() == [0, 0]


def test_an_article_without_event_stands_alone(measures):
    table = measures({"echo": [1, 2, 6], "herald": [3]}, events={"echo": ["e", None, None], "herald": ["e"]})
    family = next(families(table))
    assert family.n_events.ravel().tolist() == [3, 1]


def test_an_article_without_value_is_no_unit_for_that_item(measures):
    family = next(families(measures({"echo": [[1, np.nan], [2, 5]], "herald": [[3, 4]]})))
    assert family.n_articles.tolist() == [[2, 1], [1, 1]]
    assert family.n_words.tolist() == [[200, 100], [100, 100]]
    got = {tuple(items.tolist()): units.tolist() for units, items in patterns(~np.isnan(family.values))}
    assert got == {(0,): [0, 1, 2], (1,): [1, 2]}


def test_items_of_another_metric_are_not_asked_for(measures):
    both = pd.concat(
        [measures({"echo": [[1, 2]], "herald": [[1, 2]]}), measures({"echo": [1], "herald": [1]}, metric="tone")]
    )
    assert {f.metric: f.items for f in families(both)} == {"emphasis": ("item-0", "item-1"), "tone": ("item-0",)}


def test_bad_tables_are_refused_in_a_sentence(measures):
    table = measures({"echo": [1, 2], "herald": [3]})
    with pytest.raises(TableError, match=r"compare needs \['base'\].*Pass the table made by metrics"):
        list(families(table.drop(columns="base")))
    with pytest.raises(InputError, match="has two measures of emphasis, sentences, item-0, all"):
        list(families(table.iloc[[0, 0, 1]]))
    with pytest.raises(InputError, match="A measure is infinite"):
        list(families(table.assign(value=np.inf)))
    torn = measures({"echo": [[1, 2]], "herald": [[3, 1]]}, events={"echo": ["e"], "herald": ["e"]})
    torn.loc[0, "event"] = "f"
    with pytest.raises(InputError, match="stands in two outlets or events"):
        list(families(torn))
