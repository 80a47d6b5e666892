"""Every page that argmap writes, held against axe-core in a real browser: in each state, theme and width, no violation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from argmap.cli import _argmap
from report_project import CLAIMS, PAPER, WORKS, report_of, write_project

pytestmark = pytest.mark.browser


def violations(page: Any) -> list[str]:
    """What axe finds on the page as it is, by rule, with the first place of each."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe (the dev extra)").Axe()
    found = axe.run(page).response
    assert len(found["passes"]) > 5, "axe has not looked at the page"
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary']}" for v in found["violations"]]


def open_panel(page: Any) -> None:
    """A claim beside the map."""
    page.locator("#claim-people-walk .go a", has_text="map").click()
    page.locator("#map-panel").wait_for()


def unfold(page: Any) -> None:
    """All that a reader can open."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


STATES: dict[str, Callable[[Any], None]] = {
    "first": lambda page: None,
    "unfolded": unfold,
    "panel": open_panel,
    "presenting": lambda page: page.locator("#map-tools [data-do=present]").click(),
    "help": lambda page: page.locator("#help-open").click(),
    "nothing found": lambda page: page.locator("#f-q").fill("no such words"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("state", STATES)
def test_report(opened: Any, state: str, width: int, scheme: str) -> None:
    page = opened(width=width, color_scheme=scheme, bypass_csp=True)
    STATES[state](page)
    page.settle()
    assert violations(page) == []


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A letter and an audit as pages, and the report of a paper without claims."""
    folder = tmp_path_factory.mktemp("pages")
    project = write_project(folder / "project", paper=PAPER, claims=CLAIMS, works=WORKS)
    letter, audit = folder / "letter.html", folder / "audit.html"
    for arguments in (
        ["letter", str(project), "-o", str(letter)],
        ["audit", str(next(project.glob("**/*.txt"))), "--format", "html", "-o", str(audit)],
    ):
        result = CliRunner().invoke(_argmap, arguments)
        assert result.exit_code in (0, 1), result.output
    return {"letter": letter, "audit": audit, "bare": report_of(folder / "bare", paper=PAPER, claims="")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["letter", "audit", "bare"])
def test_other_pages(opened: Any, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    page = opened(path=pages[name], width=width, color_scheme=scheme, bypass_csp=True)
    unfold(page)
    assert violations(page) == []


def test_axe_finds_what_is_wrong(opened: Any) -> None:
    page = opened(bypass_csp=True)
    page.locator(".headline").evaluate("(e) => { e.style.color = '#eee'; }")
    assert any(found.startswith("color-contrast") for found in violations(page))
