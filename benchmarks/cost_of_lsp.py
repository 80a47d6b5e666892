"""What the language server costs: from a key to what it says, by the clock and in its own processor time.

The project of this repository and drawn ones of 1,000 and 5,000 claims (`cost_of_check.py`) are opened by pygls' own
client, over standard streams. A letter is typed into a key of the language (`xbecause:`) in the middle of a claims
file, or taken out, so many times; each time the first diagnostics of that text are waited for (what the parser says),
then, a few times, those of the whole project: the pause of 250 ms that it waits for is taken off. Run it by hand:
clocks of a shared machine drift, so both are given.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.client import LanguageClient

from argmap.lsp.desk import PAUSE
from cost_of_check import REPOSITORY, draw_project
from shared.table import head, row

KEYS, ASKED, READINGS = 200, 20, 6
_TICKS = os.sysconf("SC_CLK_TCK")


class Editor:
    """A client that waits for what is said of one file."""

    def __init__(self, file: Path) -> None:
        self.uri, self.text, self.version = uris.from_fs_path(str(file)) or "", file.read_text("utf-8"), 1
        self.client = LanguageClient("bench", "1")
        self.said: asyncio.Queue[int | None] = asyncio.Queue()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params: types.PublishDiagnosticsParams) -> None:
            if params.uri == self.uri:
                self.said.put_nowait(params.version)

    async def start(self) -> None:
        """Start the server and open the file."""
        await self.client.start_io(sys.executable, "-m", "argmap", "lsp")
        await self.client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
        self.client.initialized(types.InitializedParams())
        item = types.TextDocumentItem(self.uri, "markdown", self.version, self.text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await self.said.get()

    def cpu(self) -> float:
        """The processor seconds of the server so far."""
        fields = Path(f"/proc/{self.client._server.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    async def rest(self) -> None:
        """Wait until the server has nothing to do, so that what it still did is not counted as a key's."""
        before = -1.0
        while before < (before := self.cpu()):
            await asyncio.sleep(0.3)

    async def key(self, place: types.Position) -> None:
        """Type a letter into a key of the language, or take it out, and wait for what is said of the text with it."""
        self.version += 1
        there = self.version % 2  # the letter, typed before
        end = types.Position(place.line, place.character + there)
        change = types.TextDocumentContentChangePartial(types.Range(place, end), "" if there else "x")
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        while await self.said.get() != self.version:
            pass


async def _timed(act: Callable[[], Awaitable[object]], times: int) -> list[float]:
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        await act()
        found.append(1000 * (time.perf_counter() - begun))
    return found


def _shown(found: list[float]) -> str:
    return f"{statistics.median(found):.1f} / {sorted(found)[int(0.95 * (len(found) - 1))]:.1f}"


async def measure(name: str, file: Path) -> None:
    """Print the row of one project."""
    editor = Editor(file)
    begun = time.perf_counter()
    await editor.start()
    opened = 1000 * (time.perf_counter() - begun)
    lines = editor.text.split("\n")
    middle = next(n for n in range(len(lines) // 2, len(lines)) if lines[n].startswith("- because: "))
    place, document = types.Position(middle, 2), types.TextDocumentIdentifier(editor.uri)
    await editor.rest()
    before = editor.cpu()
    keys = await _timed(lambda: editor.key(place), KEYS)
    of_keys = 1000 * (editor.cpu() - before) / KEYS
    await editor.said.get()  # the whole project, after a pause

    async def reading() -> None:
        await editor.key(place)
        await editor.said.get()

    before = editor.cpu()
    readings = [ms - 1000 * PAUSE for ms in await _timed(reading, READINGS)]
    of_readings = 1000 * (editor.cpu() - before) / READINGS
    at = types.Position(middle, 11)
    completed = await _timed(
        lambda: editor.client.text_document_completion_async(types.CompletionParams(document, at)), ASKED
    )
    context = types.CodeActionContext([])
    offered = await _timed(
        lambda: editor.client.text_document_code_action_async(
            types.CodeActionParams(document, types.Range(at, at), context)
        ),
        ASKED,
    )
    row(
        name, f"{opened:.0f}", _shown(keys), f"{of_keys:.1f}", _shown(readings), f"{of_readings:.0f}",
        _shown(completed), _shown(offered),
    )  # fmt: skip
    await editor.client.shutdown_async(None)
    editor.client.exit(None)
    await editor.client.stop()


def main() -> None:
    """Print the table, in milliseconds; median / 95th of a hundred."""
    head("project", "start", "key", "CPU a key", "whole", "CPU whole", "completion", "code action")
    asyncio.run(measure("this repository", max((REPOSITORY / "claims").glob("*.md"), key=lambda f: f.stat().st_size)))
    for claims in (1_000, 5_000):
        with tempfile.TemporaryDirectory() as folder:
            draw_project(Path(folder) / "project", claims)
            asyncio.run(measure(f"{claims:,} claims", Path(folder) / "project" / "claims" / "001-section.md"))


if __name__ == "__main__":
    main()
