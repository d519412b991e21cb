"""What other stories tell of how rare a word is."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis import words
from analysis.compare import alignment, background


def _told(n: int) -> pd.DataFrame:
    rows = [(f"a{k}", f"e{k}", "harbour" if k % 4 == 0 else "meadow") for k in range(n)]
    rows += [("x", "own", "harbour walls"), ("y", "own", "harbour walls")]
    return pd.DataFrame(rows, columns=["article_id", "event", "text"])


def test_rarity_by_hand():
    known = background.background(_told(200))
    stems = [alignment.stem(w) for w in ("harbour", "walls", "zebra")]
    # 50 of the 200 other articles say "harbour"; none "walls" or "zebra", which count as half an article
    got = background.rarity(known, "own", stems)
    assert got is not None
    assert got[0] == pytest.approx(math.log(4) - 1)
    assert got[1:] == pytest.approx(math.log(400) - 1)


def test_few_other_articles_tell_nothing():
    assert background.rarity(background.background(_told(99)), "own", ["harbor"]) is None
    assert background.rarity(background.background(_told(100)), "own", ["harbor"]) is not None


def test_a_word_of_every_story_tells_nothing():
    texts = ["Harbour gulls cried", "Meadow larks sang"]
    rare = alignment.vectors(texts, inside=[True] * 2, sentence=range(2))
    common = alignment.vectors(texts, inside=[True] * 2, sentence=range(2), rarity=lambda s: np.zeros(len(s)))
    assert rare.weight.max() > 0
    assert common.weight.max() == 0


def test_no_usual_word_stands_for_a_rare_one():
    usual = {row["word"] for row in words.rows("news")}
    odd = [row["word"] for row in words.rows("synonyms") if row["word"] in usual and row["as"] not in usual]
    assert odd == []
