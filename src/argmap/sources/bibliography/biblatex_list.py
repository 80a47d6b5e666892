r"""The list of works that biblatex leaves beside a paper (`.bbl`): entries with their fields, as sources.

What Biber writes is a program of ``\entry``, ``\name``, ``\list``, ``\field`` and ``\verb`` commands (biblatex manual,
"Data interface"). It is read by these names alone. A list that BibTeX made is a text, and no such program.
"""

from __future__ import annotations

import re

from argmap.ground.places import TextFile
from argmap.sources.bibliography.bibtex import make_source
from argmap.sources.source import Source

_ENTRY = re.compile(r"\\entry\{([^{}\s]{1,300})\}\{([^{}]{0,60})\}")
_FIELD = re.compile(
    r"\\field\{(?P<field>[a-z]+)\}\{(?P<value>(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+)\}"
    r"|\\(?P<list>name|list)\{(?P<of>[a-z]+)\}"
    r"|(?<![A-Za-z])(?P<part>family|given|prefix|suffix)=\{(?P<name>(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+)\}"
    r"|^\s*\{(?P<item>[^{}%\n]+)\}%?$"
    r"|\\verb\{(?P<verb>[a-z]+)\}\s*\\verb (?P<plain>[^\n]+)"
    r"|(?P<person>\{\{)",
    re.MULTILINE,
)
_RANGE = re.compile(r"\\bibrangedash\s*")


def read_biblatex_list(source: TextFile) -> list[Source]:
    """The entries of a `.bbl` file that biblatex made, in order, each key once; none where BibTeX made it."""
    text = source.text
    starts = list(_ENTRY.finditer(text))
    found: dict[str, Source] = {}
    for place, entry in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        if entry[1] not in found:
            span = source.span(entry.start(), entry.end())
            found[entry[1]] = make_source(entry[1], entry[2], _fields(text, entry.end(), end), span)
    return list(found.values())


def _fields(text: str, start: int, end: int) -> dict[str, str]:
    """The fields of one entry in the notation of BibTeX: people as ``Family, Given and …``."""
    fields: dict[str, str] = {}
    people: dict[str, list[dict[str, str]]] = {}
    current = ""
    for match in _FIELD.finditer(text, start, end):
        if match["field"]:
            fields.setdefault(match["field"], _RANGE.sub("--", match["value"]))
        elif match["list"]:
            current = match["of"]
            if match["list"] == "name":
                people[current] = []
        elif match["person"] and current in people:
            people[current].append({})
        elif match["part"] and people.get(current):
            people[current][-1].setdefault(match["part"], match["name"])
        elif match["item"] and current and current not in people:
            fields.setdefault(current, match["item"])
        elif match["verb"]:
            fields.setdefault(match["verb"], match["plain"])
    for role, persons in people.items():
        fields[role] = " and ".join(filter(None, map(_name, persons)))
    return fields


def _name(person: dict[str, str]) -> str:
    """``von Family, Jr, Given``; a name of one part is kept together by braces, as that of a body is."""
    family = " ".join(filter(None, (person.get("prefix"), person.get("family"))))
    given = [part for part in (person.get("suffix"), person.get("given")) if part]
    return ", ".join([family, *given]) if given else f"{{{family}}}" if family else ""
