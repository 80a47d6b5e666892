"""What the language server costs: from a key to what it says, by the clock and in its own processor time.

The project of this repository and drawn ones of 1,000 and 5,000 claims (`cost_of_check.py`) are opened by a client that
speaks the protocol over standard streams and does little else. A letter is typed into a key of the language
(`xbecause:`) in the middle of a claims file, or taken out, so many times; each time the first diagnostics of that text
are waited for (what the parser says); then, a few times, those of the whole project, and each time a key is typed at
some moment of that reading: the pause of 250 ms that it waits for is taken off. Run it by hand: clocks of a shared
machine drift, so both are given.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from argmap.lsp.desk import PAUSE
from cost_of_check import REPOSITORY, draw_project
from shared.processes import seconds_of
from shared.table import head, row

KEYS, ASKED, READINGS = 200, 20, 6
KEYS_IN_READINGS = 20


class Editor:
    """A client that waits for what is said of one file."""

    def __init__(self, file: Path) -> None:
        self.uri, self.text, self.version = file.resolve().as_uri(), file.read_text("utf-8"), 1
        self.said: asyncio.Queue[int] = asyncio.Queue()
        self._answers: dict[int, asyncio.Future[None]] = {}
        self._numbers = itertools.count(1)

    async def start(self) -> None:
        """Start the server and open the file."""
        pipe = asyncio.subprocess.PIPE
        self.server = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "argmap", "lsp", stdin=pipe, stdout=pipe, limit=1 << 24
        )
        self._reading = asyncio.create_task(self._read())
        await self.ask("initialize", processId=None, rootUri=None, capabilities={})
        self._tell("initialized")
        item = {"uri": self.uri, "languageId": "markdown", "version": self.version, "text": self.text}
        self._tell("textDocument/didOpen", textDocument=item)
        await self.said.get()

    async def stop(self) -> None:
        """End the server."""
        await self.ask("shutdown")
        self._tell("exit")
        await self.server.wait()
        self._reading.cancel()

    async def _read(self) -> None:
        out = self.server.stdout
        assert out is not None
        while head := await out.readuntil(b"\r\n\r\n"):
            size = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
            message = json.loads(await out.readexactly(size))
            if message.get("method") == "textDocument/publishDiagnostics":
                if message["params"]["uri"] == self.uri:
                    self.said.put_nowait(message["params"]["version"])
            elif "method" not in message:
                self._answers.pop(message["id"]).set_result(None)

    def _tell(self, method: str, number: int | None = None, **params: Any) -> None:
        asked = {} if number is None else {"id": number}
        data = json.dumps({"jsonrpc": "2.0", **asked, "method": method, "params": params or None}).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)

    async def ask(self, method: str, **params: Any) -> None:
        """Ask for something, and wait for the answer."""
        number = next(self._numbers)
        answered = self._answers[number] = asyncio.get_running_loop().create_future()
        self._tell(method, number, **params)
        await answered

    def cpu(self) -> float:
        """The processor seconds of the server and of its children that have ended."""
        return seconds_of(self.server.pid)

    async def rest(self, seconds: float = 1.0) -> None:
        """Wait until nothing has been said for so long, so that what the server still did is not counted as a key's."""
        with contextlib.suppress(TimeoutError):
            while True:
                await asyncio.wait_for(self.said.get(), seconds)

    async def key(self, line: int) -> None:
        """Type a letter into a key of the language, or take it out, and wait for what is said of the text with it."""
        self.version += 1
        there = self.version % 2  # the letter, typed before
        place = {"start": {"line": line, "character": 2}, "end": {"line": line, "character": 2 + there}}
        document = {"uri": self.uri, "version": self.version}
        change = {"range": place, "text": "" if there else "x"}
        self._tell("textDocument/didChange", textDocument=document, contentChanges=[change])
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
    editor, chance = Editor(file), random.Random(20)
    begun = time.perf_counter()
    await editor.start()
    opened = 1000 * (time.perf_counter() - begun)
    lines = editor.text.split("\n")
    middle = next(n for n in range(len(lines) // 2, len(lines)) if lines[n].startswith("- because: "))
    await editor.rest()
    before = editor.cpu()
    keys = await _timed(lambda: editor.key(middle), KEYS)
    of_keys = 1000 * (editor.cpu() - before) / KEYS
    await editor.said.get()  # the whole project, after a pause

    async def reading() -> None:
        await editor.key(middle)
        await editor.said.get()

    await editor.rest(PAUSE)
    before = editor.cpu()
    readings = [ms - 1000 * PAUSE for ms in await _timed(reading, READINGS)]
    await editor.rest(PAUSE)
    of_readings = 1000 * (editor.cpu() - before) / READINGS
    within: list[float] = []
    for _ in range(KEYS_IN_READINGS):
        await editor.key(middle)
        await asyncio.sleep(PAUSE + chance.random() * statistics.median(readings) / 1000)
        within += await _timed(lambda: editor.key(middle), 1)
        await editor.rest(PAUSE + 2 * statistics.median(readings) / 1000)
    here = {"line": middle, "character": 11}
    document = {"textDocument": {"uri": editor.uri}}
    completed = await _timed(lambda: editor.ask("textDocument/completion", **document, position=here), ASKED)
    at, context = {"start": here, "end": here}, {"diagnostics": []}
    offered = await _timed(lambda: editor.ask("textDocument/codeAction", **document, range=at, context=context), ASKED)
    row(
        name, f"{opened:.0f}", _shown(keys), f"{of_keys:.1f}", _shown(readings), f"{of_readings:.0f}",
        _shown(within), _shown(completed), _shown(offered),
    )  # fmt: skip
    await editor.stop()


def main() -> None:
    """Print the table, in milliseconds; median / 95th of a hundred."""
    head("project", "start", "key", "CPU a key", "whole", "CPU whole", "key in a reading", "completion", "code action")
    asyncio.run(measure("this repository", max((REPOSITORY / "claims").glob("*.md"), key=lambda f: f.stat().st_size)))
    for claims in (1_000, 5_000):
        with tempfile.TemporaryDirectory() as folder:
            draw_project(Path(folder) / "project", claims)
            asyncio.run(measure(f"{claims:,} claims", Path(folder) / "project" / "claims" / "001-section.md"))


if __name__ == "__main__":
    main()
