"""What `check`, `audit` and `build` share: the options that choose findings, and the forms findings are printed in."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from argmap.checks import Outcome
from argmap.checks.strongest import left_out, strongest
from argmap.findings.finding import Finding
from argmap.findings.order import reaches
from argmap.ground.diagnostics import SEVERITIES, ArgmapError
from argmap.ground.places import Span
from argmap.ground.text import plural
from argmap.ground.values import dataclass
from argmap.manuscript.account import account_of
from argmap.manuscript.formats import FORMATS as FORMATS_OF_PAPERS
from argmap.project import Project
from argmap.settings import FAIL_ON

FORMATS = ("text", "concise", "json", "sarif")
MOST_NOTES = 8


def choosing_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a user chooses findings: --select, --ignore, --severity, --certain, --all, --fail-on."""
    options = (
        click.option("--select", metavar="CODES", help="Only these codes or families, comma-separated (ARG,CIT004)."),
        click.option("--ignore", metavar="CODES", help="Not these codes or families."),
        click.option(
            "--severity", type=click.Choice(SEVERITIES), default="note", help="Show findings from this weight upward."
        ),
        click.option("--certain", is_flag=True, help="Leave candidates out."),
        click.option("--all", "everything", is_flag=True, help="Show the weak candidates too, and every note."),
        click.option(
            "--fail-on",
            type=click.Choice(FAIL_ON),
            help="Exit with 1 when a finding has this weight or more (settings; else warning).",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a user asked for, and what of it is shown: `weak` candidates wait until all are asked for."""

    asked: tuple[Finding, ...]
    shown: tuple[Finding, ...]

    @property
    def weak(self) -> Mapping[str, int]:
        """How many candidates are left out for being weak, by code."""
        return left_out(self.asked, self.shown)


def choose(project: Project, findings: Sequence[Finding], severity: str, *, certain: bool, everything: bool) -> Chosen:
    """The findings of this weight or more; with `certain`, no candidates; with `everything`, the weak ones too."""
    asked = tuple(f for f in findings if reaches(f.severity, severity) and (f.certainty == "certain" or not certain))
    return Chosen(asked, asked if everything else tuple(strongest(project, asked)))


def fails(findings: Sequence[Finding], limit: str) -> bool:
    """Whether one of the findings weighs as much as `limit` (a severity, or ``never``)."""
    return limit != "never" and any(reaches(f.severity, limit) for f in findings)


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


def format_findings(
    project: Project,
    outcome: Outcome,
    chosen: Chosen,
    form: str,
    *,
    command: str,
    fold: bool = False,
    short: bool = False,
    closing: str = "",
    colour: bool | None = None,
) -> str:
    """The findings in one of `FORMATS`, as one text that ends in a line end.

    For people, `short` keeps them to one screen; `fold` counts notes that are too many, and `command` shows them;
    `closing` ends the text, which has colours where `colour` or the terminal says so.
    """
    shown = list(chosen.shown)
    alarms = account_of(project.document).alarms if project.document else ()
    if form == "json":
        from argmap.outputs.json.findings import findings_document
        from argmap.outputs.json.write import write_json

        return write_json(
            findings_document(
                shown,
                paper=project.settings.paper,
                claims=len(project.argument.claims),
                coverage=project.coverage.counts(),
                waived=len(outcome.waived),
                alarms=alarms,
                left_out=chosen.weak,
            )
        )
    if form == "sarif":
        from argmap.checks.pages import pages
        from argmap.outputs.json.sarif import sarif_document
        from argmap.outputs.json.write import write_json

        return write_json(sarif_document(shown, pages(), chosen.weak, project.settings.documentation))
    from argmap.outputs.terminal.findings import LONGEST_LINE, width_for, write_concise, write_text

    if form == "concise":
        return write_concise(shown) + (f"{say_weak(chosen.weak, command)}\n" if chosen.weak else "")
    painted = wants_colour() if colour is None else colour
    full, folded = fold_notes(shown) if fold else (shown, {})
    tells_all = False
    if short:
        from argmap.checks.registry import all_checks
        from argmap.outputs.terminal.short import write_short

        of_paper = {code for code, check in all_checks().items() if check.about == "paper"}
        body, tells_all = write_short(shown, project.text_files, of_paper=of_paper, command=command, colour=painted)
    else:
        width = width_for(shutil.get_terminal_size().columns) if sys.stdout.isatty() else LONGEST_LINE
        where = _words_for_places(project)
        body = write_text(full, project.text_files, colour=painted, where=where, width=width, whole=not fold)
    for code, (slug, count) in folded.items():
        body += f"\n{code} note: {slug}, {count} times; `{command} --select {code}` shows them\n"
    more = f" {say_weak(chosen.weak, '' if tells_all else command)}" if chosen.weak else ""
    closing = closing or f"{summary_line(project, outcome, shown)}{more}\n"
    head = "".join(f"! {alarm}\n\n" for alarm in alarms)
    return f"{head}{body}{chr(10) if body else ''}{closing}"


def _words_for_places(project: Project) -> Callable[[Span], str] | None:
    """What says a place in a paper of which nobody sees lines, such as a Word file; None where the paper has lines."""
    document = project.document
    if document is None or FORMATS_OF_PAPERS[document.kind].has_lines:
        return None  # the letter's words need not be loaded
    from argmap.outputs.letter.quotes import say_without_lines

    return lambda span: say_without_lines(document, span) or ""


def say_weak(weak: Mapping[str, int], command: str) -> str:
    """One sentence on the candidates that are left out for being weak, and on the `command` that shows them, if any."""
    number = plural(sum(weak.values()), "weaker candidate is", "weaker candidates are")
    return f"{number} left out; `{command} --all` shows them." if command else f"{number} left out."


def fold_notes(findings: list[Finding]) -> tuple[list[Finding], dict[str, tuple[str, int]]]:
    """Notes of one kind that are too many to read are counted instead; errors and warnings always stand."""
    counts: dict[str, tuple[str, int]] = {}
    for f in findings:
        if f.severity == "note":
            counts[f.code] = (f.slug, counts.get(f.code, ("", 0))[1] + 1)
    folded = {code: entry for code, entry in counts.items() if entry[1] > MOST_NOTES}
    return [f for f in findings if f.severity != "note" or f.code not in folded], folded


def wants_colour() -> bool:
    """Whether to write colours: to a terminal that knows them, unless the user has said NO_COLOR (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def summary_line(project: Project, outcome: Outcome, shown: Sequence[Finding]) -> str:
    """What was looked at and what came of it, in a line or two."""
    from argmap.outputs.terminal.findings import say_severities

    candidates = sum(f.certainty == "candidate" for f in shown)
    parts = [say_severities(shown) or "Nothing found"]
    if candidates:
        parts.append(f"{candidates} of them candidates, to be judged by a person")
    if unchecked := sum(f.not_checkable for f in shown):
        parts.append(f"{unchecked} could not be checked")
    if outcome.waived:
        parts.append(f"{len(outcome.waived)} waived")
    claims, checks = len(project.argument.claims), len(outcome.ran)
    looked = f"Looked at {claims} claim{'s' * (claims != 1)} with {checks} check{'s' * (checks != 1)}"
    coverage = project.coverage
    if coverage.sentences:
        looked += f"; claims account for {coverage.covered} of the paper's {coverage.sentences} sentences"
    return f"{'; '.join(parts)}.\n{looked}."
