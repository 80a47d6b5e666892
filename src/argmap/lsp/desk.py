"""What the server knows: the texts that the editor holds, and of each project the last reading of all its files.

A change is parsed at once; the whole project is read and checked again when the editor has paused, beside this process
(`aside.py`). There is no thread: a strange file gets its limits in a forked child, and a process with threads cannot be
forked safely. What must not be wrong by a character (renames, fixes) waits for that reading; all else takes names and
places from the text as it is now and knowledge from the last reading.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from lsprotocol import types
from pygls import uris

from argmap.checks import run_checks
from argmap.checks.run import said_while_reading
from argmap.checks.strongest import strongest
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.ground.edits import Edit, difference
from argmap.ground.files import read_file
from argmap.ground.places import Span, TextFile
from argmap.lsp.aside import made_aside
from argmap.lsp.names import Name, names_in
from argmap.lsp.places import Places
from argmap.manuscript.formats import FORMATS
from argmap.notation import ParsedClaims, parse
from argmap.notation.mistakes import Mistakes
from argmap.project import Project, load
from argmap.project_files import LARGEST, Role, find_root

PAUSE = 0.25
"""In seconds: how long nothing must be typed before everything is read and checked again."""


@dataclass
class Held:
    """A file as the editor holds it. `shown` is its path in the project; `saved` whether the disk has the same."""

    path: Path
    uri: str
    version: int
    file: TextFile
    saved: bool = True
    said: tuple[tuple[str, str], ...] | None = None
    """What the parser was last shown to say: codes and messages."""
    _parsed: ParsedClaims | None = None
    _mistakes: Mistakes = field(default_factory=Mistakes)
    _wrong: tuple[Diagnostic, ...] | None = None

    @property
    def parsed(self) -> ParsedClaims:
        """The text as a claims file."""
        if self._parsed is None:
            self._parsed = parse(self.file.text, self.file.path)
        return self._parsed

    @property
    def wrong(self) -> tuple[Diagnostic, ...]:
        """What the parser says of it as a claims file: for less than the tree costs, since each key asks for it."""
        if self._wrong is None:
            self._wrong = self._mistakes.of(self.file) if self._parsed is None else self._parsed.diagnostics
        return self._wrong

    def change(self, file: TextFile, version: int) -> None:
        """Take another text."""
        self.file, self.version, self.saved = file, version, False
        self._parsed = self._wrong = None


@dataclass(frozen=True)
class Reading:
    """A project as it was last read, with what is shown of its findings."""

    project: Project
    findings: tuple[Finding, ...]
    of_paper: tuple[Finding, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, list[Finding]]:
        """The findings by file, in the order of the files."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.path, []).append(finding)
        for of_file in found.values():
            of_file.sort(key=lambda f: f.span.start if f.span else -1)
        return found

    @cached_property
    def _parsed(self) -> dict[str, frozenset[tuple[str, Span | None]]]:
        return {}

    def said_by_parser(self, shown: str) -> frozenset[tuple[str, Span | None]]:
        """What the parser told of a claims file: codes with their places."""
        if shown not in self._parsed:
            known = self.project.parsed.get(shown)
            found = known.diagnostics if known else ()
            self._parsed[shown] = frozenset((diagnostic.code, diagnostic.span) for diagnostic in found)
        return self._parsed[shown]

    @property
    def parts(self) -> list[object]:
        """What the next reading is likely to hold as well, each in its place."""
        p = self.project
        whole = [p.settings, p.bibliography, p.document, p.texts, p.reviews, p.answers, self.of_paper]
        return [
            *whole,
            *p.text_files.values(),
            *p.parsed.values(),
            *p.files,
            *p.argument.claims.values(),
            *self.findings,
        ]

    def text(self, shown: str) -> str | None:
        """A file's text as it was read; None for a file that was not, or is no text."""
        file = self.project.text_files.get(shown)
        return file.text if file and not self.is_binary(shown) else None

    def in_paper(self, start: int, end: int) -> Span:
        """Where a stretch of the paper stands in the person's file; there must be a paper."""
        return _in_file(self.project, self.project.paper.place(start, end))

    def is_binary(self, shown: str) -> bool:
        """Whether places in a file are no places in a text: those of a PDF or a word processor's file."""
        paper = self.project.document
        return paper is not None and shown == paper.path and not FORMATS[paper.kind].is_text


@dataclass
class Room:
    """A project that the editor has files of, and the work that is under way on it."""

    root: Path
    reading: Reading | None = None
    dirty: bool = True
    failed: bool = False
    """Whether the last attempt to read it came to nothing."""
    timer: asyncio.TimerHandle | None = None
    work: asyncio.Task[None] | None = None
    told: Mapping[str, list[Finding]] = field(default_factory=dict)
    """What was shown last of each file."""
    paths: dict[str, Path] = field(default_factory=dict)

    def path(self, shown: str) -> Path:
        """Where a file of the project lies, links followed."""
        if shown not in self.paths:
            self.paths[shown] = (self.root / shown).resolve()
        return self.paths[shown]


class Desk:
    """The texts and projects of one editor. `on_reading` is told of projects read anew, `on_trouble` of errors."""

    def __init__(
        self, on_reading: Callable[[Room], None] = lambda _: None, on_trouble: Callable[[str], None] = lambda _: None
    ) -> None:
        self.places = Places()
        self.versioned = False
        """Whether the editor takes edits of named versions of its texts."""
        self.held: dict[Path, Held] = {}
        self.rooms: dict[Path, Room] = {}
        self._roots: dict[Path, Path | None] = {}
        self._on_reading, self._on_trouble = on_reading, on_trouble

    # files

    def open(self, uri: str, version: int, text: str) -> Held | None:
        """Take a file that the editor has opened; None where it is no file, or of no project."""
        path = path_of(uri)
        room = self.room_of(path) if path else None
        if path is None or room is None:
            return None
        held = Held(path, uri, version, TextFile(self._shown(room, path), text), _on_disk(path) == text)
        self.held[path] = held
        if not held.saved or room.reading is None:
            self.touch(room)
        return held

    def change(self, uri: str, version: int, changes: Iterable[types.TextDocumentContentChangeEvent]) -> Held | None:
        """Change the text of an open file; None where it is none of a project."""
        held = self.of_uri(uri)
        if held is None:
            return None
        file = held.file
        for change in changes:
            file = self.places.changed(file, change)
        held.change(file, version)
        if room := self.room_of(held.path):
            self.touch(room)
        return held

    def save(self, uri: str) -> None:
        """Take note that the editor has written a file."""
        if (held := self.of_uri(uri)) and (room := self.room_of(held.path)):
            held.saved = _on_disk(held.path) == held.file.text
            self._roots.clear()
            self.touch(room)

    def close(self, uri: str) -> None:
        """Forget a file; what is on the disk counts again."""
        held = self.of_uri(uri)
        if held is not None and (room := self.room_of(held.path)):
            del self.held[held.path]
            if not held.saved:
                self.touch(room)

    def changed_outside(self, uris_: Iterable[str]) -> None:
        """Read the projects again whose files changed on the disk."""
        self._roots.clear()
        for path in filter(None, map(path_of, uris_)):
            if held := self.held.get(path):
                held.saved = _on_disk(path) == held.file.text
            if room := self.room_of(path):
                self.touch(room)

    def of_uri(self, uri: str) -> Held | None:
        """The open file with this address."""
        path = path_of(uri)
        return self.held.get(path) if path else None

    def role(self, held: Held) -> Role | None:
        """What a file is in its project; None for one that is no part of it."""
        room = self.room_of(held.path)
        if room is None or room.reading is None:
            return None
        return room.reading.project.role_of(held.file.path)

    # projects

    def room_of(self, path: Path) -> Room | None:
        """The project that a file lies in, or None."""
        folder = path.parent
        if folder not in self._roots:
            try:
                self._roots[folder] = find_root(folder)[0]
            except ArgmapError:
                self._roots[folder] = None
        root = self._roots[folder]
        return self.rooms.setdefault(root, Room(root)) if root else None

    def touch(self, room: Room) -> None:
        """Read a project again once nothing has been typed for a while."""
        room.dirty = True
        if room.timer is not None:
            room.timer.cancel()
        wait = PAUSE if room.reading else 0.0
        room.timer = asyncio.get_running_loop().call_later(wait, self._start, room)

    def _start(self, room: Room) -> None:
        if room.timer is not None:
            room.timer.cancel()
            room.timer = None
        if room.work is None or room.work.done():
            room.work = asyncio.get_running_loop().create_task(self._read(room))

    async def _read(self, room: Room) -> None:
        while room.dirty:
            room.dirty = room.failed = False
            overlay = {
                held.path: held.file.text
                for held in self.held.values()
                if not held.saved and held.path.is_relative_to(room.root)
            }
            last = room.reading
            try:
                if last is None:  # all that is loaded for it stays, and nothing can be shown before it
                    room.reading = _read_again(room.root, overlay, None)
                else:
                    room.reading = await made_aside(partial(_read_again, room.root, overlay, last), last.parts)
                await asyncio.sleep(0)  # what came meanwhile is taken in before it is said that this is all
            except (ArgmapError, OSError) as error:
                room.dirty = room.failed = True
                self._on_trouble(str(error))
                return
            except Exception as error:  # a fault of ours must not end what an editor rests on
                room.dirty = room.failed = True
                self._on_trouble(f"This is a mistake of argmap, please report it: {type(error).__name__}: {error}")
                return
            if room.timer is not None:
                break  # somebody is typing; what was found is shown, and the newest text is read in the next pause
        self._on_reading(room)
        # else a key would at times wait until the collector has gone through the whole project, which has no cycles
        gc.collect()
        gc.freeze()

    async def fresh(self, room: Room) -> Reading | None:
        """The reading of what the editor holds now; None where the project cannot be read."""
        while room.dirty or (room.work is not None and not room.work.done()):
            self._start(room)
            assert room.work is not None, "it was just started"
            await room.work
            if room.failed and room.work.done():
                return None
        return room.reading

    async def known(self, held: Held) -> tuple[Room, Reading] | None:
        """The project of an open file with its last reading, the first of which is waited for."""
        room = self.room_of(held.path)
        reading = (room.reading or await self.fresh(room)) if room else None
        return (room, reading) if room and reading else None

    # places

    def uri(self, room: Room, shown: str) -> str:
        """The address of a file of a project, as the editor writes it where it has it open."""
        path = room.path(shown)
        held = self.held.get(path)
        return held.uri if held else uris.from_fs_path(str(path)) or ""

    def file(self, room: Room, shown: str) -> TextFile:
        """A file's text as it is now: as the editor holds it, else as it was read; empty where it is no text."""
        held = self.held.get(room.path(shown))
        if held is not None:
            return held.file
        known = room.reading.project.text_files.get(shown) if room.reading else None
        return known if known and room.reading and not room.reading.is_binary(shown) else TextFile(shown, "")

    def location(self, room: Room, span: Span) -> types.Location:
        """Where a span of a fresh reading is."""
        file = self.file(room, span.path)
        span = _in_file(room.reading.project, span) if room.reading else span
        return types.Location(self.uri(room, span.path), self.places.range(file, span.start, span.end))

    def names(self, held: Held) -> list[Name]:
        """The names in a claims file as it is now."""
        room = self.room_of(held.path)
        known = room.reading.project.argument.claims if room and room.reading else ()
        return names_in(held.parsed.tree, held.file.text, known)

    def _shown(self, room: Room, path: Path) -> str:
        return path.relative_to(room.root).as_posix()


def path_of(uri: str) -> Path | None:
    """The file behind an address; None for what is no file on this machine."""
    name = uris.to_fs_path(uri) if uri.startswith("file:") else None
    try:
        return Path(name).resolve() if name else None
    except (OSError, ValueError, RuntimeError):
        return None


def findings_now(held: Held, reading: Reading) -> list[Finding]:
    """The findings of a file at their places in the text as it is now; those whose words were changed wait.

    What the parser says is that of the text as it is now.
    """
    shown, project = held.file.path, reading.project
    before = reading.text(shown)
    known = reading.by_path.get(shown, [])
    if before is None or before == held.file.text:
        return known
    edit = difference(before, held.file.text)
    if not any(file.path == shown for file in project.files):
        return [m for f in known if (m := _moved(f, edit)) is not None]
    said = reading.said_by_parser(shown)
    kept = [m for f in known if (f.code, f.span) not in said and (m := _moved(f, edit)) is not None]
    return [*said_while_reading(project, held.wrong), *kept]


def said_now(held: Held, reading: Reading) -> tuple[tuple[str, str], ...] | None:
    """What the parser says of a claims file as it is now; None for any other file."""
    if not any(file.path == held.file.path for file in reading.project.files):
        return None
    return tuple((diagnostic.code, diagnostic.message) for diagnostic in held.wrong)


def _moved(finding: Finding, edit: Edit) -> Finding | None:
    span = finding.span
    if span is None or span.end <= edit.start:
        return finding
    if span.start < edit.end:
        return None
    by = len(edit.text) - (edit.end - edit.start)
    return replace(finding, span=span._replace(start=span.start + by, end=span.end + by))


def _read_again(root: Path, overlay: Mapping[Path, str], last: Reading | None) -> Reading:
    known = last.project if last else None
    project = load(root, overlay, known)
    same = known is not None and project.document is known.document and project.settings == known.settings
    of_paper = last.of_paper if last and same else run_checks(project, about=("paper",)).findings
    found = run_checks(project, about=("files", "argument")).findings
    everything = (*found, *(finding for finding in of_paper if finding not in found))
    shown = (replace(f, span=_in_file(project, f.span)) if f.span else f for f in strongest(project, everything))
    # what is worked out when it is asked for takes longer to hand over than to work out
    return Reading(replace(project, argument=replace(project.argument)), tuple(shown), of_paper)


def _in_file(project: Project, span: Span) -> Span:
    """A span of the paper with its offsets in the person's file: where that is marked up, the text as read is shorter.

    Lines and columns are the file's, but in a paged document.
    """
    paper, file = project.document, project.text_files.get(span.path)
    if paper is None or paper.places is None or file is None or span.page is not None:
        return span
    if all(span.path != one.path for one in paper.places.files):
        return span
    starts = file.line_starts
    first, last = (starts[min(line, len(starts)) - 1] for line in (span.line, span.end_line))
    return span._replace(start=first + span.column - 1, end=last + span.end_column - 1)


def _on_disk(path: Path) -> str | None:
    try:
        return read_file(path, LARGEST).decode("utf-8", "replace")
    except OSError:
        return None
