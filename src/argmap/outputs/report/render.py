"""From page data to the report as one HTML file; `unseen.show_unseen` has the last look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.findings.finding import Finding
from argmap.ground.files import write_output
from argmap.ground.template_folders import fill_template
from argmap.ground.unseen import show_unseen
from argmap.outputs.report.packs import Packs
from argmap.outputs.report.page import Page
from argmap.outputs.report.sentences import called_on, set_sentence
from argmap.outputs.webpage import keep_policy, make_environment, make_policy, source_of, squeeze
from argmap.outputs.wording import name_works

if TYPE_CHECKING:
    from jinja2 import Environment

    from argmap.maps import Drawing
    from argmap.project import Project


def render(
    project: Project,
    findings: Sequence[Finding],
    *,
    ran: Sequence[str] = (),
    drawings: Sequence[Drawing] | None = None,
    templates: Path | None = None,
) -> str:
    """The whole report as one HTML document.

    `ran` names the checks that were run, so that silence can be told; `drawings` are the maps where they are drawn
    already; `templates` is a folder that the person asked for, whose files stand before the shipped ones.
    """
    from argmap.checks.pages import summaries
    from argmap.maps import all_views, draw_all, without_ids
    from argmap.outputs.report.assemble import build_page
    from argmap.outputs.report.atlas import bind_maps, draw_picture

    if drawings is None:
        names = name_works(project)
        views = all_views(project.argument, project.evaluation, names) if project.argument.claims else ()
        drawings = draw_all([without_ids(view) for view in views])
    atlas = bind_maps(drawings, len(project.argument.claims))
    conclusions = project.argument.conclusions
    if conclusions:
        atlas = replace(atlas, picture=draw_picture(project.argument, project.evaluation, conclusions[0]))
    page = build_page(project, findings, summaries=summaries(), ran=ran, atlas=atlas)
    return render_page(page, templates)


def render_page(page: Page, own_templates: Path | None = None) -> str:
    """Page data as HTML. `own_templates` is a folder whose files stand before the shipped ones of the same name."""
    from argmap.maps.style import stylesheet

    environment = environment_for(page, own_templates)
    style = squeeze("\n".join((colour_rules(), source_of(environment, "report.css"), stylesheet())))
    script = "\n".join(source_of(environment, name) for name in ("report_map.js", "report_cards.js", "report.js"))
    policy = make_policy(style, script)
    html = fill_template(
        environment,
        "report.html.j2",
        own_templates,
        page=page,
        packs=Packs(),
        style=style,
        script=script,
        policy=policy,
    )
    return show_unseen(keep_policy(html, policy) if own_templates else html)


def environment_for(page: Page, own_templates: Path | None = None) -> Environment:
    """Jinja2 with the filters by which the report's templates set the sentences of this page."""
    environment = make_environment(own_templates)
    called = called_on(page)
    environment.filters["sentence"] = lambda text, own="": set_sentence(text, called, own)
    environment.filters["linkless"] = lambda text, own="": set_sentence(text, called, own, links=False)
    environment.filters["reason"] = lambda text, own="": set_sentence(text, called, own, in_full=not page.compact)
    return environment


def write_report(
    project: Project,
    findings: Sequence[Finding],
    out: Path,
    *,
    ran: Sequence[str] = (),
    templates: Path | None = None,
) -> bool:
    """Write the report to `out`, all at once, and only where its bytes differ. True where it was written."""
    return write_output(out, render(project, findings, ran=ran, templates=templates), project.root)


def colour_rules() -> str:
    """The style table as CSS variables: `--LABEL-border`, `-text`, `-fill`, each for the light and the dark theme."""
    from argmap.maps.style import ELEMENTS

    rules = []
    for element in ELEMENTS.values():
        light, dark = element.light, element.dark
        rules += [
            f"--{element.name}-border:light-dark({light.border},{dark.border});",
            f"--{element.name}-text:light-dark({light.text},{dark.text});",
            f"--{element.name}-fill:light-dark({light.fill},{dark.fill});",
        ]
    # The glyph's other text is the label, which a screen reader says; where the word follows anyway, it is silent. The
    # first declaration is for browsers that know no other text.
    glyphs = []
    for e in ELEMENTS.values():
        worded = ",".join(f"{place}.l-{e.name}::before" for place in (".label", ".counts ", ".pick"))
        glyphs.append(f'.l-{e.name}::before{{content:"{e.glyph}";content:"{e.glyph}"/"{e.word}: ";}}')
        glyphs.append(f'{worded}{{content:"{e.glyph}";content:"{e.glyph}"/"";}}')
    tones = [
        f".l-{e.name}{{--tone:var(--{e.name}-text);--edge:var(--{e.name}-border);--fill:var(--{e.name}-fill);"
        f"--line:{e.line};}}"
        for e in ELEMENTS.values()
    ]
    return "\n".join((f":root{{{''.join(rules)}}}", *glyphs, *tones))
