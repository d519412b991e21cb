"""What the notebooks before the report have written, as the report reads it."""

import pandas as pd

from analysis import corpus, findings, imports, steps
from analysis.compare import speakers
from analysis.compare.design import REST
from analysis.features import naming
from analysis.features.tone import GUARDED
from analysis.metrics.emphasis import BY_SENTENCES
from analysis.workspace import Workspace

NAME = "09-report"
KINDS = {"03-emphasis": "topics", "04-framing": "frames", "05-tone": "tone"}
TONE = {
    "mean": "Mean tone, from -1 (unpleasant) to 1 (pleasant)",
    "clearly positive": "Sentences of clearly pleasant wording",
    "clearly negative": "Sentences of clearly unpleasant wording",
    "positive": "Pleasant words",
    "negative": "Unpleasant words",
}
VOICES = {"narrator": "Outlet's own words", "quoted": "Quoted speech", "reported": "Reported speech"}
FIFTHS = {"1": "First fifth", "2": "Second fifth", "3": "Third fifth", "4": "Fourth fifth", "5": "Last fifth"}
ARC, TOWARD = "tone arc", "toward"


def has(desk: Workspace, step: str, table: str) -> bool:
    """Whether a notebook has written a table."""
    return desk.place.part(step, table).is_file()


def read(desk: Workspace, step: str, table: str) -> pd.DataFrame:
    """A notebook's part of a table, noted as what the report rests on."""
    steps.note_input(desk.place, NAME, "outputs", step)
    return pd.read_parquet(desk.place.part(step, table))


def account(desk: Workspace) -> list[str]:
    """What was found, kept and rejected, in sentences; of a bundle, as they were published."""
    if desk.is_bundle:
        return desk.as_published("01-articles", "account", made_by=corpus.told)
    return corpus.told(corpus.Corpus(desk.table("articles"), desk.table("rejected"), {}, ()))


def turns(desk: Workspace) -> pd.DataFrame:
    """`compare.speakers.turns` of the study; of a bundle, as it was published."""
    if desk.is_bundle:
        return desk.as_published("02-voices", "turns", made_by=speakers.turns)
    return speakers.turns(desk.table("sources"))


def every(desk: Workspace, table: str) -> dict[str, pd.DataFrame]:
    """The parts of one table by the notebook that wrote them, in order."""
    done = [n.stem for n in steps.all_notebooks() if n.stem < NAME and has(desk, n.stem, table)]
    return {step: read(desk, step, table) for step in done}


def voice(desk: Workspace, step: str) -> str:
    """The voice that a notebook was run in, or the study's choice for its metric."""
    record = steps.record(desk.place, step)
    return desk.voice(KINDS[step], record.parameters.get("voice", "") if record else "")


def labels(desk: Workspace, step: str) -> dict[str, str]:
    """The printed names of a notebook's items."""
    kind = KINDS.get(step)
    if kind in ("topics", "frames"):
        return desk.codebook(kind).labels
    if kind == "tone":
        return TONE | FIFTHS | naming.printed(desk.study.settled.actors)
    return VOICES if step == "02-voices" else {}


def is_scaled(metric: str, item: str) -> bool:
    """Whether values run from -1 to 1; others are shares."""
    return metric in (ARC, TOWARD) or (metric == "tone" and item == "mean")


def question(step: str) -> tuple[str, str]:
    """A notebook's first line and what stands under it."""
    notebook = next(n for n in steps.all_notebooks() if n.stem == step)
    first = imports.cells(notebook, "markdown")[0].split("\n", 1)
    return first[0].lstrip("# "), first[1].strip() if len(first) > 1 else ""


def primary(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of SCORES or GAPS in the definition that a metric is shown in: by sentences, tone with masked terms,
    else the first one."""
    shown = [d for d in (BY_SENTENCES, GUARDED) if (table["definition"] == d).any()]
    first = shown or table["definition"].head(1).tolist()
    return table[table["definition"].isin(first)]


def to_rest(desk: Workspace, step: str) -> pd.DataFrame:
    """A notebook's GAPS of each outlet to the mean of the others, in the definition and voice that are shown."""
    if not has(desk, step, "gaps"):
        return pd.DataFrame()
    gaps = primary(read(desk, step, "gaps"))
    heard = voice(desk, step) if step in KINDS else "all"
    return gaps[(gaps["other"] == REST) & (gaps["voice"].astype("str") == heard)]


def differences(desk: Workspace, step: str, *, most: int) -> list[str]:
    """`findings.differences` of a notebook, in the definition and voice that are shown."""
    gaps, names = primary(read(desk, step, "gaps")), desk.outlet_names()
    heard = voice(desk, step)
    if step == "05-tone":
        mean = gaps[gaps["item"] == "mean"]
        return findings.differences(mean, voice=heard, labels={"mean": "Tone"}, outlets=names, most=most, share=False)
    return findings.differences(gaps, voice=heard, labels=labels(desk, step), outlets=names, most=most)
