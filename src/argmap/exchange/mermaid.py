"""The argument as a Mermaid flowchart, which forges and wikis draw where it stands in a page.

Words are quoted, and what Mermaid would read as markup is written as its entity codes (mermaid.js.org, "Entity codes to
escape characters").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmap.exchange.diagram import Diagram, Kind, diagram_of, numbered, words_of
from argmap.ground.unseen import on_one_line
from argmap.maps.style import ELEMENTS

if TYPE_CHECKING:
    from argmap.exchange.loss import LossReport
    from argmap.project import Project

_ARROWS: dict[Kind, str] = {
    "premise": "---",
    "support": "-->",
    "attack": "--x",
    "undercut": "-.-x",
    "restates": "-.-",
}
_SAID: dict[Kind, str] = {"attack": "attacks", "undercut": "undercuts", "restates": "restates"}
_READ_AS_MARKUP = re.compile(r"[^\w\s.,:!?()'’‘“”„–—/%+=*§…-]")
_STARTS_A_LIST = re.compile(r"[\d*+-]")


def write(project: Project) -> tuple[bytes, LossReport]:
    """The argument as text for Mermaid, and what became of its parts."""
    diagram, report = diagram_of(project)
    return "\n".join(_lines(diagram)).encode("utf-8", "replace") + b"\n", report


def _lines(diagram: Diagram) -> list[str]:
    ids = numbered(tuple(claim.id for claim in diagram.claims), "c") | numbered(diagram.knots, "j")
    lines = ["flowchart RL"]
    for number, (title, claims) in enumerate(diagram.sections, 1):
        framed = bool(title) and len(diagram.sections) > 1
        lines += [f"  subgraph s{number}[{_words(title)}]"] * framed
        lines += [f"    {ids[claim.id]}{_box(claim.kind, _words(words_of(claim)))}" for claim in claims]
        lines += ["  end"] * framed
    lines += [f'  {ids[knot]}((" "))' for knot in diagram.knots]
    for line in diagram.lines:
        said = " · ".join(filter(None, (_SAID.get(line.kind, ""), line.scheme)))
        arrow = _ARROWS[line.kind] + (f"|{_words(said)}|" if said else "")
        lines.append(f"  {ids[line.source]} {arrow} {ids[line.target]}")
    for label, members in _by_label(diagram).items():
        colours = ELEMENTS[label].light
        lines.append(f"  classDef {label} fill:{colours.fill},stroke:{colours.border},color:{colours.text}")
        lines.append(f"  class {','.join(ids[member] for member in members)} {label}")
    return lines


def _by_label(diagram: Diagram) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for claim in diagram.claims:
        found.setdefault(diagram.labels[claim.id], []).append(claim.id)
    return found


def _box(kind: str, words: str) -> str:
    return f"([{words}])" if kind == "conclusion" else f"[{words}]"


def _words(text: str) -> str:
    """A text in quotation marks, with whatever might be markup as its code."""
    plain = on_one_line(text) or " "
    coded = _READ_AS_MARKUP.sub(lambda match: f"#{ord(match[0])};", plain)
    if _STARTS_A_LIST.match(coded):
        coded = f"#{ord(coded[0])};{coded[1:]}"
    return f'"{coded}"'
