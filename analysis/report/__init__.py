"""One self-contained HTML file: findings, figures, tables, evidence, methods, limits, provenance."""

from analysis.report.chapters import chapters
from analysis.report.page import html, publish, summary
from analysis.report.results import key_results

__all__ = ["chapters", "html", "key_results", "publish", "summary"]
