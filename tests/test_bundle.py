"""A bundle holds no text, gives the same figures, and says what it cannot show."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import bundle, corpus, files, findings, steps, study, unbundle
from analysis.compare import intervals, tests
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


@pytest.fixture
def ran(tmp_path, monkeypatch):
    """A small study whose notebooks 01 to 03 have been run, as the runner leaves them."""
    monkeypatch.chdir(tmp_path)
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
    where = place("wall", out=str(tmp_path / "out"))
    first, second, third = step("01"), step("02"), step("03")
    found = corpus.load(where.study)
    Workspace(where, first).keep(articles=found.articles, rejected=found.rejected)
    desk = Workspace(where, second)
    sources, segments, units = desk.voices(found.articles)
    desk.keep(sources=sources, segments=segments, units=units)
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
    for name in (first, second, third):
        made = [*(where.parts / name).glob("*.parquet"), *(where.parts / name).glob("figures.json")]
        steps.finish(where, name, parameters={}, outputs=made, seconds=0)
    files.write(where.out / "run.json", json.dumps({"study": "wall"}))
    return where


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


def test_no_five_words_of_an_article_stand_in_any_file(ran):
    folder, told = bundle.bundle("wall", out=str(ran.out))
    articles = corpus.load(study.load("wall")).articles
    given_away = set().union(*(fives(text) for text in [*articles["body"], *articles["headline"]]))
    assert len(given_away) > 100
    for name, text in texts(folder):
        assert not fives(text) & given_away, name
    assert told[0].startswith("12 articles by link and hash, ")
    assert {p.name for p in folder.rglob("*.parquet")} == {"sources.parquet", "marks.parquet", "measures.parquet"} | {
        "scores.parquet",
        "gaps.parquet",
    }


def test_links_and_hashes_are_in_it(ran):
    folder, _ = bundle.bundle("wall", out=str(ran.out))
    links = pd.read_csv(folder / "articles.csv").set_index("article_id")
    articles = corpus.load(study.load("wall")).articles.set_index("article_id")
    assert links["url"].to_dict() == articles["url"].to_dict()
    assert links["sha256"].to_dict() == articles["body"].map(files.digest_text).to_dict()
    assert study.load(str(folder)).codebook_files["topics"].is_relative_to(folder.resolve())


def test_run_gives_the_same_figures_and_says_what_it_cannot_show(ran, tmp_path):
    bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    assert bundle.is_bundle("shared")
    assert not bundle.is_bundle("wall")
    place_of_figures, told = unbundle.redraw("shared", out=str(tmp_path / "again"))
    assert "03-emphasis: scores and gaps counted again from the measures: no difference." in told
    assert "03-topic-share: drawn again." in told
    assert "03-topic-clock: not drawn from scores or gaps alone; shown as published." in told
    assert told[-2:] == bundle.lacking()
    for name in ("03-topic-share", "03-topic-clock"):
        assert (place_of_figures / f"{name}.csv").read_bytes() == (ran.figures / f"{name}.csv").read_bytes()
        assert (place_of_figures / f"{name}.png").is_file()


def harmed_table(folder):
    table = pd.read_parquet(folder / "parts" / step("03") / "scores.parquet")
    files.write_parquet(folder / "parts" / step("03") / "scores.parquet", table.assign(value=table["value"] + 0.1))


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
        ([harmed_table], r"scores\.parquet is not the file that was published\. Get the bundle again\."),
        ([harmed_table, listed_again], r"03-\w+: scores counted again from the measures differ from those published: "),
        ([put_in], r"is not the bundle that was published: .*new\.parquet was put into it\. Get the bundle again\."),
        ([leads_out], r"names '\.\./wall/all\.csv', which is not in the bundle\. Do not trust it\."),
        ([lambda folder: (folder / bundle.MARK).write_text("{")], r"bundle\.json is damaged\. Get the bundle again\."),
    ],
)
def test_a_bundle_that_was_changed_is_refused(ran, tmp_path, harm, said):
    folder, _ = bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    for one in harm:
        one(folder)
    with pytest.raises(InputError, match=said):
        unbundle.redraw("shared")


def test_a_term_of_five_words_stops_the_bundle_and_leaves_nothing(ran, tmp_path):
    marks = ran.part(step("03"), "marks")
    table = pd.read_parquet(marks)
    files.write_parquet(marks, table.assign(term="the harbour fell sharply the same week"))
    steps.finish(ran, step("03"), parameters={}, outputs=[marks], seconds=0)
    with pytest.raises(InputError, match=r"marks, column 'term', holds 5 words of an article in a row\. No bundle was"):
        bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "shared"))
    assert not [p for p in Path(tmp_path).iterdir() if "shared" in p.name]


def test_what_cannot_be_bundled_is_said(ran, tmp_path):
    with pytest.raises(InputError, match=r"holds no run of 'wall'\. Run it first: python -m analysis run wall"):
        bundle.bundle("wall", out=str(tmp_path / "nowhere"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("Mine.")
    with pytest.raises(InputError, match=r"full holds something else\. Name another folder with --to\."):
        bundle.bundle("wall", out=str(ran.out), to=str(tmp_path / "full"))
    ran.part(step("03"), "scores").unlink()
    with pytest.raises(InputError, match=r"03-\w+ is not current \(its output changed: .*\)\. Run it again first:"):
        bundle.bundle("wall", out=str(ran.out))
