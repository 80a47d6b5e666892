"""The commands of LaTeX, natbib, biblatex, apacite and jurabib that cite works or name bibliographies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.manuscript.document import Reference
from argmap.manuscript.latex_syntax import Arguments

_CITES = re.compile(
    r"(?:[A-Za-z]{0,12}?)(?:[cC]ite)(?:s|p|t|alp|alt|author|authors|year|yearpar|title|url|date|num|text|A|NP|ANP"
    r"|N|yearNP|fullauthor|field|al|X|rep|noun|online)?s?"
)
BIBLIOGRAPHY = (
    r"(?:no)?bibliography(?!style|name|unit|item)[A-Za-z]*|defaultbibliography|add(?:bibresource|globalbib|sectionbib)"
)
_BIBLIOGRAPHY = re.compile(BIBLIOGRAPHY)
_NOT_CITES = frozenset(("citestyle", "setcitestyle", "citeindextrue", "mkbibcite", "excite", "incite", "recite"))


@dataclass(frozen=True, slots=True)
class CiteCommand:
    """A citation as written: its keys with the words before and after, and how it stands in the sentence."""

    keys: tuple[tuple[str, str | None, str | None], ...]
    end: int
    narrative: bool
    in_note: bool
    shows: str


def is_cite(name: str) -> bool:
    """Whether a command is one of the citing families of LaTeX, natbib, biblatex, apacite, jurabib."""
    return "cite" in name.lower() and name not in _NOT_CITES and bool(_CITES.fullmatch(name))


def is_bibliography(name: str) -> bool:
    """Whether a command names a bibliography: those of BibTeX, biblatex, multibib, bibunits."""
    return bool(_BIBLIOGRAPHY.fullmatch(name))


def read_cite(arguments: Arguments, name: str, at: int) -> CiteCommand | None:
    """The citation that a command with this name makes with the arguments at `at`."""
    many = name.lower().endswith("cites")
    keys: list[tuple[str, str | None, str | None]] = []
    for opens, closes in (("(", ")"), ("(", ")")) if many else ():
        if found := arguments.optional(at, opens, closes):
            at = found[2]
    while len(keys) < 500:
        notes: list[str] = []
        inner = at
        while len(notes) < 2 and (found := arguments.optional(inner)):
            notes.append(arguments.text[found[0] : found[1]])
            inner = found[2]
        argument = arguments.required(inner)
        if argument is None:
            break
        at = argument[2]
        before, after = (notes[0], notes[1]) if len(notes) == 2 else (None, notes[0] if notes else None)
        named = [k.strip() for k in arguments.text[argument[0] : argument[1]].split(",") if k.strip()]
        keys += [
            (key, before if not i else None, after if i == len(named) - 1 else None) for i, key in enumerate(named)
        ]
        if not many:
            break
    if not keys:
        return None
    lower = name.lower()
    shows = (
        "year"
        if "citeyear" in lower or "citedate" in lower
        else "author"
        if "citeauthor" in lower or "fullauthor" in lower
        else "title"
        if "citetitle" in lower
        else ""
    )
    narrative = lower.startswith(
        ("textcite", "citet", "citealt", "citea", "posscite", "citenoun")
    ) and not lower.startswith(("citetitle", "citealp", "citetext"))
    return CiteCommand(
        tuple(keys),
        at,
        narrative or shows in ("author",),
        lower.startswith("foot"),
        "none" if lower.startswith("no") else shows,
    )


def cited_in_words(work: Reference | None, key: str, cited: CiteCommand) -> str:
    """How a citation reads: ``Smith and Jones (2010)``, ``Smith 2010``, or the key where the work is not known."""
    if work is None or not (work.authors or work.editors) or not work.year:
        return f"[{key}]"
    families = [name.split(",")[0] for name in work.authors or work.editors]
    people = (
        families[0]
        if len(families) == 1
        else f"{families[0]} and {families[1]}"
        if len(families) == 2
        else f"{families[0]} et al."
    )
    if cited.shows:
        return {"year": work.year, "author": people, "title": work.title or f"[{key}]"}[cited.shows]
    return f"{people} ({work.year})" if cited.narrative else f"{people} {work.year}"
