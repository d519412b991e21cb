"""Attributions, one construction after the other, and laws that hold for every text."""

import json
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.errors import TableError
from analysis.features.sources import attributions
from analysis.schema import SOURCES


@dataclass(frozen=True)
class Figure:
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Table:
    bodies: list[str]
    crossheads: list[str | None] = field(default_factory=list)

    def frame(self):
        n = len(self.bodies)
        return pd.DataFrame(
            {
                "article_id": [f"a{i}" for i in range(n)],
                "outlet": pd.Categorical(["Echo"] * n, categories=["Echo", "Mercury"], ordered=True),
                "body": self.bodies,
                "crossheads": self.crossheads or [None] * n,
            }
        )


ORTIZ = Figure("ortiz", "Lena Ortiz", ("Ortiz", "Norland's trade secretary"))
RAO = Figure("rao", "Vikram Rao", ("Rao",))
NORLAND = Figure("norland", "Norland", ("Norhaven",))
ACTORS = (ORTIZ, RAO, NORLAND)


def found(body, actors=ACTORS, crossheads=None):
    return attributions(Table([body], [crossheads]).frame(), actors=actors)


def told(body, actors=ACTORS):
    """(voice, speaker, text) of each run."""
    return list(found(body, actors)[["voice", "speaker", "text"]].itertuples(index=False, name=None))


def only(body, actors=ACTORS):
    rows = found(body, actors)
    assert len(rows) == 1, rows[["speaker", "text"]]
    return rows.iloc[0]


# Content behind, before and around the cue


@pytest.mark.parametrize(
    ("body", "voice", "text"),
    [
        ("“The port will reopen,” Ortiz said.", "quoted", "“The port will reopen,”"),
        ('"The port will reopen," said Ortiz.', "quoted", '"The port will reopen,"'),
        ("‘The port will reopen,’ Ortiz said.", "quoted", "‘The port will reopen,’"),
        ("«The port will reopen», Ortiz said.", "quoted", "«The port will reopen»"),
        ("“Will the port reopen?” Ortiz asked.", "quoted", "“Will the port reopen?”"),
        ("Ortiz said the port would reopen.", "reported", "the port would reopen"),
        ("Ortiz told reporters on Friday that the port would reopen.", "reported", "that the port would reopen"),
        ("The port will reopen, Ortiz announced on Friday.", "reported", "The port will reopen"),
        ("The port will reopen, according to Ortiz.", "reported", "The port will reopen"),
        ("According to Ortiz, the port will reopen.", "reported", "the port will reopen"),
        ("In a statement, Ortiz confirmed that the port would reopen.", "reported", "that the port would reopen"),
        ("Ortiz criticised the tariff on steel.", "reported", "the tariff on steel"),
        ("Ortiz vowed to reopen the port.", "reported", "to reopen the port"),
        ("Ortiz, a former judge from the coast, said the port would reopen.", "reported", "the port would reopen"),
    ],
)
def test_constructions(body, voice, text):
    row = only(body)
    assert (row["voice"], row["kind"], row["text"]) == (voice, voice, text)
    assert (row["speaker"], row["speaker_id"]) == ("Lena Ortiz", "ortiz")
    assert row["manner"] == "speech"


def test_a_mixed_attribution_is_cut_into_runs_of_one_group():
    rows = found("Ortiz said the port was “ready for ships” and would reopen.")
    assert list(rows["text"]) == ["the port was", "“ready for ships”", "and would reopen"]
    assert list(rows["voice"]) == ["reported", "quoted", "reported"]
    assert set(rows["kind"]) == {"mixed"}
    assert rows["attribution_id"].nunique() == 1
    assert set(rows["cue"]) == {"said"}


def test_a_quotation_on_both_sides_of_its_cue():
    rows = found("“The port,” Ortiz said, “will reopen.”")
    assert list(rows["text"]) == ["“The port,”", "“will reopen.”"]
    assert rows["attribution_id"].nunique() == 1
    assert set(rows["kind"]) == {"quoted"}


def test_a_quotation_runs_over_sentences():
    body = "“The port will reopen. It took a year,” Ortiz said. “We are glad. So is the town.”"
    rows = found(body)
    assert list(rows["sentence"]) == [0, 1, 2, 3]
    assert set(rows["speaker_id"]) == {"ortiz"}
    assert set(rows["voice"]) == {"quoted"}


def test_a_quotation_runs_over_paragraphs():
    body = "“The port will reopen,” Ortiz said. “It took a year.\n“And we are glad.”\nNobody else spoke."
    rows = found(body)
    assert list(rows["text"])[-1] == "“And we are glad.”"
    assert set(rows["speaker_id"]) == {"ortiz"}
    assert not rows["unclosed"].any()


def test_a_missing_mark_is_flagged_and_swallows_nothing():
    body = "Ortiz said: “The port will reopen.\nThe road stays shut. It rained.\nRao said it would dry."
    rows = found(body)
    assert list(rows["unclosed"]) == [True, False]
    assert list(rows["speaker_id"]) == ["ortiz", "rao"]
    assert "rained" not in " ".join(rows["text"])


def test_a_paragraph_in_marks_takes_the_speaker_that_a_colon_announces():
    rows = found("Ortiz then wrote:\n“The port will reopen. It took a year.”")
    assert list(rows["speaker_id"]) == ["ortiz", "ortiz"]


def test_a_speaker_named_behind_the_first_quotation():
    rows = found("Rao waited at the gate.\n“The port will reopen. It took a year,” said Lena Ortiz.")
    assert set(rows["speaker_id"]) == {"ortiz"}


def test_content_ends_where_the_main_clause_goes_on():
    rows = found("When asked about the harbour, Ortiz said the port would reopen.")
    assert list(rows["text"])[-1] == "the port would reopen"
    assert list(rows["speaker_id"])[-1] == "ortiz"


def test_calling_something_a_name():
    rows = found("Calling the deal “historic,” Ortiz said it would reopen the port.")
    assert told("Calling the deal “historic,” Ortiz said it would reopen the port.")[1] == (
        "quoted",
        "Lena Ortiz",
        "“historic,”",
    )
    assert list(rows["text"])[-1] == "it would reopen the port"
    assert set(rows["speaker_id"]) == {"ortiz"}


def test_the_agent_of_a_passive():
    row = found("The tariff was criticised by Ortiz.").iloc[0]
    assert (row["text"], row["speaker_id"]) == ("The tariff", "ortiz")


# What is not speech


@pytest.mark.parametrize(
    "body",
    [
        "The ministers met under the ‘Look South Policy’ on Friday.",
        "The film “A Long Night at Sea” opened on Friday.",
        "The so-called “truce” held through the night.",
        "The harbour was rebuilt in 1994 and again in 2011.",
        "The harbour’s owner and the ministers’ aides met.",
        "",
    ],
)
def test_no_speech(body):
    assert found(body).empty


def test_the_name_of_a_policy_inside_reported_speech_stays_reported():
    rows = found("Ortiz said the fleets would meet under the ‘Look South Policy’.")
    assert list(rows["voice"]) == ["reported"]
    rows = found("Analysts believe exports will rise under the ‘Grow at Home – Coastal Trade’ initiative.")
    assert list(rows["voice"]) == ["reported"]


def test_a_crosshead_is_never_speech_and_ends_a_paragraph():
    body = "Ortiz said the port would reopen.\n“A long wait is over”\nThe road stays shut."
    start = body.index("“")
    rows = found(body, crossheads=json.dumps([[start, start + len("“A long wait is over”")]]))
    assert list(rows["text"]) == ["the port would reopen"]


# Speech and attitude


@pytest.mark.parametrize(
    ("body", "manner"),
    [
        ("Ortiz believes the port will reopen.", "attitude"),
        ("Ortiz wants to reopen the port.", "attitude"),
        ("Ortiz is confident that the port will reopen.", "attitude"),
        ("Ortiz warned that the port would reopen.", "speech"),
    ],
)
def test_manner(body, manner):
    assert set(found(body)["manner"]) == {manner}


def test_an_attitude_never_takes_words_from_speech():
    row = only("Ortiz said Rao wants to reopen the port.")
    assert (row["speaker_id"], row["manner"]) == ("ortiz", "speech")
    assert row["text"] == "Rao wants to reopen the port"


# Who speaks


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Officials", "unnamed"),
        ("Analysts", "unnamed"),
        ("A senior aide", "unnamed"),
        ("People familiar with the talks", "unnamed"),
        ("A spokesman for the harbour", "unnamed"),
        ("Norland officials", "unnamed"),
        ("Jakarta", "named institution"),
        ("The United States", "named institution"),
        ("The Ministry of Ports", "named institution"),
        ("Trade minister Ada Lund", "named person"),
        ("Ada Lund", "named person"),
        ("Mr. Lund", "named person"),
    ],
)
def test_kinds(source, kind):
    row = only(f"{source} said the port would reopen.")
    assert row["source_kind"] == kind
    assert pd.isna(row["speaker_id"])


def test_a_capital_that_is_an_actors_alias():
    row = only("Norhaven, however, insists it will reopen the port.")
    assert (row["speaker"], row["speaker_id"], row["source_kind"]) == ("Norland", "norland", "named institution")


def test_the_possessor_does_not_speak():
    row = only("Ortiz’s spokesman said the port would reopen.")
    assert pd.isna(row["speaker_id"])
    assert row["source_kind"] == "unnamed"


def test_short_names_pronouns_and_offices_find_their_person():
    body = (
        "Norland’s trade secretary, Lena Ortiz, met defence minister Vikram Rao on Monday. "
        "“The port will reopen,” Ortiz said. She added that it had taken a year.\n"
        "The defence minister said the fleet was ready.\n"
        "“We are glad,” the trade secretary said."
    )
    assert list(found(body)["speaker_id"]) == ["ortiz", "ortiz", "rao", "ortiz"]


def test_a_name_that_is_no_actor_is_given_in_full():
    body = "Trade minister Ada Lund met reporters. Lund said the port would reopen. She stressed that it was safe."
    rows = found(body, actors=())
    assert list(rows["speaker"]) == ["Ada Lund", "Ada Lund"]
    assert rows["speaker_id"].isna().all()


def test_what_cannot_be_resolved_stays_as_written():
    rows = found("The meeting took place in May. They said the port would reopen.")
    assert list(rows["speaker"]) == ["They"]
    assert rows["speaker_id"].isna().all()
    assert rows["source_kind"].isna().all()


def test_the_minister_is_nobody_where_two_are_named():
    body = "Trade minister Ada Lund met transport minister Olav Berg. The minister said the port would reopen."
    row = only(body, actors=())
    assert (row["speaker"], row["source_kind"]) == ("The minister", "unnamed")


def test_the_two_ministers_are_both():
    body = "Trade minister Ada Lund met transport minister Olav Berg. The two ministers said the port would reopen."
    row = only(body, actors=())
    assert (row["speaker"], row["source_kind"]) == ("Ada Lund and Olav Berg", "named person")
    assert pd.isna(row["speaker_id"])


def test_two_of_one_surname_are_not_mixed_up():
    rows = found("Lena Ortiz met her brother Paul Ortiz. Paul Ortiz said the port would reopen.")
    assert list(rows["speaker"])[-1] == "Paul Ortiz"
    assert pd.isna(list(rows["speaker_id"])[-1])


def test_actors_may_be_mappings():
    rows = attributions(
        Table(["Ortiz said the port would reopen."]).frame(),
        actors=[{"id": "ortiz", "name": "Lena Ortiz", "aliases": ["Ortiz"], "group": "north"}],
    )
    assert list(rows["speaker_id"]) == ["ortiz"]


def test_renaming_an_actors_id_renames_its_rows_only():
    body = "Ortiz said the port would reopen. Rao said it was safe."
    plain, renamed = found(body), found(body, actors=(Figure("x", "Lena Ortiz", ("Ortiz",)), RAO))
    assert list(renamed["speaker_id"]) == ["x", "rao"]
    pd.testing.assert_frame_equal(plain.drop(columns="speaker_id"), renamed.drop(columns="speaker_id"))


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("Lena Ortiz (D-Norland) on Friday toured the port and said it would reopen soon.", "Lena Ortiz"),
        ("Ortiz said he knew the port, telling the crowd that it would reopen soon.", "Ortiz"),
        ("With Lena Ortiz arguing that the port would reopen, the crowd left.", "Lena Ortiz"),
        ("A few hours later, Ortiz returned, telling the crowd that it would reopen soon.", "Ortiz"),
        ("At a fair in Norhaven, Calif., Ortiz waited, telling the crowd that it would reopen soon.", "Ortiz"),
        ("“The port will reopen. It took a year,” an angry Ortiz thundered.", "an angry Ortiz"),
        ("“The port will reopen,” an angry Ortiz thundered on Friday. “It took a year.”", "an angry Ortiz"),
        ("“The port will reopen at last.”\n- Lena Ortiz, of Norland", "Lena Ortiz"),
        ("PORTS WILL REOPEN - Lena Ortiz: “The port will reopen. It took a year.”", "Lena Ortiz"),
    ],
)
def test_where_the_source_stands(body, source):
    rows = found(body, actors=())
    assert {body[a:b] for a, b in zip(rows["source_start"], rows["source_end"], strict=True) if a >= 0} >= {source}
    last = rows.iloc[-1]
    assert source in body[last["source_start"] : last["source_end"]]


@pytest.mark.parametrize(
    "body",
    [
        "The four states that voted early were called again.",
        "The tally was first reported by the Evening Post.",
        "A new group called Harbour Watch met on Friday.",
        "It was a report that could end the talks.",
        "That is easier said than done.",
        "The most telling sign came late.",
    ],
)
def test_words_that_only_look_like_cues(body):
    assert found(body).empty


def test_a_claim_about_something_ends_where_its_sentence_goes_on():
    assert list(found("Concerns about the port have kept ships away.")["text"]) == ["the port"]


# The table


def test_offsets_of_cue_and_source():
    body = "Rain fell. “The port will reopen,” said Lena Ortiz."
    row = only(body)
    assert body[row["start"] : row["end"]] == row["text"] == "“The port will reopen,”"
    assert body[row["cue_start"] : row["cue_end"]] == row["cue"] == "said"
    assert body[row["source_start"] : row["source_end"]] == "Lena Ortiz"
    assert row["sentence"] == 1


def test_no_cue_and_no_source_are_minus_one():
    row = found("“The port will reopen,” read the sign. “Nobody knows when it will do so.”").iloc[-1]
    assert (row["cue_start"], row["cue_end"]) == (-1, -1)
    assert pd.isna(row["cue"])


def test_articles_without_speech_or_body_have_no_rows_and_types_stay():
    empty = attributions(Table(["It rained.", None]).frame())
    full = attributions(Table(["Ortiz said it rained.", "It rained."]).frame())
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    assert list(full.columns[: len(SOURCES.columns)]) == list(SOURCES.columns)
    assert list(full["outlet"].cat.categories) == ["Echo", "Mercury"]
    assert (empty.dtypes == full.dtypes).all()


def test_input_is_left_alone_and_order_of_articles_changes_nothing():
    bodies = ["Ortiz said it rained.", "Rao said it did not.", "“It did,” she said."]
    frame = Table(bodies).frame()
    before = frame.copy(deep=True)
    straight = attributions(frame, actors=ACTORS)
    pd.testing.assert_frame_equal(frame, before)
    turned = attributions(frame.iloc[::-1], actors=ACTORS)
    pd.testing.assert_frame_equal(straight, turned.sort_values("article_id", kind="stable").reset_index(drop=True))


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match=r"sources.attributions needs \['crossheads'\].*made by clean"):
        attributions(Table(["x"]).frame().drop(columns="crossheads"))


PIECE = st.sampled_from(
    [
        "Ortiz said ",
        "“", "”", '"', "‘", "’", "'", "«", "»", "''", "``",
        "the port would reopen", ", ", ". ", "\n", "? ", " — ", "; ", ": ", " (", ") ",
        "she added ", "that ", "according to ", "officials ", "he ", "and ", "the claim that ", "wants to ",
        "“We won,” ", "said Rao", "Who said ", "asked by ", "U.S. ", "İ ", "\u2028", "is expected to ", "Q: ", "Rao: ",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECE, max_size=40).map("".join))
@example("Rao: said “Rao: ” according to")
@example("“”\n“")
def test_laws_of_the_runs(body):
    rows = found(body)
    assert all(body[r.start : r.end] == r.text for r in rows.itertuples())
    assert all(0 <= r.start < r.end <= len(body) and "\n" not in r.text for r in rows.itertuples())
    spans = list(zip(rows["start"], rows["end"], strict=True))
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for r in rows.itertuples():
        assert r.cue_start == -1 or body[r.cue_start : r.cue_end] == r.cue
        assert r.source_start == r.source_end == -1 or body[r.source_start : r.source_end].strip()
        assert r.kind in ("quoted", "reported", "mixed")
    by_id = rows.groupby("attribution_id", observed=True)
    assert (by_id["kind"].nunique() <= 1).all()
    assert (by_id["speaker"].nunique(dropna=False) <= 1).all()


@settings(deadline=None)
@given(st.lists(PIECE, max_size=15).map("".join))
def test_a_later_paragraph_is_read_alike_whatever_marks_are_open_before_it(start):
    last = "Rao said the road was shut."
    rows = found(start + "\n" + last)
    assert list(rows["text"])[-1:] == ["the road was shut"]
    assert list(rows["speaker_id"])[-1:] == ["rao"]


@pytest.mark.parametrize("mark", ["“", '"', "‘", "«", "''", "``", "”", "»", "“‘", "”’"])
@pytest.mark.parametrize("between", ["", " ", "a ", "the port "])
def test_ten_thousand_marks_swallow_nothing(mark, between):
    rows = found((mark + between) * 10_000 + "\nThe road stays shut.\nRao said it would dry.")
    assert list(rows["text"])[-1:] == ["it would dry"]
    assert "stays shut" not in " ".join(rows["text"])


def test_marks_in_marks_belong_to_the_outer_quotation():
    rows = found("Ortiz said: “They call it ‘the “long” night’ here and wait.” Rain fell.")
    assert list(rows["text"]) == ["“They call it ‘the “long” night’ here and wait.”"]
    assert not rows["unclosed"].any()


def test_an_unclosed_mark_inside_a_paragraph_is_flagged_and_ends_at_the_next():
    rows = found("“The port will reopen, Ortiz said. “It took a year,” she added.\nNobody else spoke.")
    assert rows["unclosed"].any()
    assert "Nobody" not in " ".join(rows["text"])


def test_a_long_text_does_not_hang():
    # At 200,000 words a second these take some seconds at most; anything quadratic takes hours.
    assert len(found('"a b c" ' * 5_000)) > 0
    assert len(found("Ortiz said that the port would reopen and " * 4_000)) > 0
    assert len(found("“We won,” Ortiz said. " * 4_000)) == 4_000
    assert found("the port " * 40_000).empty


def test_a_verb_that_leads_on_is_no_content():
    runs = told("Ortiz said the port is “open to all” and adding “long and hard.”")
    assert not any(text.endswith(("adding", "saying")) for _, _, text in runs)


def test_a_nameless_source_ends_the_sentence():
    row = only("Warm weather is keeping the boats at sea, says a leading captain.")
    assert (row["text"], row["cue"]) == ("Warm weather is keeping the boats at sea", "says")
