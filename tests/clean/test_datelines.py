import pytest

from analysis.clean.datelines import dateline

SENTENCE = "The bridge was opened on Friday."


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("LONDON — ", "LONDON"),
        ("LONDON—", "LONDON"),
        ("LONDON: ", "LONDON"),
        ("NEW DELHI - ", "NEW DELHI"),
        ("KUALA LUMPUR, Malaysia -- ", "KUALA LUMPUR, Malaysia"),
        ("COLUMBIA, S.C. - ", "COLUMBIA, S.C."),
        ("ST. LOUIS ― ", "ST. LOUIS"),
        ("NEW DELHI, Oct 31 (ANI): ", "NEW DELHI, Oct 31 (ANI)"),
        ("RENO, Nev., Dec. 8 (UPI) — ", "RENO, Nev., Dec. 8 (UPI)"),
        ("WASHINGTON (Reuters) - ", "WASHINGTON (Reuters)"),
        ("OSLO/BERGEN, March 9 (Reuters) - ", "OSLO/BERGEN, March 9 (Reuters)"),
        ("MOSCOW, February 7. /TASS/. ", "MOSCOW, February 7. /TASS/"),
        ("Mexico City (AFP) – ", "Mexico City (AFP)"),
        ("Washington (CNN)", "Washington (CNN)"),
        ("New Delhi, October 31: ", "New Delhi, October 31"),
        ("Lesbos, Greece - ", "Lesbos, Greece"),
        ("(Reuters) - ", "(Reuters)"),
        ("(CNN) ", "(CNN)"),
        ('OSLO "?', "OSLO"),
    ],
)
def test_a_dateline_is_found_and_the_text_goes_on_behind_it(head, place):
    found, end = dateline(head + SENTENCE)
    assert (found, (head + SENTENCE)[end:]) == (place, SENTENCE)


@pytest.mark.parametrize("opening", ["“It is open,” she said.", "''It is open,'' she said.", "2017 began."])
def test_a_quotation_or_a_number_may_follow(opening):
    assert dateline(f"OSLO -- {opening}") == ("OSLO", len("OSLO -- "))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "EXCLUSIVE — The bridge was opened.",
        "BREAKING NEWS: The bridge was opened.",
        "NATO - The alliance met.",
        "US: The bridge was opened.",
        "DW: What do you think of the bridge?",
        "THE BRIDGE WAS OPENED ON FRIDAY AND EVERYBODY CAME.",
        "LONDON is large.",
        "LONDON — the largest city — grew.",
        "NASA said on Friday that the bridge was open - at last.",
        "The mayor - Maria Ortiz - walked first.",
        "Officials said: The bridge is open.",
        "Maria Ortiz, mayor of Bergen - and its engineer - walked first.",
        "",
    ],
)
def test_a_sentence_is_no_dateline(text):
    assert dateline(text) == ("", 0)
