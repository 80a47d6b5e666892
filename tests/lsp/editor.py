"""A scripted editor: pygls' own client on a server in a process of its own, over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.client import LanguageClient

import argmap.lsp.server  # noqa: F401 - which each copy would load
from argmap import cli
from argmap.checks.run import run_checks
from argmap.lsp import desk
from argmap.project import load
from commands import a_copy

PATIENCE = 60.0
desk.PAUSE = 0.03  # in the servers that are copies; what is typed at once comes in one go all the same


class Editor:
    """One editor with a folder open. `shown` holds what diagnostics were last sent of a file, by its name, `watched` what
    the server asked for when it started.
    """

    def __init__(self, folder: Path) -> None:
        self.client = LanguageClient("test", "1")
        self._news = asyncio.Event()
        self.watched: list[str] = []
        self._take(folder)

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params: types.PublishDiagnosticsParams) -> None:
            if Path(uris.to_fs_path(params.uri) or "").resolve().is_relative_to(self.folder.resolve()):
                self.shown[self.name(params.uri)] = list(params.diagnostics)
                self._news.set()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def _(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.client.feature(types.WINDOW_LOG_MESSAGE)
        def _(params: types.LogMessageParams) -> None:
            self.logged.append(params.message)

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def _(asked: types.RegistrationParams) -> None:
            for wanted in asked.registrations:
                self.watched += [watcher["globPattern"] for watcher in wanted.register_options["watchers"]]
            self._news.set()

        @self.client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
        def _(_: Any) -> None:
            self.refreshed += 1
            self._news.set()

    def _take(self, folder: Path) -> None:
        self.folder = folder
        self.shown: dict[str, list[types.Diagnostic]] = {}
        self.messages: list[str] = []
        self.logged: list[str] = []
        self.versions: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.refreshed = 0

    def move(self, folder: Path) -> None:
        """Close what is open, and go on in another folder."""
        for name in self.versions:
            self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))
        self._take(folder)

    def name(self, uri: str) -> str:
        return Path(uris.to_fs_path(uri) or "").resolve().relative_to(self.folder.resolve()).as_posix()

    def uri(self, name: str) -> str:
        return uris.from_fs_path(str(self.folder / name)) or ""

    async def start(
        self, encoding: str | None = None, pulls: bool = False, versioned: bool = True, program: bool = False
    ) -> types.InitializeResult:
        if not program:
            run_checks(load(self.folder))  # so that not each copy makes what is made for the first reading
        await self.client.start_io(
            *(sys.executable, "-m", "argmap", "lsp"), preexec_fn=None if program else a_copy(cli.main, "lsp")
        )
        capabilities = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(
                position_encodings=[types.PositionEncodingKind(encoding)] if encoding else None
            ),
            text_document=types.TextDocumentClientCapabilities(
                diagnostic=types.DiagnosticClientCapabilities() if pulls else None
            ),
            workspace=types.WorkspaceClientCapabilities(
                workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=versioned),
                did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
            ),
        )
        made = await self.client.initialize_async(
            types.InitializeParams(capabilities=capabilities, root_uri=self.uri(""), process_id=None)
        )
        self.client.initialized(types.InitializedParams())
        return made

    async def stop(self) -> None:
        await asyncio.wait_for(self.client.shutdown_async(None), PATIENCE)
        server = self.client._server
        self.client.exit(None)
        await self.client.stop()
        assert server is not None and await server.wait() == 0

    def open(self, name: str, text: str | None = None) -> None:
        self.texts[name] = (self.folder / name).read_bytes().decode() if text is None else text
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "markdown", 1, self.texts[name])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, name: str, *changes: Any) -> None:
        self.versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def write(self, name: str, text: str) -> None:
        """Put a whole new text in the place of a file's."""
        self.texts[name] = text
        self.change(name, types.TextDocumentContentChangeWholeDocument(text))

    def document(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    def at(
        self,
        name: str,
        words: str,
        behind: bool = False,
        units: Callable[[str], int] = lambda t: len(t.encode("utf-16-le")) // 2,
    ) -> types.Position:
        """The place of the first occurrence of words, in the client's units."""
        offset = self.texts[name].index(words) + (len(words) if behind else 0)
        before = self.texts[name][:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return types.Position(len(before) - 1, units(before[-1]))

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self._news.clear()
                await self._news.wait()

    def codes(self, name: str) -> set[str]:
        return {str(diagnostic.code) for diagnostic in self.shown.get(name, [])}


_loop = asyncio.Runner()
_shared: dict[str, Editor] = {}


def edit_folder(folder: Path, act: Callable[[Editor], Awaitable[None]], *, alone: bool = False, **how: Any) -> None:
    """Let a scripted editor act on a folder; where its server shall know of no other folder, `alone`.

    Servers are kept from test to test, since their start is most of the time; each must end well (`stop_all`).
    """

    key = str({"versioned": True} | how)

    async def run() -> None:
        editor = None if alone else _shared.get(key)
        if editor is None:
            editor = Editor(folder)
            await editor.start(**how)
        else:
            editor.move(folder)
        if not alone:
            _shared[key] = editor
        try:
            await act(editor)
        finally:
            if alone:
                await editor.stop()

    _loop.run(run())


def stop_all() -> None:
    """End every server that was kept."""
    for editor in _shared.values():
        _loop.run(editor.stop())
    _shared.clear()
