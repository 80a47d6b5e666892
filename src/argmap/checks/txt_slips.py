"""TXT: slips of language that a list can name, and names that lost their apostrophe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.project import Project
from argmap.prose.paragraphs import Line
from argmap.tongues.awaited import as_needed
from argmap.tongues.prose import fill, word_list

_SHOWN = 6
# a name is known as one by how often it owns something
_OWNS_OFTEN, _PLURAL_SELDOM = 4, 2
_NAME = re.compile(r"(?<![\w'’-])([A-Z][^\W\d_]{3,})(['’]s)?(?![\w'’-])")
_THE_NAME = re.compile(r"\b[Tt]he ([A-Z][^\W\d_]{3,})(['’]s)?(?= [a-z])")

_AFTER_THE = re.compile(r"\b(?:[Tt]he|[Tt]wo|[Tt]hree|[Bb]oth)\s$")


class _Slip(NamedTuple):
    line: Line
    words: str
    right: str


@check("TXT061", "slips-of-language", "note", "candidate", about="paper", words=("slips",))
def slips_of_language(project: Project) -> Iterator[Finding]:
    """Phrases that no writer means stand in the text, and the list of them knows what was meant.

    Why: they are overlooked by spelling checkers, since each word is right, and readers stumble over them.

    Example: `between 5 to 10 ships`, `in 24 July 1992`, `two and half decades`, `Turkeys approach` for Turkey's.

    Mend: see what was meant. All places stand in one finding; what is quoted is passed over.
    """
    document = project.paper
    lines = [
        (line, line.own)
        for paragraph in project.prose
        if paragraph.kind in ("paragraph", "item") and paragraph.part != "back"
        for line in paragraph.lines
        if line.is_prose
    ]
    whole = " ".join(as_needed(text) for _, text in lines)
    possible = [slip for slip in _slips(project.tongue) if any(need in whole for need in slip[1])]
    slips = [
        _Slip(line, match["slip"] if "slip" in match.re.groupindex else match[0], right)
        for line, text in lines
        for folded in (as_needed(text),)
        for right, letters, form in possible
        if any([need in folded for need in letters])  # a list, since a generator takes twice as long
        for match in form().finditer(text)
    ]
    if project.tongue == "en":
        slips += _names_that_own(lines)
    if slips:
        first, *others = slips = sorted(slips, key=lambda slip: slip.line.sentence.start)
        shown = ", ".join(f"“{' '.join(slip.words.split())}” ({slip.right})" for slip in slips[:_SHOWN])
        more = f" and {len(slips) - _SHOWN} more" if len(slips) > _SHOWN else ""
        places = [document.place(slip.line.sentence.start, slip.line.sentence.end) for slip in slips]
        yield slips_of_language.finding(
            places[0],
            f"{'These read like slips' if others else 'This reads like a slip'}: {shown}{more}",
            quote=document.text[first.line.sentence.start : first.line.sentence.end],
            related=[(place, f"“{slip.words}”: {slip.right}") for place, slip in zip(places[1:], others, strict=True)],
        )


@cache
def _slips(tongue: str) -> tuple[tuple[str, tuple[str, ...], Callable[[], re.Pattern[str]]], ...]:
    """What was meant, the letters that how it is mistaken for something else needs, and how that is."""
    return tuple(_slip(line, tongue) for line in word_list("slips", tongue))


def _slip(line: str, tongue: str) -> tuple[str, tuple[str, ...], Callable[[], re.Pattern[str]]]:
    shown, _, form = line.partition(": ")
    right, _, needs = shown.partition(" | ")
    letters = tuple(as_needed(need).strip() for need in needs.split("/"))
    return right, letters, cache(lambda: re.compile(fill(form, tongue)))


def _names_that_own(lines: list[tuple[Line, str]]) -> Iterator[_Slip]:
    """Turkeys approach, where else it is Turkey's; the Albania's army, where else Albania never has an article."""
    names = [(line, match) for line, text in lines for match in _NAME.finditer(text)]
    with_the = [(line, match) for line, text in lines for match in _THE_NAME.finditer(text)]
    times = Counter(match[1] + "’s" * bool(match[2]) for _, match in names)
    named = Counter(match[1] for _, match in with_the if not match[2])
    for line, match in names:
        name = match[1].removesuffix("s")
        lost = not match[2] and name != match[1] and times[match[1]] <= _PLURAL_SELDOM
        text = match.string
        # the Norrviks are a family
        if not lost or _AFTER_THE.search(text, 0, match.start()) or not re.match(r" [a-z]", text[match.end() :]):
            continue
        if min(times[name], times[name + "’s"]) >= _OWNS_OFTEN:
            yield _Slip(line, match[0], f"{name}’s")
    for line, match in with_the:
        owns = match[2] and times[match[1] + "’s"] >= _OWNS_OFTEN and match[1] not in word_list("degrees", "en")
        if owns and not named[match[1]]:
            yield _Slip(line, match[0], match[0].partition(" ")[2])
