"""`argmap explain`: what a code means, or why a claim stands or falls."""

from __future__ import annotations

import re
from pathlib import Path

import click

from argmap.diagnostics import ArgmapError


@click.command()
@click.argument("what", required=False, metavar="CODE-or-CLAIM")
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--markdown", is_flag=True, help="The pages of all checks as one Markdown document.")
def command(what: str | None, path: Path, markdown: bool) -> None:
    """Explain a check (`argmap explain ARG002`), or why a claim stands or falls. Without an argument: all codes."""
    if markdown:
        click.echo(_all_pages(), nl=False)
    elif what is None:
        click.echo(_list_of_codes(), nl=False)
    elif re.fullmatch(r"[A-Za-z]{3}\d{3}", what):
        click.echo(_page(what.upper()), nl=False)
    else:
        from argmap.cli._claims import known_claim, report_diagnostics
        from argmap.evaluation import explain_claim
        from argmap.project import load

        project = load(path)
        report_diagnostics(project)
        click.echo(explain_claim(project.argument, project.evaluation, known_claim(project, what)))


def _list_of_codes() -> str:
    from argmap.checks.pages import pages
    from argmap.checks.registry import FAMILIES

    lines: list[str] = []
    family = ""
    for code, (slug, page) in pages().items():
        if code[:3] != family:
            family = code[:3]
            lines += ["", f"{family}  {FAMILIES.get(family, 'from a plugin')}"]
        lines.append(f"  {code} {slug:32} {page.partition(chr(10))[0]}")
    return "\n".join(lines[1:]) + "\n"


def _all_pages() -> str:
    from argmap.checks.pages import pages
    from argmap.checks.registry import FAMILIES, all_checks

    checks = all_checks()
    parts = ["# The checks\n", "Written by `argmap explain --markdown`; a test holds it against the checks.\n"]
    family = ""
    for code, (slug, page) in pages().items():
        if code[:3] != family:
            family = code[:3]
            parts.append(f"## {family}: {FAMILIES.get(family, 'from a plugin')}\n")
        check = checks.get(code)
        weight = f"{check.severity}, {check.certainty}" if check else "error, certain"
        parts.append(f"### {code} {slug}\n\n*{weight}*\n\n{page}\n")
    return "\n".join(parts)


def _page(code: str) -> str:
    from argmap.checks.pages import pages
    from argmap.checks.registry import all_checks
    from argmap.language.nearest import nearest

    known = pages()
    if code not in known:
        near = nearest(code, known)
        raise ArgmapError(f"There is no check {code}." + (f" Did you mean {near}?" if near else ""))
    slug, page = known[code]
    check = all_checks().get(code)
    weight = f"{check.severity}, {check.certainty}" if check else "error, certain"
    return f"{code} {slug} ({weight})\n\n{page}\n"
