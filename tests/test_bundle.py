"""A bundle holds no text, is run again as it was published, and says what it cannot show.

That all its figures come out the same is tested on the study that ships, in tests/run/test_framework.py."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

from analysis import bundle, corpus, files, findings, run, steps, study, unbundle
from analysis.__main__ import main
from analysis.compare import distinctive, intervals, speakers, tests
from analysis.errors import InputError
from analysis.features.topics import topics
from analysis.metrics import emphasis
from analysis.paths import NOTEBOOKS
from analysis.plots import heat, style
from analysis.workspace import Workspace, place

OPENING = "The council approved the harbour wall on Monday, and trade in the harbour fell sharply the same week, {}."
SAID = '"Tariffs on fish have risen twice this year and the soldiers came home," Mayor Ada Brandt said of the {}.'


def step(name):
    return next(n.stem for n in NOTEBOOKS.glob("0[1-9]-*.ipynb") if n.stem.startswith(name))


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder with a small study whose notebooks 01 to 03 have been run, as the runner leaves them."""
    tmp_path = tmp_path_factory.mktemp("bundle")
    rows = [
        {
            "id": f"{o}{i}",
            "outlet": o,
            "url": f"https://{o}.example/{i}",
            "date": "2024-03-05",
            "section": "Harbour news",
        }
        | {
            "title": f"Harbour wall approved by a narrow vote {i}",
            "text": f"{OPENING.format(o * (i + 1))}\n{SAID.format(i)}",
        }
        for o in ("echo", "mercury")
        for i in range(6)
    ]
    (tmp_path / "wall").mkdir()
    pd.DataFrame(rows).to_csv(tmp_path / "wall" / "all.csv", index=False)
    (tmp_path / "wall" / "study.yaml").write_text("title: The wall\narticles: all.csv\ndraws: 100\n")
    where = place(str(tmp_path / "wall"), out=str(tmp_path / "out"))
    first, second, third = step("01"), step("02"), step("03")
    found = corpus.load(where.study)
    Workspace(where, first).keep(articles=found.articles, rejected=found.rejected, files=found.files)
    desk = Workspace(where, second)
    sources, segments, units = desk.voices(found.articles)
    desk.keep(sources=sources, segments=segments, units=units)
    desk.from_texts("turns", speakers.turns, sources)
    desk.from_texts("account", corpus.told, found)
    desk.from_texts("word_counts", distinctive.by_article, units[units["voice"] == "all"])
    desk = Workspace(where, third)
    book = desk.codebook("topics")
    marks = topics(units, segments, book)
    measures = emphasis.sentence_share(marks, units, found.articles, metric="topic")
    scores = intervals.scores(measures, **desk.draws())
    desk.keep(marks=marks, measures=measures, scores=scores, gaps=tests.gaps(measures, **desk.draws()))
    shown = scores[scores["voice"] == "all"]
    names = {"echo": "echo", "mercury": "mercury"}
    for slug in ("topic-share", "topic-clock"):
        ax = heat.share_map(shown, labels=book.labels, outlets=names, ax=style.canvas(height=6))
        style.title(ax, f"Sentences that carry a topic, %: {findings.on(shown)}")
        desk.publish(slug, ax, shown, alt="Topics by outlet.", reading="A cell is a share.")
    told = pd.DataFrame({"label": [OPENING.format("A")], "outlet": ["echo"]})
    desk.publish("who-tells-what", style.canvas(height=2), told, alt="One thing.", reading="A row is a thing.")
    for name in (first, second, third):
        made = [
            p for p in (where.parts / name).rglob("*") if p.is_file() and p.name not in ("inputs.json", "step.json")
        ]
        steps.finish(where, name, parameters={}, outputs=made, seconds=0)
    files.write(where.out / "run.json", json.dumps({"study": "wall"}))
    return tmp_path


@pytest.fixture
def ran(finished, tmp_path, monkeypatch):
    """That study and its run, for one test to change."""
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return place("wall", out=str(tmp_path / "out"))


def texts(folder):
    """Everything that a file of a bundle says, as words."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix == ".parquet":
            yield path.name, pd.read_parquet(path).to_csv()
        elif path.suffix != ".png":
            yield path.name, path.read_text(encoding="utf-8")


def fives(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def given_away(folder):
    """Files of a folder that hold five words in a row of an article of the study."""
    articles = corpus.load(study.load("wall")).articles
    known = set().union(*(fives(text) for text in [*articles["body"], *articles["headline"]]))
    assert len(known) > 100
    return [name for name, text in texts(folder) if fives(text) & known]


def test_no_five_words_of_an_article_stand_in_any_file(ran):
    folder, told = bundle.bundle("wall", out=str(ran.out))
    assert given_away(folder) == []
    assert told[0].startswith("12 articles by link and hash, ")
    assert {p.stem for p in folder.rglob("*.parquet")} == {
        *("articles", "rejected", "files", "sources", "segments", "units", "marks", "measures", "scores", "gaps"),
        *("turns", "word_counts"),
    }


def test_texts_are_missing_and_their_places_are_not(ran):
    folder, _ = bundle.bundle("wall", out=str(ran.out))
    units, bare = (pd.read_parquet(p / step("02") / "units.parquet") for p in (ran.parts, folder / "parts"))
    assert bare["text"].isna().all()
    pd.testing.assert_frame_equal(bare.drop(columns="text"), units.drop(columns="text"))


def test_links_and_hashes_are_in_it(ran):
    folder, _ = bundle.bundle("wall", out=str(ran.out))
    links = pd.read_csv(folder / "articles.csv").set_index("article_id")
    articles = corpus.load(study.load("wall")).articles.set_index("article_id")
    assert links["url"].to_dict() == articles["url"].to_dict()
    assert links["sha256"].to_dict() == articles["body"].map(files.digest_text).to_dict()
    assert study.load(str(folder)).codebook_files["topics"].is_relative_to(folder.resolve())


def test_a_figure_whose_rows_are_sentences_is_named_and_not_in_it(ran):
    folder, told = bundle.bundle("wall", out=str(ran.out))
    assert (ran.figures / "03-who-tells-what.csv").is_file()
    assert not list((folder / "figures").glob("03-who-tells-what*"))
    assert "Not in it: the figure 03-who-tells-what: its rows are sentences of the articles." in told


def test_a_notebook_reads_in_a_bundle_what_it_made_of_texts(ran):
    folder, _ = bundle.bundle("wall", out=str(ran.out))
    desk = Workspace(place(str(folder), out=str(folder / "again")), step("02"))
    made = speakers.turns(pd.read_parquet(ran.part(step("02"), "sources")))
    pd.testing.assert_frame_equal(desk.from_texts("turns", speakers.turns, None), made)
    assert desk.from_texts("account", corpus.told, None)[0] == "12 found = 12 kept + 0 rejected."
    assert [len(t) for t in desk.voices(None)] == [
        len(pd.read_parquet(ran.part(step("02"), t))) for t in ("sources", "segments", "units")
    ]
    assert desk.corpus().found == 12
    third = Workspace(desk.place, step("03"))
    pd.testing.assert_frame_equal(
        third.from_texts("marks", topics, None, None, None), pd.read_parquet(ran.part(step("03"), "marks"))
    )
    with pytest.raises(InputError, match=r"does not hold 'choices', which rests on texts\. Get the bundle again\."):
        desk.from_texts("choices", topics, None, None, None)


@pytest.fixture
def as_published(monkeypatch):
    """A run whose notebooks give the very tables and figures that the bundle holds."""

    def copied(folder, *, fresh, out, console):
        shutil.copytree(Path(folder) / "parts", Path(out) / "tables" / "parts")
        shutil.copytree(Path(folder) / "figures", Path(out) / "figures")
        return run.Outcome(place(folder, out=out), (), (), None)

    monkeypatch.setattr(run, "run", copied)


def test_a_run_says_of_each_figure_whether_it_is_the_published_one(ran, tmp_path, as_published):
    bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    assert bundle.is_bundle("shared")
    assert not bundle.is_bundle("wall")
    again = unbundle.redraw("shared", out=str(tmp_path / "again"), console=Console())
    assert again.n_differing == 0
    for sentence in (
        "03-emphasis: gaps, marks, measures, scores: as published.",
        "03-topic-share: drawn again, its rows as published.",
        "03-who-tells-what: not drawn: its rows are sentences of the articles.",
        "03-emphasis: left out, since they show texts, cells under: Which topics does the text itself hold? "
        "Which sentences are behind the numbers?",
    ):
        assert sentence in again.told
    assert again.told[-2:] == bundle.lacking()


def harmed_table(folder):
    table = pd.read_parquet(folder / "parts" / step("03") / "scores.parquet")
    files.write_parquet(folder / "parts" / step("03") / "scores.parquet", table.assign(value=table["value"] + 0.1))


def harmed_twin(folder):
    twin = folder / "figures" / "03-topic-share.csv"
    rows = pd.read_csv(twin)
    rows.assign(value=rows["value"] + 2e-9).to_csv(twin, index=False)


def listed_again(folder):
    listing = json.loads((folder / bundle.MARK).read_text())
    listing["files"] = {name: files.digest(folder / name) for name in listing["files"]}
    (folder / bundle.MARK).write_text(json.dumps(listing))


def put_in(folder):
    (folder / "parts" / "new.parquet").write_bytes(b"PAR1")


def leads_out(folder):
    listing = json.loads((folder / bundle.MARK).read_text())
    (folder / bundle.MARK).write_text(json.dumps(listing | {"files": {"../wall/all.csv": ""}}))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (harmed_table, r"scores\.parquet is not the file that was published\. Get the bundle again\."),
        (put_in, r"is not the bundle that was published: .*new\.parquet was put into it\. Get the bundle again\."),
        (leads_out, r"names '\.\./wall/all\.csv', which is not in the bundle\. Do not trust it\."),
        (lambda folder: (folder / bundle.MARK).write_text("{"), r"bundle\.json is damaged\. Get the bundle again\."),
        (lambda folder: (folder / bundle.MARK).write_text("{}"), r"bundle\.json is damaged\. Get the bundle again\."),
    ],
)
def test_a_bundle_that_was_changed_is_refused(ran, tmp_path, harm, said):
    folder, _ = bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    harm(folder)
    with pytest.raises(InputError, match=said):
        unbundle.redraw("shared", console=Console())


def test_what_does_not_come_out_as_published_is_told(ran, tmp_path, as_published, monkeypatch):
    folder, _ = bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    true, copied = shutil.copytree(folder, tmp_path / "true"), run.run
    monkeypatch.setattr(run, "run", lambda _, **given: copied(str(true), **given))
    for harm in (harmed_table, harmed_twin, listed_again):
        harm(folder)
    shutil.rmtree(true / "figures")
    (true / "figures").mkdir()
    again = unbundle.redraw("shared", out=str(tmp_path / "again"), console=Console())
    told = "\n".join(again.told)
    assert again.n_differing == 3
    assert "03-emphasis: the table scores differs from what was published: " in told
    assert "03-topic-clock: differs from what was published: it was not made again" in told


def test_rows_are_compared_to_a_billionth(ran, tmp_path, as_published, monkeypatch):
    folder, _ = bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    true, copied = shutil.copytree(folder, tmp_path / "true"), run.run
    monkeypatch.setattr(run, "run", lambda _, **given: copied(str(true), **given))
    harmed_twin(folder)
    listed_again(folder)
    again = unbundle.redraw("shared", out=str(tmp_path / "again"), console=Console())
    assert [line[:54] for line in again.told if "differs" in line] == [
        "03-topic-share: differs from what was published: DataF"
    ]


def test_a_name_of_five_words_is_cut_in_every_table_alike_and_its_picture_left_out(ran, tmp_path):
    long = ["the harbour wall on Monday, and trade", "the harbour wall on Monday, and more"]
    marks = ran.part(step("03"), "marks")
    table = pd.read_parquet(marks)
    files.write_parquet(marks, table.assign(term=[long[i % 2] for i in range(len(table))]))
    twin = ran.figures / "03-topic-clock.csv"
    files.write_csv(twin, pd.DataFrame({"who": long, "n": [2, 1]}))
    steps.finish(ran, step("03"), parameters={}, outputs=[marks], seconds=0)
    folder, told = bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    assert "Names and terms of 5 words or more that the articles have, cut after four: 2." in told
    short = ["the harbour wall on … (2)", "the harbour wall on … (1)"]  # "... and more" comes first in order
    assert pd.read_parquet(folder / "parts" / step("03") / "marks.parquet")["term"].tolist()[:2] == short
    assert pd.read_csv(folder / "figures" / "03-topic-clock.csv")["who"].tolist() == short
    assert [p.suffix for p in (folder / "figures").glob("03-topic-clock*")] == [".csv"]
    assert given_away(folder) == []


def test_what_cannot_be_bundled_is_said(ran, tmp_path):
    with pytest.raises(InputError, match=r"holds no run of 'wall'\. Run it first: python -m analysis run wall"):
        bundle.bundle("wall", out=str(tmp_path / "nowhere"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("Mine.")
    with pytest.raises(InputError, match=r"full holds something else\. Name another folder with --to\."):
        bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "full"))
    bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    with pytest.raises(InputError, match=r"shared is a bundle already\. Pass on the folder as it is\."):
        bundle.bundle("shared")
    with pytest.raises(
        InputError, match=r"shared is a bundle: it holds no texts to read\. Run it as it is: python -m "
    ):
        corpus.load(study.load("shared"))
    ran.part(step("03"), "scores").unlink()
    with pytest.raises(InputError, match=r"03-\w+ is not current \(its output changed: .*\)\. Run it again first:"):
        bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "late"))
    assert not [p for p in Path(tmp_path).iterdir() if "late" in p.name]
    ran.record_file(step("02")).unlink()
    with pytest.raises(InputError, match=r"wall: 02-voices was not run, on which the others rest\. Run it: python"):
        bundle.bundle("wall", out=str(ran.out))


def test_the_command_says_what_differs_and_refuses_what_it_cannot_do(ran, tmp_path, as_published, monkeypatch, capsys):
    folder, _ = bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))

    def call(*words):
        monkeypatch.setattr("sys.argv", ["analysis", *words])
        status = main()
        return status, "".join(capsys.readouterr())

    status, said = call("run", "shared", "--set", "voice=all")
    assert (status, "shared is a bundle: it runs as published, without --set" in said) == (2, True)
    status, said = call("run", "shared", "--out", "again")
    assert (status, "03-topic-share: drawn again, its rows as published." in said) == (0, True)
    shutil.rmtree("again")
    harmed_table(folder)
    assert call("run", "shared", "--out", "again")[0] == 2
