"""`argmap check`: every check on the project, for people and for CI."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from argmap.checks import Outcome, run_checks
from argmap.diagnostics import ArgmapError
from argmap.findings.finding import SEVERITIES, Finding
from argmap.project import Project, load

FORMATS = ("text", "concise", "json", "sarif")
MOST_NOTES = 8


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--select", metavar="CODES", help="Only these codes or families, comma-separated (ARG,CIT004).")
@click.option("--ignore", metavar="CODES", help="Not these codes or families.")
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default="note", help="Show findings from this weight upward."
)
@click.option("--certain", is_flag=True, help="Leave candidates out.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    help="Exit with 1 when a finding has this weight or more (settings; else warning).",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file of the project changes.")
def command(
    path: Path,
    select: str | None,
    ignore: str | None,
    severity: str,
    certain: bool,
    form: str,
    fail_on: str | None,
    watch: bool,
) -> None:
    """Check the project at PATH (the folder you stand in, or one above it).

    Exit code: 0 nothing found, 1 findings, 2 could not run.
    """
    chosen = split_codes(select), split_codes(ignore)
    while True:
        project = load(path)
        code = _check_once(project, *chosen, severity, certain, form, fail_on)
        if not watch:
            sys.exit(code)
        _wait_for_change(project)


def _check_once(
    project: Project,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: str,
    certain: bool,
    form: str,
    fail_on: str | None,
) -> int:
    outcome = run_checks(project, select=select, ignore=ignore)
    if not project.argument.claims and project.document is None and not outcome.findings:
        raise ArgmapError(f"Nothing was checked: no claims in {project.settings.claims}/ and no paper in the settings.")
    if not outcome.ran:
        raise ArgmapError("Nothing was checked: no check has a code that was selected. `argmap explain` lists them.")
    shown = [
        f
        for f in outcome.findings
        if SEVERITIES.index(f.severity) <= SEVERITIES.index(severity) and (f.certainty == "certain" or not certain)
    ]
    click.echo(format_findings(project, outcome, shown, form, fold=not select), nl=False)
    limit = fail_on or project.settings.fail_on
    return 1 if fails(shown, limit) else 0


def fails(findings: list[Finding], limit: str) -> bool:
    """Whether one of the findings weighs as much as `limit` (a severity, or ``never``)."""
    return limit != "never" and any(SEVERITIES.index(f.severity) <= SEVERITIES.index(limit) for f in findings)


def split_codes(value: str | None) -> tuple[str, ...]:
    """Codes from ``ARG,CIT004``; raises ArgmapError for what can be no code."""
    codes = tuple(part.strip().upper() for part in (value or "").split(",") if part.strip())
    if codes:
        from argmap.checks.pages import pages

        known = tuple(pages())
        for code in codes:
            if not any(name.startswith(code) for name in known):
                raise ArgmapError(f'No check has a code that begins with "{code}". `argmap explain` lists them.')
    return codes


def format_findings(project: Project, outcome: Outcome, shown: list[Finding], form: str, *, fold: bool = False) -> str:
    """The findings in one of `FORMATS`, as one text that ends in a line end; `fold` counts notes that are too many."""
    if form == "json":
        from argmap.findings.json_format import findings_document, write_json

        return write_json(
            findings_document(
                shown,
                paper=project.settings.paper,
                claims=len(project.argument.claims),
                coverage=project.coverage.counts(),
                waived=len(outcome.waived),
            )
        )
    if form == "sarif":
        from argmap.checks.pages import summaries
        from argmap.findings.json_format import write_json
        from argmap.findings.sarif_format import sarif_document

        return write_json(sarif_document(shown, summaries()))
    from argmap.findings.text_format import write_concise, write_text

    if form == "concise":
        return write_concise(shown)
    full, folded = fold_notes(shown) if fold else (shown, {})
    body = write_text(full, project.text_files, colour=sys.stdout.isatty())
    for code, (slug, count) in folded.items():
        body += f"\n{code} note: {slug}, {count} times; `argmap check --select {code}` shows them\n"
    return f"{body}{chr(10) if body else ''}{summary_line(project, outcome, shown)}\n"


def fold_notes(findings: list[Finding]) -> tuple[list[Finding], dict[str, tuple[str, int]]]:
    """Notes of one kind that are too many to read are counted instead; errors and warnings always stand."""
    counts: dict[str, tuple[str, int]] = {}
    for f in findings:
        if f.severity == "note":
            counts[f.code] = (f.slug, counts.get(f.code, ("", 0))[1] + 1)
    folded = {code: entry for code, entry in counts.items() if entry[1] > MOST_NOTES}
    return [f for f in findings if f.severity != "note" or f.code not in folded], folded


def summary_line(project: Project, outcome: Outcome, shown: list[Finding]) -> str:
    """What was looked at and what came of it, in a line or two."""
    counts = [
        f"{n} {word}{'s' if n != 1 else ''}" for word in SEVERITIES if (n := sum(f.severity == word for f in shown))
    ]
    candidates = sum(f.certainty == "candidate" for f in shown)
    parts = [", ".join(counts) or "Nothing found"]
    if candidates:
        parts.append(f"{candidates} of them candidates, to be judged by a person")
    if unchecked := sum(f.not_checkable for f in shown):
        parts.append(f"{unchecked} could not be checked")
    if outcome.waived:
        parts.append(f"{len(outcome.waived)} waived")
    looked = f"Looked at {len(project.argument.claims)} claims with {len(outcome.ran)} checks"
    coverage = project.coverage
    if coverage.sentences:
        looked += f"; claims account for {coverage.covered} of the paper's {coverage.sentences} sentences"
    return f"{'; '.join(parts)}.\n{looked}."


def _wait_for_change(project: Project) -> None:
    """Until a file that the project was read from changes, appears or goes. Polls twice a second."""

    def state() -> dict[Path, int]:
        folders = [project.root / project.settings.claims, project.root / "sources"]
        paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        paths += [project.root / name for name in ("argmap.toml", "pyproject.toml")]
        return {path: path.stat().st_mtime_ns for path in paths if path.exists()}

    before = state()
    click.echo("Watching; Ctrl-C ends it.", err=True)
    while state() == before:
        time.sleep(0.5)
