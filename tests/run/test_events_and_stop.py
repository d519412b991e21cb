"""Two choices of a study, from its file to the tables: events found among its articles, words set aside."""

import pytest

from analysis.compare import distinctive, tests
from analysis.errors import InputError
from analysis.features.topics import topics
from analysis.metrics import emphasis
from analysis.workspace import open_workspace

STORIES = {
    "harbour": (
        "The harbour wall of Westhaven was approved by the council on Monday evening.",
        "The council voted for the harbour wall after a debate about floods and the cost of the wall.",
        "Fishermen of Westhaven fear that the harbour wall will close the old quay.",
    ),
    "school": (
        "Teachers at the Linden school began a strike over pay and large classes.",
        "The strike of teachers at the Linden school closed every classroom for pupils.",
        "Parents of pupils at the Linden school support the teachers and their strike.",
    ),
    "storm": (
        "A storm tore roofs from barns in the Alder valley and cut power to farms.",
        "Power returned slowly to farms in the Alder valley after the storm broke lines.",
        "Farmers in the Alder valley counted cattle lost when the storm took barns.",
    ),
}
DAYS = {"harbour": "2024-05-06", "school": "2024-05-16", "storm": "2024-05-26"}
OUTLETS = {"echo": (0, 1), "mercury": (1, 2), "herald": (2, 0)}


@pytest.fixture
def study(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for outlet, which in OUTLETS.items():
        for story, sentences in STORIES.items():
            body = " ".join(sentences[i] for i in which)
            front = f"---\noutlet: {outlet}\ndate: {DAYS[story]}\nheadline: The {story}\n---\n"
            (texts / f"{outlet}-{story}.txt").write_text(f"{front}{body} {outlet.title()} reports.\n")
    (tmp_path / "names.txt").write_text("# outlets' names\necho\nmercury\nherald\nreports  # in every article\n")
    (tmp_path / "study.yaml").write_text(
        "articles: texts\nevents: found\nstop: names.txt\ncodebooks: {topics: news-topics, frames: generic-frames}\n"
    )
    return tmp_path


def desk_of(study):
    return open_workspace(str(study), notebook="03-emphasis", out=str(study / "out"))


def test_each_story_is_an_event_and_outlets_are_compared_inside_it(study):
    desk = desk_of(study)
    articles = desk.counted()
    story = articles["article_id"].str.extract("(harbour|school|storm)")[0]
    assert articles.groupby(story)["event"].nunique().tolist() == [1, 1, 1]
    assert articles["event"].nunique() == 3

    units, segments = desk.table("units"), desk.table("segments")
    marks = topics(units, segments, desk.codebook("topics"))
    measures = emphasis.sentence_share(marks, units, articles, metric="topic")
    gaps = tests.gaps(measures, draws=100, seed=1, level=0.05)
    assert set(gaps.loc[gaps["gap"].notna(), "n_events"]) == {3}


def test_words_of_the_stop_file_are_counted_nowhere(study):
    desk = desk_of(study)
    units = desk.table("units")
    kept = distinctive.counted(units[units["voice"] == "all"], desk.counted(), stop=desk.stop_words())
    assert {"harbor", "strike", "storm"} <= set(kept.vocabulary)
    assert set(kept.vocabulary).isdisjoint({"echo", "mercury", "herald", "reports"})


def test_a_stop_file_that_is_not_there_is_named(study):
    (study / "names.txt").unlink()
    with pytest.raises(InputError, match=r"the stop file 'names\.txt' is not there"):
        desk_of(study).stop_words()
