"""What became of each file and outlet: documents found, kept, rejected, fields missing, characters mended, lost."""

import json
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis.schema import FILES, conform, named

FIELDS = ("headline", "published", "url")


def files(
    accounts: pd.DataFrame, articles: pd.DataFrame, rejected: pd.DataFrame, *, file_of: Mapping[str, str]
) -> pd.DataFrame:
    """FILES: one row per file that was read.

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
    return conform(pd.DataFrame(rows, columns=list(FILES.columns)), FILES)


def told(table: pd.DataFrame) -> list[str]:
    """A sentence per file of several documents, and one per layout and encoding for files of one article each."""
    single = (table["n_found"] == 1) & table["stated"].isna()
    several = [_sentence(str(file), part) for file, part in table[~single].groupby("file", sort=False)]
    layouts = table[single].groupby(["layout", "encoding"], sort=False)
    return several + [_sentence(f"{len(part)} file{'s' if len(part) > 1 else ''}", part) for _, part in layouts]


def by_outlet(articles: pd.DataFrame) -> pd.DataFrame:
    """What is missing, was mended and was left harmed, outlet by outlet.

    In: ARTICLES from `corpus.read`. Out: one row per outlet, in order, with its n_articles, how many of them are
    flagged (`n_flagged`), `per_1000_words` (places left harmed), and a column for each field and kind that occurs:
    `without: ...` (articles), `mended: ...` and `left: ...` (characters). Higher is worse. An uneven table warns that
    outlets differ in how they were saved, and that scores which rest on dates, quotation marks, contractions or
    spelling may differ for that reason alone."""
    lacking = [name for name in FIELDS if articles[name].isna().any()]
    kinds = [(label, column, summed(articles[column])) for label, column in (("mended", "repairs"), ("left", "damage"))]
    rows = []
    for outlet, part in articles.groupby("outlet", observed=False):
        row: dict[str, object] = {
            "outlet": outlet,
            "n_articles": len(part),
            "n_flagged": int(part["flag_characters"].sum()),
            "per_1000_words": _per_1000(sum(summed(part["damage"]).values()), int(part["n_words"].sum())),
        }
        row.update({f"without: {name}": int(part[name].isna().sum()) for name in lacking})
        for label, column, all_kinds in kinds:
            here = summed(part[column])
            row.update({f"{label}: {kind}": here.get(kind, 0) for kind in all_kinds})
        rows.append(row)
    outlets = list(articles["outlet"].cat.categories)
    return pd.DataFrame(rows).assign(outlet=named(outlets, outlets))


def characters_told(articles: pd.DataFrame) -> list[str]:
    """What was mended and what was left harmed, in words, with the outlet that has most of it per 1,000 words."""
    lines = []
    for what, column in (("Characters mended", "repairs"), ("Characters lost and left so", "damage")):
        kinds = summed(articles[column])
        if kinds:
            text = f"{what}: " + ", ".join(f"{n} {kind}" for kind, n in kinds.items())
            by = {
                str(outlet): _per_1000(sum(summed(part[column]).values()), part["n_words"].sum())
                for outlet, part in articles.groupby("outlet", observed=True)
            }
            worst = max(by, key=lambda outlet: by[outlet])
            lines.append(text if len(by) == 1 else f"{text}; most in {worst} ({by[worst]:g} per 1,000 words)")
    return lines


def _per_1000(n: int, n_words: int) -> float:
    return round(1000 * n / n_words, 2) if n_words else float("nan")


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
