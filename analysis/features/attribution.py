"""What a rule of attribution gives, and the sentence that it looks at."""

from dataclasses import dataclass

from analysis.features.reading import Reading
from analysis.features.sentences import Span

# Constructions, by where the told words stand or by what the cue is.
CUE_FIRST = "cue first"  # "Mora said the port was open"
CUE_LAST = "cue last"  # "The port was open, Mora said"
NAME_LAST = "name last"  # "The port was open, said Mora"
OBJECT = "object"  # "Mora criticised the deal"
PURPOSE = "purpose"  # "Mora vowed to leave"
STANCE = "stance"  # "Mora wants a deal"
EXPECTED = "expected"  # "Mora is expected to leave"
NOUN = "noun"  # "the claim that"
ADJECTIVE = "adjective"  # "confident that"
ACCORDING = "according"
AGENT = "agent"  # "was criticised by Mora"
POLL = "poll"  # "In a new poll, ..."
VIEW = "view"  # "To Mora, ..."
HEARSAY = "hearsay"  # "reportedly"
MARKS = "marks"  # marks alone tell
CARRIED = "carried"  # the speaker beside it speaks on
TURN = "turn"  # "MORA: ..."

SPEAKING = frozenset((CUE_FIRST, CUE_LAST, NAME_LAST))
TOLD = SPEAKING | {OBJECT, ACCORDING, AGENT, CARRIED, TURN}  # the cue tells words, not only a stance


@dataclass(slots=True)
class Attribution:
    """Words given to somebody. Every span counts tokens, its end left out."""

    construction: str
    cue: Span  # empty where marks alone tell
    lemma: str
    manner: str  # speech or attitude
    source: Span | None
    content: list[Span]
    about: bool = False  # the content is what the cue is about, as that of OBJECT: "claims of fraud"


@dataclass(slots=True)
class Sentence:
    """The sentence under a rule: tokens `low` to `high`, final stops left out."""

    reading: Reading
    low: int
    high: int
    heading: bool  # most words are capitalised

    def before(self, i: int) -> str:
        """The token before token i in lower case, or "" where i opens the sentence."""
        return "" if i <= self.low else self.reading.lower[i - 1]

    def after(self, i: int) -> str:
        """The token behind token i in lower case, or "" where i ends the sentence."""
        return "" if i + 1 >= self.high else self.reading.lower[i + 1]


def attributed(
    construction: str,
    cue: Span,
    source: Span | None,
    *content: Span | None,
    lemma: str,
    manner: str,
    about: bool | None = None,
) -> Attribution | None:
    """An attribution of those runs of content that hold a token; nothing where none does."""
    held = [run for run in content if run is not None and run[1] > run[0]]
    topic = construction == OBJECT if about is None else about
    return Attribution(construction, cue, lemma, manner, source, held, topic) if held else None
