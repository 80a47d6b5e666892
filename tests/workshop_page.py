"""A small project in the workshop, and a client that speaks to it as the page does."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import httpx

from argmap.workshop.guard import Guard
from argmap.workshop.server import Workshop
from argmap.workshop.session import ABSENT, Session

PAPER = """Trains and towns

Trains made the towns grow. Many towns doubled in ten years. Some towns shrank, though the line
passed through them. The census of 1890 counts every town.

Coal was cheap. Many towns doubled in ten years. Prices fell by 30 per cent between 1870 and 1890.
"""
CLAIMS = """# The argument

## towns-grew {conclusion}

Trains made the towns grow.

> Trains made the towns grow.

- because: towns-doubled
- but: some-shrank

## towns-doubled

Many towns doubled.

- cites: @census-1890, p. 12
  > every town is counted
- tags: draft

## some-shrank

Some towns shrank.

- evidence: Three towns of the line lost people.
  type: statistic
"""
WORKS = "@book{census-1890,\n  author = {Census Office},\n  title = {Census},\n  year = {1890},\n}\n"


class Page:
    """What the page sends: the token, its origin, the etag of the file it has seen."""

    def __init__(self, session: Session, guard: Guard | None = None) -> None:
        self.session = session
        self.guard = guard or Guard("127.0.0.1", 8765)
        self.app = Workshop(session, self.guard).app()
        self.headers = {
            "Origin": self.guard.origin,
            "X-Argmap-Token": self.guard.token,
            "Sec-Fetch-Site": "same-origin",
        }

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request, answered by the application itself: no socket."""
        more["headers"] = {"Cookie": self.guard.cookie, **more.get("headers", {})}

        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url=self.guard.origin) as client:
                return await client.request(method, path, **more)

        return asyncio.run(sent())

    def get(self, path: str) -> Any:
        answer = self.send("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json() if "json" in answer.headers["content-type"] else answer.text

    def etag(self, file: str = "claims/a.md") -> str:
        self.session.refresh()  # as a look at the whole state does, which costs ten times as much
        return self.session.reading.etags.get(file, ABSENT)

    def post(self, path: str, body: Any, etag: str | None = None, file: str = "claims/a.md") -> Any:
        tag = self.etag(file) if etag is None else etag
        told = {"Content-Type": "application/json", "If-Match": f'"{tag}"'}
        return self.send("POST", path, content=json.dumps(body), headers={**self.headers, **told})

    def done(self, path: str, body: Any, etag: str | None = None, file: str = "claims/a.md") -> Any:
        answer = self.post(path, body, etag, file)
        assert answer.status_code == 200, answer.text
        return answer.json()


THOROUGH = int(os.environ.get("ARGMAP_THOROUGH", "1"))
"""How many times as much as CI does is tried where chance decides what is met; `make crash` asks for four."""


def lay_out(folder: Path) -> Path:
    """The small project, in a folder."""
    (folder / "claims").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "argmap.toml").write_text('paper = "sources/paper.txt"\nbibliography = ["sources/works.bib"]\n')
    (folder / "sources" / "paper.txt").write_text(PAPER)
    (folder / "sources" / "works.bib").write_text(WORKS)
    (folder / "claims" / "a.md").write_text(CLAIMS)
    return folder
