"""The names in a claims file with their places: claims, works, schemes, marks of the paper, kinds, keys, codes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from argmap.ground.places import Span
from argmap.notation.tree import Attribute, Citation, Cites, Claim, ClaimsFile, Evidence, Item, Property, Step, Waive
from argmap.notation.tree import Words as Named
from argmap.notation.vocabulary import CRITICAL_QUESTION

NameKind = Literal["claim", "work", "scheme", "mark", "kind", "key", "code"]
_ITEM = re.compile(r"[-*+][ \t]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a file; `defines` where it is the claim's own heading."""

    kind: NameKind
    id: str
    span: Span
    defines: bool = False


def names_in(tree: ClaimsFile, text: str, claims: Collection[str] = ()) -> list[Name]:
    """Every name in a claims file, in the order of the file.

    A warrant and an answer are names where `claims` or the file itself has a claim of that id; else they are words.
    """
    known = {claim.id.text for claim in tree.claims}.union(claims)
    found = [name for claim in tree.claims for name in _of_claim(claim, text, known)]
    return sorted(found, key=lambda name: (name.span.start, name.span.end))


def name_at(names: list[Name], offset: int) -> Name | None:
    """The name that an offset lies in or directly behind; the shorter of two."""
    around = [name for name in names if name.span.start <= offset <= name.span.end]
    return min(around, key=lambda name: name.span.end - name.span.start, default=None)


def _of_claim(claim: Claim, text: str, known: Collection[str]) -> Iterator[Name]:
    yield Name("claim", claim.id.text, claim.id.span, defines=True)
    if claim.kind_span is not None:
        yield Name("kind", claim.kind, claim.kind_span)
    for node in claim.body:
        if isinstance(node, Item):
            yield from _of_item(node, text, known)


def _of_item(item: Item, text: str, known: Collection[str]) -> Iterator[Name]:
    mark = _ITEM.match(text, item.span.start)
    yield Name("key", item.key, _part(item.span, mark.end() if mark else item.span.start, len(item.key)))
    match item:
        case Step():
            yield from (Name("claim", premise.text, premise.span) for premise in item.premises)
        case Cites():
            yield from _of_citation(item.citation)
        case Waive():
            yield Name("code", item.code.text, item.code.span)
        case Attribute() if item.key == "restates":
            yield Name("claim", item.value.text, item.value.span)
        case Attribute() | Evidence():
            pass
    for node in item.body:
        if isinstance(node, Property):
            yield Name("key", node.key, _part(node.span, node.span.start, len(node.key)))
            yield from _of_property(node, known)


def _of_property(node: Property, known: Collection[str]) -> Iterator[Name]:
    if node.citation is not None:
        yield from _of_citation(node.citation)
    elif node.key == "unless" or (node.value.text in known and _names_claim(node.key)):
        yield Name("claim", node.value.text, node.value.span)
    elif node.key == "scheme":
        yield Name("scheme", node.value.text, node.value.span)


def _names_claim(key: str) -> bool:
    return key == "warrant" or CRITICAL_QUESTION.match(key) is not None


def _of_citation(citation: Citation) -> Iterator[Name]:
    yield Name("work", citation.key.text, citation.key.span)
    if citation.mark is not None:
        yield _mark(citation.mark)


def _mark(words: Named) -> Name:
    return Name("mark", words.text, words.span)


def _part(span: Span, start: int, length: int) -> Span:
    column = span.column + start - span.start
    return Span(span.path, start, start + length, span.line, column, span.line, column + length)
