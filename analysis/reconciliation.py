"""What became of each file: documents found, kept, rejected, fields missing, characters mended and lost."""

import json
from collections import Counter
from collections.abc import Mapping

import pandas as pd

FIELDS = ("headline", "published", "url")


def files(
    accounts: pd.DataFrame, articles: pd.DataFrame, rejected: pd.DataFrame, *, file_of: Mapping[str, str]
) -> pd.DataFrame:
    """One row per file that was read: file, layout, encoding, stated, n_found, n_kept, n_rejected, missing, repairs,
    damage, outlets (the last four as JSON: a number by name).

    In: the accounts of `read.documents`; ARTICLES and REJECTED; `file_of` each document. n_found is n_kept +
    n_rejected, rows joined to another document left out; what was rejected as a file has no row."""
    kept = dict(list(articles.groupby(articles["document"].map(file_of))))
    refused = Counter(file_of[d] for d in rejected["document"] if d in file_of)
    rows = []
    for account in accounts.to_dict("records"):
        part = kept.get(account["file"], articles.iloc[:0])
        n_kept, n_rejected = len(part), refused[account["file"]]
        missing = {name: int(part[name].isna().sum()) for name in FIELDS if part[name].isna().any()}
        rows.append(
            {
                **{name: account[name] for name in ("file", "layout", "encoding", "stated")},
                "n_found": n_kept + n_rejected,
                "n_kept": n_kept,
                "n_rejected": n_rejected,
                "missing": json.dumps(missing),
                "repairs": json.dumps(summed(part["repairs"])),
                "damage": json.dumps(summed(part["damage"])),
                "outlets": json.dumps({str(k): int(n) for k, n in part["outlet"].value_counts().items() if n}),
            }
        )
    columns = ["file", "layout", "encoding", "stated", "n_found", "n_kept", "n_rejected"]
    return pd.DataFrame(rows, columns=[*columns, "missing", "repairs", "damage", "outlets"])


def told(table: pd.DataFrame) -> list[str]:
    """A sentence per file of several documents, and one per layout and encoding for files of one article each."""
    single = (table["n_found"] == 1) & table["stated"].isna()
    several = [_sentence(str(file), part) for file, part in table[~single].groupby("file", sort=False)]
    layouts = table[single].groupby(["layout", "encoding"], sort=False)
    return several + [_sentence(f"{len(part)} file{'s' if len(part) > 1 else ''}", part) for _, part in layouts]


def _sentence(name: str, part: pd.DataFrame) -> str:
    first = part.iloc[0]
    layout = f"{first['layout']}, {first['encoding']}" if first["encoding"] else first["layout"]
    found, kept, rejected = (int(part[c].sum()) for c in ("n_found", "n_kept", "n_rejected"))
    stated = part["stated"].dropna()
    words = [f"{name} ({layout}): {found} found = {kept} kept + {rejected} rejected"]
    words += [f"as many as stated ({int(stated.sum())})"] if len(stated) and stated.sum() == found else []
    for label, column in (("without ", "missing"), ("mended: ", "repairs"), ("lost: ", "damage")):
        counts = summed(part[column])
        if counts:
            words.append(label + ", ".join(f"{kind} {n}" for kind, n in counts.items()))
    return "; ".join(words)


def summed(counts: pd.Series) -> dict[str, int]:
    """JSON counts by kind, added up: the most frequent kind first."""
    total: Counter[str] = Counter()
    for text in counts:
        if text != "{}":
            total.update(json.loads(text))
    return dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))
