"""What the commands that cite works, quote them or name bibliographies make of their arguments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.manuscript.document import Reference
from argmap.manuscript.readers.latex.syntax import CITING, COMMENT, Arguments

_CITES = re.compile(rf"[A-Za-z]{{0,12}}?[cC]ite(?:{'|'.join(CITING['endings'])})?s?|{'|'.join(CITING['second_hand'])}")
BIBLIOGRAPHY = (
    r"(?:no)?bibliography(?!style|name|unit|item)[A-Za-z]*|defaultbibliography|add(?:bibresource|globalbib|sectionbib)"
)
_BIBLIOGRAPHY = re.compile(BIBLIOGRAPHY)
_VOLUME_CITES = re.compile(r"[pPfFsSaAtT]{0,2}[vV]olcite")
_QUOTATION = re.compile(r"enquote|(?P<tongue>foreign|hyphen)?(?P<form>text|block)(?P<cites>c)?quote")


@dataclass(frozen=True, slots=True)
class CiteCommand:
    """A citation as written: its keys with the words before and after, and how it stands in the sentence."""

    keys: tuple[tuple[str, str | None, str | None], ...]
    end: int
    narrative: bool
    in_note: bool
    shows: str


def is_cite(name: str) -> bool:
    """Whether a command is one of those that cite (`latex.toml`)."""
    return may_cite(name) and name not in CITING["none"] and _CITES.fullmatch(name) is not None


def may_cite(name: str) -> bool:
    """Whether a command may cite, by its name: one of a paper's own is called so too."""
    return "cite" in name.lower() or name in CITING["second_hand"]


def is_bibliography(name: str) -> bool:
    """Whether a command names a bibliography: those of BibTeX, biblatex, multibib, bibunits."""
    return bool(_BIBLIOGRAPHY.fullmatch(name))


def read_cite(arguments: Arguments, name: str, at: int, automatic_in_note: bool = False) -> CiteCommand | None:
    r"""The citation that a command with this name makes with the arguments at `at`.

    `automatic_in_note`: whether the paper's style sets in a note what ``\autocite`` cites.
    """
    by_others = name in CITING["second_hand"]
    many = name.lower().endswith("cites") or by_others
    keys: list[tuple[str, str | None, str | None]] = []
    in_volume = _VOLUME_CITES.fullmatch(name) is not None
    for opens, closes in (("(", ")"), ("(", ")")) if many and not by_others else ():
        if found := arguments.optional(at, opens, closes):
            at = found[2]
    while len(keys) < 500:
        angled = _in_angles(arguments, at)
        notes = [arguments.text[angled[0] : angled[1]]] if angled else []
        inner = angled[2] if angled else at
        while len(notes) < 2 and (found := arguments.optional(inner)):
            notes.append(arguments.text[found[0] : found[1]])
            inner = found[2]
        if in_volume and (volume := arguments.required(inner)):  # \volcite[see]{2}[12]{key}
            place = arguments.optional(volume[2]) or volume
            notes = [*(notes[:1] or [""]), arguments.text[place[0] : place[1]]]
            inner = place[2]
        if angled and len(notes) == 1:
            notes.append("")
        argument = arguments.required(inner)
        if argument is None:
            break
        at = argument[2]
        before, after = (notes[0], notes[1]) if len(notes) == 2 else (None, notes[0] if notes else None)
        listed = COMMENT.sub("", arguments.text[argument[0] : argument[1]])
        named = [k.strip() for k in listed.split(",") if k.strip()]
        keys += [
            (key, before if not i else None, after if i == len(named) - 1 else None) for i, key in enumerate(named)
        ]
        if not many or (by_others and len(keys) > 1):
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
    narrative = lower.startswith(CITING["narrative"]) and not lower.startswith(CITING["not_narrative"])
    return CiteCommand(
        tuple(keys),
        at,
        narrative or shows in ("author",),
        lower.startswith(CITING["in_note"]) or (automatic_in_note and lower.startswith(CITING["as_the_style_does"])),
        "none" if lower.startswith("no") else shows,
    )


def _in_angles(arguments: Arguments, at: int) -> tuple[int, int, int] | None:
    r"""The words before a citation as apacite has them, ``\cite<see>[12]{key}``."""
    return arguments.optional(at, "<", ">") if arguments.text[at : at + 1] == "<" else None


@dataclass(frozen=True, slots=True)
class Quotation:
    r"""A quotation of csquotes: the stretch of its words, what it cites, and where the command ends.

    `source` is the stretch of its source where that is free text, ``\textquote[{\cite[5]{a}}]{…}``.
    """

    start: int
    stop: int
    end: int
    is_block: bool
    cited: CiteCommand | None = None
    source: tuple[int, int] | None = None


def read_quotation(arguments: Arguments, name: str, at: int) -> Quotation | None:
    """The quotation that a command of csquotes makes; None where the command is none of these."""
    kind = _QUOTATION.fullmatch(name)
    if kind is None:
        return None
    if kind["tongue"]:
        tongue = arguments.required(at)
        at = tongue[2] if tongue else at
    cited = source = None
    if kind["cites"]:
        cited = read_cite(arguments, "cite", at)
        at = cited.end if cited else at
    elif kind["form"] and (found := arguments.optional(at)):
        source, at = found[:2], found[2]
    if kind["form"] and (mark := arguments.optional(at)):  # the full stop before the quotation mark
        at = mark[2]
    words = arguments.required(at)
    if words is None:
        return None
    end = words[2]
    if kind["form"] and arguments.text[end : end + 1] == "[" and (mark := arguments.optional(end)):
        end = mark[2]
    return Quotation(words[0], words[1], end, kind["form"] == "block", cited, source)


def cited_in_words(work: Reference | None, key: str, cited: CiteCommand, locator: str | None) -> str:
    """How a citation reads: ``Smith and Jones (2010, 4)``, ``Smith 2010``, or the key where the work is not known."""
    words = _work_in_words(work, key, cited)
    if locator is None or (cited.shows and not cited.narrative):
        return words
    if cited.narrative and words.endswith(")"):
        return f"{words[:-1]}, {locator})"
    return words if cited.shows else f"{words}, {locator}"


def _work_in_words(work: Reference | None, key: str, cited: CiteCommand) -> str:
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
