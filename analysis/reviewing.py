"""A reader's hand on the claims of the last run: as a spreadsheet, and back."""

from pathlib import Path

import pandas as pd

from analysis import files, workspace
from analysis.compare import corrections, coverage
from analysis.errors import InputError
from analysis.findings import counted
from analysis.paths import shown
from analysis.steps import Place
from analysis.told import correction_file

STEP = "07-claims"


def claims(study: str, *, review: bool = False, read: str = "", out: str = "") -> list[str]:
    """What there is to say of the claims of a study's last run; with `review` a CSV is written, with `read` one is
    taken into the study's corrections.yaml.

    Corrections add to those that are there. Raises `InputError` where nothing was run, or the CSV is not one of
    these."""
    if review and read:
        raise InputError("claims: --review writes the table, --read FILE reads it; give one of the two.")
    place = workspace.place(study, out=out)
    found, lines = _last(place, study)
    shared = int((found["reach"] != "one").sum())
    told = [
        f"{place.study.title}: {counted(len(found), 'claim')} of {counted(found['event'].nunique(), 'event')}; "
        f"{shared} told by two outlets or more."
    ]
    if review:
        file = place.out / "claims-review.csv"
        files.write_csv(file, corrections.review(found, lines))
        told += [
            f"{shown(file)}: the least sure claims first. Change `belongs_to`, `label` or `reject`, save, then:",
            f"python -m analysis claims {study} --read {shown(file)}",
        ]
    elif read:
        file = correction_file(place.study)
        before = corrections.load(file)
        new = corrections.from_review(Path(read).expanduser(), found, lines)
        files.write(file, corrections.written(corrections.joined(before, new)))
        kinds = ("merge", "split", "rename", "reject")
        told.append(f"{shown(file)}: " + ", ".join(f"{len(getattr(new, k))} to {k}" for k in kinds) + ".")
        told.append(f"Run the study again to apply them: python -m analysis run {study}")
    else:
        rows = coverage.left_out(found, lines)
        told += [f"  {row.outlet}: not found: {row.label}" for row in rows[~rows["perhaps"]].head(20).itertuples()]
        if n := int(rows["perhaps"].sum()):
            told.append(f"  {n} more that most tell are perhaps told elsewhere in other words.")
    return told


def _last(place: Place, study: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    paths = [place.part(STEP, name) for name in ("claims", "claim_sentences")]
    if not all(path.is_file() for path in paths):
        raise InputError(f"{study}: there are no claims yet. Make them with: python -m analysis run {study}")
    return pd.read_parquet(paths[0]), pd.read_parquet(paths[1])
