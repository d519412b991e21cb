import hashlib
import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.features import toward as module
from analysis.features.mention_features import VIEWS, features
from analysis.features.mentions import mentions
from analysis.features.toward import LABELS, dense, log_odds, matrix, ratios, shipped, toward, view_borders
from analysis.paths import MODELS

MODEL_SHA256 = "18e0339772e2f75266ccbfee93a3d0783220d271ea92e9b8a9cdef29803c6d17"
WORDS_SHA256 = "fd318e3a97daa10660350ff566e086353cbf9dde01a4d4d3a941abf6188d0e2b"

# Sentence, mention, and the probabilities of the shipped model.
GOLDEN = [
    ("The council praised Ortega for her courage.", "Ortega", (0.00301943, 0.00328090, 0.99369967)),
    ("Ortega condemned the harbour plan on Friday.", "Ortega", (0.59581757, 0.35227593, 0.05190650)),
    ("Ortega was condemned by Haugen for misleading voters.", "Ortega", (0.96626325, 0.02725257, 0.00648418)),
    ("Ortega was condemned by Haugen for misleading voters.", "Haugen", (0.92184603, 0.07026219, 0.00789179)),
    ("Haugen met Ortega on Tuesday in the capital.", "Ortega", (0.01400858, 0.95222000, 0.03377142)),
    ("“She is the best minister we ever had,” Haugen said of Ortega.", "Ortega", (0.08350451, 0.42551651, 0.49097898)),
    ("Nobody trusts Lindqvist, who faces charges of fraud.", "Lindqvist", (0.98724241, 0.00893580, 0.00382179)),
    ("ORTEGA SLAMS HAUGEN OVER FERRY SCANDAL", "HAUGEN", (0.98532702, 0.00996068, 0.00471230)),
]
WORDS = ["Ortega", "Lindqvist", "the", "praised", "not", "was", "by", "scandal", "“", "”", ",", "good", "x", "!", "é"]


def scored(*cases):
    """Each case is a sentence and the mention that it holds, at its first place."""
    starts = [text.index(mention) for text, mention in cases]
    ends = [start + len(mention) for start, (_, mention) in zip(starts, cases, strict=True)]
    return toward([text for text, _ in cases], starts, ends)


def tone(text, mention):
    one = scored((text, mention)).iloc[0]
    return one["positive"] - one["negative"]


def test_the_shipped_model_is_the_one_that_was_measured():
    assert hashlib.sha256((MODELS / "toward.npz").read_bytes()).hexdigest() == MODEL_SHA256
    assert hashlib.sha256((MODELS / "words.npz").read_bytes()).hexdigest() == WORDS_SHA256


def test_the_shipped_model_is_numbers_of_at_most_8_megabytes():
    paths = [MODELS / "toward.npz", MODELS / "words.npz"]
    assert sum(path.stat().st_size for path in paths) <= 8_000_000
    for path in paths:
        with np.load(path, allow_pickle=False) as file:
            assert {file[name].dtype.kind for name in file.files} <= {"f", "u", "i"}


@pytest.mark.parametrize(("text", "mention", "expected"), GOLDEN, ids=[f"{g[0][:30]} {g[1]}" for g in GOLDEN])
def test_golden_sentences(text, mention, expected):
    assert scored((text, mention)).iloc[0].tolist() == pytest.approx(expected, abs=1e-6)


def test_one_sentence_differs_by_mention():
    # Who is thanked fares better than who is blamed. That the first is above 0 is more than the model can tell.
    text = "Ortega thanked Lindqvist and blamed Haugen for the disaster."
    assert tone(text, "Lindqvist") > tone(text, "Haugen") + 0.2


def test_passive_turns_the_roles():
    assert tone("Ortega was condemned by the council.", "Ortega") < tone("Ortega met the council.", "Ortega")


def test_no_name_is_a_feature():
    told = "{} told the committee that the bridge would open in March."
    one, other = scored((told.format("Ortega"), "Ortega"), (told.format("Qzzx"), "Qzzx")).to_numpy()
    assert one.tolist() == other.tolist()
    beside = "Ortega met {} to talk about the bridge."
    one, other = scored((beside.format("Haugen"), "Ortega"), (beside.format("Qzzx"), "Ortega")).to_numpy()
    assert one.tolist() == other.tolist()


def test_a_mention_at_the_start_and_at_the_end():
    out = toward(["Ortega was praised by all", "All of them praised Ortega"], [0, 20], [6, 26])
    assert out["positive"].gt(out["negative"]).all()


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 0), (5, 3), (0, 13), (12, 13)])
def test_a_span_outside_the_text_is_named(start, end):
    with pytest.raises(InputError) as caught:
        toward(["Ortega won.", "Haugen lost."], [0, start], [6, end])
    assert str(caught.value) == (
        f"toward.toward needs 0 <= start < end <= length of the text but row 1 has {start}:{end} in a text of 12 "
        "characters. Pass offsets into the sentence itself, not into its article."
    )


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(InputError) as caught:
        toward(["Ortega won."], [0, 1], [6])
    assert str(caught.value) == (
        "toward.toward needs a start and an end for every text but was given 1 texts, 2 starts and 1 ends. Pass a text "
        "once per mention in it."
    )


def test_nothing_gives_nothing():
    out = toward([], [], [])
    assert out.shape == (0, 3)
    assert list(out.columns) == list(LABELS)
    assert (out.dtypes == "float64").all()


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("😀 😡 👍", "😡"),
        ("12 - 15 !", "12"),
        ("Ortega", "Ortega"),
        ("Ortega, Haugen.", "Ortega"),
        ("La ministra Ortega rechazó ayer las críticas de sus adversarios.", "Ortega"),
        ("Die Ministerin Ortega wies gestern jede Kritik ihrer Gegner zurück.", "Ortega"),
        ("Министр Ортега вчера отвергла критику.", "Ортега"),
    ],
)
def test_what_cannot_be_read_is_missing(text, mention):
    out = scored((text, mention), ("Ortega was praised by the council.", "Ortega"))
    assert out.iloc[0].isna().all()
    assert out.iloc[1].notna().all()


def test_half_of_the_words_known_is_enough_and_less_is_not():
    # Beside the mention: 2 of 4 words are English, then 2 of 5.
    out = scored(("Ortega said that zzqa zzqb", "Ortega"), ("Ortega said that zzqa zzqb zzqc", "Ortega"))
    assert out["neutral"].notna().tolist() == [True, False]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(st.sampled_from(WORDS), max_size=8), st.integers(0, 8)), min_size=1, max_size=5))
def test_a_row_does_not_depend_on_the_others(cases):
    texts, starts = [], []
    for words, at in cases:
        before = " ".join(words[:at]) + " " if words[:at] else ""
        texts.append(before + "Haugen " + " ".join(words[at:]))
        starts.append(len(before))
    ends = [s + 6 for s in starts]
    whole = toward(texts, starts, ends).to_numpy()
    alone = np.concatenate([toward([t], [s], [e]).to_numpy() for t, s, e in zip(texts, starts, ends, strict=True)])
    np.testing.assert_allclose(whole, alone, atol=1e-12)
    sums = whole.sum(axis=1)
    assert np.all(np.isnan(sums) | (np.abs(sums - 1) < 1e-9))


def test_blocks_leave_no_trace(monkeypatch):
    cases = [(text, mention) for text, mention, _ in GOLDEN]
    whole = scored(*cases).to_numpy()
    monkeypatch.setattr(module, "_BLOCK", 2)
    np.testing.assert_allclose(scored(*cases).to_numpy(), whole, atol=1e-12)


def test_log_odds_against_a_loop():
    model = shipped()
    found = features(mentions(["The council praised Ortega, but not Haugen."], np.array([20]), np.array([26])))
    columns = matrix(found, model.key).indices
    borders = view_borders(model.key)
    assert len(borders) == len(VIEWS) + 1
    for k in range(3):
        ratio = ratios(model.count, k)
        total = model.intercept[k] + (dense(found)[0] / model.scale) @ model.number_weight[:, k]
        for a, z in pairwise(borders.tolist()):
            mine = [c for c in columns if a <= c < z]
            length = sum(ratio[c] ** 2 for c in mine) ** 0.5
            total += sum(ratio[c] / length * model.weight[c, k] for c in mine)
        assert log_odds(model, found)[0, k] == pytest.approx(total, abs=1e-9)


def test_ratios_by_hand():
    # Counts by class (2, 0, 0) and (0, 1, 1). Class 0: inside 3 and 1 of 4, outside 1 and 3 of 4, so ln 3 and -ln 3.
    assert ratios(np.array([[2, 0, 0], [0, 1, 1]]), 0) == pytest.approx([np.log(3), -np.log(3)])


def test_the_measurements_are_those_of_the_shipped_model_and_of_its_card():
    written = json.loads((MODELS / "toward.json").read_text())
    assert (written["model"], written["words"]) == (MODEL_SHA256, WORDS_SHA256)
    card = (MODELS / "toward.md").read_text()
    numbers = module.measured()
    for name in ("held_out", "dev_rw", "dev_mt", "right", "decided", "vader"):
        assert f"{numbers[name]:.1f}" in card, name
    assert 0 < numbers["low"] < numbers["right"] < numbers["high"] < 100
