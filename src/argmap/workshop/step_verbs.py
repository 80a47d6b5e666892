"""Verbs on steps: drawn linked or apart, edited, split, joined, deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from argmap.ground.edits import Edit
from argmap.ground.text import plural
from argmap.notation.escapes import write_comment_marks
from argmap.notation.tree import Claim, Property, Step
from argmap.workshop.desk import (
    Body,
    Desk,
    Made,
    Refused,
    free_id,
    known_claims,
    names_in,
    needed,
    numbered,
    one_of,
    shown,
    words_in,
)
from argmap.workshop.span_edits import (
    add_item,
    add_property,
    applied,
    end_of_line,
    in_one,
    put,
    set_property,
    without_item,
    without_lines,
)


def new_step(desk: Desk, _target: str | None, body: Body) -> Made:
    """A reason or an objection; several where the premises stand apart."""
    path, claim = desk.claim(needed(body, "claim"))
    key = one_of(words_in(body, "key", "because") or "because", ("because", "but"), "step")
    premises = known_claims(desk, names_in(body, "premises"), claim.id.text)
    if not premises:
        raise Refused("A step needs at least one premise.")
    linked = body.get("linked", True) is not False
    below = _step_properties(desk, claim, body)
    groups = [premises] if linked else [[premise] for premise in premises]
    if len(groups) > 1 and any(line.startswith("  id:") for line in below):
        raise Refused("Several steps cannot have one id.")
    lines = [line for group in groups for line in (f"- {key}: {' + '.join(group)}", *below)]
    edit = add_item(desk.texts[path], claim, lines)
    before = sum(isinstance(node, Step) and node.key == key for node in claim.body)
    handle = words_in(body, "id") or f"{claim.id.text}/{key}-{before + 1}"
    verb = "Reason" if key == "because" else "Objection"
    said = f"{verb} added." if len(groups) == 1 else f"{len(groups)} {verb.lower()}s added."
    return Made(applied(desk, path, [edit]), said, path, handle)


def _step_properties(desk: Desk, claim: Claim, body: Body) -> list[str]:
    lines = []
    if name := words_in(body, "id"):
        lines.append(f"  id: {free_id(desk, name, '')}")
    if scheme := words_in(body, "scheme"):
        lines.append(f"  scheme: {write_comment_marks(scheme)}")
    if warrant := words_in(body, "warrant"):
        lines.append(f"  warrant: {write_comment_marks(warrant)}")
    lines += [f"  unless: {name}" for name in known_claims(desk, names_in(body, "unless"), claim.id.text)]
    if body.get("weight") is not None:
        lines.append(f"  weight: {_weight(body['weight'])}")
    return lines


def _weight(value: object) -> str:
    try:
        number = float(cast("str", value))
    except (TypeError, ValueError):
        raise Refused(f'"{shown(value)}" is no weight: a number from 0 to 1.') from None
    if not 0 <= number <= 1:
        raise Refused("A weight is a number from 0 to 1.")
    return f"{round(number, 6):g}" if number >= 0.0001 or number == 0 else "0.0001"


def edit_step(desk: Desk, target: str | None, body: Body) -> Made:
    """Change any parts of a step; or delete, split or join it."""
    path, claim, item = desk.item(target)
    if not isinstance(item, Step):
        raise Refused(f'"{shown(target)}" is no step.')
    text = desk.texts[path]
    if body.get("delete"):
        return without_item(desk, path, claim, item, "Step deleted.")
    if body.get("split"):
        return _split(desk, path, claim, item)
    if body.get("join"):
        return _join(desk, path, claim, item, body["join"])
    edits: list[Edit] = []
    if "premises" in body:
        premises = known_claims(desk, names_in(body, "premises"), claim.id.text)
        if not premises:
            raise Refused("A step needs at least one premise: delete it instead.")
        if premises != [p.text for p in item.premises]:
            edits.append(Edit(item.premises[0].span.start, item.premises[-1].span.end, " + ".join(premises)))
    if "key" in body:
        key = one_of(needed(body, "key"), ("because", "but"), "step")
        at = text.index(item.key, item.span.start)
        edits += [Edit(at, at + len(item.key), key)] if key != item.key else []
    for name in ("scheme", "warrant", "id"):
        if name in body:
            value = words_in(body, name)
            edits += set_property(text, item, name, write_comment_marks(value) if value else None)
    if "weight" in body:
        given = body["weight"]
        edits += set_property(text, item, "weight", None if given is None else _weight(given))
    if "unless" in body:
        edits += _set_unless(desk, text, claim, item, names_in(body, "unless"))
    for number, words in numbered(body, "answers"):
        if not re.fullmatch("[1-9][0-9]?", number):
            raise Refused(f"There is no critical question {shown(number)}.")
        edits += set_property(text, item, f"cq{number}", write_comment_marks(words) if words else None)
    if not edits:
        raise Refused("Nothing is asked to be changed.")
    edits = in_one(edits)
    named = words_in(body, "id") or (item.id.text if item.id and "id" not in body else None)
    return Made(applied(desk, path, edits), "Step changed.", path, named or _numbered_step(claim, item, body))


def _numbered_step(claim: Claim, item: Step, body: Body) -> str:
    """The handle of a step that has no name of its own, after its key has become that of the body, if any."""
    key = words_in(body, "key", item.key)
    before = [node for node in claim.body if isinstance(node, Step) and node.span.start < item.span.start]
    return f"{claim.id.text}/{key}-{sum(step.key == key for step in before) + 1}"


def _set_unless(desk: Desk, text: str, claim: Claim, item: Step, wanted: Sequence[str]) -> list[Edit]:
    names = known_claims(desk, wanted, claim.id.text)
    there = {n.value.text: n for n in item.body if isinstance(n, Property) and n.key == "unless"}
    gone = [without_lines(text, node.span.start, node.span.end) for name, node in there.items() if name not in names]
    return [*gone, *(add_property(text, item, "unless", name) for name in names if name not in there)]


def _split(desk: Desk, path: str, claim: Claim, item: Step) -> Made:
    if len(item.premises) < 2:
        raise Refused("The step has one premise: there is nothing to part.")
    text = desk.texts[path]
    first, *others = [premise.text for premise in item.premises]
    edits = [
        Edit(item.premises[0].span.start, item.premises[-1].span.end, first),
        put(text, end_of_line(text, item.span.end), "".join(f"\n- {item.key}: {name}" for name in others)),
    ]
    said = f"{plural(len(item.premises), 'independent reason')} now; what stood below stays with the first."
    return Made(applied(desk, path, edits), said, path, claim.id.text)


def _join(desk: Desk, path: str, claim: Claim, item: Step, other_handle: object) -> Made:
    other_path, other_claim, other = desk.item(other_handle)
    if not isinstance(other, Step) or other is item or (other_path, other_claim.id.text) != (path, claim.id.text):
        raise Refused("Only two steps of one claim can be joined.")
    if other.key != item.key:
        raise Refused("A reason and an objection cannot be joined.")
    if other.body:
        raise Refused("The other step has a scheme, a warrant or the like of its own. Take that out first.")
    text = desk.texts[path]
    premises = dict.fromkeys(p.text for p in (*item.premises, *other.premises))
    edits = [
        Edit(item.premises[0].span.start, item.premises[-1].span.end, " + ".join(premises)),
        without_lines(text, other.span.start, other.span.end),
    ]
    return Made(applied(desk, path, edits), "Linked: the premises hold only together now.", path, claim.id.text)
