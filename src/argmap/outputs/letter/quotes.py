"""How the letter names a statement: in the paper's own words where they can be read alone, with their place.

A claim may have several anchors, and some are half sentences. The one that shares most words with the claim is
quoted; where that does not say what the claim says, the claim's own words stand with the place. Handles that a terminal
shows (ids of claims, keys of works) become words here, since an author has not seen them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from argmap.argument.model import Claim, Quotation, Step
from argmap.ground.message import Name
from argmap.ground.text import shorten
from argmap.manuscript.formats import FORMATS
from argmap.manuscript.mending import mending
from argmap.outputs.letter.words import Voice, voice_of
from argmap.reviews.judgements import item_of_passage
from argmap.reviews.offers import work_of

if TYPE_CHECKING:
    from argmap.ground.places import Span
    from argmap.manuscript.document import Block, Document
    from argmap.project import Project

QUOTE = 160
SHORT = 120
_LONG = 240
_NAMED = 80
# a quotation speaks for a claim when it has this share of the claim's words, and all its names and numbers
_ENOUGH = 0.5
_WORD = re.compile(r"\w+")


def sentence(text: str) -> str:
    """The text on one line, closed with a stop."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!", "…", "”", "“", "»")) else f"{text}."


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


def name_claim(project: Project, voice: Voice, claim: Claim, about: str = "", most: int = QUOTE) -> tuple[str, str]:
    """A claim in the letter: in the paper's words where they can be read alone, else in its own; and its place."""
    anchor = best_anchor(claim, about)
    words = about or claim.text
    if anchor is None or anchor.match is None or project.document is None:
        return sentence(words), ""
    place = say_where(project.document, voice, project.document.place(anchor.match.start, anchor.match.end))
    quote = mend_quote(project, anchor)
    return voice.quote(shorten(quote, most)) if speaks_alone(quote, words) else sentence(shorten(words, most)), place


def mend_quote(project: Project, anchor: Quotation) -> str:
    """The words of an anchor with those that the file has damaged as they most likely were."""
    text, document = anchor.text, project.document
    if document and anchor.match:
        return mending(document.repairs)(text, anchor.match.start, anchor.match.end)
    return text


_TITLE = 60


def say_where(document: Document | None, voice: Voice, span: Span) -> str:
    """The place as a reader of the paper finds it: by page and line, or by section and paragraph."""
    own_lines = document is not None and FORMATS[document.kind].has_lines and span.path == document.path
    if document is None or own_lines or not document.is_of(span.path):
        return voice("frame.place.page" if span.page else "frame.place.line", page=span.page, line=span.line)
    title, number, block = paragraph_at(document, span.start)
    note = next((n for n in document.notes if n.start <= span.start < n.end and n.number is not None), None)
    if note is not None:
        return voice("frame.place.note", number=note.number)
    if block is None or span.start >= block.end:
        return voice("frame.place.under", title=title) if title else ""
    if block.kind == "reference":
        return voice("frame.place.list")
    if not number:
        return voice("frame.place.under", title=title) if title else ""
    return voice(f"frame.place.{'section' if title else 'paragraph'}", title=title, number=number)


def say_without_lines(document: Document | None, span: Span) -> str | None:
    """In English, a place in a paper of which nobody sees lines, such as a Word file; None anywhere else."""
    if document is None or FORMATS[document.kind].has_lines or not document.is_of(span.path):
        return None
    return say_where(document, voice_of(), span)


def paragraph_at(document: Document, at: int) -> tuple[str, int, Block | None]:
    """The title of the section around an offset of the text, the number of the paragraph there or 0, and the block."""
    places = _paragraphs(document)
    before = bisect_right(places, at, key=lambda place: place[2].start)
    return places[before - 1] if before else ("", 0, None)


@lru_cache(maxsize=4)
def _paragraphs(document: Document) -> tuple[tuple[str, int, Block], ...]:
    """Every block with the title of its section and, where it is a paragraph, its number there."""
    titles = {section.id: shorten(section.title, _TITLE) for section in document.sections}
    counts: Counter[str | None] = Counter()
    told = []
    for block in document.blocks:
        number = 0
        if block.kind in ("paragraph", "quote", "item") and block.continues is None:
            counts[block.section] += 1
        if block.kind in ("paragraph", "quote", "item"):
            number = counts[block.section]
        told.append((titles.get(block.section or "", ""), number, block))
    return tuple(told)


def with_place(voice: Voice, text: str, place: str) -> str:
    """Words without their stop, and the place where they stand in brackets."""
    text = text.removesuffix(".")
    return voice("frame.place.in_brackets", text=text, place=place) if place else text


def list_claims(project: Project, voice: Voice, names: Iterable[str], most: int) -> tuple[str, list[str]]:
    """Claims one after the other with their places, the first `most` of them; and the others one by one."""
    told = [with_place(voice, *name_claim(project, voice, project.argument.claims[n], most=SHORT)) for n in names]
    most = 1 if voice.brief else most
    return voice.together(told[:most]) + voice.more("frame.list.more", max(0, len(told) - most)), told[most:]


def say_premises(project: Project, voice: Voice, step: Step, places: bool = False) -> str:
    """The premises of a step in the claims' words, with their places where these are asked for."""
    parts = []
    for name in step.premises:
        claim = project.argument.claims[name]
        place = name_claim(project, voice, claim)[1] if places else ""
        text = sentence(shorten(claim.text, _LONG))
        parts.append(f"{with_place(voice, text, place)}." if place else text)
    return voice("frame.steps.and").join(parts)


def in_words(project: Project, voice: Voice, message: str) -> str:
    """A message in the letter's tongue without ids and keys: claims in quotation marks, works by author and year."""
    return voice.message(message, lambda name: _say_name(project, voice, name))


def is_nameless(project: Project, name: Name) -> bool:
    """Whether there are no words that would tell an author which work is meant: a key tells nobody."""
    source = project.bibliography.sources.get(name.id) if name.kind == "work" else None
    return name.kind == "work" and not (source and (source.authors or source.editors or source.title))


def _say_name(project: Project, voice: Voice, name: Name) -> str:
    if name.kind == "work":
        source = project.bibliography.sources.get(name.id)
        return voice.work(source) if source and not is_nameless(project, name) else name.id
    claim = project.argument.claims.get(name.id.partition("/")[0])
    if claim is None:
        return str(name)
    said = voice.quote(shorten(claim.text.rstrip("."), _NAMED))
    item = next((item for item in claim.grounds if name.id in (item.id, item_of_passage(item.id))), None)
    source = project.bibliography.sources.get(work_of(item) or "") if item else None
    # a claim may cite several
    return voice("frame.work.of_claim", claim=said, work=voice.work(source)) if source else said
