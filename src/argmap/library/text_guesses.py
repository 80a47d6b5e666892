"""Which files of a folder are the texts of which works: guesses with their reasons, for a person to accept.

Four things speak for a work: an identifier of it in the opening of the text or in what the file states of itself, its
title and author on the title page, the file that its entry names, its author and year in the file's name. A guess is
called certain only where the text itself shows it and no other work or file has as much for it; a name alone is never
enough. A file that an entry names is looked for among those of the folder alone, by its own name and its folder's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.formats import SUFFIXES
from argmap.manuscript.opening import Opening, read_opening
from argmap.sources import Source
from argmap.sources.duplicates import fold_title
from argmap.sources.identifiers import bare_doi

MOST_FILES = 5_000
_TITLE_PAGE = 1_500
_FEWEST_LETTERS = 12
_SURE_WORDS = 4
_IDENTIFIER, _TITLE, _PART, _NAMED = 8, 4, 3, 1
# pdfium has a sign of its own for a hyphen at the end of a line
_WORD_BREAK = re.compile(r"(?:-|\u00ad|\ufffe)\n|[\u00ad\ufffe]")
_LONGEST_FIELD = 10_000
_ANY_DOI = re.compile(r"\b10\.\d{4,9}/\w")


@dataclass(frozen=True, slots=True)
class Guess:
    """A file that may be the text of the work `key`, why, and whether that is certain."""

    path: Path
    key: str
    reasons: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Guesses:
    """What was guessed, in the order of the keys, and of every other file why it was not."""

    found: tuple[Guess, ...]
    passed_over: tuple[tuple[Path, str], ...]


def guess_texts(folder: Path, sources: Mapping[str, Source]) -> Guesses:
    """Hold every file of a folder, and of the folders in it, against the works. Raises ArgmapError for no folder."""
    if not folder.is_dir():
        raise ArgmapError(f"{folder} is no folder.")
    works = [_Work(source) for source in sources.values()]
    best: dict[str, list[tuple[int, Guess]]] = {}
    passed_over: list[tuple[Path, str]] = []
    for path in _files(folder):
        try:
            opening = read_opening(path)
        except ArgmapError as error:
            passed_over.append((path, str(error)))
            continue
        weighed = [(work, *work.weigh(path, opening)) for work in works]
        # of two titles that stand there, the one that holds the other is meant
        likeliest, weight, reasons = max(weighed, key=lambda one: (one[1], len(one[0].title)), default=(None, 0, ()))
        if likeliest is None or not weight:
            passed_over.append((path, "nothing in it or in its name points to a work"))
            continue
        key = likeliest.key
        as_likely = [work for work, other, _ in weighed if other == weight and work is not likeliest]
        rivals = [work.key for work in as_likely if not work.title or work.title not in likeliest.title]
        if rivals:
            reasons = (*reasons, f"but as much points to {', '.join(f'@{rival}' for rival in rivals[:3])}")
        certain = weight > _TITLE and not rivals
        best.setdefault(key, []).append((weight, Guess(path, key, reasons, certain)))
    found = []
    for key in sorted(best):
        (weight, first), *others = sorted(best[key], key=lambda one: (-one[0], one[1].path.as_posix()))
        equal = [guess.path.name for other, guess in others if other == weight]
        if equal:
            why = (*first.reasons, f"but as much points to it in {', '.join(equal[:3])}")
            first = Guess(first.path, key, why, certain=False)
        found.append(first)
        passed_over += [(guess.path, f"{first.path.name} fits @{key} as well or better") for _, guess in others]
    return Guesses(tuple(found), tuple(passed_over))


def _files(folder: Path) -> Iterator[Path]:
    """The files of formats that can be read, in the order of their paths; links to folders are not followed."""
    seen = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES or not path.is_file():
                continue
            seen += 1
            if seen > MOST_FILES:
                raise ArgmapError(f"{folder} holds more than {MOST_FILES} texts. Name a smaller folder.")
            yield path


def named_files(source: Source) -> tuple[tuple[str, ...], ...]:
    """The files that an entry names (``file`` of JabRef and Zotero), each by its folder and its name."""
    found = []
    for part in re.split(r"(?<!\\);", source.fields.get("file", "")[:_LONGEST_FIELD]):
        pieces = re.split(r"(?<![\\])(?<!^[A-Za-z]):(?![\\/])", part.strip())
        # JabRef and Zotero write ``description:path:type``, Better BibTeX the path alone
        path = pieces[-2] if len(pieces) > 2 else pieces[0] if len(pieces) == 1 else pieces[-1]
        parts = re.split(r"[/\\]+", re.sub(r"\\([:;_])", r"\1", path))[-2:]
        if parts[-1].strip() and ".." not in parts:
            found.append(tuple(part for part in parts if part not in ("", ".")))
    return tuple(found)


class _Work:
    """A work as it is looked for: its identifiers, its title, its names and year."""

    def __init__(self, source: Source) -> None:
        self.key = source.key
        self._doi = bare_doi(source.doi) if source.doi else ""
        self._isbn = [number for part in re.split(r"[,;/]", source.isbn or "") if (number := _digits(part))]
        self.title = fold_title(source.title)
        self._main_title = fold_title((source.title or "").partition(":")[0])
        people = source.authors or source.editors
        self._families = [fold_title(name.partition(",")[0]) for name in people]
        self._year = source.year or ""
        self._files = named_files(source)

    def weigh(self, path: Path, opening: Opening) -> tuple[int, tuple[str, ...]]:
        """How much speaks for this work (0: nothing), and what."""
        weight = 0
        reasons = []
        if self._doi and _begins_with(self._doi, opening):
            weight += _IDENTIFIER
            reasons.append(f"its DOI {self._doi} stands there")
        elif any(number in _digits(opening.text) for number in self._isbn):
            weight += _IDENTIFIER
            reasons.append("its ISBN stands there")
        titled, how = self._title_in(opening)
        weight += titled
        reasons += how
        if any(path.parts[-len(file) :] == file for file in self._files):
            weight += _PART
            reasons.append("its entry in the bibliography names the file")
        name = fold_title(path.stem.replace("_", " "))
        if path.stem == self.key:
            weight += _NAMED if weight <= _NAMED else 0
            reasons.append("the file is named by its key")
        elif self._year and self._year in name and any(_named_in(family, name) for family in self._families[:2]):
            weight += _NAMED if weight < _NAMED else 0
            reasons.append("its author and year stand in the file's name")
        return weight, tuple(reasons)

    def _title_in(self, opening: Opening) -> tuple[int, tuple[str, ...]]:
        """How much the title page shows; a title that the file only states of itself may be left over from another."""
        page = fold_title(_WORD_BREAK.sub("", opening.first_page[:_TITLE_PAGE]))
        if _holds(page, self.title):
            named = [name for name in self._families if _named_in(name, page)]
            if named and len(self.title.split()) >= _SURE_WORDS:
                return _TITLE + _NAMED, ("its title stands on the title page", f"with the name {named[0]}")
            return _TITLE, ("its title stands on the title page",)
        if _holds(page, self._main_title):
            return _PART, ("its title without what follows the colon stands on the title page",)
        if _holds(fold_title(opening.stated), self.title):
            return _PART, ("its title stands in what the file states of itself",)
        return 0, ()


def _holds(text: str, title: str) -> bool:
    return len(title) >= _FEWEST_LETTERS and f" {title} " in f" {text} "


def _named_in(family: str, name: str) -> bool:
    """`grey` in `grey2001` and in `ann grey 2001`, not in `greyson 2001`."""
    return bool(family) and re.search(rf"(?<![^\W\d]){re.escape(family)}(?![^\W\d])", name) is not None


def _begins_with(doi: str, opening: Opening) -> bool:
    """Whether the file states the DOI, or its first page has it before any other: those after it may be cited there.

    It may be broken over two lines; a longer one that begins with it is another.
    """
    whole = re.compile(rf"{re.escape(doi)}(?![\w/-]|\.\w)")
    if whole.search(opening.stated.lower()):
        return True
    for page in (opening.first_page.lower(), opening.first_page.lower().replace("\n", "")):
        found = whole.search(page)
        if found and not _ANY_DOI.search(page, 0, found.start()):
            return True
    return False


def _digits(text: str) -> str:
    return "".join(re.findall(r"[0-9X]", text.upper()))
