"""The review log: ``claims/reviews.jsonl``, one JSON line a verdict, sorted as text, so that branches merge by lines.

Writers take the project's lock, read the file again, add their line and replace the file in one rename: concurrent
writers lose nothing, and nobody sees half a file. Lines that cannot be read are reported and kept.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.ground.edits import Edit
from argmap.ground.files import Change, locked, read_file, write_locked
from argmap.ground.patterns import later
from argmap.ground.places import TextFile
from argmap.ground.unseen import without_surrogates
from argmap.ground.values import dataclass
from argmap.reviews.subject import SOURCE_TEXT, content_of
from argmap.reviews.verdict import VERDICTS, SubjectKind, Verdict, fingerprint, moment_of

UNREADABLE_LINE = "REV010"
MERGE_CONFLICT = "REV011"
_LONGEST_LINE = 1_000_000
_FINGERPRINT = later(r"v\d+:[0-9a-f]{64}\Z")
_CONFLICT = later(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)")
# Subject and date stand first, so that sorting lines as text sorts them by subject and date without reading them.
_TEXTS = ("subject", "date", "verdict", "reviewer", "fingerprint")
_LARGEST_LOG = 256 * 1024 * 1024


@dataclass(frozen=True)
class ReviewLog:
    """The verdicts in the order of the file, with what could not be read of it.

    The lines are read when they are asked for: whoever records a verdict needs none of what may be many thousand.
    """

    data: bytes = field(default=b"", repr=False)
    shown_as: str = ""
    unreadable: tuple[Diagnostic, ...] = ()

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All that could be read, oldest or newest in whatever order the file has them."""
        return self._lines[0]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What could not be read."""
        return self._lines[1]

    @cached_property
    def _lines(self) -> tuple[tuple[Verdict, ...], tuple[Diagnostic, ...]]:
        lines = TextFile(self.shown_as, self.data.decode("utf-8", errors="replace"))
        verdicts: list[Verdict] = []
        problems = list(self.unreadable)
        start = 0
        for line in lines.text.split("\n"):
            parsed = _parse_line(line) if line.strip() else None
            if isinstance(parsed, Verdict):
                verdicts.append(parsed)
            elif parsed is not None:
                code, message, help_ = parsed
                span = lines.span(start, start + min(len(line), 80))
                problems.append(Diagnostic(code, message, self.shown_as, span, help_))
            start += len(line) + 1
        return tuple(verdicts), tuple(problems)

    def latest(self) -> dict[str, Verdict]:
        """For each subject the verdict given last; of verdicts with one date the one that stands later in the file."""
        found: dict[str, Verdict] = {}
        for verdict in self.verdicts:
            known = found.get(verdict.subject)
            if known is None or verdict.moment >= known.moment:
                found[verdict.subject] = verdict
        return found

    def others(self, counts: Verdict) -> tuple[Verdict, ...]:
        """The last verdict of each other reviewer on what `counts` was given on, in the same words."""
        found: dict[str, Verdict] = {}
        for verdict in self._alike.get(_without_text(counts), ()):
            known = found.get(verdict.reviewer)
            if verdict.reviewer != counts.reviewer and (known is None or verdict.moment >= known.moment):
                found[verdict.reviewer] = verdict
        return tuple(found[name] for name in sorted(found))

    @cached_property
    def _alike(self) -> dict[Hashable, list[Verdict]]:
        alike: dict[Hashable, list[Verdict]] = {}
        for verdict in self.verdicts:
            alike.setdefault(_without_text(verdict), []).append(verdict)
        return alike


def _without_text(verdict: Verdict) -> Hashable:
    """What a verdict was given on, whether or not its reviewer had the text of the work."""
    seen = verdict.seen
    return frozenset(part for part in content_of(seen) if part[0] != SOURCE_TEXT) if seen else verdict.fingerprint


def read_log(path: Path, shown_as: str) -> ReviewLog:
    """Read the log; a missing file is an empty log. Never raises on what stands in it."""
    try:
        return ReviewLog(read_file(path, _LARGEST_LOG), shown_as)
    except FileNotFoundError:
        return ReviewLog()
    except OSError as error:
        told = f"The review log cannot be read: {error.strerror or error}"
        missing = Diagnostic(UNREADABLE_LINE, told, shown_as, None, "Restore it from git.")
        return ReviewLog(b"", shown_as, (missing,))


def _parse_line(line: str) -> Verdict | tuple[str, str, str]:
    if _CONFLICT.match(line):
        return (
            MERGE_CONFLICT,
            "A merge conflict was left in the review log",
            "Keep the lines of both sides and delete the marker lines; the order does not matter.",
        )
    if len(line) > _LONGEST_LINE:
        return UNREADABLE_LINE, "A line is longer than a million characters and was passed over", "Delete the line."
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return UNREADABLE_LINE, f"The line is not JSON: {error}", "Restore the line from git, or delete it."
    problem = _problem(value)
    if problem:
        return UNREADABLE_LINE, problem, "Restore the line from git, or delete it."
    if "\\ud" in line.lower() and not _is_text(value):
        return UNREADABLE_LINE, "The line holds half a character", "Restore the line from git, or delete it."
    seen = value.get("seen", {})
    return Verdict(**{name: value[name] for name in _TEXTS}, note=value.get("note", ""), seen=seen)


def _is_text(value: object) -> bool:
    """Whether nothing in it is half of a surrogate pair, which no file can hold."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _problem(value: object) -> str | None:
    if not isinstance(value, dict):
        return "The line is not a JSON object"
    for name in _TEXTS:
        if not isinstance(value.get(name), str) or not value[name]:
            return f'"{name}" is missing, or is no text'
    if value["verdict"] not in VERDICTS:
        return f'"{value["verdict"][:40]}" is no verdict; the verdicts are {", ".join(VERDICTS)}'
    if moment_of(value["date"]) is None:
        return f'"{value["date"][:40]}" is no date'
    if not _FINGERPRINT.match(value["fingerprint"]):
        return '"fingerprint" is none'
    if not isinstance(value.get("note", ""), str):
        return '"note" is no text'
    seen = value.get("seen", {})
    if not isinstance(seen, dict) or not all(isinstance(part, str) for part in seen.values()):
        return '"seen" is no table of texts'
    return None


def line_of(verdict: Verdict) -> str:
    """The verdict as its line of the log, without the line end."""
    value: dict[str, Any] = {name: getattr(verdict, name) for name in _TEXTS}
    if verdict.note:
        value["note"] = verdict.note
    if verdict.seen:
        value["seen"] = dict(verdict.seen)
    return without_surrogates(json.dumps(value, ensure_ascii=False))


def rename_work(text: str, old: str, new: str) -> list[Edit]:
    """Edits of the text of a log, so that the verdicts on what is cited of the work `old` hold under its new key."""
    edits = []
    start = 0
    for line in text.split("\n"):
        given = _parse_line(line) if old in line else None
        if isinstance(given, Verdict) and (renamed := _of_renamed(given, old, new)):
            edits.append(Edit(start, start + len(line), line_of(renamed)))
        start += len(line) + 1
    return edits


def _of_renamed(given: Verdict, old: str, new: str) -> Verdict | None:
    """The verdict under the new key; None where it is about another work, or its content was not kept whole."""
    seen = {part: new if part in _WORKS and words == old else words for part, words in given.seen.items()}
    kind = next((kind for sign, kind in _KINDS if sign in given.subject), None)
    if kind is None or seen == dict(given.seen) or fingerprint(kind, given.seen) != given.fingerprint:
        return None
    subject = f"@{new}" if kind == "source" else given.subject
    return replace(given, subject=subject, seen=seen, fingerprint=fingerprint(kind, seen))


_WORKS = ("work", "quoted in")
_KINDS: tuple[tuple[str, SubjectKind], ...] = (
    ("@", "source"), ("/passage-", "passage"), ("/cites-", "citation"), ("/evidence-", "evidence"),
)  # fmt: skip


def with_verdict(text: str, verdict: Verdict) -> str:
    """The text of a log with one more verdict. Raises ArgmapError where it holds a merge conflict."""
    lines = _lines_in(text.encode("utf-8", errors="surrogateescape"), "The review log")
    return _sorted([*lines, _bytes_of(verdict)]).decode("utf-8", errors="surrogateescape")


def append_verdict(path: Path, verdict: Verdict, root: Path | None = None) -> None:
    """Add one verdict to the log, as `append_verdicts` does."""
    append_verdicts(path, (verdict,), root)


def append_verdicts(path: Path, verdicts: Iterable[Verdict], root: Path | None = None) -> None:
    """Add verdicts, in one write, to the log of the project at `root` (the log's own folder where it belongs to none).

    Raises ArgmapError where the file cannot be written or holds a merge conflict.
    """
    with locked(root or path.parent):
        before, lines = _lines_of(path)
        _replace_lines(root or path.parent, path, before, [*lines, *map(_bytes_of, verdicts)])


def remove_verdict(path: Path, verdict: Verdict, root: Path | None = None) -> bool:
    """Take one verdict back (one line equal to it); False where it is not there."""
    with locked(root or path.parent):
        before, lines = _lines_of(path)
        wanted = _bytes_of(verdict)
        if wanted not in lines:
            return False
        lines.remove(wanted)
        _replace_lines(root or path.parent, path, before, lines)
        return True


def _bytes_of(verdict: Verdict) -> bytes:
    return line_of(verdict).encode("utf-8")


def _lines_of(path: Path) -> tuple[bytes | None, list[bytes]]:
    """The bytes of the log as they are (None where there is none), and its lines."""
    try:
        data = read_file(path, _LARGEST_LOG)
    except FileNotFoundError:
        return None, []
    except OSError as error:
        raise ArgmapError(f"{path} cannot be read: {error.strerror}. Nothing was written.") from error
    return data, _lines_in(data, str(path))


def _lines_in(data: bytes, shown_as: str) -> list[bytes]:
    """The lines of a log that hold something, as bytes: UTF-8 sorts as its characters do, and most lines stay."""
    lines = [line for line in data.split(b"\n") if line.strip()]
    if any(_CONFLICT.match(line[:9].decode("ascii", "replace")) for line in lines if line[:1] in b"<=>|"):
        raise ArgmapError(
            f"{shown_as} holds a merge conflict. Keep the lines of both sides and delete the marker lines."
        )
    return lines


def _sorted(lines: list[bytes]) -> bytes:
    return b"\n".join([*sorted(lines), b""])


def _replace_lines(root: Path, path: Path, before: bytes | None, lines: list[bytes]) -> None:
    write_locked(root, [Change(path, _sorted(lines), "absent" if before is None else before)])
