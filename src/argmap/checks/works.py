"""The works of a paper as its checks speak of them: which are listed, what they are called, where they stand."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Unpack

from argmap.checks.registry import Check, Details
from argmap.findings.finding import Finding
from argmap.ground.message import say
from argmap.ground.text import shorten
from argmap.manuscript.document import Document, Reference
from argmap.tongues.letters import without_marks
from argmap.tongues.lists import lists_of

SHORTEST_NAME = 3
"""What is shorter are initials, or no name that can be looked for."""


def in_list(document: Document) -> list[Reference]:
    """The entries of the paper's reference list, or of the bibliography beside it."""
    return [reference for reference in document.references if reference.origin in ("list", "bibliography")]


def family(name: str) -> str:
    """The family name of ``Family, Given``, folded for comparison."""
    return re.sub(r"[^\w]", "", name.partition(",")[0]).casefold()


@lru_cache(maxsize=2)  # many marks of a paper are looked for in the same text
def plain(text: str) -> str:
    """Its words in small letters without accents, which citations often leave out."""
    return re.sub(r"[^\w\s]", "", without_marks(text)).casefold()


def is_short(reference: Reference) -> bool:
    """A pointer at a fuller reference: ibid., op. cit., or author and year alone."""
    return reference.short_for is not None or "short_form" in reference.certainty


def at_reference(
    check_: Check, document: Document, reference: Reference, message: str, **more: Unpack[Details]
) -> Finding:
    """A finding about an entry of the list or a work named in a note."""
    if reference.end <= reference.start:  # from a bibliography file beside the paper
        return check_.finding(document.path, message, quote=reference.text, **more)
    return check_.at(document, reference, message, **more)


def name_work(reference: Reference) -> str:
    """A work by its author and year, or by its first words where it names neither."""
    names = [name.partition(",")[0] for name in (reference.authors or reference.editors)]
    if not names:
        return reference.year or shorten(reference.text, 70)
    forms = ("{}", "{} and {}", "{} and others")
    who = say(forms[min(len(names), 3) - 1], *names[:2])
    return say("{} {}", who, reference.year) if reference.year else who


# "Lewis M:", "Adorno, Theodor", "Shih, M.", "Arnold van Gennep,": how the list of an entry's authors begins
_CAPITAL = "A-ZÀ-ÞĀ-Ž"


@cache
def _person() -> re.Pattern[str]:
    from argmap.sources.references.words import any_of

    joiner = any_of("joiners")
    return re.compile(
        r"\W*(?:\d{1,3}\W+)?(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]el|[Dd]i|[Dd]a|[Ll]e|[Ll]a|El|Al)\s+){0,2}"
        rf"[{_CAPITAL}][\w'’-]+(?:\s[{_CAPITAL}][\w'’-]+)?"
        rf"(?:,\s+(?:[{_CAPITAL}]\.?\b|[{_CAPITAL}][\w'’-]+\s?(?:[A-Z]\.\s?)?[,.(:;&]"
        rf"|[{_CAPITAL}][\w'’-]+\s{joiner}(?!\w))|\s+[A-Z]{{1,3}}\s?[:,.]|,?\s+(?:and|&|{any_of('others')})(?!\w))"
    )


def begins_with_person(reference: Reference) -> bool:
    """Whether an entry seems to begin with the name of a person, though none may have been read."""
    return _person().match(reference.text) is not None


@cache
def second_hand(tongue: str) -> re.Pattern[str]:
    """How papers say that one work quotes another: "cited in Holm 1988".

    The name and a number must follow: "as cited in the introduction" is no citation. Inside a note "Apud" with its
    capital is the printer of an old book.
    """
    known = lists_of(tongue if "quoted-in" in lists_of(tongue, "citing") else "en", "citing")
    words = sorted(known["quoted-in"], key=len, reverse=True)
    listed = "|".join(re.escape(word) for word in words if word != "apud") or "(?!)"
    follows = r"(?=[^\W\d_a-z]\w+[^;)]{0,80}?\d)"
    return re.compile(rf"(?:(?<!\w)(?i:{listed})|\bapud|\A\W*Apud)\.?:?\s{follows}")
