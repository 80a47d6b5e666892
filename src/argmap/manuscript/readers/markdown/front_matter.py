"""What stands at the head of a Markdown file: its settings in YAML or TOML, and the bibliographies that they name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from argmap.ground.looks import true_place
from argmap.ground.yaml_text import NotYaml, load_yaml
from argmap.manuscript.document import NamedBibliography, Reference
from argmap.manuscript.readers.bibliographies import NO_BIBLIOGRAPHY, beside, cited_works, find_bibliography
from argmap.manuscript.readers.markdown.project_settings import LONGEST, of_project, unread_above
from argmap.manuscript.readers.stated import stated_date

_MOST_LINES = 10_000
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
# What a block below the text may hold: Pandoc's own converters write the works there.
_STATED_BELOW = frozenset(("references", "bibliography", "nocite"))
# The keys of Manubot say where a work is found; what it is called is looked up when the paper is built.
_IDENTIFIER = re.compile(r"(?:doi|pmid|pmc|pmcid|arxiv|isbn|url|https?|wikidata|tag|raw):")
_LOOKED_UP = NamedBibliography("", "they are identifiers, which are looked up when the paper is built")
_QUOTED = re.compile(r"^([\"'])(.*)\1$")
_ON_ONE_LINE = re.compile(r"([A-Za-z][\w-]{0,40}):[ \t]+([^\s\[{|>&*!#][^\n]{0,2000}?)\s*")
_UNREAD_SETTINGS = NamedBibliography("", "the settings at the head of the file, which may name it, were not read")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a file, the indices of the lines that hold them, and a remark where they could not be read."""

    values: Mapping[str, object] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()
    problem: str | None = None

    @property
    def title(self) -> str | None:
        """The title that the settings give, without its markup."""
        value = self.values.get("title")
        if isinstance(value, dict):
            value = value.get("text") or value.get("title")
        # without the note of thanks that hangs on it, and what only TeX reads
        shown = re.sub(r"\^\[[^\[\]]{1,2000}\]|\[\^[^\[\]]{1,80}\]|\\[a-z]{1,20}\*?\{[^{}]{0,40}\}", "", str(value))
        words = re.sub(r"^\s*\|\s|[*_`]|\\(?=\W)", "", shown, flags=re.MULTILINE)
        return " ".join(words.split()) or None if value else None

    @property
    def date(self) -> str | None:
        """The day, month or year that the settings give; None for `today` and whatever else is no date."""
        return stated_date(str(self.values.get("date") or ""))

    @property
    def shown_things(self) -> tuple[str, ...]:
        """What the ids of the paper's own kinds of figures and tables begin with, as Quarto is told of them."""
        crossref = self.values.get("crossref")
        kinds = crossref.get("custom") if isinstance(crossref, dict) else None
        named = (kind.get("key") for kind in (kinds if isinstance(kinds, list) else ()) if isinstance(kind, dict))
        return tuple(f"{key}-" for key in named if isinstance(key, str))

    def works(
        self, path: Path | None, keys: Iterable[str], handles: Iterable[str], text: str
    ) -> tuple[tuple[Reference, ...], tuple[NamedBibliography, ...]]:
        """The works cited, from the bibliographies that the settings name or hold, and what became of each.

        `handles` are words after ``@`` that are keys where a bibliography knows them, and somebody's name elsewhere.
        """
        cited = list(keys)
        folder = true_place(path).parent if path else Path()
        names = [name for key in ("bibliography", "bibFile", "bibfile") for name in _strings(self.values.get(key))]
        named = {name: find_bibliography(name, [folder] if path else [], ".bib") for name in names}
        from argmap.sources.bibliography.csl_yaml import works_of

        within = works_of(self.values.get("references"))
        if path and not named and not within:
            named = of_project(folder) or beside(folder, cited)
        references, told = cited_works(named, folder, (*cited, *handles), text, within=within)
        explained = {reference.key for reference in references}
        open_keys = [key for key in cited if key not in explained]
        if any(map(_IDENTIFIER.match, open_keys)):
            return references, (*told, _LOOKED_UP)
        if open_keys and self.problem and not named:
            return references, (*told, _UNREAD_SETTINGS)
        if named or within or not cited:
            return references, told
        above = unread_above(folder) if path else None
        return references, (NamedBibliography("", above) if above else NO_BIBLIOGRAPHY,)


def read_settings(lines: Sequence[str]) -> Settings:
    """The settings of a file, from its lines without their ends: those at its head, and works that it states below."""
    opened = lines[0].rstrip() if lines else ""
    values: dict[str, object] = {}
    taken: set[int] = set()
    problem = None
    if (closing := _FENCES.get(opened)) and (end := _closed(lines, 1, closing)):
        block = "\n".join(lines[1:end])
        values, problem = _yaml(block) if opened == "---" else _toml(block)
        taken.update(range(end + 1))
    at = len(taken)
    while at < len(lines):
        if lines[at].rstrip() != "---" or lines[at - 1].strip() or not _opens_references(lines, at + 1):
            at += 1
            continue
        end = _closed(lines, at + 1, _FENCES["---"])
        stated = _yaml("\n".join(lines[at + 1 : end]))[0] if end else {}
        if _STATED_BELOW & stated.keys():
            values = {**stated, **values}
            taken.update(range(at, end + 1))
        at = max(end, at) + 1
    return Settings(values, frozenset(taken), problem)


def _closed(lines: Sequence[str], first: int, closing: Collection[str]) -> int:
    """The index of the line that closes a block; 0 where none does."""
    last = min(len(lines), first + _MOST_LINES)
    return next((number for number in range(first, last) if lines[number].rstrip() in closing), 0)


def _opens_references(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and lines[at].partition(":")[0] in _STATED_BELOW


def _yaml(block: str) -> tuple[dict[str, object], str | None]:
    """Settings in YAML, and a remark where they could not be read: then those that stand on one line count as it says.

    A colon in a title, a tab or an @ is enough: the paper has its title and its bibliography nonetheless.
    """
    if len(block) > LONGEST:
        return {}, "The settings at the head of the file are too long; they were not read."
    try:
        found = load_yaml(block)
    except NotYaml as problem:
        where = f", line {problem.line + 1}" if problem.line else ""
        alone = (_ON_ONE_LINE.fullmatch(line) for line in block.splitlines())
        values: dict[str, object] = {found[1]: _QUOTED.sub(r"\2", found[2]) for found in alone if found}
        return values, f"The settings at the head of the file were not read as YAML{where}: {problem}."
    return (found, None) if isinstance(found, dict) else ({}, None)


def _toml(block: str) -> tuple[dict[str, object], str | None]:
    try:
        return tomllib.loads(block), None
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}, "The settings at the head of the file are not TOML; they were not read."


def _strings(value: object) -> Iterator[str]:
    """The names in a setting: one, a list, or lists by their names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from (name for name in (inner if isinstance(inner, list) else [inner]) if isinstance(name, str))
