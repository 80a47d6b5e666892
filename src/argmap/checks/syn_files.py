"""SYN: what the reading rooms said of the files, as findings; and waivers that waive nothing."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.checks.registry import Check, check
from argmap.findings.finding import Finding
from argmap.ground.codes import syntax_codes
from argmap.ground.diagnostics import Diagnostic
from argmap.project import Project


def diagnostic_findings(project: Project) -> Iterator[Finding]:
    """What was said while the files were read, each with its own code, as findings."""
    pages = syntax_codes() if project.diagnostics else {}
    for diagnostic in project.diagnostics:
        if diagnostic.code in pages:
            yield as_finding(project, diagnostic, pages[diagnostic.code].slug)


def as_finding(project: Project, diagnostic: Diagnostic, slug: str) -> Finding:
    """A reader's diagnostic as a finding; what stands at its place is its quote."""
    span = diagnostic.span
    text = project.text_files.get(span.path) if span else None
    return Finding(
        code=diagnostic.code,
        slug=slug,
        severity="error",
        certainty="certain",
        message=diagnostic.message,
        path=diagnostic.path,
        span=span,
        help=diagnostic.help,
        quote=text.text[span.start : span.end] if text and span else None,
        related=diagnostic.related,
    )


def raised(project: Project, check: Check) -> Iterator[Finding]:
    """The findings of a check whose fault a reading room has already told, by the check's code."""
    for diagnostic in project.diagnostics:
        if diagnostic.code == check.code:
            yield as_finding(project, diagnostic, check.slug)


@check("SYN097", "waiver-without-finding", "note", about="files")
def waiver_without_finding(project: Project) -> Iterator[Finding]:
    """A waiver names a code that no check has.

    Why: it waives nothing, and whoever reads it believes that something was looked at.

    Example: `- waive: EVD999 seen and accepted`.

    Mend: `argmap explain` lists the codes.
    """
    from argmap.checks.registry import all_checks
    from argmap.ground.text import did_you_mean

    codes = all_checks()
    for claim in project.argument.claims.values():
        for waiver in claim.waivers:
            if waiver.code not in codes:
                yield waiver_without_finding.finding(
                    waiver.span,
                    f"There is no check {waiver.code} to waive",
                    claim=claim.id,
                    help=did_you_mean(waiver.code, codes, "`argmap explain` lists the codes.", shown="{}"),
                )
