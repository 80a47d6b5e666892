"""Writes a map as DOT, for people to keep, edit and draw with any Graphviz.

Cards are full HTML-like labels here. All text is escaped, nodes are named after their claims, and no attribute that
makes Graphviz open a file (`image`, `shapefile`, …) is ever written.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from argmap.maps.drawing import legend_entries
from argmap.maps.faces import Face, Mark, Run, face_of
from argmap.maps.layout import GROUP_MARGIN, joints_of_groups
from argmap.maps.safety import checked_link, link_to
from argmap.maps.style import ELEMENTS, GROUND, GROUP_SIZE, HEAVIER, KEYS, LINKS, STATUS_SIZE, weight_of
from argmap.maps.svg import CLAIM_LINK, SECTION_LINK
from argmap.maps.view import Card, Joint, Link, View

if TYPE_CHECKING:
    import graphviz

_FONT = "Arial"
_NAME = re.compile(r"[\w/-]+")
_LEGEND_COLUMNS = 4
# No name, since there is a sign in it, and nothing to escape.
_PLAIN = re.compile(r'[^<"\\]*[ #:/][^<"\\]*')
_SAID = ("tooltip", "URL", "headlabel")
_GROUND = GROUND["light"]


def to_dot(view: View, claim_link: str = CLAIM_LINK, section_link: str = SECTION_LINK) -> str:
    """The map as DOT, to be laid out by `dot`."""
    import graphviz

    checked_link(claim_link), checked_link(section_link)
    graph = graphviz.Digraph("map", graph_attr=_graph_attributes(view))
    graph.attr("node", shape="box", margin="0", fontname=_FONT)
    graph.attr("edge", fontname=_FONT, fontsize=f"{STATUS_SIZE:g}", minlen="2")
    names = _names(view)
    inside = joints_of_groups(view) | {member: group.id for group in view.groups for member in group.members}
    members: dict[str, list[Card | Joint]] = {}
    for item in view.items:
        members.setdefault(inside.get(item.id, ""), []).append(item)

    def add(target: graphviz.Digraph, item: Card | Joint) -> None:
        pattern = section_link if isinstance(item, Card) and item.kind == "section" else claim_link
        address = link_to(pattern, item.target if isinstance(item, Card) else item.id.split("/")[0])
        target.body.append(_statement(_quoted(names[item.id]), _node(item, face_of(item), address)))

    for place, group in enumerate(view.groups):
        with graph.subgraph(name=f"cluster_{place}") as cluster:
            cluster.attr(
                label=graphviz.escape(group.title),
                labeljust="l",
                margin=f"{GROUP_MARGIN:g}",
                style="rounded,filled",
                color=_GROUND.group_border,
                fillcolor=_GROUND.group,
                fontcolor=_GROUND.quiet,
                fontname=f"{_FONT} bold",
                fontsize=f"{GROUP_SIZE:g}",
            )
            for item in members.get(group.id, ()):
                add(cluster, item)
    for item in members.get("", ()):
        add(graph, item)
    joints = frozenset(joint.id for joint in view.joints)
    for link in view.links:
        ends = f"{_quoted(names[link.target])} -> {_quoted(names[link.source])}"
        graph.body.append(_statement(ends, _edge(link, joints)))
    return str(graph.source)


# the library asks three times at each attribute how it was called, which took most of the time of a large map
@cache
def _quoted(text: str) -> str:
    from graphviz.quoting import quote

    return str(quote(text))


def _said(text: str) -> str:
    """The same for values that differ from line to line: in most stands nothing that the library would look for."""
    from graphviz.quoting import quote

    return f'"{text}"' if _PLAIN.fullmatch(text) else str(quote(text))


def _statement(subject: str, attributes: dict[str, str]) -> str:
    """A line of DOT; the label and the values of `_SAID` differ from line to line, those of the others are few."""
    said = [f"label={_said(attributes['label'])}"] if "label" in attributes else []
    for name in sorted(attributes):
        if name != "label":
            said.append(f"{name}={(_said if name in _SAID else _quoted)(attributes[name])}")
    return f"\t{subject} [{' '.join(said)}]\n"


def _graph_attributes(view: View) -> dict[str, str]:
    entries = [f"<B>{_sample(name, word)}</B> {escape(meaning)}" for name, word, meaning in legend_entries(view)]
    lines = [f'<FONT POINT-SIZE="17"><B>{escape(view.title)}</B></FONT>', escape(view.description)]
    lines += [f"<B>{escape(note)}</B>" for note in view.notes]
    lines += [" &nbsp; ".join(chunk) for chunk in _chunks(entries)]
    label = "".join(f"{line}<BR/>" for line in lines)
    return {
        "rankdir": "LR",
        "nodesep": "0.25",
        "ranksep": "0.5",
        "newrank": "true",
        "bgcolor": _GROUND.page,
        "fontname": _FONT,
        "fontcolor": _GROUND.text,
        "fontsize": "11",
        "charset": "UTF-8",
        "label": f"<{label}>",
        "labelloc": "t",
    }


def _sample(name: str, word: str) -> str:
    """A legend's word behind its glyph or a picture of its line, in their colour."""
    if name in LINKS:
        link = LINKS[name]
        plain = "–·–" if link.name == "restates" else "···"
        sign = {"none": plain, "tee": "⊣", "arrow": "⇠" if link.dash else "←"}[link.end]
        return f'<FONT COLOR="{link.light}">{sign} {escape(word)}</FONT>'
    if name in ELEMENTS:
        element = ELEMENTS[name]
        colour = element.light.border if name == "conclusion" else element.light.text
        return f'<FONT COLOR="{colour}">{element.glyph} {escape(word)}</FONT>'
    if name in KEYS:
        return f'<FONT COLOR="{KEYS[name][0]}">■ {escape(word)}</FONT>'
    return escape(word)


def _chunks(entries: list[str]) -> list[list[str]]:
    return [entries[start : start + _LEGEND_COLUMNS] for start in range(0, len(entries), _LEGEND_COLUMNS)]


def _names(view: View) -> dict[str, str]:
    """Node names: the ids where they are plain, else numbers."""
    return {item.id: item.id if _NAME.fullmatch(item.id) else f"n{place}" for place, item in enumerate(view.items)}


def _node(item: Card | Joint, face: Face, address: str) -> dict[str, str]:
    """Attributes of a card or joint; sizes are least sizes, so that other fonts make cards grow and not overflow."""
    import graphviz

    size = {"width": f"{face.width / 72:.3f}", "height": f"{face.height / 72:.3f}"}
    if isinstance(item, Joint):
        colour = LINKS[item.look].light
        sign = '<FONT POINT-SIZE="9" COLOR="#FFFFFF"><B>+</B></FONT>'
        return {
            **size,
            "shape": "circle",
            "fixedsize": "true",
            "style": "filled",
            "color": colour,
            "fillcolor": colour,
            "label": f"<{sign}>" if item.linked else "",
            "tooltip": graphviz.escape(item.name),
        }
    element = ELEMENTS.get(item.look)
    styles = ["filled"]
    if element is None or element.corners == "round":
        styles.append("rounded")
    if element and element.line != "solid":
        styles.append(element.line)
    return {
        **size,
        "label": f"<{_label(item, face)}>",
        "style": ",".join(styles),
        "color": element.light.border if element else _GROUND.quiet,
        "fillcolor": element.light.fill if element else _GROUND.page,
        "penwidth": f"{element.line_width if element else 1.2:g}",
        "tooltip": graphviz.escape(item.name),
        "URL": graphviz.escape(address),
    }


def _label(card: Card, face: Face) -> str:
    """The face of a card as a table of one column, a row for each of its lines."""
    lines: dict[float, list[Run | Mark]] = {}
    for run in face.runs:
        lines.setdefault(run.y, []).append(run)
    for mark in face.marks:
        nearest = min(lines, key=lambda y: abs(y - mark.y - 3.3))
        lines[nearest].append(mark)
    rows: list[str] = []
    for y in sorted(lines):
        parts = sorted(lines[y], key=lambda part: part.x)
        if face.rule is not None and rows and y > face.rule and "<HR/>" not in rows:
            rows.append("<HR/>")
        rows.append(f'<TR><TD ALIGN="LEFT">{" ".join(_part(part, card) for part in parts)}</TD></TR>')
    colour = ELEMENTS[card.look].light.border if card.look in ELEMENTS else _GROUND.quiet
    table = f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="1" COLOR="{colour}">{"".join(rows)}</TABLE>'
    # as wide as the card less its border, so that the words start at its left and not in its middle
    width = f'WIDTH="{face.width - 4:.0f}"'
    outer = f'<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="7" CELLSPACING="0" {width}><TR><TD ALIGN="LEFT">'
    return f"{outer}{table}</TD></TR></TABLE>"


def _part(part: Run | Mark, card: Card) -> str:
    """A line of text or a glyph as HTML-like text."""
    if isinstance(part, Mark):
        glyph = ELEMENTS[part.element].glyph
        before, after = _font(part.element, part.size + 1, True, False, card.look)
        return f"{before}{escape(glyph)}{after}"
    before, after = _font(part.tone, part.size, part.bold, part.italic, card.look)
    return f"{before}{escape(part.text)}{after}"


@cache
def _font(tone: str, size: float, bold: bool, italic: bool, look: str) -> tuple[str, str]:
    """What opens and closes a stretch of text on a card of this look; a map has few."""
    if look == "conclusion":
        colour = _GROUND.conclusion_text
    elif tone in KEYS:
        colour = KEYS[tone][0]
    else:
        colour = ELEMENTS[tone].light.text if tone in ELEMENTS else _GROUND.quiet if tone == "quiet" else _GROUND.text
        if tone == "conclusion":
            colour = ELEMENTS[tone].light.border
    before, after = f'<FONT POINT-SIZE="{size:g}" COLOR="{colour}">', "</FONT>"
    before, after = (f"{before}<I>", f"</I>{after}") if italic else (before, after)
    return (f"{before}<B>", f"</B>{after}") if bold else (before, after)


def _edge(link: Link, joints: frozenset[str]) -> dict[str, str]:
    """Attributes of a line, which runs from target to source here so that the conclusion comes to stand at the left."""
    import graphviz

    style = LINKS[link.kind]
    weight = weight_of(link.strength)
    width = HEAVIER[weight - 1][1] if weight else style.width
    attributes = {
        "color": style.light,
        "fontcolor": style.light,
        "penwidth": f"{width:g}",
        "dir": "back",
        "arrowtail": ({"arrow": "normal", "tee": "tee", "none": "none"}[style.end]) if link.ended else "none",
        "arrowsize": "0.75",
        "tailport": "e",
        "headport": "w",
        "tooltip": graphviz.escape(link.name),
    }
    if style.dash:
        attributes["style"] = "dotted" if link.kind == "warrants" else "dashed"
    if link.word:
        attributes |= {"headlabel": graphviz.escape(link.word), "labeldistance": "3", "labelangle": "12"}
    if link.source in joints or link.target in joints:
        attributes["minlen"] = "1"
    return attributes
