"""What a person may want left off a map: all judgment, the ids, or its own title for another.

A textbook's diagram shows what supports what, and leaves to the class whether it holds.
"""

from __future__ import annotations

from dataclasses import replace

from argmap.ground.text import shorten
from argmap.maps.view import Card, Joint, Link, Row, View

_PARTS = frozenset({"conclusion", "objection", "assumption", "definition", "value", "question"})
_STRUCTURAL = frozenset({"conclusion", "objection", "assumption", "section", "step"})


def without_judgement(view: View) -> View:
    """The bare argument: no label, no verdict on a citation, no support that is missing, no claim in red."""
    return replace(
        view,
        cards=tuple(map(_bare, view.cards)),
        joints=tuple(replace(joint, look=_held(joint)) for joint in view.joints),
        links=tuple(replace(link, kind=_held(link)) for link in view.links),
        meanings={},
    )


def _held(part: Joint | Link) -> str:
    kind = part.look if isinstance(part, Joint) else part.kind
    return "supports" if kind == "missing" else kind


def _bare(card: Card) -> Card:
    if card.kind == "step":
        rows = tuple(replace(row, element=None, strong=row.strong.replace(", open:", ":")) for row in card.rows)
        return replace(card, rows=rows)
    parts = tuple(badge for badge in card.badges if badge.word in _PARTS or card.kind == "section")
    look = "objection" if any(badge.word == "objection" for badge in parts) else card.look
    rows = tuple(_bare_row(row) for row in card.rows if row.element not in ("unsupported", "conclusion") or row.italic)
    return replace(
        card,
        look=look if look in _STRUCTURAL else "section",
        badges=parts,
        name=": ".join(filter(None, (", ".join(badge.word for badge in parts), card.text))),
        about="",
        rows=rows,
        counts=(),
    )


def _bare_row(row: Row) -> Row:
    """A work cited without what came of comparing it; any other row as it is."""
    return replace(row, text="", element=None, alarming=False) if row.italic else row


def claims_alone(view: View) -> View:
    """Each claim with its label and what speaks for or against it: no rows, ids, schemes, warrants, no legend."""
    cards = tuple(replace(card, rows=(), corner="") for card in view.cards if card.kind in ("claim", "outside"))
    kept = {card.id for card in cards} | {joint.id for joint in view.joints}
    drawn = (link for link in view.links if link.kind not in ("warrants", "answers"))
    links = tuple(link for link in drawn if link.source in kept and link.target in kept)
    met = {end for link in links for end in (link.source, link.target)}
    joints = tuple(joint for joint in view.joints if joint.id in met)
    return replace(view, cards=cards, joints=joints, links=links, legend=False)


def without_ids(view: View) -> View:
    """No ids on the cards; a title that names a claim by its id names it by its words."""
    cards = tuple(replace(card, corner="") if card.kind in ("claim", "outside") else card for card in view.cards)
    focus = next((card for card in view.cards if card.id == view.focus), None)
    title = view.title.replace(focus.id, f"“{shorten(focus.text, 60)}”") if focus else view.title
    return replace(view, title=title, cards=cards)
