"""The audit as one HTML page: the colleague's note, then the paper as it reads with the findings in its margin.

It is made of the report's own pieces (the layout of the paper, the style sheet), has no script and lets nothing in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from argmap.argument.model import Argument
from argmap.findings.finding import Finding
from argmap.ground.unseen import show_unseen
from argmap.ground.version import VERSION
from argmap.maps.style import stylesheet
from argmap.outputs.audit.note import AuditNote
from argmap.outputs.letter.quotes import say_where
from argmap.outputs.letter.words import voice_of
from argmap.outputs.report.assemble import group_by_check, show_findings
from argmap.outputs.report.paper import lay_out_paper, shown_problems
from argmap.outputs.report.render import colour_rules
from argmap.outputs.report.sentences import Called, set_sentence
from argmap.outputs.webpage import make_environment, make_policy, source_of, squeeze

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.outputs.works_cited import WorksCited


def render_audit(document: Document, note: AuditNote, findings: Sequence[Finding], works: WorksCited) -> str:
    """The whole page as one HTML document. The same input gives the same page, byte for byte."""
    from argmap.checks.pages import summaries

    title = document.title or Path(document.path).name
    problems = [
        replace(problem, place=say_where(document, voice_of(), finding.span)) if finding.span else problem
        for finding, problem in zip(findings, show_findings(findings, {}, None), strict=True)
    ]
    located = [
        (problem, finding.span.start, finding.span.end)
        for finding, problem in zip(findings, problems, strict=True)
        if finding.span and document.is_of(finding.path)
    ]
    paper = lay_out_paper(document, Argument({}), {}, located, title)
    placed = shown_problems(paper)
    problems = [replace(p, href=f"#at-{p.id}") if p.id in placed else p for p in problems]
    environment = make_environment(None)
    environment.filters["sentence"] = lambda text, own="": set_sentence(text, Called(), own)
    environment.filters["linkless"] = lambda text, own="": set_sentence(text, Called(), own, links=False)
    style = squeeze(
        "\n".join(
            (colour_rules(), source_of(environment, "report.css"), source_of(environment, "audit.css"), stylesheet())
        )
    )
    html = environment.get_template("audit.html.j2").render(
        title=title,
        page=SimpleNamespace(paper=paper, compact=False),
        note=note,
        groups=group_by_check(problems, summaries()),
        works=works,
        made=f"Made by argmap {VERSION} from {document.path}.",
        style=style,
        policy=make_policy(style),
    )
    return show_unseen(html)
