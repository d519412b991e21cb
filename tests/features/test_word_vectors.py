import numpy as np
import pytest

from analysis.errors import InputError
from analysis.features.mention_features import code
from analysis.features.word_vectors import POLARITIES, load, word_vectors
from analysis.paths import MODELS


def places(*words):
    return word_vectors().places(np.array([code(w) for w in words], np.uint64))


def test_words_of_like_meaning_lie_near_each_other():
    table = word_vectors()
    praised, lauded, table_, blamed = table.vector[places("praised", "lauded", "table", "blamed")]

    def cosine(a, b):
        return a @ b / np.linalg.norm(a) / np.linalg.norm(b)

    assert cosine(praised, lauded) > 0.6 > cosine(praised, table_)
    assert cosine(praised, lauded) > cosine(praised, blamed)


def test_polarities_of_words_that_no_lexicon_has():
    quality = word_vectors().polarity[:, POLARITIES.index("quality")]
    good, bad = quality[places("trustworthy", "crooked")]
    assert good > 0 > bad


def test_an_unknown_word_is_the_last_row_which_is_zero():
    table = word_vectors()
    (place,) = places("zzqaxy")
    assert place == len(table.key)
    assert not table.vector[place].any()
    assert not table.polarity[place].any()
    assert not table.group[place].any()


def test_the_file_is_numbers():
    with np.load(MODELS / "words.npz", allow_pickle=False) as file:
        assert {file[name].dtype.kind for name in file.files} <= {"f", "u", "i"}


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"words\.npz, which are not there"):
        load(tmp_path / "words.npz")
