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


# What was put off comes first; then nothing on the page may have changed for a moment.
QUIET = """() => new Promise((done) => requestIdleCallback(() => {
  const end = () => { watch.disconnect(); done(); };
  let timer = setTimeout(end, 100);
  const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 100); });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}, { timeout: 500 }))"""


@pytest.fixture
def tab(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens an address in a context of its own.

    What the page complains of is kept in `page.complaints`, what it asked for in `page.requests`; `page.settle` waits
    until it waits for no answer and is still, however busy the machine is.
    """
    contexts: list[Any] = []

    def open_tab(address: str, *, width: int = 1280, height: int = 800, **settings: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.requests = [], []
        pending: set[Any] = set()

        def settle() -> None:
            page.evaluate(QUIET)
            while pending:
                page.evaluate(QUIET)

        page.settle = settle
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("request", lambda request: request.resource_type != "eventsource" and pending.add(request))
        page.on("requestfinished", lambda request: pending.discard(request))
        page.on("requestfailed", lambda request: pending.discard(request))
        page.goto(address)
        return page

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture
def opened(tab: Callable[..., Any], report: Path) -> Callable[..., Any]:
    """Opens the report."""

    def open_page(fragment: str = "", *, path: Path | None = None, **settings: Any) -> Any:
        page = tab((path or report).as_uri() + fragment, **settings)
        if settings.get("java_script_enabled", True):
            page.settle()
        return page

    return open_page


@pytest.fixture
def servers() -> Iterator[list[subprocess.Popen[str]]]:
    """Those that a test began; they end after its pages."""
    servers: list[subprocess.Popen[str]] = []
    yield servers
    for server in servers:
        server.terminate()
        server.wait(10)


@pytest.fixture
def served(servers: list[subprocess.Popen[str]], tab: Callable[..., Any]) -> Callable[..., Any]:
    """Serves a project's workshop and opens it."""

    def open_workshop(root: Path, *options: str, **settings: Any) -> Any:
        command = [sys.executable, "-m", "argmap", "serve", str(root), "--no-open", "--by", "Ida Roth", *options]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        servers.append(server)
        assert server.stdout is not None
        address = next(filter(None, (re.search(r"http://\S+", line) for line in server.stdout)), None)
        assert address, "the workshop did not tell its address"
        return open_page(address[0], **settings)

    def open_page(address: str, **settings: Any) -> Any:
        page = tab(address, **settings)
        page.another = lambda: open_page(address)
        page.locator("#numbers b").first.wait_for()
        page.settle()
        return page

    return open_workshop
