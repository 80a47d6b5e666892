"""Document links: from a key to the work on the web, from an anchor to its line in the paper."""

from __future__ import annotations

from urllib.parse import quote

from lsprotocol import types

from argmap.lsp.desk import Desk, Held, Reading, Room
from argmap.sources import Source


def links(desk: Desk, held: Held, room: Room, reading: Reading) -> list[types.DocumentLink]:
    """The links of a claims file; those to the paper only while the file is as it was read."""
    project, file = reading.project, held.file
    found = []
    for name in desk.names(held):
        source = project.bibliography.sources.get(name.id) if name.kind == "work" else None
        address = _address(source) if source else None
        if address:
            place = desk.places.range(file, name.span.start, name.span.end)
            found.append(types.DocumentLink(place, target=address))
    paper = project.document
    if paper is None or reading.is_binary(paper.path) or reading.text(file.path) != file.text:
        return found
    for claim in project.argument.claims.values():
        for anchor in claim.anchors if claim.span.path == file.path else ():
            if anchor.match and anchor.match.end > anchor.match.start:
                span = reading.in_paper(anchor.match.start, anchor.match.end)
                line = desk.places.position(desk.file(room, span.path), span.start).line + 1
                mark = desk.places.range(file, anchor.span.start, anchor.span.start + 1)
                target = f"{desk.uri(room, span.path)}#L{line}"
                found.append(types.DocumentLink(mark, target=target, tooltip="Where the paper says it"))
    return found


def _address(source: Source) -> str | None:
    """Where a work is on the web: nothing but http, since an entry may be a stranger's."""
    if source.doi:
        return f"https://doi.org/{quote(source.doi.removeprefix('https://doi.org/'), safe='/:;()._-')}"
    url = source.url or ""
    return url if url.startswith(("http://", "https://")) else None
