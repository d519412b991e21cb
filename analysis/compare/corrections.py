"""A reader's corrections of claims: merged, split, renamed, rejected; kept in the study, applied on every run."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from pydantic import Field

from analysis import settings
from analysis.compare import claims as claimed
from analysis.compare.labels import label
from analysis.errors import InputError
from analysis.paths import shown
from analysis.schema import CLAIM_SENTENCES, CLAIMS, require
from analysis.settings import Settings

FILE = "corrections.yaml"
REJECTED = "x"
COLUMNS = (
    "claim_id",
    "belongs_to",
    "label",
    "reject",
    "outlet",
    "part",
    "text",
    "n_outlets",
    "confidence",
    "article_id",
)


class Split(Settings):
    """Sentences that leave a claim: for a claim of their own (`into` is a new word), or for another one."""

    claim: str
    sentences: tuple[str, ...] = Field(min_length=1)
    into: str = ""


class Corrections(Settings):
    """What corrections.yaml holds; claims are named by their identifiers."""

    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[Split, ...] = ()
    rename: dict[str, str] = Field(default_factory=dict)
    reject: tuple[str, ...] = ()


def load(file: Path) -> Corrections:
    """The corrections of a study; none where there is no file. Raises `InputError` with file and line."""
    return settings.load(file, Corrections) if file.is_file() else Corrections()


def corrected(
    claims: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame, corrections: Corrections
) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Claims as a reader wants them.

    In: CLAIMS; CLAIM_SENTENCES; ARTICLES with the same events; the corrections. Out: both tables again, and a warning
    for each entry that matches nothing any more. First sentences are split off, then claims are merged (the first one
    named gives identifier and label), then rejected, then renamed. What was touched has `basis` "hand" and no
    confidence."""
    require(claims, CLAIMS, by="corrections.corrected", made_by="claims.claims")
    require(sentences, CLAIM_SENTENCES, by="corrections.corrected", made_by="claims.claims")
    if corrections == Corrections():
        return claims, sentences, []
    rows = sentences.astype({"outlet": "str"}).reset_index(drop=True)
    heads = {row["claim_id"]: row for row in claims.to_dict("records")}
    warnings: list[str] = []
    touched: set[str] = set()
    for entry in corrections.split:
        out = rows.index[(rows["claim_id"] == entry.claim) & rows["text"].str.strip().isin(entry.sentences)]
        if entry.claim not in heads or out.empty:
            warnings.append(_unmatched("split", entry.claim))
            continue
        target = entry.into if entry.into in heads else claimed.identifier(entry.into + "\n".join(entry.sentences))
        if target not in heads:
            text, quoted = str(rows.loc[out[0], "text"]), rows.loc[out[0], "voice"] == "quoted"
            heads[target] = {**heads[entry.claim], "claim_id": target, "label": label(text, quoted=quoted)}
        rows.loc[out, "claim_id"] = target
        touched |= {entry.claim, target}
    for group in corrections.merge:
        known = [c for c in group if c in heads]
        warnings += [_unmatched("merge", c) for c in group if c not in heads]
        if len(known) > 1 and len({heads[c]["event"] for c in known}) == 1:
            rows.loc[rows["claim_id"].isin(known), "claim_id"] = known[0]
            touched.add(known[0])
        elif len(known) > 1:
            warnings.append(f"{FILE}: merge {', '.join(known)}: they belong to different events and stay apart.")
    for claim in corrections.reject:
        if claim not in heads:
            warnings.append(_unmatched("reject", claim))
        rows = rows[rows["claim_id"] != claim]
    for claim, text in corrections.rename.items():
        if claim in heads:
            heads[claim] = {**heads[claim], "label": text}
        else:
            warnings.append(_unmatched("rename", claim))
    return *_again(heads, rows, articles, touched=touched, outlets=list(sentences["outlet"].cat.categories)), warnings


def _again(
    heads: dict[str, Any], rows: pd.DataFrame, articles: pd.DataFrame, *, touched: set[str], outlets: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    repeats = set(articles.loc[articles["flag_copied"], "article_id"]) if "flag_copied" in articles else set()
    by_event = articles.assign(outlet=articles["outlet"].astype("str")).groupby("event")["outlet"].agg(set)
    made = []
    for claim, part in rows.groupby("claim_id", sort=False):
        head = dict(heads[str(claim)])
        if claim in touched:
            present = [o for o in outlets if o in by_event[head["event"]]]
            head |= claimed.reach(
                list(zip(part["article_id"], part["outlet"], strict=True)), present=present, repeats=repeats
            )
            head |= {"basis": "hand", "confidence": float("nan")}
        head.pop("rank", None)
        made.append(head)
    return claimed.tables(made, [rows], outlets=outlets)


def _unmatched(what: str, claim: str) -> str:
    return f"{FILE}: {what} {claim}: no claim matches this any more. Look at it again, or take the entry out."


def review(claims: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """A table to correct in a spreadsheet: one row a sentence of a claim, the least sure claims first.

    To merge, write another claim's identifier into `belongs_to` of every row; to split, write one into some rows, or
    any new word; to rename, change `label` in the first row; to reject, write "x" into `reject`."""
    table = sentences.merge(claims[["claim_id", "label", "n_outlets", "confidence", "rank"]], on="claim_id")
    shared = table["n_outlets"] > 1
    table = table.assign(belongs_to=table["claim_id"], reject="", alone=~shared)
    order = ["alone", "confidence", "rank", "claim_id", "outlet", "article_id", "part", "sentence", "start"]
    return table.sort_values(order, kind="stable")[list(COLUMNS)].reset_index(drop=True)


def from_review(file: Path, claims: pd.DataFrame, sentences: pd.DataFrame) -> Corrections:
    """The corrections that a table of `review`, changed in a spreadsheet, holds.

    Raises `InputError` where the file is no such table, or names a claim that it does not hold."""
    try:
        given = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig", sep=None, engine="python")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError) as error:
        raise InputError(f"{shown(file)} cannot be read as CSV: {error}. Save it as CSV in UTF-8.") from None
    missing = [c for c in ("claim_id", "belongs_to", "label", "reject", "text") if c not in given.columns]
    if missing:
        raise InputError(f"{shown(file)} lacks the columns {', '.join(missing)}. Write it anew with --review.")
    labels = claims.set_index("claim_id")["label"]
    known = set(labels.index)
    for line, claim in enumerate(given["claim_id"], 2):
        if claim not in known:
            raise InputError(f"{shown(file)}, line {line}: there is no claim {claim!r} in this study's last run.")
    merge: dict[str, list[str]] = {}
    split: dict[tuple[str, str], list[str]] = {}
    rename, reject = {}, []
    for claim, part in given.groupby("claim_id", sort=False):
        whole = int((sentences["claim_id"] == claim).sum())
        told = [x for x in part["label"] if x.strip() and x != labels[claim]]
        if told:
            rename[str(claim)] = told[0].strip()
        if (part["reject"].str.strip() != "").any():
            reject.append(str(claim))
        for target, rows in part[part["belongs_to"].str.strip() != claim].groupby("belongs_to", sort=False):
            goal = str(target).strip()
            if goal and goal in known and len(rows) >= whole:
                merge.setdefault(goal, [goal]).append(str(claim))
            elif goal:
                split.setdefault((str(claim), goal), []).extend(t.strip() for t in rows["text"])
    return Corrections(
        merge=tuple(tuple(group) for group in merge.values()),
        split=tuple(Split(claim=c, sentences=tuple(t), into=into) for (c, into), t in split.items()),
        rename=rename,
        reject=tuple(reject),
    )


def joined(one: Corrections, other: Corrections) -> Corrections:
    """Two sets of corrections, each entry once; of two new names the later one."""
    return Corrections(
        merge=tuple(dict.fromkeys((*one.merge, *other.merge))),
        split=tuple(dict.fromkeys((*one.split, *other.split))),
        rename={**one.rename, **other.rename},
        reject=tuple(dict.fromkeys((*one.reject, *other.reject))),
    )


def written(corrections: Corrections) -> str:
    """The corrections as YAML."""
    content = {k: v for k, v in json.loads(corrections.model_dump_json()).items() if v}
    head = "# Corrections of claims, by a reader; applied on every run. See notebook 07.\n"
    return head + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
