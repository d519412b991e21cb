"""The page: a template filled with what was found, under a policy that lets it load nothing."""

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis import files, findings, published, reconciliation, steps
from analysis.codebook import Codebook
from analysis.report import claims, parts, results
from analysis.report.chapters import Chapter, chapters, opens
from analysis.report.parts import NAME
from analysis.report.passages import Library, Line, library, line
from analysis.schema import ALL
from analysis.workspace import Workspace

TEMPLATES = Path(__file__).parent.parent / "templates"
MOST_IN_FULL = 3_000  # sentences of a corpus that the page holds whole


def publish(desk: Workspace) -> Path:
    """Write report.html of the study's run, whole or not at all, and say where it lies.

    Rests on the parts that the earlier notebooks wrote; a notebook that wrote none has no chapter."""
    return files.write(desk.place.out / "report.html", html(desk))


def summary(desk: Workspace) -> str:
    """The key results as a Markdown list."""
    return results.summary(results.key_results(desk))


def html(desk: Workspace) -> str:
    """The report as one HTML text. Article text is escaped; nothing in it loads from elsewhere."""
    steps.note_input(desk.place, NAME, "steps", NAME)
    for template in sorted(TEMPLATES.glob("report*")):
        steps.note_input(desk.place, NAME, "file", Path(os.path.relpath(template, desk.study.folder)).as_posix())
    shelf = library(desk)
    told = chapters(desk, shelf=shelf)
    ids = {(c.step, *key): id for c in told for key, id in opens(c.evidence).items()}
    key = [(result, ids.get((result.step, result.item, result.outlet), "")) for result in results.key_results(desk)]
    claimed = None if desk.is_bundle else claims.chapter(desk, shelf)
    in_full = whole_articles(shelf)
    shown = {s.key for c in told for cell in c.evidence for s in cell.lines} | {
        s.key for article in in_full for s in article["lines"]
    }
    articles = desk.table("articles")
    return rendered(
        "report.html.j2",
        study=desk.study,
        settled=desk.study.settled,
        outlets=desk.outlet_names(),
        sizes=sizes(articles),
        told=parts.account(desk),
        warnings=steps.warnings(desk.place),
        rejected=desk.table("rejected").fillna("a document").to_dict("records"),
        files=[] if desk.is_bundle else reconciliation.told(desk.table("files")),
        bare=desk.is_bundle,
        key=key,
        n_is=results.n_is(desk),
        not_said=[*cannot(desk), *results.not_said(desk)],
        chapters=told,
        claims=claimed,
        in_full=in_full,
        n_shown=len(shown),
        n_sentences=int(((shelf.units["voice"] == ALL) & (shelf.units["part"] == "body")).sum()),
        books=_books(desk),
        provenance=provenance(desk),
    )


def cannot(desk: Workspace) -> list[str]:
    """What a bundle says that it cannot show; of another study nothing."""
    return list(published.listing(desk.study.folder)["cannot"]) if desk.is_bundle else []


def rendered(template: str, **values: Any) -> str:
    """A template filled; scripts and styles are let in by their fingerprint alone."""
    environment = Environment(
        loader=PackageLoader("analysis", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = ((TEMPLATES / f"report.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return environment.get_template(template).render(
        style=style, script=script, style_hash=fingerprint(style), script_hash=fingerprint(script), **values
    )


def fingerprint(text: str) -> str:
    """What a Content-Security-Policy knows an inlined script or style by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def sizes(articles: pd.DataFrame) -> list[dict[str, Any]]:
    """One row per outlet: articles, words, first and last day, repeats and copies of other outlets."""
    rows = []
    for outlet, part in articles.groupby("outlet", observed=False):
        days = part["published"].dropna()
        rows.append(
            {
                "outlet": str(outlet),
                "n_articles": len(part),
                "n_words": int(part["n_words"].sum()),
                "first": f"{days.min():%-d %b %Y}" if len(days) else "unknown",
                "last": f"{days.max():%-d %b %Y}" if len(days) else "unknown",
                "repeats": int(part["flag_copy"].sum()) if "flag_copy" in part else 0,
                "copied": int(part["flag_copied"].sum()) if "flag_copied" in part else 0,
            }
        )
    return rows


def whole_articles(shelf: Library) -> list[dict[str, Any]]:
    """Every article sentence by sentence, where the corpus is small; else nothing."""
    table = shelf.units[(shelf.units["voice"] == ALL) & (shelf.units["part"] == "body")]
    if len(table) > MOST_IN_FULL or shelf.bare:
        return []
    out = []
    for article, part in table.groupby("article_id", sort=False):
        lines: list[Line] = [
            line(str(article), "body", r.sentence, r.text, [], shelf=shelf)
            for r in part.sort_values("sentence").itertuples()
        ]
        out.append({"outlet": lines[0].outlet, "title": lines[0].article, "day": lines[0].day, "lines": lines})
    order = {name: i for i, name in enumerate(shelf.outlets.values())}
    return sorted(out, key=lambda a: order[a["outlet"]])


def _books(desk: Workspace) -> list[tuple[str, Codebook]]:
    used = {"topics": "03-emphasis", "frames": "04-framing"}
    return [(kind, desk.codebook(kind)) for kind, step in used.items() if parts.has(desk, step, "scores")]


def provenance(desk: Workspace) -> dict[str, Any]:
    """What run.json holds of inputs, versions and notebooks, without what differs from run to run."""
    place, settled = desk.place, desk.study.settled
    records = {n.stem: steps.record(place, n.stem) for n in steps.all_notebooks() if n.stem < NAME}
    return {
        "settings": {
            "study": desk.study.name,
            "draws": f"{settled.draws:,}",
            "seed": str(settled.seed),
            "level": f"{settled.level:g}",
            "language": settled.language,
            "speech": settled.speech,
            "events": settled.events,
            **{f"voice of {kind}": findings.voice_name(v) for kind, v in settled.primary.model_dump().items()},
        },
        "files": {
            "study.yaml": files.digest(place.study.file),
            "articles": steps.input_digest(place, "articles", ""),
            **{f"codebook of {kind}": files.digest(path) for kind, path in place.study.codebook_files.items()},
        },
        "versions": steps.versions(),
        "notebooks": json.dumps(
            {
                step: {
                    "parameters": {k: v for k, v in r.parameters.items() if k not in {"study", "out", "articles"}},
                    "notebook": r.notebook,
                    "code": r.code,
                    "inputs": r.inputs,
                    "outputs": r.outputs,
                }
                for step, r in records.items()
                if r
            },
            indent=1,
        ),
    }


__all__ = ["Chapter", "html", "publish", "summary"]
