"""Definition and references: from an id to its claim, from a key to its entry, from an anchor to the line of the paper,
and from the paper to the claims that are anchored there.
"""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from argmap.ground.places import Span
from argmap.lsp.desk import Desk, Held, Reading, Room
from argmap.lsp.names import Name, name_at, names_in


def target_at(desk: Desk, held: Held, reading: Reading, offset: int) -> Name | None:
    """The claim or the work that is named at an offset of a claims file or a bibliography."""
    role = desk.role(held)
    if role == "claims":
        return name_at(desk.names(held), offset)
    if role == "bibliography":
        for entry in reading.project.bibliography.entries:
            span = entry.key_span
            if span and span.path == held.file.path and span.start <= offset <= span.end:
                return Name("work", entry.key, span, defines=True)
    return None


def definition(desk: Desk, held: Held, room: Room, reading: Reading, offset: int) -> list[types.Location]:
    """Where what stands at an offset is defined; `reading` is fresh."""
    name = target_at(desk, held, reading, offset)
    if name is not None and name.kind == "claim":
        node = reading.project.nodes.get(name.id)
        return [desk.location(room, node.id.span)] if node else []
    if name is not None and name.kind == "work":
        source = reading.project.bibliography.sources.get(name.id)
        return [desk.location(room, source.key_span or source.span)] if source else []
    role = desk.role(held)
    spans = _anchored_in(reading, held, offset) if role == "claims" else _claims_at(reading, held, offset)
    return [desk.location(room, span) for span in spans if not reading.is_binary(span.path)]


def references(
    desk: Desk, held: Held, room: Room, reading: Reading, offset: int, declaration: bool
) -> list[types.Location]:
    """Every place that names the claim or the work at an offset; `reading` is fresh."""
    name = target_at(desk, held, reading, offset)
    if name is None or name.kind not in ("claim", "work"):
        return []
    return [desk.location(room, span) for span in places_of(reading, name, declaration)]


def places_of(reading: Reading, name: Name, declaration: bool) -> Iterator[Span]:
    """Where a claim or a work is named, in claims files and bibliographies."""
    project = reading.project
    for file in project.files:
        for found in names_in(file, project.text_files[file.path].text, project.argument.claims):
            if (found.kind, found.id) == (name.kind, name.id) and (declaration or not found.defines):
                yield found.span
    if name.kind == "work" and declaration:
        yield from (e.key_span for e in project.bibliography.entries if e.key == name.id and e.key_span)


def _anchored_in(reading: Reading, held: Held, offset: int) -> Iterator[Span]:
    """Where in the paper the words of the anchor at an offset stand."""
    paper = reading.project.document
    for claim in reading.project.argument.claims.values() if paper else ():
        for anchor in claim.anchors:
            span, match = anchor.span, anchor.match
            inside = span.path == held.file.path and span.start <= offset <= span.end
            if paper and inside and match and match.end > match.start:
                yield reading.in_paper(match.start, match.end)


def _claims_at(reading: Reading, held: Held, offset: int) -> Iterator[Span]:
    """The claims that are anchored at an offset of the paper."""
    paper = reading.project.document
    for claim in reading.project.argument.claims.values() if paper else ():
        for anchor in claim.anchors:
            if paper and anchor.match and anchor.match.end > anchor.match.start:
                span = reading.in_paper(anchor.match.start, anchor.match.end)
                if span.path == held.file.path and span.start <= offset <= span.end:
                    yield claim.span
