"""What is told by whom: claims, coverage, a reader's corrections."""

import csv

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.compare import claims, corrections, coverage
from analysis.compare.corrections import Corrections, Split
from analysis.errors import InputError
from analysis.features.tellings import tellings
from analysis.paths import STUDIES
from analysis.schema import CLAIM_SENTENCES, CLAIMS, COVERAGE
from tests.bench import claims as bench

WALL = {
    "bell": "The council approved the granite harbour wall on Monday.\nFishermen marched through Tidewell against it.",
    "crier": "Granite harbour wall approved by the council on Monday, the mayor said.\nThe orchestra played.",
    "dawn": "On Monday the council approved a granite harbour wall.\nFishermen marched through Tidewell with drums.",
}


@pytest.fixture(scope="module")
def told(story):
    units, segments, _, articles = story(WALL)
    found, sentences = claims.claims(tellings(units, segments), articles)
    return found, sentences, articles


def test_one_thing_told_by_three_is_one_claim(told):
    found, sentences, _ = told
    first = found.iloc[0]
    assert (first["reach"], first["outlets"], first["not_found_in"]) == ("all", "bell; crier; dawn", "")
    assert (sentences.loc[sentences["claim_id"] == first["claim_id"], "sentence"] == 0).all()
    assert first["label"].startswith(("The council", "On Monday", "Granite"))


def test_what_two_tell_and_what_one_tells(told):
    found, sentences, _ = told
    some = found[found["reach"] != "all"].set_index("outlets")["reach"].astype(str).to_dict()
    # two of three outlets are most
    assert some == {"bell; dawn": "most", "crier": "one"}
    missing = coverage.left_out(found, sentences)
    assert missing[["outlet", "n_outlets", "of_outlets"]].to_numpy().tolist() == [["crier", 2, 3]]
    assert coverage.alone(found).set_index("outlet")["n"].to_dict() == {"bell": 0, "crier": 1, "dawn": 0}


def test_coverage_has_a_row_for_silence(told):
    found, sentences, articles = told
    covered = coverage.coverage(found, sentences, articles)
    assert list(covered.columns) == list(COVERAGE.columns)
    assert len(covered) == len(found) * 3
    silent = covered[covered["how"] == "not found"]
    # crier lacks one claim; bell and dawn lack the one that crier tells alone
    assert silent["outlet"].astype(str).value_counts().to_dict() == {"crier": 1, "bell": 1, "dawn": 1}
    assert (silent["order"] == 0).all()
    measures = coverage.measures(found, sentences, articles)
    shared = measures[measures["item"] == "shared"].set_index("article_id")["value"]
    # both others tell one claim of bell and of dawn; two of crier, which tells one of them
    assert measures.loc[measures["item"] == "shared", "base"].tolist() == [1, 2, 1]
    assert shared.to_dict() == {"bell": 1.0, "crier": 0.5, "dawn": 1.0}


def test_with_two_outlets_nobody_else_says_what_could_be_told(story):
    units, segments, _, articles = story({name: WALL[name] for name in ("bell", "dawn")})
    found, sentences = claims.claims(tellings(units, segments), articles)
    assert (found["reach"] == "all").any()
    measures = coverage.measures(found, sentences, articles)
    assert measures["value"].isna().all()
    assert (measures["base"] == 0).all()


def test_the_order_of_files_changes_nothing(story):
    tables = []
    for names in (list(WALL), list(reversed(WALL))):
        units, segments, _, articles = story({n: WALL[n] for n in names})
        order = sorted(WALL)
        articles["outlet"] = articles["outlet"].cat.reorder_categories(order)
        found, _ = claims.claims(tellings(units, segments), articles)
        tables.append(found)
    assert_frame_equal(*tables)


def test_denial_is_not_what_is_denied(story):
    units, segments, _, articles = story(
        {
            "bell": "The granite harbour wall will be pressured by winter tides.",
            "crier": "The granite harbour wall will not be pressured by winter tides.",
        }
    )
    found, _ = claims.claims(tellings(units, segments), articles)
    assert found["reach"].astype(str).tolist() == ["one", "one"]


def test_one_outlet_alone_is_nothing_to_compare(story):
    units, segments, _, articles = story({"bell": WALL["bell"]})
    found, sentences = claims.claims(tellings(units, segments), articles)
    assert (len(found), len(sentences)) == (0, 0)
    assert list(found.columns) == list(CLAIMS.columns)
    assert list(sentences.columns) == list(CLAIM_SENTENCES.columns)
    assert coverage.coverage(found, sentences, articles).empty
    assert coverage.left_out(found, sentences).empty
    assert coverage.widest(found) == ""
    assert coverage.alone(found).empty
    assert coverage.matrix(found, coverage.coverage(found, sentences, articles), event="").empty
    assert len(coverage.measures(found, sentences, articles)) == 2


def test_copies_count_for_both_and_are_named(story):
    units, segments, _, articles = story({"bell": WALL["bell"], "crier": WALL["bell"]})
    found, _ = claims.claims(tellings(units, segments), claims.copied(articles))
    assert found["reach"].astype(str).tolist() == ["all", "all"]
    assert found["n_own"].tolist() == [1, 1]
    assert found["basis"].tolist() == ["same", "same"]


def test_ten_thousand_equal_sentences_are_one_claim(story):
    line = "The council approved the granite harbour wall."
    columns = ["article_id", "outlet", "event", "part", "sentence", "how", "voice", "text", "start", "end"]
    table = pd.DataFrame(
        [(a, a, "wall", "body", k, "body", "narrator", line, 0, len(line)) for a in "ab" for k in range(5000)],
        columns=columns,
    )
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["a", "b"], "event": "wall"})
    found, sentences = claims.claims(table, articles)
    assert found["outlets"].tolist() == ["a; b"]
    assert len(sentences) == 2


def test_events(told):
    _, _, articles = told
    none = articles.assign(event=None)
    assert claims.in_events(none, articles)["event"].unique().tolist() == ["all articles"]
    assert claims.in_events(articles, none)["event"].unique().tolist() == ["wall"]


def test_a_reader_merges_splits_renames_and_rejects(told):
    found, sentences, articles = told
    first, second, third = found["claim_id"]
    merged, lines, warnings = corrections.corrected(
        found, sentences, articles, Corrections(merge=((first, second),), rename={first: "Wall and march"})
    )
    assert warnings == []
    assert merged.set_index("claim_id").loc[first, ["label", "basis"]].tolist() == ["Wall and march", "hand"]
    assert set(merged["claim_id"]) == {first, third}
    assert len(lines) == len(sentences)
    one = sentences[sentences["claim_id"] == first].iloc[0]
    split, _, _ = corrections.corrected(
        found, sentences, articles, Corrections(split=(Split(claim=first, sentences=(one["text"],), into="apart"),))
    )
    assert len(split) == len(found) + 1
    # the first claim has lost one of its three outlets
    assert split.set_index("claim_id").loc[first, "n_outlets"] == 2
    fewer, _, _ = corrections.corrected(found, sentences, articles, Corrections(reject=(third,)))
    assert set(fewer["claim_id"]) == {first, second}


def test_an_entry_that_matches_nothing_is_told(told):
    found, sentences, articles = told
    lost = Corrections(
        merge=(("c0", "c1"),), reject=("c2",), rename={"c3": "x"}, split=(Split(claim="c4", sentences=("x",)),)
    )
    again, _, warnings = corrections.corrected(found, sentences, articles, lost)
    assert set(again["claim_id"]) == set(found["claim_id"])
    assert len(warnings) == 5
    assert "reject c2: no claim matches this any more. Look at it again, or take the entry out." in "\n".join(warnings)


def test_a_review_unchanged_corrects_nothing_and_changed_comes_back(told, tmp_path):
    found, sentences, _ = told
    table = corrections.review(found, sentences)
    file = tmp_path / "review.csv"
    table.to_csv(file, index=False)
    assert corrections.from_review(file, found, sentences) == Corrections()
    first, second, third = found["claim_id"]
    table.loc[table["claim_id"] == second, "belongs_to"] = first
    table.loc[table["claim_id"] == third, "reject"] = "x"
    at = table.index[table["claim_id"] == first][0]
    table.loc[at, "label"] = "The wall"
    table.loc[at, "belongs_to"] = "of its own"
    table.to_csv(file, index=False)
    back = corrections.from_review(file, found, sentences)
    assert back.merge == ((first, second),)
    assert back.reject == (third,)
    assert back.rename == {first: "The wall"}
    assert back.split == (Split(claim=first, sentences=(table.loc[at, "text"],), into="of its own"),)
    written = tmp_path / "corrections.yaml"
    written.write_text(corrections.written(back))
    assert corrections.load(written) == back


def test_a_review_of_something_else_is_refused(told, tmp_path):
    found, sentences, _ = told
    file = tmp_path / "review.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match=r"lacks the columns claim_id, belongs_to"):
        corrections.from_review(file, found, sentences)


@pytest.fixture(scope="module")
def accounts():
    return bench.run(STUDIES / "framework" / "articles")


def test_the_accounts_of_framework_are_gathered_as_a_reader_would(accounts):
    articles, found = accounts
    file = STUDIES.parents[1] / "tests" / "compare" / "data" / "framework_facts.csv"
    outlets = frozenset(articles["outlet"].astype("str"))
    shares, _, _ = bench.measured(*bench.drawn(found), bench.facts(file, articles), outlets)
    assert shares["found"] >= bench.FLOORS["found"]
    assert shares["exact"] >= bench.FLOORS["exact"]
    assert shares["mixed"] <= bench.FLOORS["mixed"]
    # of the cells "not found" in those claims, one in ten at most is of an outlet that tells it
    assert shares["false"] <= 0.10


def test_every_fragment_of_the_list_stands_in_its_account(accounts):
    articles, _ = accounts
    file = STUDIES.parents[1] / "tests" / "compare" / "data" / "framework_facts.csv"
    wanted = bench.facts(file, articles)
    with file.open() as lines:
        assert {row["fact"] for row in csv.DictReader(lines)} == set(wanted)
    assert all(len(by) > 1 for by in wanted.values())


def test_the_accounts_differ_where_the_reports_do(accounts):
    _, found = accounts
    table = found.discrepancies
    versions = table.groupby("what")["value"].agg(set).to_dict()
    assert versions["percent"] == {"50 percent", "25 percent"}
    assert set(table.loc[table["what"] == "percent", "relation"]) == {"possibly compatible"}
    assert {"defence secretary", "US Secretary of War"} <= versions["office of Pete Hegseth"]
    assert versions["first name of Pete Hegseth"] == {"Pete", "Peter"}
    assert len(versions["the meeting"]) >= 4
    assert set(table.loc[table["kind"] == "naming", "relation"]) == {"naming"}
    assert "year" not in versions  # ten years are ten years in all of them
    for row in table.itertuples():
        shown = row.text[row.start - row.text_start : row.end - row.text_start]
        assert row.kind == "figure" or shown == row.value


def test_paraphrases_are_another_definition(story):
    pytest.importorskip("wordllama")
    units, segments, _, articles = story(WALL)
    found, _ = claims.claims(tellings(units, segments), articles, definition="wordllama")
    assert set(found["definition"]) == {"wordllama"}
    assert found.iloc[0]["reach"] == "all"


def test_a_definition_that_there_is_not(told):
    _, sentences, articles = told
    with pytest.raises(InputError, match=r"none called 'wordlama'. Did you mean 'wordllama'\?"):
        claims.claims(sentences, articles, definition="wordlama")


def test_an_article_of_one_sentence_is_told_beside_others(story):
    units, segments, _, articles = story({**WALL, "echo": "The council approved the granite harbour wall on Monday."})
    found, _ = claims.claims(tellings(units, segments), articles)
    assert found.iloc[0]["outlets"] == "bell; crier; dawn; echo"


def test_a_percent_sign_is_the_word_percent(story):
    texts = {
        "bell": "Ministers raised the tariff on granite imports to 50%.\nSwallows nested in the tower.",
        "crier": "A 25 percent tariff on granite imports began.\nThe orchestra played a waltz in Tidewell.",
    }
    units, segments, _, articles = story(texts)
    found, _ = claims.claims(tellings(units, segments), articles)
    assert found.loc[found["reach"] == "all", "outlets"].tolist() == ["bell; crier"]


def test_a_claim_names_every_outlet_of_its_sentences(accounts):
    _, found = accounts
    told = found.sentences.groupby("claim_id")["outlet"].agg(lambda o: "; ".join(sorted(set(o.astype("str")))))
    named = found.claims.set_index("claim_id")["outlets"]
    assert named.to_dict() == told.to_dict()
