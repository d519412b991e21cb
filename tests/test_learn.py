"""From a file of coded texts to a classifier that a study can name."""

import csv

import pytest

from analysis import learn
from analysis.__main__ import main
from analysis.errors import InputError
from analysis.features import learned

THINGS = [
    "harbour",
    "school",
    "bridge",
    "tram",
    "theatre",
    "park",
    "market",
    "library",
    "quay",
    "square",
    "hall",
    "pier",
]


@pytest.fixture
def labels(tmp_path):
    rows = [("north", f"The minister attacked the mayor over the {t}.", "conflict") for t in THINGS]
    rows += [("south", f"The {t} opened on a sunny day.", "") for t in THINGS]
    path = tmp_path / "coded.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("outlet", "text", "labels"), *rows])
    return path


def test_what_was_learned_is_measured_and_kept(labels, tmp_path):
    lesson = learn.frames(labels, out=tmp_path / "frames.npz", by="", unit="sentence", codebooks=["generic-frames"])
    assert lesson.apart == "outlet"
    # One outlet has all of the frame: a classifier taught on the other alone cannot know it.
    assert lesson.quality.loc[0, "recall"] == 0
    assert lesson.by_outlet.set_index("outlet").loc["north", "texts"] == 12
    kept = learned.load(tmp_path / "frames.npz")
    assert kept.quality[0]["frame"] == "conflict"
    assert (learned.scores(["The mayor attacked the tram."], kept) > 0).to_numpy().all()


def test_the_command_prints_the_measured_quality(labels, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["x", "learn", "frames", str(labels), "--out", str(tmp_path / "f.npz")])
    assert main() == 0
    said = capsys.readouterr().out
    assert "whole outlets apart" in said
    assert "vocabulary_f1" in said
    assert "learned: {frames: f.npz}" in said


def test_what_cannot_be_kept_apart_is_named(labels, tmp_path):
    with pytest.raises(InputError, match=r"--by event: .*coded\.csv has no column 'event'"):
        learn.frames(labels, out=tmp_path / "f.npz", by="event")
