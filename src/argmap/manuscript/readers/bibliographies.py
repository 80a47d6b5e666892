"""The bibliographies that a paper names: where they lie, which of their works it cites, and why one was not read.

A bibliography that was not read is never held against the paper: what is said to be missing may stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from argmap.ground.files import check_file, may_read_below
from argmap.ground.looks import is_there, names_below, true_place
from argmap.manuscript.document import NamedBibliography, Reference
from argmap.sources import Bibliography, Source, load_bibliography

NO_BIBLIOGRAPHY = NamedBibliography("", "the file names no bibliography")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_MOST_BESIDE = 10
_LARGEST_BESIDE = 5_000_000
# "Nunn, Qian, Alesina and Giuliano (2011" still reaches back to its first name
_NAMES_BEFORE_YEAR = 60


def find_bibliography(name: str, folders: Sequence[Path], suffix: str = "") -> Path | str:
    """The file of that name in the first of the folders that has it, or why there is none to read.

    A stranger's paper has only files of its folders read, unless the person allows more or it is one of the project.
    """
    if "://" in name:
        return "it lies on the web, and nothing is fetched"
    if not folders or "\0" in name or len(name) > 300:
        return "it is not beside the paper"
    outside = False
    try:
        for folder in folders:
            for candidate in (folder / name, folder / f"{name}{suffix}"):
                found = true_place(candidate)
                if not found.is_relative_to(folder) and not may_read_below(found.parent):
                    outside = True
                elif is_there(found):
                    return found
    except (OSError, ValueError, RuntimeError):
        return "its name cannot be followed"
    if outside:
        return "it lies outside the paper's folder, which `--allow-outside` allows"
    return "it is not in the paper's folder"


def beside(folder: Path, keys: Iterable[str]) -> dict[str, Path | str]:
    """The first bibliography of a folder, by its name, that explains every key that the paper cites.

    A paper may leave its bibliography to the command that sets it. Only the keys can tell that a file beside it is
    meant. BibTeX comes before CSL-JSON, which is but one kind of `.json`.
    """
    wanted = set(keys)
    names = [*names_below(folder, "*.bib"), *names_below(folder, "*.json")][:_MOST_BESIDE] if wanted else []
    for file in (folder / name for name in names):
        with suppress(OSError):  # one that cannot be read, or is too large, explains nothing
            check_file(file, _LARGEST_BESIDE)
            if wanted <= _sources(load_bibliography([file], folder)).keys():
                return {file.name: file}
    return {}


def _sources(bibliography: Bibliography) -> dict[str, Source]:
    """The works of a bibliography without what argmap drafted from the paper, which explains nothing in it."""
    return {key: source for key, source in bibliography.sources.items() if not source.is_draft}


def cited_works(
    named: Mapping[str, Path | str],
    root: Path,
    keys: Iterable[str],
    text: str,
    *,
    all_of_them: bool = False,
    within: Sequence[Source] = (),
) -> tuple[tuple[Reference, ...], tuple[NamedBibliography, ...]]:
    """The works with these keys from the bibliographies that a paper names, and what became of each bibliography.

    `named` gives for each name its file or why there is none; `within` are entries that stand in the paper itself,
    which come first. Works that the `text` of the paper cites in brackets of its own, as ``(Langer 1963: 14)``, are
    given as well; with `all_of_them` (``\\nocite{*}``) every entry is.
    """
    paths = [path for path in named.values() if isinstance(path, Path)]
    bibliography = load_bibliography(paths, root) if paths else None
    sources = _sources(bibliography) if bibliography else {}
    sources.update((source.key, source) for source in reversed(within))
    by_alias = {alias: source.key for source in sources.values() for alias in source.aliases}
    wanted = sources if all_of_them else (*keys, *_named(text, sources))
    meant = dict.fromkeys(key if key in sources else by_alias.get(key, "") for key in wanted)
    found = [sources[key] for key in meant if key in sources]
    problems = {d.path: d.message for d in bibliography.diagnostics if d.span is None} if bibliography else {}
    filled = {entry.span.path for entry in bibliography.entries} if bibliography else set()
    told = []
    for name, path in named.items():
        why: str | None
        if isinstance(path, str):
            why = path
        else:
            shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
            why = problems.get(shown) or (None if shown in filled else "no entry could be read in it")
        told.append(NamedBibliography(name, why))
    return tuple(_reference(f"b{number}", source) for number, source in enumerate(found, 1)), tuple(told)


def remarks_on(bibliographies: Iterable[NamedBibliography]) -> tuple[str, ...]:
    """A sentence on each bibliography that was not read."""
    return tuple(
        f"The bibliography {named.name} was not read: {named.unread}."
        if named.name
        else f"The keys that it cites could not be looked up: {named.unread}."
        for named in bibliographies
        if named.unread
    )


def _reference(name: str, source: Source) -> Reference:
    """A reference from an entry of a bibliography; what an entry states is certain."""
    fields: dict[str, Any] = {
        "authors": source.authors,
        "editors": source.editors,
        "year": source.year,
        "title": source.title,
        "container": source.container,
        "publisher": source.publisher,
        "pages": source.pages,
        "doi": source.doi,
        "kind": source.type,
    }
    words = ". ".join(
        filter(None, ("; ".join(source.authors or source.editors), source.year, source.title, source.container))
    )
    certainty = {field: 1.0 for field, value in fields.items() if value}
    return Reference(name, words, key=source.key, origin="bibliography", certainty=certainty, entry=source, **fields)


def _named(text: str, sources: Mapping[str, Source]) -> list[str]:
    """The keys of the works whose first name stands in the text shortly before their year."""
    before: dict[str, list[str]] = {}
    for year in _YEAR.finditer(text):
        before.setdefault(year.group(), []).append(text[max(0, year.start() - _NAMES_BEFORE_YEAR) : year.start()])
    joined = {year: "\n".join(words) for year, words in before.items()}
    families = {key: name[0].split(",")[0] for key, source in sources.items() if (name := source.authors)}
    return [
        key
        for key, family in families.items()
        if re.search(rf"\b{re.escape(family)}\b", joined.get((sources[key].year or "")[:4], ""))
    ]
