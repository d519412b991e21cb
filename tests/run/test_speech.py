"""What a study's `speech` changes, from its file to the tables."""

import pytest

from analysis.workspace import open_workspace

ARTICLE = """---
outlet: The Evening Post
date: 2025-10-31
headline: Harbour wall
---
Lena Ortiz believes the port will reopen in May. Ortiz criticised the tariff on steel.

Ortiz said the road was shut.
"""


@pytest.fixture
def by_voice(tmp_path):
    def read(setting):
        folder = tmp_path / (setting or "plain")
        (folder / "articles").mkdir(parents=True)
        (folder / "articles" / "one.txt").write_text(ARTICLE)
        line = f"speech: {setting}\n" if setting else ""
        (folder / "study.yaml").write_text(f"title: Harbour\narticles: articles\n{line}")
        desk = open_workspace(str(folder), notebook="02-voices", out=str(folder / "out"))
        _, segments, units = desk.voices(desk.table("articles"))
        body = segments[segments["part"] == "body"]
        scored = units[(units["part"] == "body") & (units["voice"] == "reported")]
        return body[body["voice"] == "reported"]["text"].tolist(), scored["text"].tolist()

    return read


def test_proper_speech_leaves_attitudes_and_objects_to_the_narrator(by_voice):
    segments, units = by_voice("proper")
    assert segments == units == ["the road was shut."]
    assert by_voice("")[0] == segments  # the default


def test_wide_speech_takes_them_in(by_voice):
    segments, units = by_voice("wide")
    assert segments == units == ["the port will reopen in May.", "the tariff on steel.", "the road was shut."]
