"""The works of a paper for people at a terminal: how often each is cited, and where."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from argmap.ground.text import shorten
from argmap.outputs.works_cited import CitedWork, WorksCited

_WIDTH = 96
_INDENT = " " * 6


def works_as_text(title: str, works: WorksCited) -> str:
    """All works by group, each with the sections, notes and pages that cite it."""
    lines = [title, works.in_words, ""]
    for heading, group in works.groups:
        lines.append(heading)
        for work in group:
            lines += _lines(work)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _lines(work: CitedWork) -> Iterator[str]:
    often = f"{len(work.citings)}×" if work.citings else "—"
    known = f" @{work.key}" if work.key else ""
    yield f"{often:>5} {work.name}{known}"
    if work.reference != work.name:
        yield _INDENT + shorten(work.reference, _WIDTH - len(_INDENT))
    said = list(work.places) if work.citings else [work.described, work.perhaps]
    said += [f"claims: {', '.join(work.claims)}"] if work.claims else []
    said += [f"text: {work.text}"] if work.text else []
    said += [f"registries: {work.registries}"] if work.registries else []
    for one in filter(None, said):
        yield textwrap.fill(
            one, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ", break_long_words=False
        )
