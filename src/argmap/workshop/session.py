"""One project while it is worked on: read once, made anew after each edit and each change from outside.

The files are the only truth. What the workshop knows of them is a `Reading`: their texts, and all that is concluded
from exactly these texts. An edit is tried on a reading that nobody has written yet, and only then written, with its
entry in the journal, in one go; a file that somebody else changed in the meantime is merged or told of.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.checks import Outcome, run_checks
from argmap.checks.fixes.registry import fixes_of
from argmap.checks.run import Memory
from argmap.checks.strongest import strongest
from argmap.findings.finding import Finding
from argmap.findings.fingerprint import fingerprints
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import (
    Change,
    Held,
    leads_inside,
    locked,
    mark_of,
    read_file,
    reading_project,
    settle,
    write_locked,
)
from argmap.ground.message import claim_name, parts_of
from argmap.ground.text import plural, shorten
from argmap.project import Project, load
from argmap.project_files import LARGEST, bibliography_files, claims_files, find_root, log_of
from argmap.settings import Settings, read_settings
from argmap.workshop.desk import Body, Made, Refused
from argmap.workshop.edits import make, new_mistakes
from argmap.workshop.merge import merge
from argmap.workshop.undo import Entry, Journal, NothingToUndo, Step

if TYPE_CHECKING:
    from argmap.prose.anchors import Anchor

ABSENT = "absent"
"""The etag of a file that is not there."""
_MOST_SERVED, _MOST_SERVED_BYTES = 400, 64_000_000
_TRIES = 6
_MOST_FIXES = 50_000
_LONGEST_WAIT = 2.0
"""Seconds that another program's writing is waited for."""
_MOST_SAID, _OWN_WORDS = 3, 30


class Conflict(ArgmapError):
    """An edit on a text that changed meanwhile where the two touch; nothing was written. `mine` is None where it could
    not be made."""

    def __init__(self, message: str, file: str, etag: str, theirs: str, mine: str | None, merged: str | None) -> None:
        super().__init__(message)
        self.file, self.etag = file, etag
        self.theirs, self.mine, self.merged = theirs, mine, merged


@dataclass(frozen=True)
class Reading:
    """A project as it is concluded from `texts`: those of its own files that are UTF-8, by their path below the root.

    `data` are the bytes of all its own files, those in another encoding among them.
    """

    data: Mapping[str, bytes]
    texts: Mapping[str, str]
    project: Project
    outcome: Outcome
    known_fixes: dict[tuple[str, str, str | None], list[tuple[str, bool, str]]]

    @cached_property
    def etags(self) -> Mapping[str, str]:
        """What tells the content of a file, by path."""
        return {path: etag_of(data) for path, data in self.data.items()}

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """What was found, by what tells each finding from the others, in the order of the checks."""
        return dict(zip(fingerprints(self.outcome.findings), self.outcome.findings, strict=True))

    @cached_property
    def weak(self) -> frozenset[str]:
        """The findings that are left out where nobody asks for all."""
        shown = {id(finding) for finding in strongest(self.project, self.outcome.findings)}
        return frozenset(name for name, finding in self.findings.items() if id(finding) not in shown)

    def fixes(self, name: str) -> Sequence[tuple[str, bool, str]]:
        """The ways in which a finding can be mended here, by edits of files that the workshop may change.

        Each with its title, whether it is safe, and what it asks for. What is known of the same finding is taken over.
        """
        finding = self.findings[name]
        told = name, str(finding.message), finding.help
        if told not in self.known_fixes:
            found = fixes_of(self.project, finding)
            self.known_fixes[told] = [
                (fix.title, fix.safe, fix.asks) for fix in found if all(path in self.texts for path in fix.edits)
            ]
        return self.known_fixes[told]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a verb: the reading after it, that before it, and what was made. `merged`: into a changed file."""

    before: Reading
    after: Reading
    said: str
    file: str
    made: str | None
    anchor: Anchor | None
    merged: bool = False

    @property
    def opened(self) -> list[str]:
        """Findings that there are now and were not before; those that are shown by default come first."""
        new = _without_like(self.after.findings, self.before.findings)
        about = (self.made or "").partition("/")[0]
        return sorted(new, key=lambda n: (n in self.after.weak, self.after.findings[n].claim != about))

    @property
    def closed(self) -> list[str]:
        """Findings that there were before and are not now."""
        return _without_like(self.before.findings, self.after.findings)

    @property
    def flipped(self) -> list[tuple[str, str, str]]:
        """Claims that came out otherwise than before: id, label then, label now."""
        then, now = self.before.project.evaluation.labels, self.after.project.evaluation.labels
        return [(c, then[c].label, now[c].label) for c in now if c in then and then[c].label != now[c].label]

    @property
    def sentence(self) -> str:
        """What was done and what came of it, as a screen reader says it."""
        told = [self.said]
        opened = [name for name in self.opened if name not in self.after.weak]
        closed = [name for name in self.closed if name not in self.before.weak]
        if opened:
            what = [self._briefly(self.after.findings[name]) for name in opened[:_MOST_SAID]]
            more = f"; and {len(opened) - _MOST_SAID} more" if len(opened) > _MOST_SAID else ""
            told.append(f"{plural(len(opened), 'finding')} opened: {'; '.join(what)}{more}.")
        if closed:
            told.append(f"{plural(len(closed), 'finding')} closed.")
        if self.flipped:
            first = self.flipped[0]
            rest = f", and {len(self.flipped) - 1} more" if len(self.flipped) > 1 else ""
            told.append(f"{first[0]} is {first[2]} now{rest}.")
        return " ".join(told)

    def _briefly(self, finding: Finding) -> str:
        """A finding in a sentence on the claim that was made: “it” for its name, and its words not once more."""
        about = (self.made or "").partition("/")[0]
        claim = self.after.project.argument.claims.get(about)
        if claim is None or finding.claim != about:
            return shorten(finding.message.rstrip("."), 120)
        parts = parts_of(finding.message)
        words = "".join("it" if part == claim_name(about) else str(part) for part in parts)
        words = words.partition(f": {claim.text[:_OWN_WORDS]}")[0].rstrip(".")
        return shorten(f"{words[:1].lower()}{words[1:]}", 120)


def _without_like(found: Mapping[str, Finding], others: Mapping[str, Finding]) -> list[str]:
    """Findings that the others have not; one that differs by a count alone is the same, counted anew."""
    left = Counter(_but_for_counts(finding) for name, finding in others.items() if name not in found)
    new = []
    for name, finding in found.items():
        if name in others:
            continue
        like = _but_for_counts(finding)
        if left[like]:
            left[like] -= 1
        else:
            new.append(name)
    return new


def _but_for_counts(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.path, finding.claim or "", re.sub(r"\d+", "#", finding.message)


def etag_of(data: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.sha256(data).hexdigest()[:32]


@dataclass
class Session:
    """The project at `root` while it is worked on. `reviewer` signs verdicts and the journal; may be empty.

    `on_change` is told of each new reading, with the paths that differ and whether it came from outside.
    """

    root: Path
    reviewer: str = ""
    on_change: Callable[[Sequence[str], bool], None] = lambda _paths, _outside: None
    rev: int = 0
    reading: Reading = field(init=False)
    journal: Journal = field(init=False)
    _marks: dict[Path, object] = field(default_factory=dict)
    _served: OrderedDict[str, tuple[str, str]] = field(default_factory=OrderedDict)
    _settings_path: Path | None = None
    _memory: Memory = field(default_factory=Memory)
    _fixes: dict[tuple[str, str, str | None], list[tuple[str, bool, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root, self._settings_path = find_root(self.root)
        settle(self.root)
        data, self._marks = self._read_own()
        self._adopt(self._read(data, None))
        self.journal = Journal.read(self.root)

    @property
    def project(self) -> Project:
        """The project as it is read now."""
        return self.reading.project

    # reading

    def refresh(self) -> bool:
        """Look at the files again; True where something differs, and the reading is a new one."""
        before, sources = self.reading.data, self._marks_of_sources()
        data, marks = self._read_own()
        if data == before and sources == self._source_marks:
            self._marks = marks
            return False
        differs = {path for path in {*data, *before} if data.get(path) != before.get(path)}
        for path in {*sources, *self._source_marks}:
            if sources.get(path) != self._source_marks.get(path) and path.is_relative_to(self.root):
                differs.add(path.relative_to(self.root).as_posix())
        self._adopt(self._read(data, self.project))
        self._marks = marks  # not before: where reading failed, the files are to be read again
        self.on_change(sorted(differs), True)
        return True

    def _read_own(self) -> tuple[dict[str, bytes], dict[Path, object]]:
        """The bytes of the project's own files, and what tells that they are untouched; such are not read again."""
        found: dict[str, bytes] = {}
        marks: dict[Path, object] = {}
        known: Mapping[str, bytes] = self.reading.data if hasattr(self, "reading") else {}
        with reading_project(self.root):
            for path in self._own_files():
                if not leads_inside(self.root, path):
                    continue
                shown = path.relative_to(self.root).as_posix()
                mark = mark_of(path)
                if mark is None:
                    continue
                if shown in known and self._marks.get(path) == mark:
                    found[shown] = known[shown]
                else:
                    try:
                        found[shown] = read_file(path, LARGEST)
                    except OSError:
                        continue  # which the project's diagnostics tell
                marks[path] = mark
        return found, marks

    def _own_files(self) -> list[Path]:
        """The files that the workshop changes or shows: settings, claims, the review log, bibliographies."""
        settings = Settings()
        if self._settings_path:
            settings, _ = read_settings(self._settings_path, self._settings_path.name)
        files = [*claims_files(self.root, settings), *bibliography_files(self.root, settings)]
        files += [self.root / log_of(self.root, settings), *filter(None, (self._settings_path,))]
        return list(dict.fromkeys(path for path in files if path.is_file()))

    def _read(self, data: Mapping[str, bytes], known: Project | None) -> Reading:
        texts: dict[str, str] = {}
        for path, content in data.items():
            with contextlib.suppress(UnicodeDecodeError):
                texts[path] = content.decode("utf-8")
        project = load(self.root, {self.root / path: text for path, text in texts.items()}, known)
        if len(self._fixes) > _MOST_FIXES:
            self._fixes.clear()
        return Reading(data, texts, project, run_checks(project, memory=self._memory), self._fixes)

    def _adopt(self, reading: Reading) -> None:
        self.reading = reading
        self.rev += 1
        self._source_marks = self._marks_of_sources()
        for path, text in reading.texts.items():
            self._served[reading.etags[path]] = (path, text)
            self._served.move_to_end(reading.etags[path])
        size = sum(len(text) for _, text in self._served.values())
        while len(self._served) > max(_MOST_SERVED, len(reading.texts)) or size > _MOST_SERVED_BYTES:
            _, (_, text) = self._served.popitem(last=False)
            size -= len(text)

    def _marks_of_sources(self) -> dict[Path, object]:
        """What tells that the paper and the works' texts are still those that were read."""
        own = {self.root / path for path in self.reading.data}
        return {path: mark_of(path) for path in self.project.inputs() if path not in own and path.suffix != ".md"}

    # changing

    def preview(self, verb: str, target: str | None, body: Body, etag: str | None = None) -> tuple[Answer, str]:
        """What a verb would come to, and its difference as a unified diff; nothing is written."""
        self.refresh()
        made, texts, merged = self._made(verb, target, body, etag)
        after = self._with(texts)
        diff = "".join(_diff(path, self.reading.texts.get(path, ""), text) for path, text in sorted(texts.items()))
        return Answer(self.reading, after, made.said, made.file, made.made, made.anchor, merged), diff

    def do(self, verb: str, target: str | None, body: Body, etag: str | None) -> Answer:
        """Do what a verb asks for, on the text with this etag, and write it.

        Raises Refused where it cannot be done, Conflict where somebody changed the same place.
        """
        return self._write(verb, lambda: self._made(verb, target, body, etag))

    def undo(self) -> Answer:
        """Take the last edit back. Raises NothingToUndo, or Conflict where its place has changed since."""
        return self._step_in_journal("undo")

    def redo(self) -> Answer:
        """Do the edit that was taken back last once more; as `undo` otherwise."""
        return self._step_in_journal("redo")

    def _step_in_journal(self, way: Step) -> Answer:
        def taken() -> tuple[Made, dict[str, str], bool]:
            self.journal = Journal.read(self.root)
            entry = self.journal.next(way)
            if entry is None:
                raise NothingToUndo(f"There is nothing to {way}.")
            texts, blocked = entry.apply(way, self.reading.texts)
            if blocked:
                path, why = blocked
                theirs = self.reading.texts.get(path, "")
                raise Conflict(
                    f"“{entry.said}” cannot be {'undone' if way == 'undo' else 'done again'}: {path} has changed "
                    f"since, at that place. {why}",
                    path,
                    self.reading.etags.get(path, ABSENT),
                    theirs,
                    None,
                    None,
                )
            said = f"{'Undone' if way == 'undo' else 'Done again'}: {entry.said}"
            return Made(texts, said, next(iter(texts), ""), None), texts, False

        return self._write(way, taken)

    def _made(self, verb: str, target: str | None, body: Body, etag: str | None) -> tuple[Made, dict[str, str], bool]:
        """What a verb comes to, with the texts that are to be written, and whether they were merged."""
        now = self.reading
        if verb == "verdicts":
            body = {"reviewer": self.reviewer, **{k: v for k, v in body.items() if v}}
        base = dict(now.texts)
        if etag is not None and etag != ABSENT and etag not in now.etags.values():
            if etag not in self._served:
                raise self._unknown(verb, target, body)
            path, text = self._served[etag]
            base[path] = text
        made = make(now.project, base, verb, target, body, now.findings)
        if etag is not None:
            known = etag_of(base[made.file].encode()) if made.file in base else ABSENT
            if etag != known:
                raise self._unknown(verb, target, body)
        texts: dict[str, str] = {}
        merged = False
        for path, mine in made.texts.items():
            theirs, before = now.texts.get(path, ""), base.get(path, "")
            if path not in now.texts and path in now.data:
                raise Refused(f"{path} is not UTF-8. Save it as UTF-8 first; nothing was changed.")
            result = merge(before, theirs, mine)
            touched = result.conflict or (theirs != before and bool(new_mistakes(theirs, result.text, path)))
            if touched and path.endswith(".md"):
                raise self._conflict(path, mine, result.text if result.conflict else None)
            if result.conflict:
                raise self._conflict(path, mine, result.text)
            merged |= theirs != before
            if result.text != theirs or path not in now.texts:
                texts[path] = result.text
        return made, texts, merged

    def _conflict(self, path: str, mine: str | None, merged: str | None) -> Conflict:
        return Conflict(
            f"{path} was changed meanwhile at the same place. Nothing was written.",
            path,
            self.reading.etags.get(path, ABSENT),
            self.reading.texts.get(path, ""),
            mine,
            merged,
        )

    def _unknown(self, verb: str, target: str | None, body: Body) -> Conflict:
        """The edit was made on a text that the server never gave out, or gave out too long ago."""
        made = make(self.project, self.reading.texts, verb, target, body, self.reading.findings)
        return self._conflict(made.file, made.texts.get(made.file), None)

    def _with(self, texts: Mapping[str, str]) -> Reading:
        data = {**self.reading.data, **{path: text.encode("utf-8") for path, text in texts.items()}}
        return self._read(data, self.project)

    def _write(self, verb: str, taken: Callable[[], tuple[Made, dict[str, str], bool]]) -> Answer:
        """Write what `taken` comes to, tried again where somebody else writes at the same moment."""
        for _ in range(_TRIES):
            self.refresh()
            before = self.reading
            made, texts, merged = taken()
            out = next((path for path in texts if not leads_inside(self.root, self.root / path)), None)
            if out is not None:
                raise Refused(f"{out} leads out of the project, by a link. Nothing was written.")
            after = self._with(texts)
            entry = Entry.of(verb, made.said, self.reviewer, before.texts, texts)
            if verb in ("undo", "redo"):
                journal = self.journal.stepped("undo" if verb == "undo" else "redo")
            else:
                journal = Journal.read(self.root).with_entry(entry)
            changes = [
                Change(self.root / path, text.encode("utf-8"), before.data.get(path, "absent"))
                for path, text in texts.items()
            ]
            try:
                with locked(self.root, _LONGEST_WAIT):
                    if any(_bytes_now(self.root / path) != before.data.get(path) for path in texts):
                        self._marks = {}
                        continue
                    write_locked(self.root, [*changes, *journal.changes()])
            except Held:
                raise
            except ArgmapError:
                if self.refresh():
                    continue
                raise
            if verb == "undo" and (gone := self._take_away(self.journal.next("undo"), texts)):
                after = self._read({path: data for path, data in after.data.items() if path not in gone}, after.project)
            self.journal = journal
            self._adopt(after)
            for path in texts:  # they are read once more: somebody may have written over them by now
                self._marks.pop(self.root / path, None)
            self.on_change(sorted(texts), False)
            return Answer(before, after, made.said, made.file, made.made, made.anchor, merged)
        raise ArgmapError("Another program keeps changing the same files. Nothing was written; try again.")

    def _take_away(self, entry: Entry | None, texts: Mapping[str, str]) -> set[str]:
        """Delete files that the edit which was taken back had made, and that hold nothing now; gives their paths."""
        gone = set()
        for path in entry.created if entry else ():
            if texts.get(path) == "":
                with contextlib.suppress(OSError):
                    (self.root / path).unlink()
                    gone.add(path)
        return gone


def _bytes_now(path: Path) -> bytes | None:
    try:
        return read_file(path, LARGEST)
    except OSError:
        return None


def _diff(path: str, before: str, after: str) -> str:
    from difflib import unified_diff

    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(before.splitlines(True), after.splitlines(True), f"a/{path}", f"b/{path}")
    )
