import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.features.toward import LABELS
from analysis.train import taught, teacher
from tests.conftest import made_articles

TOLD = [
    "On Monday the council of Brackwater thanked Ana Ortega for the bridge that she had built.",
    "But Nils Haugen said that the road to Port Norland would never be finished in time.",
    "Nothing here has a name, and so there is nothing to judge in it either.",
    "Too short, Ada.",
]


def told(texts=TOLD):
    return taught.corpus_sentences(made_articles({"echo": "\n".join(texts)}))


def test_the_sentences_of_a_corpus_in_order():
    found = told(TOLD[:2])
    assert found["text"].tolist() == TOLD[:2]
    assert found["at"].tolist() == [0, len(TOLD[0]) + 1]


def test_candidates_are_names_or_pronouns_of_sentences_of_some_length():
    found = taught.candidates(told())
    spans = {text[a:z] for text, a, z in found[["text", "start", "end"]].itertuples(index=False)}
    assert spans <= {"Brackwater", "Ana Ortega", "she", "Nils Haugen", "Port Norland"}
    assert set(found["text"]) == set(TOLD[:2])
    assert taught.candidates(told()).equals(found)


def test_fewer_candidates_are_the_first_of_more(monkeypatch):
    many = told([f"On the way to town number {n} Ana Ortega met Nils Haugen again." for n in range(40)])
    more = taught.candidates(many)
    monkeypatch.setattr(taught, "ROWS", 7)
    assert taught.candidates(many).equals(more.head(7))


@given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 1)), min_size=1, max_size=5))
def test_judgements_come_back_without_their_sentences(tmp_path_factory, weights):
    path = tmp_path_factory.mktemp("taught") / "t.npz"
    share = np.array(weights) / np.array(weights).sum(axis=1, keepdims=True)
    texts = [f"Ortega came by train {n}." for n in range(len(weights))]
    bodies = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "body": [f"So. {t}" for t in texts]})
    judged = pd.DataFrame({"article_id": bodies["article_id"], "at": 4, "text": texts, "start": 0, "end": 6})
    taught.save(judged.assign(**dict(zip(LABELS, share.T, strict=True))), path)
    again = taught.load(path, bodies.iloc[::-1])
    assert again[["text", "start", "end"]].equals(judged[["text", "start", "end"]])
    np.testing.assert_allclose(again[list(LABELS)], share, atol=0.01)
    np.testing.assert_allclose(again[list(LABELS)].sum(axis=1), 1)
    assert b"Ortega" not in path.read_bytes()


def test_a_corpus_that_lacks_a_sentence_is_refused(tmp_path):
    judged = pd.DataFrame({"article_id": ["a"], "at": [0], "text": ["Ortega won."], "start": [0], "end": [6]})
    taught.save(judged.assign(**dict.fromkeys(LABELS, 1 / 3)), tmp_path / "t.npz")
    for other in ({"article_id": ["a"], "body": ["Haugen won."]}, {"article_id": ["b"], "body": ["Ortega won."]}):
        with pytest.raises(InputError, match=r"1 of the 1 sentences .* do not stand in the corpus"):
            taught.load(tmp_path / "t.npz", pd.DataFrame(other))
    with pytest.raises(InputError, match="which is not there"):
        taught.load(tmp_path / "none.npz", pd.DataFrame(other))


class Reader:
    """Cuts a text at blanks."""

    def token_to_id(self, _):
        return -1

    def encode_batch(self, texts):
        return [self.cut(text) for text in texts]

    def cut(self, text):
        words = text.split()
        starts = [text.index(w) for w in words]
        found = type("Cut", (), {})()
        found.ids, found.offsets = (
            [len(w) for w in words],
            [(a, a + len(w)) for a, w in zip(starts, words, strict=True)],
        )
        return found


def test_the_mention_is_one_piece_and_long_sentences_are_cut_round_it():
    (ids, place), (cut, there) = teacher.pieces(
        Reader(), ["yes Ana Ortega won", " ".join(["a", *"bcdefghij" * 9])], [4, 150], [14, 151]
    )
    assert (ids, place) == ([3, -1, 3], [0, 1, 0])
    assert len(cut) == teacher.LONGEST
    assert [i for i, k in enumerate(there) if k] == [cut.index(-1)]


def test_batches_hold_every_mention_once_and_pad_with_nothing():
    found = [([7] * n, [1] + [0] * (n - 1)) for n in (3, 40, 5, 20, 17)]
    for draw in (None, np.random.default_rng(1)):
        got = list(teacher.batches(found, size=2, draw=draw))
        assert sorted(np.concatenate([b.rows for b in got])) == [0, 1, 2, 3, 4]
        for batch in got:
            length = [len(found[i][0]) for i in batch.rows]
            assert batch.real[: len(length)].sum(axis=1).tolist() == length
            assert batch.pieces.shape[1] == -(-max(length) // teacher.STEP) * teacher.STEP
