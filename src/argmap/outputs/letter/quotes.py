"""How the letter names a statement: in the paper's own words where they can be read alone, with their place.

A claim may have several anchors, and some are half sentences. The one that shares most words with the claim is
quoted; where that does not say what the claim says, the claim's own words stand with the place. Handles that a terminal
shows (ids of claims, keys of works) become words here, since an author has not seen them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Quotation, Step
from argmap.findings.finding import Finding
from argmap.ground.text import shorten
from argmap.manuscript.mending import mending
from argmap.outputs.wording import name_source

if TYPE_CHECKING:
    from argmap.ground.places import Span
    from argmap.project import Project

QUOTE = 160
SHORT = 120
_LONG = 240
_NAMED = 80
# a quotation speaks for a claim when it has this share of the claim's words, and all its names and numbers
_ENOUGH = 0.5
_WORD = re.compile(r"\w+")
_HANDLE = re.compile(r"@(?P<key>[\w:.-]*\w)|(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?:/[a-z]+-\d+)?")


def sentence(text: str) -> str:
    """The text on one line, closed with a stop."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!", "…", "”")) else f"{text}."


def key_words(text: str) -> tuple[str, ...]:
    """The words that carry a text, cut to five letters so that endings do not matter: long ones, numbers, acronyms."""
    words = (
        word for word in _WORD.findall(text) if len(word) > 3 or word[0].isdigit() or (word.isupper() and word[1:])
    )
    return tuple(word.casefold()[:5] for word in words)


def best_anchor(claim: Claim, about: str = "") -> Quotation | None:
    """The anchor found in the paper that shares most words with `about`, or with the claim; the first among equals."""
    wanted = set(key_words(about or claim.text))
    found = [a for a in claim.anchors if a.match and a.match.end > a.match.start]
    return max(found, key=lambda a: len(wanted & set(key_words(a.text))), default=None)


def speaks_alone(quote: str, claim: str) -> bool:
    """Whether a reader who has only the quotation learns what the claim says, and of whom."""
    wanted, said = key_words(claim), set(key_words(quote))
    names = key_words(" ".join(word for word in claim.split()[1:] if not word.islower()))
    enough = sum(word in said for word in wanted) >= _ENOUGH * len(wanted)
    return enough and set(names) <= said and (not wanted or wanted[0] in said)


def name_claim(project: Project, claim: Claim, about: str = "", most: int = QUOTE) -> tuple[str, str]:
    """A claim in the letter: in the paper's words where they can be read alone, else in its own; and its place."""
    anchor = best_anchor(claim, about)
    words = about or claim.text
    if anchor is None or anchor.match is None or project.document is None:
        return sentence(words), ""
    place = say_where(project.document.place(anchor.match.start, anchor.match.end))
    quote = mend_quote(project, anchor)
    return f"“{shorten(quote, most)}”" if speaks_alone(quote, words) else sentence(shorten(words, most)), place


def mend_quote(project: Project, anchor: Quotation) -> str:
    """The words of an anchor with those that the file has damaged as they most likely were."""
    text, document = anchor.text, project.document
    if document and anchor.match:
        return mending(document.repairs)(text, anchor.match.start, anchor.match.end)
    return text


def say_where(span: Span) -> str:
    """The place as a reader of the paper finds it."""
    page = f"page {span.page}, " if span.page else ""
    return f"{page}line {span.line}"


def list_claims(project: Project, names: Iterable[str], most: int) -> str:
    """Claims one after the other with their places and ids, the first `most` of them."""
    names = list(names)
    shown = []
    for name in names[:most]:
        text, place = name_claim(project, project.argument.claims[name], most=SHORT)
        shown.append(f"{text.rstrip('.')}{f' ({place})' if place else ''} `{name}`")
    more = f"; and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(shown) + more


def say_premises(project: Project, step: Step, places: bool = False) -> str:
    """The premises of a step in the claims' words, with their places where these are asked for."""
    parts = []
    for name in step.premises:
        claim = project.argument.claims[name]
        place = name_claim(project, claim)[1] if places else ""
        text = sentence(shorten(claim.text, _LONG))
        parts.append(f"{text.removesuffix('.')} ({place})." if place else text)
    return " And: ".join(parts)


def in_words(project: Project, text: str, finding: Finding | None = None) -> str:
    """A sentence of the program without ids and keys: claims in quotation marks, works by author and year."""
    claims, sources = project.argument.claims, project.bibliography.sources

    def say(found: re.Match[str]) -> str:
        key, name = found["key"], found["id"]
        if key:
            source = sources.get(key)
            return name_source(source) if source and (source.authors or source.editors or source.title) else key
        return f"“{shorten(claims[name].text.rstrip('.'), _NAMED)}”" if name in claims else found[0]

    text = _HANDLE.sub(say, text)
    # an id of one word looks like a word; only where the finding is about that claim is it taken for the id
    about = {finding.claim} if finding and finding.claim else set()
    if finding and finding.related:
        places = {span for span, _ in finding.related}
        about |= {claim.id for claim in claims.values() if claim.span in places}
    for name in sorted(name for name in about if name and "-" not in name and name in claims):
        text = re.sub(
            rf"(?<![\w“-]){re.escape(name)}(?![\w-])", f"“{shorten(claims[name].text.rstrip('.'), _NAMED)}”", text
        )
    return text
