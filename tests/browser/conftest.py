"""A report made from the invented project, and a real Chromium to read it in (`pytest -m browser`)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from report_project import CLAIMS, PAPER, WORKS, many_claims, report_of

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright (the dev extra)")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("The browser tests need Chromium on PATH: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_of(tmp_path_factory.mktemp("report"), paper=PAPER, claims=CLAIMS, works=WORKS)


@pytest.fixture(scope="session")
def large_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    paper, claims = many_claims(5000)
    return report_of(tmp_path_factory.mktemp("large"), ("ARG", "EVD", "CIT"), paper=paper, claims=claims)


@pytest.fixture
def opened(chromium: Any, report: Path) -> Iterator[Callable[..., Any]]:
    """Opens the report in a context of its own; what the page complains of is kept in `page.complaints`."""
    contexts: list[Any] = []

    def open_page(
        fragment: str = "", *, path: Path | None = None, width: int = 1280, height: int = 800, **settings: Any
    ) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.requests = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto((path or report).as_uri() + fragment)
        page.wait_for_timeout(150)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def served(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Serves a project's workshop and opens it; what the page complains of is kept in `page.complaints`."""
    contexts: list[Any] = []
    servers: list[subprocess.Popen[str]] = []

    def open_workshop(root: Path, *options: str, width: int = 1280, height: int = 800, **settings: Any) -> Any:
        command = [sys.executable, "-m", "argmap", "serve", str(root), "--no-open", "--by", "Ida Roth", *options]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        servers.append(server)
        assert server.stdout is not None
        address = next(filter(None, (re.search(r"http://\S+", line) for line in server.stdout)), None)
        assert address, "the workshop did not tell its address"
        return open_tab(address[0], width=width, height=height, **settings)

    def open_tab(address: str, *, width: int = 1280, height: int = 800, **settings: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.address = address
        page.another = lambda: open_tab(address)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address)
        page.locator("#numbers b").first.wait_for()
        page.wait_for_timeout(400)
        return page

    yield open_workshop
    for context in contexts:
        context.close()
    for server in servers:
        server.terminate()
        server.wait(10)
