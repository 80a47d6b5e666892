"""Reads the entries of a reference list as works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from argmap.manuscript.document import Block, Reference
from argmap.manuscript.flow import Join, Reading, flow_of
from argmap.manuscript.mending import Mend
from argmap.manuscript.works import reference_from

_URL_TAIL = re.compile(r"(?:https?://|www\.|doi:\s?10\.|doi\.org/)\S*$")


def references_of(text: str, blocks: Sequence[Block], join: Join, mend: Mend) -> tuple[Reference, ...]:
    """The works of the reference list, in its order, with ids ``r1`` …"""
    references: list[Reference] = []
    rest: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "reference" and block.continues is not None:
            rest.setdefault(block.continues, []).append(block)
    for k, block in enumerate(blocks):
        if block.kind != "reference" or block.continues is not None:
            continue
        parts = [block, *rest.get(k, [])]
        breaks = sorted(pause for part in parts for pause in _breaks_in_addresses(text, part.start, part.end))
        flow = flow_of(text, [(part.start, part.end) for part in parts], join, breaks)
        above = next((work for work in reversed(references[-20:]) if work.authors or work.editors), None)
        work = reference_from(flow.text, block.start, parts[-1].end, "list", mend, above).work
        references.append(replace(work, id=f"r{len(references) + 1}"))
    return _in_one_style(references)


def _in_one_style(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The works with those titles read anew that were unsure, as the rest of the list has them."""
    if not references:
        return ()
    from argmap.sources.list_style import reread_titles  # what it stands on is costly, and a paper may have no list

    return tuple(
        work
        if (title, sure) == (work.title, work.certainty.get("title", 0.0))
        else replace(work, title=title, certainty={**work.certainty, "title": sure})
        for work, (title, sure) in zip(references, reread_titles(references), strict=True)
    )


def _breaks_in_addresses(text: str, start: int, end: int) -> list[Reading]:
    """Line ends inside a URL or DOI: they read as nothing."""
    breaks = []
    for found in re.finditer(r"[^\S\r\n]*(?:\r\n|\n|\r|\f)\s*", text[start:end]):
        at, after = start + found.start(), start + found.end()
        tail = _URL_TAIL.search(text, max(start, at - 200), at)
        following = re.match(r"\S+", text[after : after + 120])
        if not tail or not following:
            continue
        word = following[0]
        goes_on = tail[0][-1] in "/-_=.?&%" or re.search(r"[\d/_=&?-]", word.rstrip(".,;)"))
        if goes_on and not (tail[0][-1] == "." and word[0].isupper()):
            breaks.append(Reading(at, after))
    return breaks
