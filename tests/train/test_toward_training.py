import itertools
import json

import numpy as np
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
                row = {"text": text, "start": start, "end": start + len(name), "label": label}
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
