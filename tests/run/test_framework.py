"""The study that ships, run as a user runs it."""

import base64
import hashlib
import html
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import nbformat
import pandas as pd
import pytest

from analysis import parameters, report, verify
from analysis.paths import FIGURES, NOTEBOOKS, ROOT
from analysis.workspace import open_workspace

pytestmark = pytest.mark.xdist_group("framework")


def call(*words):
    return subprocess.run([sys.executable, "-m", "analysis", *words], cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    out = tmp_path_factory.mktemp("framework")
    done = call("run", "framework", "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_every_figure_twin_is_the_committed_one(ran):
    committed = sorted((FIGURES / "framework").glob("*.csv"))
    assert committed
    assert verify.compare(committed, sorted((ran / "figures").glob("*.csv"))) == []
    for twin in committed:
        assert twin.with_suffix(".png").is_file()
        assert twin.with_suffix(".svg").is_file()


def test_a_bundle_gives_every_figure_again_but_the_one_of_sentences(ran, tmp_path):
    shared = str(tmp_path / "shared")
    written = call("bundle", "framework", "--out", str(ran), "--to", shared)
    assert written.returncode == 0, written.stderr
    again = call("run", shared)
    assert again.returncode == 0, again.stdout + again.stderr
    drawn = {
        line.split(":")[0].strip() for line in again.stdout.splitlines() if line.endswith("its rows as published.")
    }
    assert {p.stem for p in (ran / "figures").glob("*.csv")} - drawn == {"07-coverage"}
    assert "07-coverage: not drawn: its rows are sentences of the articles." in again.stdout
    page = (tmp_path / "shared" / "redrawn" / "report.html").read_text()
    assert "A bundle holds no texts: " in page
    assert page.count("The text is not in this bundle.") > 100  # a cell still opens where its sentences stand


def test_a_second_run_skips_every_notebook(ran):
    done = call("run", "framework", "--out", str(ran))
    assert done.stdout.count("skipped: nothing it rests on has changed") == len(list(NOTEBOOKS.glob("0[1-9]-*.ipynb")))


def test_tables_have_their_grain(ran):
    scores = pd.read_parquet(ran / "tables" / "scores.parquet")
    assert not scores.duplicated(["metric", "definition", "outlet", "item", "voice"]).any()
    assert list(scores["outlet"].cat.categories) == ["A", "B", "C", "D", "E"]
    assert (ran / "tables" / "scores.csv").is_file()
    assert not (ran / "tables" / "marks.csv").exists()


def test_one_article_per_outlet_infers_nothing(ran):
    scores = pd.read_parquet(ran / "tables" / "scores.parquet")
    assert scores[["low", "high"]].isna().all(axis=None)
    page = (ran / "report.html").read_text()
    assert "One article per outlet: these figures describe these articles." in page


def test_the_report_asks_for_nothing_from_elsewhere(ran):
    page = (ran / "report.html").read_text()
    assert len(page.encode()) < 5_000_000
    assert "default-src 'none'" in page
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    for text in (script, style):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in html.unescape(policy)
    assert "unsafe" not in policy
    assert not re.findall(r"(?:src|href)=\"(?!data:|#|https?://)[^\"]*\"", page)
    assert not re.findall(r"<(?:img|link|iframe|object|embed)[^>]+(?:src|href)=\"http", page)
    images = re.findall(r"<img[^>]*>", page)
    assert len(images) == len(list((ran / "figures").glob("*.svg")))
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


def own_words(page):
    """The report's own sentences: what stands in an element of class `told` is an article's, or data."""

    class Reader(HTMLParser):
        empty = frozenset({"meta", "link", "img", "input", "br"})

        def __init__(self):
            super().__init__()
            self.inside, self.said = [], []

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "img":
                self.said.append(given["alt"])
            if tag not in self.empty:
                hidden = tag in {"script", "style", "pre"} or "told" in (given.get("class") or "").split()
                self.inside.append(hidden)

        def handle_endtag(self, tag):
            if tag not in self.empty:
                self.inside.pop()

        def handle_data(self, data):
            if not any(self.inside):
                self.said.append(data)

    reader = Reader()
    reader.feed(page)
    return " ".join(" ".join(reader.said).split())


def test_own_words_are_told_from_those_of_articles():
    page = '<p>We <b class="told x">lies <i>hides</i></b> count<img alt="bars"></p><script>proves</script>'
    assert own_words(page) == "We count bars"


@pytest.mark.parametrize("word", ["bias", "biased", "slant", "slanted", "hides", "lies", "proves", "contradict"])
def test_words_that_claim_too_much_are_not_written(ran, word):
    said = own_words((ran / "report.html").read_text())
    assert "is furthest above the others" in said
    assert not re.search(rf"\b{word}\b", said, flags=re.IGNORECASE)


def test_where_nothing_can_be_tested_nothing_differs(ran):
    said = own_words((ran / "report.html").read_text())
    assert re.findall(r"[^.]*\bdiffers\b[^.]*", said) == [" A gap “differs” where q is at most 0"]


def test_hostile_text_shows_as_text(tmp_path):
    texts = tmp_path / "hostile" / "texts"
    texts.mkdir(parents=True)
    attack = "<script>alert(1)</script>"
    body = f"Trade in the harbour fell and tariffs rose {attack} on Monday, the council said. The family wept."
    (texts / "a.txt").write_text(f"---\noutlet: '{attack}'\nheadline: {attack}\nurl: javascript:alert(1)\n---\n{body}")
    (texts / "b.txt").write_text(body.replace("fell", "rose"))
    (tmp_path / "hostile" / "study.yaml").write_text(f"articles: texts\ntitle: '{attack}'\nquestion: '{attack}'\n")
    done = call("run", str(tmp_path / "hostile"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "out" / "report.html").read_text()
    assert page.count("<script") == 1
    assert not re.search(r"(?:href|src)=.?javascript:", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


COMMANDS = re.findall(r"^papermill .*$", (NOTEBOOKS / "README.md").read_text(), flags=re.MULTILINE)


def test_each_notebook_has_its_command():
    told = {command.split()[1] for command in COMMANDS}
    asked = {n.name for n in NOTEBOOKS.glob("0[1-9]-*.ipynb")}
    assert told >= asked
    for command in COMMANDS:
        given = set(re.findall(r"-p (\w+)", command))
        assert given <= parameters.declared(NOTEBOOKS / command.split()[1]).keys()


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.split()[1][:2] in ("01", "04")])
def test_papermill_alone_will_do(tmp_path, command):
    words = f"{command} -p out {tmp_path / 'run'}".split()
    words[2] = str(tmp_path / words[2])
    done = subprocess.run([sys.executable, "-m", *words], cwd=NOTEBOOKS, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    number = words[1][:2]
    for folder in ("figures", "figures/single"):
        assert list((tmp_path / "run" / folder).glob(f"{number}-*.png"))


def test_the_manifest_can_be_checked(ran):
    manifest = json.loads((ran / "run.json").read_text())
    assert manifest["seed"] == 20251031
    assert {"study.yaml", "articles", "codebook of topics", "codebook of frames"} == manifest["inputs"].keys()
    assert manifest["versions"]["pandas"] == pd.__version__
    for step in manifest["notebooks"].values():
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in step["outputs"].values())


def test_the_account_of_the_articles_stands_in_notebook_01(ran):
    done = nbformat.read(ran / "notebooks" / "01-articles.ipynb", as_version=4)
    shown = json.dumps([c.get("outputs") for c in done.cells])
    assert "5 found = 5 kept + 0 rejected" in shown


def test_evidence_is_what_was_counted(ran):
    desk = open_workspace("framework", notebook="09-report", out=str(ran))
    scores = pd.read_parquet(ran / "tables" / "parts" / "03-emphasis" / "scores.parquet")
    units = pd.read_parquet(ran / "tables" / "parts" / "02-voices" / "units.parquet")
    n = units[(units["voice"] == "all") & (units["part"] == "body")].groupby("outlet", observed=False).size()
    labels = desk.codebook("topics").labels
    names = {name: outlet for outlet, name in desk.outlet_names().items()}
    cells = next(c for c in report.chapters(desk) if c.step == "03-emphasis").evidence
    shown = {(names[c.outlet], c.item): c.of for c in cells}
    whole = scores[scores["voice"] == "all"]
    for row in whole.itertuples():
        assert round(row.value * n[row.outlet]) == shown.get((row.outlet, labels[row.item]), 0)


def test_the_report_rests_on_every_chapter(ran):
    inputs = json.loads((ran / "run.json").read_text())["notebooks"]["09-report"]["inputs"]
    steps = [n.stem for n in NOTEBOOKS.glob("0[1-8]-*.ipynb")]
    assert {f"outputs {step}" for step in steps} <= inputs.keys()
