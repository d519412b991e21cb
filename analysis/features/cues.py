"""Words that give content to a source, and what each may govern.

The words are data (`data/words/cues.csv`); their forms are made here. A cue is a verb that takes a clause ("said
that"), a hearer and a clause ("told her that"), an object ("criticised the deal"), an infinitive ("vowed to") or a
subject ("seems"); a noun ("the claim that"), an adjective ("confident that") or a participle with an infinitive ("is
expected to")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from analysis import words

BASE, THIRD, GERUND, PAST = "base", "third", "gerund", "past"
SPEECH, ATTITUDE = "speech", "attitude"
SIBILANT = re.compile(r"(?:[sxz]|[cs]h)$")
CONSONANT_Y = re.compile(r"[^aeiou]y$")
MUTE_E = re.compile(r"[^eo]e$")


@dataclass(slots=True)
class Cue:
    """What one form of a word may govern: lemma by kind of complement, and the manner of each."""

    form: str = ""  # base, third, gerund or past where it is a verb's
    verb: dict[str, str] = field(default_factory=dict)  # clause, hearer, object, infinitive, seem -> lemma
    needs: frozenset[str] = frozenset()  # of the lemma that takes a clause: that, marks, told; an infinitive: to
    links: frozenset[str] = frozenset()  # what alone may follow the lemma that takes an object: "spoke about"
    followed: frozenset[str] = frozenset()  # the words of which one must follow, where every use of the form needs one
    noun: str = ""
    noun_of: bool = False
    adjective: bool = False
    participle: bool = False
    noun_alike: bool = False  # this form of the verb is as often a noun
    manner: dict[str, str] = field(default_factory=dict)  # complement or part of speech -> speech or attitude


@cache
def function_words(name: str) -> frozenset[str]:
    """The words of one class of `data/words/function_words.csv`."""
    return frozenset(row["word"] for row in words.rows("function_words") if row["class"] == name)


def forms(verb: str) -> Iterator[tuple[str, str]]:
    """The forms of a verb, each with its kind: base, third person, gerund, past (two where the participle differs)."""
    irregular = {row["lemma"]: row for row in words.rows("verb_forms")}.get(verb)
    yield verb, BASE
    yield plural(verb), THIRD  # formed alike
    if irregular:
        yield from ((form, GERUND) for form in irregular["gerund"].split())
        yield from ((form, PAST) for form in irregular["past"].split())
        return
    yield (verb[:-1] if MUTE_E.search(verb) else verb) + "ing", GERUND
    if CONSONANT_Y.search(verb):
        yield verb[:-1] + "ied", PAST
    else:
        yield verb.removesuffix("e") + "ed", PAST


def plural(noun: str) -> str:
    """A regular plural."""
    if CONSONANT_Y.search(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if SIBILANT.search(noun) else "s")


@cache
def cues() -> Mapping[str, Cue]:
    """Every form of every cue, in lower case."""
    found: dict[str, Cue] = {}
    alike = function_words("noun_alike")
    for row in words.rows("cues"):
        word, part, takes = row["word"], row["part"], row["takes"]
        if part == "verb":
            for form, kind in forms(word):
                cue = found.setdefault(form, Cue())
                cue.form = cue.form or kind
                cue.verb[takes] = word
                cue.manner[takes] = row["manner"]
                if takes in ("clause", "hearer", "infinitive"):
                    cue.needs |= frozenset(row["needs"].split())
                elif takes == "object":
                    cue.links |= frozenset(row["needs"].split())
                cue.noun_alike |= word in alike and kind in (BASE, THIRD)
        elif part == "noun":
            for form in (word, plural(word)):
                cue = found.setdefault(form, Cue())
                cue.noun, cue.noun_of, cue.manner["noun"] = word, takes == "of", row["manner"]
        else:
            cue = found.setdefault(word, Cue())
            setattr(cue, part, True)
            cue.manner[part] = row["manner"]
    for cue in found.values():
        cue.followed = followed(cue)
    return found


def followed(cue: Cue) -> frozenset[str]:
    """The words of which one must follow a form: "to" behind "refused", "about" or "of" behind "spoke"."""
    free = (
        cue.noun or cue.adjective or cue.participle or not cue.verb or not cue.verb.keys() <= {"object", "infinitive"}
    )
    if free or ("object" in cue.verb and not cue.links) or ("infinitive" in cue.verb and "to" not in cue.needs):
        return frozenset()
    return cue.links | ({"to"} if "infinitive" in cue.verb else frozenset())
