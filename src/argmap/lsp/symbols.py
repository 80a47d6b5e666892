"""Symbols: the outline of a claims file, claims and works of all projects by name, and what can be folded."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from argmap.ground.places import Span
from argmap.ground.text import shorten
from argmap.ground.unseen import show_unseen
from argmap.lsp.desk import Desk, Held
from argmap.notation.tree import Claim, Comment

_MOST = 500
_KINDS = {"conclusion": types.SymbolKind.Class, "assumption": types.SymbolKind.Constant}


def outline(desk: Desk, held: Held) -> list[types.DocumentSymbol]:
    """Sections with their claims."""
    file = held.file

    def symbol(name: str, kind: types.SymbolKind, whole: Span, name_at: Span, **more: object) -> types.DocumentSymbol:
        around, chosen = (desk.places.range(file, span.start, span.end) for span in (whole, name_at))
        return types.DocumentSymbol(show_unseen(name) or "…", kind, around, chosen, **more)  # type: ignore[arg-type]

    def of_claim(claim: Claim) -> types.DocumentSymbol:
        kind = _KINDS.get(claim.kind, types.SymbolKind.Function)
        said = show_unseen(shorten(claim.sentence.text)) if claim.sentence else None
        return symbol(claim.id.text, kind, claim.span, claim.id.span, detail=said)

    found: list[types.DocumentSymbol] = []
    for section in held.parsed.tree.sections:
        claims = [of_claim(claim) for claim in section.claims]
        if section.title is None:
            found += claims
            continue
        end = max([section.span.end, *(claim.span.end for claim in section.claims)])
        whole = section.span._replace(end=end)
        found.append(symbol(section.title.text, types.SymbolKind.Namespace, whole, section.title.span, children=claims))
    return found


def find_symbols(desk: Desk, query: str) -> list[types.WorkspaceSymbol]:
    """Claims and works whose id, key or words hold the query."""
    found = []
    sought = query.casefold()
    for room in desk.rooms.values():
        if room.reading is None:
            continue
        project = room.reading.project
        for claim in project.argument.claims.values():
            if sought in claim.id or sought in claim.text.casefold():
                kind = _KINDS.get(claim.kind, types.SymbolKind.Function)
                place = desk.location(room, claim.span)
                found.append(
                    types.WorkspaceSymbol(place, claim.id, kind, container_name=show_unseen(shorten(claim.text)))
                )
        for source in project.bibliography.sources.values():
            if sought in source.key.casefold() or sought in (source.title or "").casefold():
                place = desk.location(room, source.key_span or source.span)
                title = show_unseen(shorten(source.title or ""))
                found.append(
                    types.WorkspaceSymbol(place, show_unseen(source.key), types.SymbolKind.Object, container_name=title)
                )
    return found[:_MOST]


def foldings(held: Held) -> list[types.FoldingRange]:
    """Sections, claims, and comments of several lines."""
    return [
        types.FoldingRange(first - 1, last - 1, kind=kind) for first, last, kind in _stretches(held) if last > first
    ]


def _stretches(held: Held) -> Iterator[tuple[int, int, types.FoldingRangeKind | None]]:
    tree = held.parsed.tree
    comments = list(tree.preamble)
    for section in tree.sections:
        comments += [node for node in section.body if isinstance(node, Comment)]
        if section.title is not None and section.claims:
            yield section.span.line, section.claims[-1].span.end_line, types.FoldingRangeKind.Region
        for claim in section.claims:
            yield claim.heading.line, claim.span.end_line, None
            comments += [node for node in claim.body if isinstance(node, Comment)]
    for comment in comments:
        yield comment.span.line, comment.span.end_line, types.FoldingRangeKind.Comment
