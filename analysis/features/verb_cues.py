"""Cues that are verbs: whether a form stands as a verb, and what it takes that is no clause of speech."""

import re
from functools import cache

from analysis.features.attribution import (
    AGENT,
    CUE_FIRST,
    EXPECTED,
    OBJECT,
    PURPOSE,
    STANCE,
    Attribution,
    Sentence,
    attributed,
)
from analysis.features.cues import BASE, GERUND, PAST, SPEECH, THIRD, Cue, function_words
from analysis.features.leading_clauses import as_told, first_comma, leading
from analysis.features.sentences import Span
from analysis.features.speech_cues import by_speech
from analysis.features.subjects import noun_phrase, subject
from analysis.features.word_cues import clause_behind
from analysis.features.word_shapes import adverb, verbal

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*")  # a year is none
LONGEST_NAMED = 4  # tokens of "a new group" in "a new group called ..."


@cache
def tellers() -> frozenset[str]:
    """Common nouns for who or what tells: "the memo states that", against "the four states that"."""
    return frozenset().union(*(function_words(name) for name in ("document", "title", "unnamed", "organisation")))


def is_verb(s: Sentence, at: int, cue: Cue, *, owned: bool) -> bool:
    """Whether a form that could be a noun or a participle stands here as a verb."""
    previous, following = s.before(at), s.after(at)
    if owned and cue.form != GERUND and not (cue.form == PAST and following == "that"):
        return False
    if cue.form == BASE and previous in function_words("noun_preposition"):
        return False
    if s.reading.lower[at] in function_words("preposition_ing"):
        return False
    if cue.form == GERUND and (following == "than" or previous in function_words("participle_degree")):
        return False
    if cue.form == GERUND and s.reading.lower[at] in function_words("noun_in_ing"):
        ends = following in ("of", "in", "") or (following == "," and not s.reading.quote[at + 2])
        if owned or ends or following in function_words("finite"):
            return False  # "his showing in May", "the thinking is"
    if cue.form == PAST and previous in function_words("preposition") and following != "that":
        return previous == "as" and following == "by"
    return not cue.noun_alike or told_from_noun(s, at, cue)


def aside(s: Sentence, at: int) -> bool:
    """Whether an infinitive is the outlet's own aside: "To repeat: ...", "not to mention the port"."""
    return s.before(at) == "to" and (at == s.low + 1 or s.before(at - 1) == "not")


def told_from_noun(s: Sentence, at: int, cue: Cue) -> bool:
    """Whether the neighbours of a form that is as often a noun ("states", "report") make it a verb."""
    previous, following = s.before(at), s.after(at)
    third = cue.form == THIRD
    if following in ("by", "of") or following in function_words("finite"):
        return False  # "how the report will end"
    named = s.reading.capital(at - 1)
    adverbial = at > s.low and adverb(s.reading, at - 1)
    subjected = previous in function_words("pronoun") or adverbial
    related = s.reading.word(at + 2) in function_words("finite")
    if third and following == "that" and not subjected and (related or not (named or previous in tellers())):
        return False  # "the four states that", "the Gulf states that have oil"
    if subjected or s.heading or previous in function_words("auxiliary") or previous in function_words("verb_lead"):
        return True
    if third:
        tells = previous in tellers() and not joins(following)
        going = following.endswith("ing") and previous in function_words("title")
        if tells and (going or verbal(s.reading, at + 1)):
            return False  # "media reports claimed", "executive orders closing the port"
        return named or tells or s.reading.capital(at + 1) or following in function_words("clause_start")
    if previous in function_words("plural"):
        return cue.form == BASE
    plural = previous.endswith("s") and not previous.endswith(("ss", "us", "is", "ics"))
    return cue.form == BASE and plural


def joins(word: str) -> bool:
    """Whether a word goes on from a noun: "news reports on the port and the harbour"."""
    return word in function_words("preposition") or word in function_words("conjunction")


def by_verb(s: Sentence, at: int, cue: Cue, *, owned: bool) -> Attribution | None:
    """What a verb gives, by what the verb takes and where the content stands."""
    if not is_verb(s, at, cue, owned=owned) or aside(s, at):
        return None
    token = at, at + 1
    if leading(s, at):
        comma = first_comma(s, at + 1)
        if as_told(s, cue, comma):
            kind = "clause" if "clause" in cue.verb else "hearer"
            return attributed(
                CUE_FIRST,
                token,
                (at + 2, comma) if s.after(at) == "by" else subject(s.reading, at, s.low),
                (comma + 1, s.high),
                lemma=cue.verb[kind],
                manner=cue.manner[kind],
            )
        s = Sentence(s.reading, s.low, comma, s.heading)
    r, following = s.reading, s.after(at)
    be = function_words("be")
    helped = s.before(at) in be or (
        r.word(at - 2) in be and (adverb(r, at - 1) or r.lower[at - 1] in function_words("auxiliary"))
    )
    passive = helped and cue.form == PAST
    who = noun_phrase(r, subject(r, at, s.low)) if helped or cue.form != GERUND else None
    if "seem" in cue.verb or (passive and cue.participle and following in function_words("participle_link")):
        return expected(s, at, cue, who)
    if cue.form == PAST and s.before(at) == "," and "by" in r.lower[at + 1 : at + 4]:
        return None
    if cue.form == PAST and not helped and cue.verb.keys().isdisjoint(("clause", "hearer")):
        counted = NUMBER.fullmatch(s.before(at)) and following != "to"
        passive_in = following == "in" and not cue.links  # "the plan outlined in May"
        if (following == "by" and "by" not in cue.links) or counted or passive_in:
            return None  # "Supported by the fleet, they ...", "the 400 pledged votes"
    if (passive and following == "by") or (following == "from" and "hear" in cue.verb.values()):
        return by_agent(s, at, cue, who)
    if "clause" in cue.verb or "hearer" in cue.verb:
        return by_speech(s, at, cue, who)
    if passive and not ("infinitive" in cue.verb and following == "to"):
        return None  # "was criticised in May": by nobody
    purpose = "infinitive" in cue.verb and ("to" not in cue.needs or following == "to")
    if not purpose and "object" not in cue.verb:
        return None  # "sales declined"
    if purpose:
        manner = cue.manner["infinitive"]
        construction = PURPOSE if following == "to" else OBJECT if manner == SPEECH else STANCE
        behind = at + 1, clause_behind(s, at + 1)
        return attributed(construction, token, who, behind, lemma=cue.verb["infinitive"], manner=manner)
    if cue.links and following not in cue.links:
        return None  # "focused" without "on"
    if cue.form == PAST and named_so(s, at):
        return None
    if following == "from":
        return None  # "they hail from the coast"
    if cue.form == PAST and following in ("with", "to") and (s.before(at) == "," or r.lower[at] == "compared"):
        return None  # ", compared with a third last year"
    start = at + 1
    while start < s.high and r.lower[start] in function_words("object_link"):
        start += 1
    behind = start, clause_behind(s, start)
    manner, about = cue.manner["object"], following != "that"
    return attributed(OBJECT, token, who, behind, lemma=cue.verb["object"], manner=manner, about=about)


def expected(s: Sentence, at: int, cue: Cue, who: Span | None) -> Attribution | None:
    """ "Mora is expected to leave", "Mora seems ready": subject and clause alike are what nobody named thinks."""
    following = s.after(at)
    bare = following in function_words("preposition") and following not in ("as", "to")
    if bare or not following:
        return None
    manner = cue.manner.get("participle") or cue.manner["seem"]
    if who and s.reading.lower[who[1] - 1] in function_words("relative"):
        who = None
    behind = at + 1, clause_behind(s, at + 1)
    return attributed(EXPECTED, (at, at + 1), None, who, behind, lemma=s.reading.lower[at], manner=manner)


def named_so(s: Sentence, at: int) -> bool:
    """Whether "called" only names, as in "a group called Harbour Watch" and "so called"."""
    r = s.reading
    if r.lower[at] != "called" or not (r.capital(at + 1) or r.quote[at + 1]):
        return False
    if r.capital(at - 1) or r.lower[at - 1] in function_words("title"):
        return False
    return not {"a", "an", "so"}.isdisjoint(r.lower[max(s.low, at - LONGEST_NAMED) : at])


def by_agent(s: Sentence, at: int, cue: Cue, who: Span | None) -> Attribution | None:
    """ "Mora was asked by Diaz whether ..." and "The deal was criticised by Diaz"."""
    r = s.reading
    opener, ends = function_words("content_opener"), function_words("agent_end")
    kind = next((kind for kind in ("clause", "hearer", "object") if kind in cue.verb), None)
    if kind is None:
        return None
    name = at + 2
    stop = name
    while stop < s.high and not r.quote[stop] and r.lower[stop] not in opener and r.lower[stop] not in ends:
        stop += 1
    told = stop < s.high and (r.lower[stop] in opener or r.quote[stop + 1] or r.quote[stop])
    about = not (kind != "object" and told)
    if not about:
        content: Span | None = (stop + (r.lower[stop] in (",", ":")), s.high)
    else:
        content = who if "object" in cue.verb else None
    manner = SPEECH if r.lower[at + 1] == "from" else cue.manner[kind]  # whom one hears it from says it
    cued, lemma = (at, at + 1), cue.verb[kind]
    return attributed(AGENT, cued, (name, stop), content, lemma=lemma, manner=manner, about=about)
