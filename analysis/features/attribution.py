"""Who is said to have said, thought or wanted what: rules over the tokens of one article.

Each rule looks at one cue and yields its source and its content. A sentence that stands wholly in quotation marks takes the
speaker beside it."""

from dataclasses import dataclass

from analysis.features.clauses import clause_end, content_start, nearest_name, opening_subject, subject
from analysis.features.cues import BASE, GERUND, PAST, SPEECH, THIRD, Cue, cues, function_words
from analysis.features.reading import Reading
from analysis.features.sentences import Span

MARKS = frozenset(("“", "”", '"', "''", "``", "»", "’"))
STOPS = frozenset(".!?…")
CLAUSE_STOPS = ",?!—.-…"


@dataclass(slots=True)
class Attribution:
    """One attribution; spans are half-open ranges of tokens."""

    rule: str
    lemma: str
    manner: str
    cue: Span
    source: Span | None
    content: list[Span]


@dataclass(slots=True)
class Sentence:
    """The sentence under a rule: tokens `low` to `high`, final stops left out."""

    reading: Reading
    low: int
    high: int
    heading: bool  # most words are capitalised

    def before(self, k: int) -> str:
        return self.reading.lower[k - 1] if k > self.low else ""

    def after(self, k: int) -> str:
        return self.reading.lower[k + 1] if k + 1 < self.high else ""


def made(
    rule: str, lemma: str, manner: str, cue: Span, source: Span | None, *content: Span | None
) -> Attribution | None:
    """The attribution, unless it has no content."""
    kept = [c for c in content if c and c[0] < c[1]]
    return Attribution(rule, lemma, manner, cue, source, kept) if kept else None


def by_cue(s: Sentence, k: int, cue: Cue | None) -> Attribution | None:
    """The attribution whose cue is token k, if it is one."""
    r, word = s.reading, s.reading.lower[k]
    previous, following = s.before(k), s.after(k)
    if cue is None:
        return according(s, k) if following == "to" else None
    verbal = bool(cue.verb) and (k == s.low or not r.capital(k) or s.heading or previous == ":")
    rest = (k + 1 + (following not in ("that", "to")), clause(s, k + 1))
    if cue.adjective and following in ("that", "to", "about", "of", "by", "with"):
        return made("adjective", word, cue.manner["adjective"], (k, k + 1), subject(r, k, s.low), rest)
    owned = previous in function_words("determiner") or previous.endswith(("’s", "'s"))
    if cue.noun and (
        not verbal
        or owned
        or previous in function_words("preposition")
        or (cue.form in (BASE, THIRD) and following in ("that", "of"))
    ):
        fits = following in ("that", "to", "about", "for", "on", "by", "over") or (following == "of" and cue.noun_of)
        source = (k - 1, k) if owned else None
        return made("noun", cue.noun, cue.manner["noun"], (k, k + 1), source, rest) if fits else None
    return by_verb(s, k, cue, owned) if verbal else None


def according(s: Sentence, k: int) -> Attribution | None:
    """'According to X, content' and 'content, according to X(, content)'."""
    r = s.reading
    stop = next((q for q in range(k + 2, s.high) if r.quote[q] or r.lower[q] in ",;—–"), s.high)
    opens = k - s.low <= 1
    comma = s.before(k) == ","
    split = 1 < k - s.low < 9 and comma
    return made(
        "according",
        "according",
        SPEECH,
        (k, k + 2),
        (k + 2, stop),
        None if opens else (s.low, k - comma),
        (stop + 1, s.high) if opens or split else None,
    )


def clause(s: Sentence, p: int) -> int:
    """The end of the clause behind a cue."""
    return clause_end(s.reading, p, s.high, openers=function_words("clause_opener"))


def is_verb(s: Sentence, k: int, cue: Cue, owned: bool) -> bool:
    """Whether a form that could be a noun or a participle stands here as a verb."""
    previous, following = s.before(k), s.after(k)
    if owned and (cue.form in (BASE, THIRD) or (cue.form == PAST and following != "that")):
        return False
    if cue.form == BASE and previous in ("of", "for", "in", "with", "on"):
        return False
    if not cue.noun_alike:
        return True
    return (
        previous in function_words("pronoun")
        or previous in function_words("auxiliary")
        or previous in ("to", "that", "and", "'ll", ",")
        or previous.endswith("ly")
        or s.heading
        or (cue.form == BASE and previous.endswith("s"))
        or (cue.form == THIRD and (s.reading.capital(k - 1) or following == "that"))
    )


def by_verb(s: Sentence, k: int, cue: Cue, owned: bool) -> Attribution | None:
    """The attribution of a verb, by what the verb takes and where the content stands."""
    r = s.reading
    if not is_verb(s, k, cue, owned):
        return None
    previous, following = s.before(k), s.after(k)
    be = function_words("be")
    token = (k, k + 1)
    who = subject(r, k, s.low) if cue.form != GERUND else None
    behind = (k + 1, clause(s, k + 1))
    passive = cue.form == PAST and (previous in be or (r.word(k - 2) in be and previous.endswith("ly")))
    if (passive and cue.participle and following in ("to", "as", "that")) or "seem" in cue.verb:
        manner = cue.manner.get("participle") or cue.manner["seem"]
        return made("seem", r.lower[k], manner, token, None, who, behind) if following else None
    if passive and following == "by":
        return None
    speaks = "clause" in cue.verb or "hearer" in cue.verb
    if not speaks and "infinitive" in cue.verb:
        rule = "infinitive" if following == "to" else "want"
        return made(rule, cue.verb["infinitive"], cue.manner["infinitive"], token, who, behind)
    if not speaks:
        skipped = ("to", "on", "for", "about", "against", "of", "in", "out", "at", "with")
        p = next((p for p in range(k + 1, s.high) if r.lower[p] not in skipped), s.high)
        return made("object", cue.verb["object"], cue.manner["object"], token, who, (p, clause(s, p)))
    return by_speech(s, k, cue, who, behind)


def opens_name(r: Reading, i: int) -> bool:
    """Whether token i can open a noun phrase that follows its verb ('..., said one aide')."""
    word = r.word(i)
    closed = function_words("pronoun") | function_words("preposition") | function_words("content_opener")
    return word[:1].isalnum() and word not in closed and word not in function_words("time") and not word.endswith("ly")


def by_speech(s: Sentence, k: int, cue: Cue, who: Span | None, behind: Span) -> Attribution | None:
    """The attribution of a verb of speech or thought: content before it, behind it, or on both sides."""
    r, token = s.reading, (k, k + 1)
    lower, quote, low, high = r.lower, r.quote, s.low, s.high
    previous, following = s.before(k), s.after(k)
    kind = "clause" if "clause" in cue.verb else "hearer"
    lemma, manner = cue.verb[kind], cue.manner[kind]
    hearer = kind == "hearer" or lemma in ("ask", "warn")
    p = content_start(r, k + 1, high, hearer=hearer)
    again = next((i for i in range(k + 1, high) if quote[i]), high)
    closed = k > low and bool(quote[k - 1]) and r.word(k - 2) in CLAUSE_STOPS
    conjunction = function_words("conjunction")
    apposed = who is not None and (who[0] <= low + 1 or lower[who[0] - 1] in conjunction)
    if (
        cue.form in (PAST, THIRD)
        and k > low + 1
        and following
        and (
            (closed and opens_name(r, k + 1))
            or (
                r.capital(k + 1)
                and (
                    closed
                    or (
                        previous == ","
                        and lemma == "say"
                        and not apposed
                        and following not in function_words("pronoun")
                    )
                )
            )
        )
    ):
        ends = ("who", "in", "on", "during", "after", "as", "to", "at")
        q = next((q for q in range(k + 1, high) if quote[q] or lower[q] in ",.;:—–?!(" or lower[q] in ends), high)
        source = (k + 1, q) if q > k + 1 else None
        resumed = (again, high) if r.word(again - 1) in (",", ":", ";") else None
        return made("inverted", lemma, manner, token, source, (low, k - (not closed)), resumed)
    if who and who[0] > low + 1:
        b = who[0] - 1
        outside = lower[b] == "," and r.closing(b - 1)
        ends_quoted = outside or (
            bool(quote[b]) and (lower[b] not in MARKS or r.word(b - 1) in CLAUSE_STOPS)
        )
        final = following in ("", ",") or (hearer and p >= high)
        loose = (
            final
            or following in ".—–;("
            or following in function_words("preposition")
            or following in function_words("time")
        )
        opener = lower[low] in function_words("preposition") or lower[low] in conjunction
        fits = "marks" not in cue.needs or quote[b] or outside
        if fits and (
            (ends_quoted and (loose or "that" not in lower[k + 1 : k + 8]))
            or (lower[b] in ",?!" and loose and (final or not opener))
        ):
            resumes = (
                following == ","
                and not ends_quoted
                and not r.word(k + 2).endswith("ing")
                and r.word(k + 2)
                not in function_words("clause_opener") - {"the", "a", "in", "on", "at", "with"}
            )
            resumed = (again, high) if again < high else (k + 2, high) if resumes else None
            return made("after", lemma, manner, token, who, (low, b + (ends_quoted and not outside)), resumed)
    told = p < high and (lower[p] in function_words("content_opener") or bool(quote[p]))
    if not told and "object" in cue.verb and "told" in cue.needs:
        return made("object", lemma, manner, token, who, (p, clause(s, p)))
    if p >= high or (not told and "that" in cue.needs):
        return None
    if "infinitive" in cue.verb and following == "to":
        return made("infinitive", lemma, manner, token, who, behind)
    return made(
        "before", lemma, manner, token, who, (p, clause_end(r, p, high, openers=frozenset(["according", "a", "an"]), loose=True))
    )


def attributions(r: Reading) -> list[Attribution]:
    """Every attribution of an article, sentence by sentence, in order of the sentences."""
    known = cues()
    out: list[Attribution] = []
    speaker: Span | None = None
    here: Span | None = None
    topic: Span | None = None
    waiting: list[Attribution] = []
    for (low, stop), opens in zip(r.sentences, r.opens, strict=True):
        if opens:
            speaker, here, waiting = here or speaker, None, []
        high = next((i + 1 for i in range(stop - 1, low - 1, -1) if r.lower[i] not in STOPS or r.quote[i]), low)
        letters = sum(r.words[i][0].isalpha() for i in range(low, high))
        heading = sum(r.capital(i) for i in range(low, high)) > 0.6 * letters
        whole = all(r.quote[low:high])
        s = Sentence(r, low, high, heading)
        found: list[Attribution] = []
        if not whole:
            for k in range(low, high):
                cue = known.get(r.lower[k])
                if (cue is not None or r.lower[k] == "according") and not r.quote[k]:
                    made_here = by_cue(s, k, cue)
                    if made_here:
                        found.append(made_here)
        for x in found:
            if x.source is None and x.rule != "seem":
                x.source = max(
                    (y.source for y in found if y.source and y.source[0] < x.cue[0]), default=None
                ) or opening_subject(r, low, x.cue[0])
        covered = {i for x in found for a, b in x.content for i in range(a, b)}
        for i in range(low, high):
            if r.quote[i] and i not in covered and (i == low or r.quote[i - 1] != r.quote[i]):
                j = next((j for j in range(i, high) if r.quote[j] != r.quote[i]), high)
                named = None if whole else opening_subject(r, low, i)
                if not whole and not (
                    named
                    and (
                        r.capital(named[0])
                        or r.lower[named[0]] in function_words("pronoun") | function_words("determiner")
                    )
                ):
                    named = nearest_name(r, low, i, high)
                found.append(
                    Attribution("inherited" if whole else "marks", "", SPEECH, (i, i), here if whole else named, [(i, j)])
                )
                if whole and here is None:
                    waiting.append(found[-1])
        speech = [x for x in found if x.source and x.rule in ("before", "after", "inverted")]
        if speech:
            quoting = (x for x in speech if any(r.quote[i] for a, b in x.content for i in range(a, b)))
            here = next(quoting, speech[0]).source
            for x in waiting:
                x.source = here
            waiting, topic = [], None
        elif not whole:
            topic = opening_subject(r, low, high) or topic
        for x in found:
            if x.source is None and x.rule == "inherited":
                x.source = topic or speaker
        out += found
    return out
