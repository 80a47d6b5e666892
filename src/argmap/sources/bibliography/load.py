"""Loads the works a project cites, from files of all `FORMATS`, into one `Bibliography`.

Nothing that is wrong with one entry costs another: duplicates and broken entries are diagnostics, and the first entry
of a key counts. bibtexparser is imported only where there is a BibTeX file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from argmap.ground.codes import NOT_UTF8, UNREADABLE_FILE
from argmap.ground.diagnostics import Diagnostic
from argmap.ground.files import in_project, is_unsaved, read_file
from argmap.ground.patterns import later
from argmap.ground.places import TextFile
from argmap.sources.bibliography.file_kinds import ADVICE, FORMATS, NAMED, Kind, kind_of
from argmap.sources.source import DOUBTFUL_ENTRY, DUPLICATE_KEY, Bibliography, Source

LARGEST_FILE = 64_000_000
"""In bytes. The largest bibliographies people keep are a few megabytes."""

_TYPES = {
    "argmap.sources.bibliography.load": frozenset(("_Understood",)),
    "argmap.sources.source": frozenset(("Source", "BodyName")),
    "argmap.ground.places": frozenset(("Span",)),
    "argmap.ground.diagnostics": frozenset(("Diagnostic",)),
}
"""What is kept of a file is made of these."""
_COMMENTS = later(r"\s*(?:%[^\n]*\s*)*")
_PERSON = r"[^\W\d_a-z][^\s,;]*(?: [^\W\d_a-z][^\s,;]*){1,2}"
# `A, B; C, D`, or three persons and more, each with given name and family, with commas between them.
_SEVERAL = re.compile(rf"[^;]{{2,80}}(?:;[^;]{{2,80}})+|{_PERSON}(?:, {_PERSON}){{2,}}")


def load_bibliography(paths: Sequence[Path], root: Path) -> Bibliography:
    """Read the bibliography files `paths`, shown relative to `root`. Never raises on what is in them."""
    entries: list[Source] = []
    diagnostics: list[Diagnostic] = []
    macros: dict[str, str] = {}
    for path in paths:
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        try:
            data = read_file(path, LARGEST_FILE)
        except OSError as error:
            reason = error.strerror or str(error)
            diagnostics.append(Diagnostic(UNREADABLE_FILE, f"The bibliography cannot be read: {reason}", shown))
            continue
        understood = _kept(data, path, shown, macros)
        entries += understood.entries
        diagnostics += understood.diagnostics
        macros = understood.macros
    diagnostics.extend(_alike(entries))
    diagnostics.extend(_joined(entries))
    sources: dict[str, Source] = {}
    for entry in entries:
        first = sources.setdefault(entry.key, entry)
        if first is not entry:
            diagnostics.append(_duplicate(entry, first))
    return Bibliography(sources, tuple(entries), tuple(diagnostics))


class _Understood(NamedTuple):
    """The entries of a file, what is wrong with it, and the strings that count in the next."""

    entries: list[Source]
    diagnostics: list[Diagnostic]
    macros: dict[str, str]


def _kept(data: bytes, path: Path, shown: str, macros: dict[str, str]) -> _Understood:
    """What is understood of a file, fetched where a command in its project understood it before.

    Not kept are files outside the project that is read, which may be nobody else's business, and states of a text that
    is being typed.
    """
    if not in_project(path) or is_unsaved(path):
        return _understand(data, path, shown, macros)
    from argmap.ground.kept import fetch, keep, place_of

    place = place_of(data, "bibliography", path.suffix.lower(), shown, sorted(macros.items()))
    understood = fetch(place, _Understood, _TYPES)
    if understood is None:
        understood = _understand(data, path, shown, macros)
        keep(understood, place)
    return understood


def _understand(data: bytes, path: Path, shown: str, macros: Mapping[str, str]) -> _Understood:
    diagnostics: list[Diagnostic] = []
    known = dict(macros)
    text = decode(data, shown, diagnostics)
    entries = [] if text is None else _entries(path.suffix.lower(), TextFile(shown, text), diagnostics, known)
    return _Understood(entries, diagnostics, known)


def _entries(suffix: str, source: TextFile, diagnostics: list[Diagnostic], macros: dict[str, str]) -> list[Source]:
    """The entries of a file, read as what its beginning shows it to be; its name counts where that shows nothing."""
    kind = kind_of(source.text)
    named = kind if kind != "text" else next((name for name, form in FORMATS.items() if suffix in form.suffixes), kind)
    form = FORMATS.get(named)
    if form is None:
        unread = _unknown(suffix or source.path, source) if kind == "text" else _no_bibliography(kind, source)
        diagnostics.append(unread)
        return []
    told = len(diagnostics)
    read = getattr(import_module(form.module), form.reader)
    entries: list[Source] = read(source, diagnostics.append, *([macros] if form.shares_strings else []))
    if kind == "text" and not entries and len(diagnostics) == told and not _COMMENTS.fullmatch(source.text):
        diagnostics.append(_no_bibliography(kind, source))
    return entries


def _unknown(what: str, source: TextFile) -> Diagnostic:
    message = f"A bibliography cannot be a `{what}` file"
    return Diagnostic(UNREADABLE_FILE, message, source.path, None, f"It may be {NAMED}.")


def _no_bibliography(kind: Kind, source: TextFile) -> Diagnostic:
    message, help = ADVICE[kind]
    return Diagnostic(DOUBTFUL_ENTRY, message, source.path, None, help)


def _alike(entries: list[Source]) -> Iterator[Diagnostic]:
    """Keys that differ only in the size of letters: BibTeX takes them for one, Biber for two."""
    seen: dict[str, Source] = {}
    for entry in entries:
        first = seen.setdefault(entry.key.casefold(), entry)
        if first.key != entry.key:
            told = f"The keys `{first.key}` and `{entry.key}` differ only in the size of their letters"
            yield _at_key(
                DOUBTFUL_ENTRY, entry, told, "BibTeX takes them for one. Give one of them another key.", first
            )


def _joined(entries: list[Source]) -> Iterator[Diagnostic]:
    """Several people in one name, parted by semicolons or by commas alone, which BibTeX reads as one person."""
    for entry in entries:
        for name in entry.authors + entry.editors:
            if _SEVERAL.fullmatch(name):
                told = f"The name `{name[:80]}` of `{entry.key}` looks like several people"
                yield _at_key(DOUBTFUL_ENTRY, entry, told, "Put `and` between the names.")


def _duplicate(entry: Source, first: Source) -> Diagnostic:
    help = "The first one counts. Give one of them another key, or take it out."
    return _at_key(DUPLICATE_KEY, entry, f"The key `{entry.key}` has two entries", help, first)


def _at_key(code: str, entry: Source, message: str, help: str, first: Source | None = None) -> Diagnostic:
    """A diagnostic at the key of an entry, with the place of the entry that came first."""
    related = ((first.key_span or first.span, "first entry"),) if first else ()
    return Diagnostic(code, message, entry.span.path, entry.key_span or entry.span, help, related)


def decode(data: bytes, shown: str, diagnostics: list[Diagnostic]) -> str | None:
    """The text of a file; where it is not UTF-8, a diagnostic says which encoding was assumed. None for binary data."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = told = "utf-16"
    elif b"\0" in data[:100_000]:
        diagnostics.append(Diagnostic(UNREADABLE_FILE, "This is no text file", shown, None, "Name another file."))
        return None
    else:
        from argmap.tongues.encodings import guess

        found = guess(data)
        encoding, told = found.encoding, found.told
    line = data.count(b"\n", 0, place) + 1
    diagnostics.append(
        Diagnostic(
            NOT_UTF8,
            f"The file is not UTF-8 (first at line {line}); it is read as {told}",
            shown,
            None,
            "Save it as UTF-8, and look at its accented letters.",
        )
    )
    return data.decode(encoding, errors="replace")
