"""`argmap explain`: what a code means, why a claim stands or falls, or what an argumentation scheme asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli._names import EXPLAINED
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.unseen import show_unseen

if TYPE_CHECKING:
    from argmap.argument.schemes import Scheme
    from argmap.project import Project


@click.command()
@click.argument("what", type=EXPLAINED, required=False, metavar="CODE-CLAIM-STEP-WORK-or-SCHEME")
@click.option("--project", "path", type=click.Path(path_type=Path), default=".", help="The project (here).")
@click.option("--markdown", is_flag=True, help="The pages of all checks as one Markdown document.")
@click.option("--schemes", is_flag=True, help="All argumentation schemes as one Markdown document.")
@click.option("--settings", is_flag=True, help="All settings of a project as one Markdown table.")
def command(what: str | None, path: Path, markdown: bool, schemes: bool, settings: bool) -> None:
    """Explain a check (`argmap explain ARG002`), a claim, a step, a work or a scheme.

    \b
    argmap explain ARG002               what a check means, why it matters, how to mend it
    argmap explain my-claim             why a claim stands or falls
    argmap explain @smith-2010          what registries say of a work, and what hangs on it
    argmap explain my-claim/because-1   whether a step holds, its open questions, what hangs on it
    argmap explain "expert opinion"     what a scheme of argument asks for

    Without an argument: all codes.
    """
    if settings:
        from argmap.settings import settings_page

        click.echo(settings_page(), nl=False)
    elif markdown or schemes:
        click.echo(_all_schemes() if schemes else _all_pages(), nl=False)
    elif what and what.startswith("@"):
        click.echo(show_unseen(_work(what[1:], path)), nl=False)
    elif what is None:
        click.echo(_list_of_codes(), nl=False)
    elif re.fullmatch(r"[A-Za-z]{3}\d{3}", what):
        click.echo(_page(what.upper()), nl=False)
    else:
        click.echo(show_unseen(_claim_or_scheme(what, path)), nl=False)


def _claim_or_scheme(what: str, path: Path) -> str:
    """The explanation of the claim of that id; where there is none, or no project, the scheme of that name."""
    from argmap.argument.schemes import find_scheme

    project: Project | None = None
    scheme = find_scheme(what)
    try:
        from argmap.project import load

        project = load(path)
    except ArgmapError:
        if scheme is None:
            raise
    if project and what in project.argument.claims:
        from argmap.cli._claims import report_diagnostics
        from argmap.evaluation.explain import explain_claim

        report_diagnostics(project)
        told = explain_claim(project.argument, project.evaluation, what) + "\n"
        return told + "".join(f"\n{sentence}\n" for sentence in _doubted_below(project, what))
    step = next((step for step in project.argument.steps() if step.id == what), None) if project else None
    if project and step:
        from argmap.cli._claims import report_diagnostics
        from argmap.evaluation.explain import explain_step

        report_diagnostics(project)
        return explain_step(project.argument, project.evaluation, step) + "\n"
    if scheme is None:
        raise ArgmapError(_nothing_of_that_name(what, project))
    return _scheme_page(scheme)


def _doubted_below(project: Project, claim: str) -> Iterator[str]:
    """What is to be said of the works that the claim itself cites and that were taken back."""
    from argmap.outputs.wording import say_doubted

    cited = {getattr(g, "key", None) or getattr(g, "source", None) for g in project.argument.claims[claim].grounds}
    yield from (sentence for key, sentence in say_doubted(project) if key in cited)


def _work(key: str, path: Path) -> str:
    """A work: its reference, what registries say of it, and what falls without it."""
    from argmap.evaluation.loss import say_loss
    from argmap.ground.text import did_you_mean
    from argmap.outputs.wording import write_reference
    from argmap.project import load
    from argmap.registries.wording import say_asked, say_standing

    project = load(path)
    source = project.bibliography.sources.get(key)
    if source is None:
        hint = did_you_mean(key, project.bibliography.sources, shown="@{}")
        raise ArgmapError(f"The bibliography has no work @{key}. {hint}".rstrip())
    standing = project.standings.get(key)
    lines = [f"@{key}: {write_reference(source)}", ""]
    lines.append(
        f"Registries: {say_standing(standing)}." if standing else "Registries were not asked: `argmap lookup`."
    )
    if standing and standing.asked:
        lines.append(f"Asked: {say_asked(standing)}.")
    if standing:
        lines += [f"  {d.field}: “{d.entry}” here, “{d.registry}” there" for d in standing.differences]
    cited = any(
        key in (getattr(g, "key", None), getattr(g, "source", None))
        for c in project.argument.claims.values()
        for g in c.grounds
    )
    lines.append(f"{say_loss(project.evaluation, key)}." if cited else "No claim rests on it.")
    return "\n".join(lines) + "\n"


def _nothing_of_that_name(what: str, project: Project | None) -> str:
    from argmap.argument.schemes import suggest_scheme
    from argmap.ground.text import nearest

    claim = nearest(what, project.argument.claims) if project else None
    scheme = suggest_scheme(what)
    near = [f'the claim "{claim}"'] * bool(claim) + [f'the scheme "{scheme}"'] * bool(scheme)
    hint = f" Did you mean {' or '.join(near)}?" if near else " `argmap show` lists the claims."
    return f'No claim has the id "{what}", and no argumentation scheme that name.{hint}'


def _scheme_page(scheme: Scheme) -> str:
    also = f"also: {', '.join(scheme.aliases)}\n\n" if scheme.aliases else ""
    premises = "".join(f"  {premise}\n" for premise in scheme.premises)
    questions = "".join(f"  cq{number}: {question}\n" for number, question in enumerate(scheme.questions, 1))
    return (
        f"{scheme.id}: {scheme.name}\n{also}Premises:\n{premises}Conclusion:\n  {scheme.conclusion}\n\n"
        f"Critical questions, answered under a step of this scheme:\n{questions}\n{scheme.source}.\n"
    )


def _all_schemes() -> str:
    from argmap.argument.schemes import load_schemes

    schemes = load_schemes().values()
    parts = [
        "# The argumentation schemes\n",
        f"Written by `argmap explain --schemes`; a test holds it against the table of {len(schemes)} schemes.\n",
        "A step names its scheme by any of these names, however it is written: with or without “argument from”, in "
        "the singular or plural. The critical questions are what a reader may ask of such a step; `cq1:` under it "
        "answers the first one, by a claim or in words. What is not answered is a question for the letter.\n",
        "The wording is ours. Letters stand for what a user fills in: A and B for statements, E for an expert or "
        "source, F for a feature, G for a goal.\n",
    ]
    for scheme in schemes:
        also = f"Also: {', '.join(scheme.aliases)}. " if scheme.aliases else ""
        premises = "\n".join(f"- {premise}" for premise in scheme.premises)
        questions = "\n".join(f"{number}. {question}" for number, question in enumerate(scheme.questions, 1))
        parts.append(f"## {scheme.name}\n\n`{scheme.id}`. {also}Source: {scheme.source}.\n\n{premises}\n")
        parts.append(f"Therefore: {scheme.conclusion}\n\n{questions}\n")
    return "\n".join(parts)


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
        weight = check.weight if check else "error, certain"
        parts.append(f"### {code} {slug}\n\n*{weight}*\n\n{page}\n")
    return "\n".join(parts)


def _page(code: str) -> str:
    from argmap.checks.pages import pages
    from argmap.checks.registry import all_checks
    from argmap.ground.text import did_you_mean

    known = pages()
    if code not in known:
        raise ArgmapError(f"There is no check {code}. {did_you_mean(code, known, shown='{}')}".rstrip())
    slug, page = known[code]
    check = all_checks().get(code)
    weight = check.weight if check else "error, certain"
    return f"{code} {slug} ({weight})\n\n{page}\n"
