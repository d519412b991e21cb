import itertools
import json

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.features.toward import load, probabilities
from analysis.train import toward as training

NAMES = ["Ortega", "Haugen", "Lindqvist", "Marlow", "Tanaka"]
SAID = {
    "negative": ["{} was blamed for the flood", "Critics attacked {} over the road", "{} lied to the town again"],
    "neutral": ["{} spoke on Monday about roads", "A meeting with {} took an hour", "{} is from the coast"],
    "positive": ["{} was praised for the bridge", "Voters thanked {} for the park", "{} saved the old library"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("labels")
    with (path / "targets.jsonl").open("w", encoding="utf-8") as file:
        for label, name in itertools.product(SAID, NAMES):
            for said in SAID[label]:
                text, start = said.format(name), said.index("{}")
                row = {"text": text, "start": start, "end": start + len(name), "label": label, "sentence_id": text}
                file.write(json.dumps({**row, "split": "dev" if name == "Tanaka" else "train"}) + "\n")
    return path


@pytest.fixture(scope="module")
def model(folder):
    return training.train(folder)


def test_it_learns_what_is_there_to_learn(folder, model):
    rows = training.labelled(folder, "dev")
    assert (probabilities(model, training.read(rows)).argmax(axis=1) == rows["label"]).all()


def test_a_saved_model_predicts_the_same(folder, model, tmp_path):
    training.save(model, tmp_path / "m.npz")
    found = training.read(training.labelled(folder, "dev"))
    again = load(tmp_path / "m.npz")
    np.testing.assert_allclose(probabilities(again, found), probabilities(model, found), atol=1e-12)


def test_the_same_folder_gives_the_same_file(folder, tmp_path):
    for name in ("a.npz", "b.npz"):
        assert training.main([str(folder), "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_mentions_of_one_sentence_stay_in_one_fold(folder):
    rows = training.labelled(folder, "train")
    rows = rows.loc[rows.index.repeat(2)].reset_index(drop=True)
    for train, test in training.folds(rows):
        assert set(rows["text"].iloc[train]).isdisjoint(rows["text"].iloc[test])


def test_a_teacher_that_is_certain_teaches_as_labels_do(folder):
    rows = training.labelled(folder, "train")
    found, weight = training.read(rows), training.importance(rows)
    whole = training.fit(found, training.seen(rows), weight, fewest=1)
    half = np.arange(0, len(rows), 2)
    parts = training.stacked(training.subset(found, half), training.subset(found, half + 1))
    order = np.concatenate([half, half + 1])
    again = training.fit(parts, training.seen(rows)[order], weight[order], fewest=1)
    assert again.key.tolist() == whole.key.tolist()
    assert again.count.tolist() == whole.count.tolist()
    np.testing.assert_allclose(again.weight, whole.weight, atol=0.05)


def test_a_teacher_in_doubt_counts_on_both_sides(folder):
    rows = training.labelled(folder, "train").iloc[[0, 0, 30]].reset_index(drop=True)
    found = training.read(rows)
    share = np.array([[0.6, 0.4, 0.0], [0.6, 0.4, 0.0], [0.0, 0.0, 1.0]])
    model = training.fit(found, share, np.array([5.0, 5.0, 1.0]), fewest=2)
    assert set(map(tuple, model.count.tolist())) <= {(6, 4, 0), (6, 4, 1), (3, 2, 1)}


def test_what_a_teacher_judged_is_learned_beside_labels(folder, monkeypatch):
    monkeypatch.setattr(training, "tenth", lambda rows: np.arange(len(rows)) % 4 == 0)
    rows = training.labelled(folder, "train")
    judged = rows[["text", "start", "end"]].assign(text=rows["text"].str.replace("the", "their"))
    judged = judged.assign(**dict(zip(training.LABELS, training.seen(rows).T, strict=True)))
    model = training.train_with(folder, judged)
    dev = training.labelled(folder, "dev")
    assert (probabilities(model, training.read(dev)).argmax(axis=1) == dev["label"]).mean() > 0.8


def test_the_tenth_keeps_mentions_of_one_sentence_together(folder):
    many = pd.DataFrame({"sentence_id": [str(n) for n in range(4000)]})
    assert 0.08 < training.tenth(many).mean() < 0.12
    assert (training.tenth(many) == training.tenth(many.iloc[::-1])[::-1]).all()


def test_a_folder_without_labels_is_named(tmp_path, capsys):
    assert training.main([str(tmp_path)]) == 2
    assert "targets.jsonl" in capsys.readouterr().err
    with pytest.raises(InputError, match="Pass the folder of the labels"):
        training.labelled(tmp_path, "train")


def test_mentions_that_share_a_sentence_weigh_more(folder):
    rows = training.labelled(folder, "train")
    assert training.importance(rows).tolist() == [1.0] * len(rows)
    twice = rows.loc[[0, 0, 1]].reset_index(drop=True)
    assert training.importance(twice).tolist() == [training.SHARED, training.SHARED, 1.0]
