"""Texts that people coded: a CSV or JSONL file, a row per article or sentence."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.errors import InputError, nearest
from analysis.paths import shown

TEXT = ("text", "body", "content", "sentence", "article")
LABELS = ("labels", "frames", "codes")
GROUPS = ("event", "outlet")
YES, NO = {"1", "1.0", "true", "yes", "x"}, {"0", "0.0", "false", "no", ""}
SEPARATOR = re.compile(r"[;|,]")


class Coded(NamedTuple):
    """Texts, which frames coders found in each, and the event and outlet of each where the file names them."""

    texts: list[str]
    present: pd.DataFrame
    event: pd.Series | None
    outlet: pd.Series | None


def read(path: Path, *, text: str = "", labels: str = "") -> Coded:
    """The texts of a file and their frames.

    Frames stand in one column, several of a text parted by ; | or a comma ("conflict; moral"), or in a column each
    with 1 and 0 (also yes/no, true/false, x). `text` and `labels` name columns that have other names than usual.
    Raises `InputError` with file and row where a text is empty, a label is neither yes nor no, or nothing is coded."""
    frame = _table(path)
    names = list(frame.columns)
    body = _column(text, TEXT, names, path=path, what="text")
    if body is None:
        raise InputError(f"{shown(path)}: there is no column of texts among {', '.join(names)}. Name it: --text NAME")
    empty = frame.index[frame[body].str.strip() == ""]
    if len(empty):
        raise InputError(f"{shown(path)}, row {empty[0] + 1}: the text is empty. Take the row out.")
    listed = _column(labels, LABELS, names, path=path, what="labels")
    present = _listed(frame[listed]) if listed else _columns(frame.drop(columns=body), path=path)
    if present.empty or present.shape[1] == 0:
        raise InputError(
            f"{shown(path)}: no frame is coded. Give a column 'labels' (conflict; moral), or one of 1 and 0 per frame."
        )
    groups = [frame[g] if g in names else None for g in GROUPS]
    return Coded(frame[body].tolist(), present, *groups)


def _table(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(f"There is no file {shown(path)}.")
    try:
        if path.suffix.lower() in {".jsonl", ".ndjson"}:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
            frame = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
            lists = [c for c in frame if frame[c].map(lambda v: isinstance(v, list)).any()]
            frame = frame.assign(**{c: frame[c].map(lambda v: "; ".join(map(str, v))) for c in lists})
            return frame.astype("str").where(frame.notna(), "")
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, TypeError, UnicodeDecodeError, pd.errors.ParserError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(f"{shown(path)} is no CSV or JSONL table that can be read: {reason}.") from None


def _column(given: str, usual: tuple[str, ...], names: list[str], *, path: Path, what: str) -> str | None:
    if given and given not in names:
        raise InputError(f"{shown(path)}: there is no column {given!r} for {what}.{nearest(given, names)}")
    return given or next((n for n in usual if n in names), None)


def _listed(column: pd.Series) -> pd.DataFrame:
    sets = [{label.strip() for label in SEPARATOR.split(cell) if label.strip()} for cell in column]
    frames = sorted(set().union(*sets))
    return pd.DataFrame({f: [f in s for s in sets] for f in frames}, index=column.index)


def _columns(frame: pd.DataFrame, *, path: Path) -> pd.DataFrame:
    """Every column of yes and no alone; one that is nearly so has a slip in it."""
    out = {}
    for name in frame.columns:
        cells = frame[name].str.strip().str.lower()
        odd = ~cells.isin(YES | NO)
        if not odd.any() and cells.isin(YES).any():
            out[name] = cells.isin(YES)
        elif 0 < odd.sum() <= len(frame) * 0.05 and cells.isin(YES).any():
            row = odd.idxmax()
            raise InputError(f"{shown(path)}, row {row + 1}, column {name!r}: {frame[name][row]!r} is neither 1 nor 0.")
    return pd.DataFrame(out, index=frame.index)
