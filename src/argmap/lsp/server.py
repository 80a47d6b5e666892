"""The server: which request is answered by which feature, over standard input and output.

Thin on purpose: it finds the open file and its project, asks the feature, and gives back what that says. A file of no
project is nobody's business and is answered with nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import stat
import sys
from collections.abc import Callable, Generator
from threading import Event
from typing import Any, TextIO, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import difference
from argmap.ground.unseen import show_unseen
from argmap.ground.version import VERSION
from argmap.lsp import actions, completion, hover, links, navigation, renaming, standing, symbols, tokens
from argmap.lsp.desk import Desk, Held, Reading, Room, path_of, said_now
from argmap.lsp.diagnostics import diagnostics_of, found_in, result_id
from argmap.lsp.places import Places
from argmap.notation.format import format_claims
from argmap.project_files import Role, suffixes

_REQUEST_FAILED = -32803
_COMPLETES_AT = ["@", ":", "+", "{", "-", " ", "^", "["]
_Answer = TypeVar("_Answer")


class _Protocol(LanguageServerProtocol):
    """The library's protocol without its own copy of the texts: its lines end also at characters that, in the protocol
    as in a paper, are no line ends (form feeds, U+2028), so that changes would be made in wrong places.
    """

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None


class Server(LanguageServer):
    """A server for one editor."""

    def __init__(self) -> None:
        super().__init__("argmap", VERSION, protocol_cls=_Protocol)
        self.desk = Desk(self._show, self._tell)
        self.greeted = False
        """Whether an editor has said that it is there."""
        self.pulls = False
        """Whether the editor asks for diagnostics itself; else they are sent."""

    def _tell(self, trouble: str) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, show_unseen(trouble)))

    def _show(self, room: Room) -> None:
        """Show what a new reading of a project says, in whatever way the editor wants it."""
        if self.pulls:
            self.workspace_diagnostic_refresh(None)
        else:
            self._publish_all(room)
        asked = self.client_capabilities.workspace
        for wanted, refresh in (
            (asked and asked.code_lens, self.workspace_code_lens_refresh),
            (asked and asked.inlay_hint, self.workspace_inlay_hint_refresh),
            (asked and asked.semantic_tokens, self.workspace_semantic_tokens_refresh),
        ):
            if wanted and wanted.refresh_support:
                refresh(None)

    def _publish_all(self, room: Room) -> None:
        """Send what is to be shown of each file that is open, or of which something else is to be shown now."""
        found = room.reading.by_path if room.reading else {}
        here = (held for held in self.desk.held.values() if self.desk.room_of(held.path) is room)
        open_now = {held.file.path: held for held in here if self.desk.role(held)}
        for shown in sorted({*found, *room.told, *open_now}):
            if shown in open_now or found.get(shown) != room.told.get(shown):
                self.publish(room, shown, open_now.get(shown))
        room.told = found

    def publish(self, room: Room, shown: str, held: Held | None) -> None:
        """Send the diagnostics of a file."""
        found = diagnostics_of(self.desk, room, shown, held, found_in(room, shown, held))
        version = held.version if held else None
        params = types.PublishDiagnosticsParams(self.desk.uri(room, shown), found, version)
        self.text_document_publish_diagnostics(params)

    async def asked(
        self, uri: str, *roles: Role, fresh: bool = False
    ) -> tuple[Held, Room, Reading] | tuple[None, None, None]:
        """The open file with its project, where it is there for one of these purposes; `fresh`: read as it is now."""
        held = self.desk.of_uri(uri)
        known = await self.desk.known(held) if held else None
        if held is None or known is None or (roles and self.desk.role(held) not in roles):
            return None, None, None
        room, reading = known
        if fresh:
            newest = await self.desk.fresh(room)
            if newest is None:
                raise JsonRpcException("The project cannot be read now.", code=_REQUEST_FAILED)
            reading = newest
        return held, room, reading


def make_server() -> Server:
    """The server with all its features."""
    server = Server()
    for offer in (_lifecycle, _diagnostics, _reading, _navigating, _changing, _whatif):
        offer(server)
    return server


def run() -> bool:
    """Serve one editor over standard input and output until it ends; whether there was one at all."""
    # what the library logs on each message is of no use to an editor's user
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = make_server()
    if _can_wait(sys.stdin):
        with contextlib.suppress(KeyboardInterrupt, SystemExit):  # the protocol's own `exit` is the latter
            asyncio.run(_serve(server))
    else:
        server.start_io()
    return server.greeted


def _can_wait(stream: TextIO) -> bool:
    """Whether the event loop can wait for a stream itself, so that no thread has to."""
    if sys.platform == "win32":
        return False
    try:
        there, back = os.fstat(stream.fileno()), os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):  # io.UnsupportedOperation is both
        return False
    # one socket for both ways would be written to without waiting as well
    same = (there.st_dev, there.st_ino) == (back.st_dev, back.st_ino)
    return not same and (stat.S_ISFIFO(there.st_mode) or stat.S_ISSOCK(there.st_mode))


async def _serve(server: Server) -> None:
    """As the library serves, but without its thread that waits for the input: see `desk.py`."""
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin.buffer)
    server.protocol.set_writer(StdoutWriter(sys.stdout.buffer))
    with contextlib.suppress(asyncio.IncompleteReadError):  # the editor died within a message
        log = logging.getLogger("pygls")
        await run_async(Event(), reader, server.protocol, log, server.report_server_error)


def _refused(act: Callable[[], _Answer]) -> _Answer:
    """What cannot be done is said to the person by the editor, and is no fault of the server."""
    try:
        return act()
    except ArgmapError as error:
        raise JsonRpcException(show_unseen(str(error)), code=_REQUEST_FAILED) from error


def _lifecycle(server: Server) -> None:
    desk = server.desk

    @server.feature(types.INITIALIZED)
    def _(_: types.InitializedParams) -> None:
        server.greeted = True
        desk.places = Places(server.server_capabilities.position_encoding)
        asked = server.client_capabilities
        edits = asked.workspace.workspace_edit if asked.workspace else None
        desk.versioned = bool(edits and edits.document_changes)
        server.pulls = bool(asked.text_document and asked.text_document.diagnostic)
        watching = asked.workspace.did_change_watched_files if asked.workspace else None
        if watching and watching.dynamic_registration:
            files = [types.FileSystemWatcher(f"**/*{{{','.join(sorted(suffixes()))}}}")]
            options = types.DidChangeWatchedFilesRegistrationOptions(files)
            wanted = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([wanted]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        held = desk.open(document.uri, document.version, document.text)
        _at_once(server, held)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        _at_once(server, desk.change(document.uri, document.version, params.content_changes))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        desk.save(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        desk.close(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _(params: types.DidChangeWatchedFilesParams) -> None:
        desk.changed_outside(change.uri for change in params.changes)


def _at_once(server: Server, held: Held | None) -> None:
    """What the parser says of a text is shown without waiting for the project to be read."""
    room = server.desk.room_of(held.path) if held else None
    if not (held and room and room.reading) or server.pulls or not server.desk.role(held):
        return
    said = said_now(held, room.reading)
    if held.said != said:  # else all that is shown moves with the text, which the editor does itself
        held.said = said
        server.publish(room, held.file.path, held)


def _diagnostics(server: Server) -> None:
    desk = server.desk
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="argmap")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def _(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        held, room, _ = await server.asked(params.text_document.uri)
        if not (held and room and desk.role(held)):
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        shown = held.file.path
        found = found_in(room, shown, held)
        known = result_id(desk, room, shown, found)
        if known == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        items = diagnostics_of(desk, room, shown, held, found)
        return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=known)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def _(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        before = {path_of(known.uri): known.value for known in params.previous_result_ids}
        reports: list[types.WorkspaceDocumentDiagnosticReport] = []
        for room in list(desk.rooms.values()):
            for shown in sorted({*room.reading.by_path, *room.told}) if room.reading else ():
                path = room.path(shown)
                held, uri = desk.held.get(path), desk.uri(room, shown)
                found = found_in(room, shown, held)
                known, version = result_id(desk, room, shown, found), held.version if held else None
                if before.get(path) == known:
                    reports.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, known, version))
                else:
                    items = diagnostics_of(desk, room, shown, held, found)
                    reports.append(types.WorkspaceFullDocumentDiagnosticReport(uri, items, version, result_id=known))
            room.told = room.reading.by_path if room.reading else {}
        return types.WorkspaceDiagnosticReport(reports)


def _reading(server: Server) -> None:
    desk = server.desk

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_COMPLETES_AT))
    async def _(params: types.CompletionParams) -> types.CompletionList | None:
        held, _, reading = await server.asked(params.text_document.uri, "claims")
        return completion.complete(desk, held, reading, params.position) if held and reading else None

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def _(params: types.HoverParams) -> types.Hover | None:
        held, _, reading = await server.asked(params.text_document.uri, "claims")
        return hover.hover(desk, held, reading, params.position) if held and reading else None

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, tokens.LEGEND)
    async def _(params: types.SemanticTokensParams) -> types.SemanticTokens | None:
        held, _, _ = await server.asked(params.text_document.uri, "claims")
        return tokens.tokens(desk, held) if held else None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def _(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        held, _, _ = await server.asked(params.text_document.uri, "claims")
        return symbols.outline(desk, held) if held else []

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def _(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        held, _, _ = await server.asked(params.text_document.uri, "claims")
        return symbols.foldings(held) if held else None

    @server.feature(types.WORKSPACE_SYMBOL)
    def _(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        return symbols.find_symbols(desk, params.query)

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def _(params: types.CodeLensParams) -> list[types.CodeLens]:
        held, _, reading = await server.asked(params.text_document.uri, "claims")
        return standing.lenses(desk, held, reading) if held and reading else []

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def _(params: types.InlayHintParams) -> list[types.InlayHint]:
        held, _, reading = await server.asked(params.text_document.uri, "claims")
        return standing.labels(desk, held, reading, params.range) if held and reading else []

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def _(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        held, room, reading = await server.asked(params.text_document.uri, "claims")
        return links.links(desk, held, room, reading) if held and room and reading else []


def _navigating(server: Server) -> None:
    desk = server.desk

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def _(params: types.DefinitionParams) -> list[types.Location]:
        held, room, reading = await server.asked(params.text_document.uri, fresh=True)
        if held is None or room is None or reading is None:
            return []
        offset = desk.places.offset(held.file, params.position)
        return navigation.definition(desk, held, room, reading, offset)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def _(params: types.ReferenceParams) -> list[types.Location]:
        held, room, reading = await server.asked(params.text_document.uri, "claims", "bibliography", fresh=True)
        if held is None or room is None or reading is None:
            return []
        offset = desk.places.offset(held.file, params.position)
        return navigation.references(desk, held, room, reading, offset, params.context.include_declaration)


def _changing(server: Server) -> None:
    desk = server.desk

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def _(params: types.PrepareRenameParams) -> types.Range | None:
        held, _, reading = await server.asked(params.text_document.uri, "claims", "bibliography", fresh=True)
        offset = desk.places.offset(held.file, params.position) if held else 0
        return renaming.prepare(desk, held, reading, offset) if held and reading else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def _(params: types.RenameParams) -> types.WorkspaceEdit | None:
        held, room, reading = await server.asked(params.text_document.uri, "claims", "bibliography", fresh=True)
        if held is None or room is None or reading is None:
            return None
        name = navigation.target_at(desk, held, reading, desk.places.offset(held.file, params.position))
        if name is None or name.kind not in ("claim", "work"):
            raise JsonRpcException("Only claims and works can be renamed.", code=_REQUEST_FAILED)
        return _refused(lambda: renaming.rename(desk, room, reading, name, params.new_name))

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(list(actions.KINDS)))
    async def _(params: types.CodeActionParams) -> list[types.CodeAction]:
        held, room, reading = await server.asked(params.text_document.uri, fresh=True)
        if held is None or room is None or reading is None:
            return []
        return actions.actions(desk, held, room, reading, params.range, params.context)

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def _(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        held, _, _ = await server.asked(params.text_document.uri, "claims")
        if held is None:
            return None
        text = held.file.text
        edit = difference(text, format_claims(text, held.file.path).text)
        if not edit.text and edit.start == edit.end:
            return []
        return [types.TextEdit(desk.places.range(held.file, edit.start, edit.end), edit.text)]


def _whatif(server: Server) -> None:
    @server.command(standing.WHAT_IF)
    async def _(uri: str, handle: str | None = None) -> str:
        held = server.desk.of_uri(uri)
        known = await server.desk.known(held) if held else None
        if known is None:
            raise JsonRpcException("Open a claims file of the project first.", code=_REQUEST_FAILED)
        told = show_unseen(_refused(lambda: standing.what_if(known[1], handle)))
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, told))
        return told
