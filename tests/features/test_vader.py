import math
import random
import re
import string
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from analysis.features import vader as module
from analysis.features.chunks import chunks
from analysis.features.vader import COLUMNS, vader, vader_hits, vader_of_chunks

ANALYSER = SentimentIntensityAnalyzer()
LEXICON = sorted(w for w in ANALYSER.lexicon if " " not in w)
COMMON = ["good", "great", "bad", "war", "no", "kind", "united", "security", "fine", "horrible", ":)", "ass", "death"]
GLUE = [
    "the",
    "a",
    "of",
    "or",
    "nor",
    "to",
    "for",
    "and",
    "but",
    "But",
    "BUT",
    "least",
    "at",
    "very",
    "kind",
    "sort",
    "just",
    "enough",
    "so",
    "this",
    "never",
    "without",
    "doubt",
    "not",
    "isn't",
    "don’t",
    "shit",
    "bomb",
    "bus",
    "stop",
    "yeah",
    "right",
    "kiss",
    "death",
    "die",
    "beating",
    "heart",
    "bad",
    "ass",
    "port",
    "minister",
    "x",
    "I",
]
EMOJI = [*sorted(e for e in ANALYSER.emojis if len(e) == 1)[::40], "😀", "❤️", "👍🏽", "💔"]
GUARD_PHRASES = ["united states", "secretary of war", "war on terror", "no good", "states of war"]


def expected(texts, analyser=ANALYSER):
    """The package's numbers; missing where a text has no chunk, which is the one difference."""
    rows = [[*analyser.polarity_scores(t).values()] if t.split() else [math.nan] * 4 for t in texts]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="float64")


def invented(seed, n):
    """Strings that crowd the words that rules name; most are no English."""
    draw = random.Random(seed)
    pools = [
        COMMON,
        GLUE,
        GLUE,
        LEXICON,
        sorted(BOOSTER_DICT),
        NEGATE,
        EMOJI,
        list(SPECIAL_CASES),
    ]
    texts = []
    for _ in range(n):
        words = []
        for _ in range(draw.randint(0, 14)):
            word = draw.choice(draw.choice(pools))
            word = draw.choice([str, str, str, str, str.upper, str.capitalize])(word)
            word = draw.choice(["", "", "", "", "“", "(", "'", "'"]) + word
            words.append(word + draw.choice(["", "", "", "", ",", ".", "!", "?", "!!!", "??", "”", "…", "😀", "-led"]))
        texts.append(draw.choice([" ", " ", " ", "\n", "\u00a0", ""]).join(words))
    return texts


def test_invented_strings_score_as_in_the_package():
    texts = invented(20170101, 6000)
    pd.testing.assert_frame_equal(vader(texts), expected(texts), check_exact=True)


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(), st.lists(st.sampled_from(COMMON + GLUE + EMOJI)).map(" ".join)), max_size=4))
def test_any_string_scores_as_in_the_package(texts):
    pd.testing.assert_frame_equal(vader(texts), expected(texts), check_exact=True)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour deal is good.",
        "The harbour deal is good!!!",
        "The harbour deal is VERY good, the mayor said.",
        "The harbour deal is not very good.",
        "Is this a good deal?? Is it???",
        "The pier was splendid, but the ferry was a disaster and the crew was rude.",
        "A splendid pier, a splendid ferry, but a splendid mess, and a splendid one.",
        "At least the ferry was safe.",
        "It was the least safe ferry.",
        "Least safe of all.",
        "At the very least good, and the least good.",
        "Without doubt a good plan, without any doubt good.",
        "No good came of it, nor of a bad or worse plan, no bad or good one.",
        "Never so happy, never this happy, without doubt happy.",
        "The plan was kind of bad, kind of, and sort of awful.",
        "That new tram is the bomb.",
        "They would kiss of death the plan to die for it.",
        "Our old tram is a bad ass machine, yeah right.",
        "The crowd was happy 😀😀 and 💔!",
        ":) :( :D",
        "?",
        "\x00",
    ],
)
def test_rules_one_by_one(text):
    pd.testing.assert_frame_equal(vader([text]), expected([text]), check_exact=True)


def test_by_hand():
    # "good" is 1.9 in the lexicon: 1.9 / sqrt(1.9^2 + 15) = 0.4404; pos = (1.9 + 1) / (2.9 + 3) = 0.492.
    assert vader(["The deal looks good"]).iloc[0].to_dict() == {
        "neg": 0,
        "neu": 0.508,
        "pos": 0.492,
        "compound": 0.4404,
    }


def test_a_text_without_a_word_is_missing():
    got = vader(["", " \n\u00a0", "port"])
    assert got.isna().all(axis=1).tolist() == [True, True, False]
    assert got.loc[2, "compound"] == 0
    assert vader([]).shape == (0, 4)


def test_blocks_leave_no_trace(monkeypatch):
    texts = invented(3, 300)
    whole, hits = vader(texts), vader_hits(texts)
    monkeypatch.setattr(module, "_BLOCK", 7)
    pd.testing.assert_frame_equal(vader(texts), whole, check_exact=True)
    pd.testing.assert_frame_equal(vader_hits(texts), hits, check_exact=True)


def test_rounds_as_python_does():
    # 0.0005 is stored a little above the tie, 0.0015 a little below: Python looks at what is stored.
    ties = np.arange(-2000, 2000) / 1000 + 0.0005
    assert module._round(ties, 3).tolist() == [round(x, 3) for x in ties.tolist()]


def test_chunks_at_hand_score_as_texts():
    texts = invented(4, 200)
    pd.testing.assert_frame_equal(vader_of_chunks(chunks(texts)), vader(texts), check_exact=True)


def test_guard_words_are_taken_out_of_the_lexicon():
    guards = frozenset({"Good", "war", "no", "security", "death", "harbour"})
    without = SentimentIntensityAnalyzer()
    for word in guards:
        without.lexicon.pop(word.lower(), None)
    texts = invented(5, 3000)
    got = vader(texts, guards=guards)
    pd.testing.assert_frame_equal(got, expected(texts, without), check_exact=True)
    assert not got.equals(vader(texts))


def neutral(text, phrases):
    """The text with a word that means nothing, in the same case, for every word inside a phrase."""
    inside = set()
    for phrase in phrases:
        words = r"\s+".join(re.escape(w) for w in phrase.split())
        for match in re.finditer(rf"(?<!\w)(?=({words})(?!\w))", text, re.IGNORECASE):
            inside.update((match.start(1) + w.start(), match.start(1) + w.end()) for w in re.finditer(r"\S+", match[1]))
    for start, end in sorted(inside, reverse=True):
        text = text[:start] + ("QQQQ" if text[start:end].isupper() else "qqqq") + text[end:]
    return text


def test_guard_phrases_mean_nothing_and_their_words_elsewhere_do():
    draw = random.Random(6)
    pieces = [
        *GUARD_PHRASES,
        *COMMON,
        "but",
        "not",
        "states",
        "UNITED STATES",
        "(United States-led",
        "Secretary of War!",
    ]
    texts = [" ".join(draw.choices(pieces, k=draw.randint(1, 12))) for _ in range(3000)]
    texts += ["GOOD UNITED STATES", "united states GOOD", "UNITED STATES good"]  # capitals of a phrase still count
    got = vader(texts, guards=frozenset(GUARD_PHRASES))
    pd.testing.assert_frame_equal(got, expected([neutral(t, GUARD_PHRASES) for t in texts]), check_exact=True)
    assert not got.equals(vader(texts))


def test_a_guard_phrase_by_hand():
    guards = frozenset({"United States"})
    scores = vader(["The United States voted.", "The states united.", "United, states came.", "United"], guards=guards)
    assert scores["compound"].eq(0).tolist() == [True, False, False, False]
    assert vader(["United", "States"], guards=guards).loc[0, "compound"] > 0  # a phrase ends with its text


def test_hits_are_slices_of_the_text():
    texts = invented(7, 500)
    for row in vader_hits(texts).itertuples():
        piece = texts[row.text][row.start : row.end]
        assert row.valence != 0
        assert piece
        assert piece.lower() == row.word or not piece.isascii()


def test_hits_by_hand():
    # "good" is 1.9, "very" adds 0.293, a negation two words back multiplies by -0.74; "sad" is -2.1; the emoji is
    # read as "grinning face", and "grinning" is 1.5.
    got = vader_hits(["The “deal” is (good)!", "It is not very good.", "port", "sad 😀"])
    assert got[["text", "start", "end", "word"]].to_numpy().tolist() == [
        [0, 15, 19, "good"],
        [1, 15, 19, "good"],
        [3, 0, 3, "sad"],
        [3, 4, 5, "grinning"],
    ]
    assert got["valence"].tolist() == pytest.approx([1.9, (1.9 + 0.293) * -0.74, -2.1, 1.5])


def test_hits_make_the_compound():
    texts = [t.translate(str.maketrans("", "", "!?")) for t in invented(8, 400)]
    total = vader_hits(texts).groupby("text")["valence"].sum().reindex(range(len(texts)), fill_value=0)
    compound = vader(texts)["compound"]
    np.testing.assert_allclose(compound.dropna(), (total / np.sqrt(total**2 + 15))[compound.notna()], atol=5.1e-5)


def test_a_hit_in_an_emoji_is_the_emoji():
    smiling = next(
        e for e, said in ANALYSER.emojis.items() if len(e) == 1 and "heart" not in said and "smiling" in said
    )
    text = f"ports,{smiling}ok"
    got = vader_hits([text])
    assert got["word"].tolist() == ["smiling"]
    assert text[got["start"][0] : got["end"][0]] == smiling


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "!" * 100_000,
        "good " * 50_000 + "but bad",
        "n't " * 50_000,
        string.punctuation * 10_000,
        "😀" * 50_000,
    ],
    ids=["one letter", "!", "good but", "n't", "punctuation", "emoji"],
)
def test_long_monotony_is_scored(text):
    assert vader([text]).notna().all(axis=None)


def test_the_package_waits_until_it_is_needed():
    code = "import sys, analysis.features.vader; sys.exit('vaderSentiment' in sys.modules or 'requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
