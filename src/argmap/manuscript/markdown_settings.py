"""What stands at the head of a Markdown file: its settings in YAML or TOML, and the bibliographies that they name."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argmap.manuscript.bibliographies import NO_BIBLIOGRAPHY, beside, cited_works, find_bibliography
from argmap.manuscript.document import NamedBibliography, Reference
from argmap.places import TextFile
from argmap.sources import Source

_MOST_LINES = 2000
_LONGEST = 100_000
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_ANCHORS = re.compile(r"^\s*[\w-]+:\s*&|[:\-\[,]\s*\*\w", re.MULTILINE)
# The keys of Manubot say where a work is found; what it is called is looked up when the paper is built.
_IDENTIFIER = re.compile(r"(?:doi|pmid|pmc|pmcid|arxiv|isbn|url|https?|wikidata|tag|raw):")
_LOOKED_UP = NamedBibliography("", "they are identifiers, which are looked up when the paper is built")
_UNREAD_SETTINGS = NamedBibliography("", "the settings at the head of the file, which may name it, were not read")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a file, the index of the first line after them, and a remark where they could not be read."""

    values: Mapping[str, object] = field(default_factory=dict)
    first_line: int = 0
    problem: str | None = None

    @property
    def title(self) -> str | None:
        """The title that the settings give, without its markup."""
        value = self.values.get("title")
        if isinstance(value, dict):
            value = value.get("text") or value.get("title")
        return " ".join(re.sub(r"[*_`]", "", str(value)).split()) or None if value else None

    def works(
        self, path: Path | None, keys: Iterable[str], text: str
    ) -> tuple[tuple[Reference, ...], tuple[NamedBibliography, ...]]:
        """The works cited, from the bibliographies that the settings name or hold, and what became of each."""
        cited = list(keys)
        folder = path.resolve().parent if path else Path()
        names = [name for key in ("bibliography", "bibFile", "bibfile") for name in _strings(self.values.get(key))]
        named = {name: find_bibliography(name, [folder] if path else [], ".bib") for name in names}
        within = _stated(self.values.get("references"))
        if path and not named and not within:
            named = beside(folder, cited)
        references, told = cited_works(named, folder, cited, text, within=within)
        explained = {reference.key for reference in references}
        open_keys = [key for key in cited if key not in explained]
        if any(map(_IDENTIFIER.match, open_keys)):
            return references, (*told, _LOOKED_UP)
        if open_keys and self.problem:
            return references, (*told, _UNREAD_SETTINGS)
        return references, told if named or within or not cited else (NO_BIBLIOGRAPHY,)


def read_settings(lines: Iterator[str]) -> Settings:
    """The settings at the head of a file, from its lines without their ends."""
    opened = next(lines, "").rstrip()
    closing = _FENCES.get(opened)
    held: list[str] = []
    for number, line in enumerate(lines, 2):
        if closing is None or number > _MOST_LINES:
            break
        if line.rstrip() in closing:
            block = "\n".join(held)
            values, problem = _yaml(block) if opened == "---" else _toml(block)
            return Settings(values, number, problem)
        held.append(line)
    return Settings()


def _yaml(block: str) -> tuple[dict[str, object], str | None]:
    """Settings in YAML. Anchors are refused: they are how a small file grows large."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Reads a value with a tag of a program's own, ``!expr 1 + 1``, as its words."""

    Loader.add_multi_constructor("!", lambda loader, tag, node: str(node.value))
    if len(block) > _LONGEST or _ANCHORS.search(block):
        return {}, "The settings at the head of the file use YAML anchors or are too long; they were not read."
    try:
        found = yaml.load(block, Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f", line {mark.line + 2}" if mark else ""
        return {}, f"The settings at the head of the file are not YAML{where}; they were not read."
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


def _stated(value: object) -> list[Source]:
    """Works that the settings hold themselves, as Pandoc's ``references``: CSL items in YAML."""
    from argmap.sources.csl_json import read_csl_json

    if not isinstance(value, list):
        return []
    items = [{**item, "issued": _date(item.get("issued"))} for item in value if isinstance(item, dict)]
    return read_csl_json(TextFile("references", json.dumps(items, default=str)), lambda _: None)


def _date(value: object) -> object:
    """A date as CSL-JSON has it: YAML may give a year, a day, or a list of parts by their names."""
    if isinstance(value, dict) and "date-parts" in value:
        return value
    return {"raw": str(value)} if value is not None else {}
