"""Pieces of a claims file, and the span edits that put them in, change them, or take them out.

Every byte that an edit does not mean stays; lines that are put in end as the others of the file do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from argmap.ground.edits import Edit, apply_edits
from argmap.notation.escapes import write_comment_marks
from argmap.notation.tree import Attribute, Cites, Claim, Evidence, Item, Paragraph, Property, Quote, Step, Waive
from argmap.workshop.desk import Desk, Made, Refused


def line_end_of(text: str) -> str:
    """The line end that a file uses: that of its first line."""
    found = re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\n"


def as_in(text: str, words: str) -> str:
    """Words with the line ends of a text."""
    end = line_end_of(text)
    return words if end == "\n" else words.replace("\n", end)


def end_of_line(text: str, at: int) -> int:
    """The offset where the line ends that an offset stands on."""
    found = re.compile(r"[\r\n]").search(text, at)
    return found.start() if found else len(text)


def start_of_line(text: str, at: int) -> int:
    """The offset where the line begins that an offset stands on."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def without_lines(text: str, start: int, end: int, alone: bool = False) -> Edit:
    """Take the whole lines of a stretch out; with `alone`, the empty line before it too, where one follows as well."""
    begin, stop = start_of_line(text, start), end_of_line(text, end)
    line_end = re.compile(r"\r\n|\n|\r").match(text, stop)
    stop = line_end.end() if line_end else stop
    if alone:
        blank_before = re.search(r"(?:\r\n|\n|\r)([ \t]*(?:\r\n|\n|\r))\Z", text[:begin])
        blank_after = stop >= len(text) or re.compile(r"[ \t]*(?:\r\n|\n|\r)").match(text, stop)
        if blank_before and blank_after:
            begin -= len(blank_before[1])
    return Edit(begin, stop, "")


def put(text: str, at: int, words: str) -> Edit:
    """Put words in at an offset."""
    return Edit(at, at, as_in(text, words))


def quote_lines(words: str, indent: str = "") -> list[str]:
    """The lines of a quotation."""
    lines = []
    for number, paragraph in enumerate(words.split("\n\n")):
        if number:
            lines.append(f"{indent}>")
        told = write_comment_marks(paragraph)
        lines.append(f"{indent}> \\{told}" if told.lstrip("\\").startswith(">") else f"{indent}> {told}")
    return lines


def items_of(claim: Claim) -> list[Item]:
    """The items of a claim, in order."""
    return [node for node in claim.body if isinstance(node, Item)]


def add_item(text: str, claim: Claim, lines: Sequence[str]) -> Edit:
    """Put an item behind the last one of a claim; behind all else where it has none."""
    items = items_of(claim)
    joined = "\n".join(lines)
    if items:
        return put(text, end_of_line(text, items[-1].span.end), f"\n{joined}")
    return put(text, end_of_line(text, claim.span.end), f"\n\n{joined}")


def add_block(text: str, claim: Claim, before_items: Sequence[str]) -> Edit:
    """Put a paragraph or a quotation before the items of a claim, behind what stands there already."""
    head = [node for node in claim.body if isinstance(node, (Paragraph, Quote))]
    items = items_of(claim)
    first_item = items[0].span.start if items else len(text) + 1
    before = [node for node in head if node.span.start < first_item]
    at = end_of_line(text, before[-1].span.end if before else claim.heading.end)
    return put(text, at, "\n\n" + "\n".join(before_items))


def value_end(item: Item) -> int:
    """Where an item's own value ends."""
    match item:
        case Step():
            return item.premises[-1].span.end
        case Cites():
            return item.citation.span.end
        case Evidence():
            return item.text.span.end
        case Waive():
            return item.reason.span.end
        case Attribute():
            return item.value.span.end


def set_property(text: str, item: Item, key: str, value: str | None) -> list[Edit]:
    """Give an item's property another value, put it in, or (None) take it out."""
    there = next((n for n in item.body if isinstance(n, Property) and n.key == key), None)
    if there is not None:
        if value is None:
            return [without_lines(text, there.span.start, there.span.end)]
        return [Edit(there.value.span.start, there.value.span.end, value)] if there.value.text != value else []
    return [] if value is None else [add_property(text, item, key, value)]


def add_property(text: str, item: Item, key: str, value: str) -> Edit:
    """Put a property behind those that the item has, but before quotations, which a preview would draw it into."""
    at = value_end(item)
    for node in item.body:
        if not isinstance(node, Property):
            break
        at = node.span.end
    return put(text, end_of_line(text, at), f"\n  {key}: {value}")


def applied(desk: Desk, path: str, edits: Iterable[Edit]) -> dict[str, str]:
    """The text of a file with these edits. Raises Refused where they touch one another."""
    try:
        return {path: apply_edits(desk.texts.get(path, ""), edits)}
    except ValueError as error:
        raise Refused("Two parts of this change touch the same words: make them one after the other.") from error


def in_one(edits: Sequence[Edit]) -> list[Edit]:
    """Several insertions at one place as one, in the order in which they were asked for."""
    at: dict[int, str] = {}
    for edit in edits:
        if edit.start == edit.end:
            at[edit.start] = at.get(edit.start, "") + edit.text
    return [*(e for e in edits if e.start != e.end), *(Edit(place, place, words) for place, words in at.items())]


def without_item(desk: Desk, path: str, claim: Claim, item: Item, said: str) -> Made:
    """A claim without one of its items."""
    edit = without_lines(desk.texts[path], item.span.start, item.span.end, alone=len(items_of(claim)) == 1)
    return Made(applied(desk, path, [edit]), said, path, claim.id.text)


def applied_to_all(desk: Desk, edits: Mapping[str, Sequence[Edit]]) -> dict[str, str]:
    """The texts of several files with their edits."""
    return {path: apply_edits(desk.texts[path], found) for path, found in edits.items()}
