"""The workshop's page and its parts, made of the same page data and templates as the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from argmap.checks.pages import summaries
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file, reading_project
from argmap.ground.unseen import show_unseen
from argmap.manuscript.reading import LARGEST_FILE
from argmap.outputs.report.assemble import build_page
from argmap.outputs.report.page import Page
from argmap.outputs.report.render import colour_rules, environment_for
from argmap.outputs.wording import name_works
from argmap.workshop import state as states

if TYPE_CHECKING:
    from jinja2 import Environment

    from argmap.workshop.session import Session

_TEMPLATE = "workshop.html.j2"
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,3})?")
_MOST_PICTURES = 24
_PARTS = '{% import "report/parts.html.j2" as parts with context %}'


class Pages:
    """Makes HTML of a session's reading; the page data of a revision are put together once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pictures: dict[tuple[int, int, float], bytes] = {}
        self._kept: tuple[int, Page, Environment] | None = None

    @property
    def data(self) -> Page:
        """The report's page data of the reading there is now, without its maps."""
        return self._made()[0]

    def _made(self) -> tuple[Page, Environment]:
        session = self._session
        if self._kept is None or self._kept[0] != session.rev:
            reading = session.reading
            shown = [finding for name, finding in reading.findings.items() if name not in reading.weak]
            page = build_page(session.project, shown, summaries=summaries(), ran=reading.outcome.ran)
            self._kept = session.rev, page, environment_for(page)
        return self._kept[1:]

    def _fill(self, source: str, **names: Any) -> str:
        from argmap.maps.style import stylesheet

        page, environment = self._made()
        names = {"page": page, "live": True, "words": states.words(), **names}
        if source.endswith(".j2"):
            names["style"] = "\n".join((colour_rules(), stylesheet(keys=True)))
            return show_unseen(environment.get_template(source).render(**names))
        return show_unseen(environment.from_string(source).render(**names))

    def page(self, nonce: str, state: states.Plain, read_only: bool) -> str:
        """The whole page."""
        from jinja2 import TemplateNotFound

        try:
            return self._fill(_TEMPLATE, nonce=nonce, state=state, read_only=read_only, reviewer=self._session.reviewer)
        except TemplateNotFound:
            return f"<!doctype html><meta charset=utf-8><title>{_TEMPLATE}</title><main>{self.paper()}</main>"

    def paper(self) -> str:
        """The paper's text with its marks; empty where the project has no paper."""
        if self.data.paper is None:
            return ""
        return self._fill(f'{_PARTS}{{% include "report/text.html.j2" %}}')

    def card(self, claim: str) -> str:
        """The card of a claim, as the report shows it."""
        card = next(card for chapter in self.data.chapters for card in chapter.cards if card.id == claim)
        return self._fill(
            f'{_PARTS}{{% import "report/card.html.j2" as cards with context %}}{{{{ cards.card(card) }}}}',
            card=card,
        )

    def letter(self) -> states.Plain:
        """The referee letter as it would be written now, as a fragment of HTML and as Markdown."""
        from argmap.ground.unseen import show_unseen
        from argmap.outputs.letter.html import as_html
        from argmap.outputs.letter.letter import compose_letter, write_markdown

        reading = self._session.reading
        if not reading.project.argument.claims:
            raise ArgmapError("There are no claims yet to write a letter about.")
        markdown = write_markdown(
            compose_letter(reading.project, reading.outcome.findings, tongue=reading.project.settings.letter_language)
        )
        return {"markdown": markdown, "html": show_unseen(as_html(markdown))}

    def picture(self, number: int, scale: str) -> bytes:
        """A page of the paper, which must be a PDF, as a PNG. The last pages asked for are kept."""
        from argmap.manuscript.readers.pdf.picture import page_picture

        project = self._session.project
        if project.document is None or project.document.kind != "pdf" or project.settings.paper is None:
            raise ArgmapError("The paper is no PDF: it has no pages to show.")
        wanted = min(4.0, max(0.5, float(scale))) if _NUMBER.fullmatch(scale) else 1.5
        asked = id(project.document), number, wanted
        if asked not in self._pictures:
            path = project.root / project.settings.paper
            with reading_project(project.root):
                data = read_file(path, LARGEST_FILE)
            self._pictures[asked] = page_picture(data, number, wanted, project.settings.paper)
            while len(self._pictures) > _MOST_PICTURES:
                self._pictures.pop(next(iter(self._pictures)))
        return self._pictures[asked]

    def map(self, asked: dict[str, str]) -> str:
        """A map as SVG. Raises ArgmapError where what is asked for is not there."""
        from argmap import maps

        project = self._session.project
        argument, evaluation = project.argument, project.evaluation
        if not argument.claims:
            raise ArgmapError("There are no claims yet, so there is no map.")
        names = name_works(project)
        view = asked.get("view") or maps.default_view(argument)
        claim, section = asked.get("claim", ""), asked.get("section", "")
        if claim and claim not in argument.claims:
            raise ArgmapError(f"There is no claim “{claim[:80]}”.")
        radius = int(asked["radius"]) if asked.get("radius", "").isdecimal() and len(asked["radius"]) < 3 else 2
        if view == "section" and any(s.id == section for s in argument.sections):
            made = maps.section_map(argument, evaluation, section, names)
        elif view == "claim" and claim:
            made = maps.neighbourhood(argument, evaluation, claim, max(1, min(10, radius)), names)
        elif view == "path":
            made = maps.path_to_conclusion(argument, evaluation, claim or None, names)
        elif view == "unsupported":
            made = maps.unsupported_only(argument, evaluation, names)
        elif view == "overview":
            made = maps.overview(argument, evaluation, names)
        elif view == "all":
            made = maps.whole_map(argument, evaluation, names)
        else:
            raise ArgmapError(f"There is no view “{view[:80]}”, or it lacks its claim or section.")
        if (by := asked.get("colour", "")) in maps.COLOURED_BY:
            made = maps.coloured(made, argument, by)
        return maps.to_svg(maps.draw(made), embedded=True)
