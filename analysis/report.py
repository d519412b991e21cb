"""One self-contained HTML file: findings, figures, evidence, methods, limits, provenance."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis import corpus, evidence, files, findings, steps
from analysis.features.tone import GUARDED
from analysis.paths import NOTEBOOKS
from analysis.schema import ALL
from analysis.workspace import Workspace

NAME = "09-report"
MOST_SENTENCES = 20


@dataclass(frozen=True)
class Chapter:
    """One notebook in the report: its question, what it found, its figures and the sentences behind them."""

    step: str
    question: str
    about: str
    found: list[str]
    figures: list[dict[str, str]]
    tables: list[dict[str, Any]]
    evidence: list[dict[str, Any]]


def publish(desk: Workspace) -> Path:
    """Write report.html of the study's run, whole or not at all, and say where it lies.

    Rests on the parts that the earlier notebooks wrote; a notebook that wrote none has no chapter."""
    return files.write(desk.place.out / "report.html", html(desk))


def summary(desk: Workspace) -> str:
    """The key results as a Markdown list."""
    return "\n".join(
        "\n".join([f"- {lead}", *(f"    - {line}" for line in lines)]) for lead, lines in key_results(desk)
    )


def html(desk: Workspace) -> str:
    """The report as one HTML text. Article text is escaped; nothing in it loads from elsewhere."""
    steps.note_input(desk.place, NAME, "steps", NAME)
    environment = Environment(
        loader=PackageLoader("analysis", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: "" if pd.isna(value) else f"{value:.3g}"
    articles = desk.table("articles")
    rejected = desk.table("rejected")
    found = corpus.Corpus(articles, rejected, {}, ())
    scores = _parts(desk, "scores")
    return environment.get_template("report.html.j2").render(
        study=desk.study,
        outlets=desk.outlet_names(),
        sizes=corpus.sizes(articles).to_dict("records"),
        told=corpus.told(found) + steps.warnings(desk.place),
        rejected=rejected.to_dict("records"),
        key=key_results(desk),
        cannot=findings.cannot(pd.concat(scores.values()) if scores else pd.DataFrame({"n_articles": [1]})),
        chapters=chapters(desk),
        settled=desk.study.settled,
        provenance=_provenance(desk),
        tone_limits=findings.tone_limits(),
    )


def key_results(desk: Workspace) -> list[tuple[str, list[str]]]:
    """The results that a reader should see first: a lead, and sentences under it."""
    scores, names = _parts(desk, "scores"), desk.outlet_names()
    results: list[tuple[str, list[str]]] = []
    if "02-voices" in scores:
        results.append((findings.voices(scores["02-voices"], outlets=names), []))
    for step, kind in (("03-emphasis", "topics"), ("04-framing", "frames")):
        if step in scores:
            book, voice = desk.codebook(kind), _voice(desk, step, kind)
            shown = scores[step][scores[step]["voice"] == voice]
            if findings.can_infer(shown):
                lines = _differences(desk, step, voice, book.labels, most=4)
            else:
                lines = findings.profile(shown, labels=book.labels, outlets=names)
            lead = "What each outlet stresses" if kind == "topics" else "Whose words go with which frame"
            results.append((f"{lead} ({findings.voice_name(voice)}):", lines))
    if "05-tone" in scores:
        voice, tone = _voice(desk, "05-tone", "tone"), scores["05-tone"]
        guarded = tone[tone["definition"] == GUARDED]
        sentences = [findings.tone(guarded, voice=voice, outlets=names), findings.tone_order(tone, voice=voice)]
        if findings.can_infer(guarded):
            sentences += _differences(desk, "05-tone", voice, {}, most=3)
        results.append((f"Tone ({findings.voice_name(voice)}):", [s for s in sentences if s]))
    if desk.place.part("08-robustness", "robustness").is_file():
        results.append((findings.robust(_part(desk, "08-robustness", "robustness")), []))
    return results


def _differences(desk: Workspace, step: str, voice: str, labels: dict[str, str], *, most: int) -> list[str]:
    gaps, names = _part(desk, step, "gaps"), desk.outlet_names()
    if step == "05-tone":
        mean = gaps[(gaps["definition"] == GUARDED) & (gaps["item"] == "mean")]
        return findings.differences(mean, voice=voice, labels={"mean": "Tone"}, outlets=names, most=most, share=False)
    return findings.differences(gaps, voice=voice, labels=labels, outlets=names, most=most)


def chapters(desk: Workspace) -> list[Chapter]:
    """A chapter for each notebook before the report that has been run, in order."""
    out = []
    for notebook in steps.all_notebooks():
        step = notebook.stem
        if step < NAME and desk.place.figures_file(step).is_file():
            steps.note_input(desk.place, NAME, "outputs", step)
            question, about = _heading(notebook)
            out.append(
                Chapter(
                    step,
                    question,
                    about,
                    _found(desk, step),
                    _figures(desk, step),
                    _tables(desk, step),
                    _evidence(desk, step),
                )
            )
    return out


def _heading(notebook: Path) -> tuple[str, str]:
    first = nbformat.read(notebook, as_version=4).cells[0].source.split("\n", 1)
    return first[0].lstrip("# "), first[1].strip() if len(first) > 1 else ""


def _found(desk: Workspace, step: str) -> list[str]:
    names = desk.outlet_names()
    if step == "08-robustness":
        labels = desk.codebook("topics").labels | desk.codebook("frames").labels
        return findings.kept_signs(_part(desk, step, "robustness"), labels=labels, outlets=names)
    kind = {"03-emphasis": "topics", "04-framing": "frames"}.get(step)
    if kind is None:
        return []
    scores, book, voice = _part(desk, step, "scores"), desk.codebook(kind), _voice(desk, step, kind)
    shown = scores[scores["voice"] == voice]
    lines = findings.room(shown, labels=book.labels, outlets=names)
    if findings.can_infer(shown):
        lines = _differences(desk, step, voice, book.labels, most=20)
    return lines + findings.turned_by_voice(scores, labels=book.labels, outlets=names)


def _figures(desk: Workspace, step: str) -> list[dict[str, str]]:
    listing = json.loads(desk.place.figures_file(step).read_text())
    out = []
    for name, words in sorted(listing.items()):
        picture = (desk.place.figures / f"{name}.svg").read_bytes()
        out.append({"name": name, "data": base64.b64encode(picture).decode("ascii"), **words})
    return out


def _tables(desk: Workspace, step: str) -> list[dict[str, Any]]:
    """The scores behind a chapter's figures as tables: a row per item, a column per outlet."""
    if not desk.place.part(step, "scores").is_file():
        return []
    scores = _part(desk, step, "scores")
    labels = _labels(desk, step)
    kind = {"03-emphasis": "topics", "04-framing": "frames", "05-tone": "tone"}.get(step)
    voices = [_voice(desk, step, kind)] if kind else list(dict.fromkeys(scores["voice"]))
    out = []
    for (definition, voice), part in scores.groupby(["definition", "voice"], observed=True):
        if voice not in voices:
            continue
        table = part.pivot(index="item", columns="outlet", values="value")
        rows = [
            {"item": labels.get(str(i), str(i)), "values": list(r)}
            for i, r in zip(table.index, table.to_numpy(), strict=True)
        ]
        names = desk.outlet_names()
        caption = f"{definition} ({findings.voice_name(str(voice))})"
        out.append({"caption": caption, "columns": [names.get(str(o), str(o)) for o in table.columns], "rows": rows})
    return out


def _evidence(desk: Workspace, step: str) -> list[dict[str, Any]]:
    """For each item and outlet the sentences that were counted, cut into pieces that are marked or not."""
    if not desk.place.part(step, "marks").is_file():
        return []
    kind = {"03-emphasis": "topics", "04-framing": "frames", "05-tone": "tone"}[step]
    voice = ALL if kind == "tone" else _voice(desk, step, kind)
    table = evidence.sentences(
        _part(desk, step, "marks"), desk.table("units"), voice=voice, most=MOST_SENTENCES, seed=desk.study.settled.seed
    )
    labels, names = _labels(desk, step), desk.outlet_names()
    articles = desk.table("articles").set_index("article_id")
    out = []
    for (item, outlet), part in table.groupby(["item", "outlet"], sort=False):
        rows = [
            {
                "pieces": _pieces(r.text, r.marks),
                "where": f"{r.article_id}, sentence {r.sentence + 1}",
                "url": _safe_url(articles.loc[r.article_id, "url"]),
            }
            for r in part.itertuples()
        ]
        out.append(
            {
                "item": labels.get(item, item),
                "outlet": names.get(outlet, outlet),
                "of": int(part["of"].iloc[0]),
                "rows": rows,
            }
        )
    return out


def _pieces(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for start, end in marks:
        start = max(start, at)
        if end > start:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [*pieces, (text[at:], False)]


def _safe_url(url: Any) -> str:
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""


def _labels(desk: Workspace, step: str) -> dict[str, str]:
    kind = {"03-emphasis": "topics", "04-framing": "frames"}.get(step)
    return desk.codebook(kind).labels if kind else dict(findings.VOICE_NAMES) if step == "02-voices" else {}


def _voice(desk: Workspace, step: str, kind: str) -> str:
    record = steps.record(desk.place, step)
    return desk.voice(kind, record.parameters.get("voice", "") if record else "")


def _part(desk: Workspace, step: str, table: str) -> pd.DataFrame:
    steps.note_input(desk.place, NAME, "outputs", step)
    return pd.read_parquet(desk.place.part(step, table))


def _parts(desk: Workspace, table: str) -> dict[str, pd.DataFrame]:
    done = [n.stem for n in steps.all_notebooks() if n.stem < NAME and desk.place.part(n.stem, table).is_file()]
    return {step: _part(desk, step, table) for step in done}


def _provenance(desk: Workspace) -> dict[str, Any]:
    place = desk.place
    return {
        "files": {
            "study.yaml": files.digest(place.study.file),
            "articles": steps.input_digest(place, "articles", ""),
            **{f"codebook of {kind}": files.digest(path) for kind, path in place.study.codebook_files.items()},
        },
        "versions": steps.versions(),
        "notebooks": [n.name for n in sorted(NOTEBOOKS.glob("0[1-9]-*.ipynb"))],
    }
