"""What may stand behind each key, and what an id may be: premises, citations, weights, waivers are judged here.

The parser collects an item's lines; these functions turn them into a node of the tree and report what is wrong. After
a mistake the node is kept as far as it can be understood, so that one mistake is reported once and nothing that rests
on the item seems to be missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from argmap.ground import codes
from argmap.ground.places import Span
from argmap.ground.text import did_you_mean, nearest, shorten
from argmap.notation.citation import CitationError, parse_citation
from argmap.notation.stretches import RawLine
from argmap.notation.tree import (
    Attribute,
    Citation,
    Cites,
    Comment,
    Evidence,
    Item,
    ItemBody,
    Property,
    Quote,
    Step,
    Waive,
    Words,
)
from argmap.notation.vocabulary import (
    CRITICAL_QUESTION,
    EVIDENCE_TYPES,
    KEYS,
    REPEATABLE_PROPERTIES,
    STANDARDS,
    THIS_PAPER,
    id_from,
    is_id,
)

Report = Callable[..., None]
"""report(code, span, message, help=None, related=())"""

_WEIGHT = re.compile(r"(?:0|1|0?\.[0-9]{1,12}|0\.|1\.0{0,12})\Z")
_IN_A_STEP = "named in a step for or against itself"
_SEPARATED = re.compile(r"[^\s,;&]+")
_WAIVED = re.compile(r"[A-Z]{2,5}[0-9]{2,4}\Z")


def finish_item(raw: RawLine, owner: str, report: Report) -> Item | None:
    """The node for an item under the claim `owner`, or None where nothing of it can be used."""
    span = raw.span
    body: ItemBody = ()
    if raw.body is not None:
        body = _finish_body(raw, owner, report)
        last = body[-1].span if body else span
        if last.end > span.end:
            span = span._replace(end=last.end, end_line=last.end_line, end_column=last.end_column)
    key = raw.key
    if not raw.text:
        report(codes.EMPTY_VALUE, raw.key_span, f"There is nothing after `{key}:`", KEYS[key].expected)
        return None
    if key in ("because", "but"):
        premises = _premises(raw, report)
        return Step(key, premises, span, body) if premises else None
    if key == "cites":
        citation = read_citation(raw, report)
        return Cites(key, citation, span, body) if citation else None
    if key == "evidence":
        return Evidence(key, raw.words, span, body)
    if key == "waive":
        return _waive(raw, span, body, report)
    if key == "standard":
        _known(raw, STANDARDS, codes.BAD_STANDARD, "standard of proof", report)
    if key == "restates":
        return Attribute(key, _one_id(raw.words, owner, report, "said to restate itself"), span, body)
    return Attribute(key, raw.words, span, body)


def _finish_body(raw: RawLine, owner: str, report: Report) -> ItemBody:
    found: list[Property | Quote | Comment] = []
    seen: dict[str, Span] = {}
    for node in raw.body or ():
        if isinstance(node, RawLine):
            finished = _finish_property(node, raw.key, owner, report)
            if finished is None:
                continue
            name = finished.key
            if name in seen and name not in REPEATABLE_PROPERTIES:
                report(
                    codes.REPEATED,
                    node.key_span,
                    f"`{name}` is given twice",
                    "Keep one of them.",
                    ((seen[name], "first given here"),),
                )
            else:
                seen[name] = node.key_span
                found.append(finished)
        elif type(node) is Quote and not KEYS[raw.key].quoted:
            report(
                codes.MISPLACED_QUOTATION,
                node.span,
                f"A quotation cannot stand under `{raw.key}`",
                "Words of a source go under `cites` or `evidence`; words of the paper begin at the margin.",
            )
        else:
            found.append(node)
    return tuple(found)


def _finish_property(raw: RawLine, under: str, owner: str, report: Report) -> Property | None:
    key = _known_property(raw, under, report)
    if key is None:
        return None
    if not raw.text:
        report(codes.EMPTY_VALUE, raw.key_span, f"There is nothing after `{raw.key}:`", "Give it a value.")
        return None
    words, citation = raw.words, None
    if key == "from" and THIS_PAPER.match(words.text):
        return Property(key, words, raw.span)
    if key in ("from", "via"):
        citation = read_citation(raw, report)
        if citation is None:
            return None
    elif key == "weight":
        if not _WEIGHT.match(words.text):
            report(
                codes.BAD_WEIGHT,
                words.span,
                f'"{shorten(words.text, 40)}" is no weight',
                "Write a number from 0 to 1, such as 0.8.",
            )
            return None
    elif key == "type":
        if not _known(raw, EVIDENCE_TYPES, codes.UNKNOWN_EVIDENCE_TYPE, "type of evidence", report):
            return None
    elif key in ("id", "unless"):
        words = _one_id(words, owner if key == "unless" else None, report)
    elif key == "warrant" or CRITICAL_QUESTION.match(key):
        composed = _composed(words)
        words = composed if is_id(composed.text) else words  # else they are words of a person's own
        if key == "warrant" and words.text == owner:
            _report_self(words.span, owner, report)
    return Property(key, words, raw.span, citation)


def _known_property(raw: RawLine, under: str, report: Report) -> str | None:
    allowed = KEYS[under].properties
    if raw.key in allowed or ("cq1" in allowed and CRITICAL_QUESTION.match(raw.key)):
        return raw.key
    near = nearest(raw.key, allowed)
    if not allowed:
        help = f"`{under}` has no properties. Text that goes on must not begin with a word and a colon."
    elif near:
        help = f"Did you mean `{near}`?"
    else:
        help = f"Under `{under}` may stand: {_listed(allowed)}."
    report(codes.UNKNOWN_PROPERTY, raw.key_span, f"Unknown property `{shorten(raw.key, 40)}` under `{under}`", help)
    return near if near and not near.startswith("cq") else None


def _listed(names: Iterable[str]) -> str:
    return ", ".join("cq1, cq2, …" if name == "cq1" else name for name in names)


def _known(value: RawLine, words: tuple[str, ...], code: str, what: str, report: Report) -> bool:
    if value.text in words:
        return True
    report(
        code,
        value.whole,
        f'"{shorten(value.text, 40)}" is no {what}',
        did_you_mean(value.text, words, f"Write one of {', '.join(words)}."),
    )
    return False


def _report_self(span: Span, owner: str, report: Report, what: str = _IN_A_STEP) -> None:
    otherwise = ", or give the evidence itself with `evidence:`" if what == _IN_A_STEP else ""
    report(codes.SELF_REFERENCE, span, f"`{owner}` is {what}", f"Name another claim{otherwise}.")


def _composed(words: Words) -> Words:
    """Some systems write ë as two characters; the id is the same word."""
    return Words(unicodedata.normalize("NFC", words.text), words.span)


def _one_id(words: Words, owner: str | None, report: Report, itself: str = _IN_A_STEP) -> Words:
    words = _composed(words)
    if not is_id(words.text):
        near, several = id_from(words.text), "+" in words.text or "," in words.text
        report(
            codes.BAD_ID,
            words.span,
            f'"{shorten(words.text, 40)}" is no id',
            "Name one claim a line." if several else _id_help(near),
        )
        return Words(near, words.span) if near and not several else words
    if words.text == owner:
        _report_self(words.span, owner, report, itself)
    return words


def _id_help(near: str) -> str:
    rule = "An id is made of lower-case words joined by hyphens"
    return f"{rule}: `{shorten(near, 40)}`?" if near else f"{rule}, such as `turkey-first-to-help`."


def report_bad_id(words: Words, report: Report) -> Words:
    """Report the id of a claim that breaks the rule and return what it most likely should be."""
    return _one_id(words, None, report)


def _premises(value: RawLine, report: Report) -> tuple[Words, ...]:
    """The ids in ``a + b + c``, each with its span."""
    parts = value.text.split(" + ")
    if len(parts) == 1 and is_id(parts[0]):
        return (value.words,)
    if all(map(is_id, parts)):
        found = []
        position = 0
        for part in parts:
            found.append(value.part(position, position + len(part)))
            position += len(part) + 3
        if len(set(parts)) == len(parts):
            return tuple(found)
    else:
        found = _untidy_premises(value, report)
    seen: dict[str, Words] = {}
    for premise in found:
        if premise.text in seen:
            report(
                codes.REPEATED,
                premise.span,
                f"`{premise.text}` is named twice in one step",
                "Keep one of them.",
                ((seen[premise.text].span, "first named here"),),
            )
        seen.setdefault(premise.text, premise)
    return tuple(seen.values())


def _untidy_premises(value: RawLine, report: Report) -> list[Words]:
    """The ids where the spaces are not as usual, or something else than ids is named."""
    found: list[Words] = []
    text = value.text
    position = 0
    for piece in text.split("+"):
        inside = piece.strip(" \t")
        start = position + piece.index(inside)
        if inside:
            found.extend(_premise(value, start, start + len(inside), report))
        else:
            report(
                codes.MALFORMED_PREMISES,
                value.part_span(max(0, position - 1), min(position + len(piece), len(text))),
                "A + joins two claims, and one is missing",
                "Write `a + b`, or leave the + out.",
            )
        position += len(piece) + 1
    return found


def _premise(value: RawLine, start: int, end: int, report: Report) -> tuple[Words, ...]:
    """The id between two +; several where they were joined by something else."""
    words = value.part(start, end)
    if is_id(words.text):
        return (words,)
    parts = [part for part in _SEPARATED.finditer(words.text) if part[0] != "and"]
    if len(parts) > 1 and all(is_id(part[0]) for part in parts) and (len(parts) <= 3 or "," in words.text):
        joined = " + ".join(part[0] for part in parts)
        report(
            codes.MALFORMED_PREMISES,
            words.span,
            "Claims are joined by +",
            f"Premises that hold only together: `{shorten(joined, 40)}`; independent reasons: one item each.",
        )
        return tuple(value.part(start + part.start(), start + part.end()) for part in parts)
    if len(parts) > 3:
        report(
            codes.MALFORMED_PREMISES,
            words.span,
            f"`{value.key}` names claims, and this is text",
            "Make the text a claim and name its id; or write it as `- evidence: …`.",
        )
        return ()
    return (_one_id(words, None, report),)


def read_citation(value: RawLine, report: Report) -> Citation | None:
    """The citation in a value, with spans in the file; None, and a report, where there is none."""
    try:
        parsed = parse_citation(value.text)
    except CitationError as error:
        report(codes.MALFORMED_CITATION, value.whole, str(error), error.help)
        return None
    return Citation(
        key=value.part(*parsed.key_at),
        span=value.whole,
        prefix=parsed.prefix,
        bare=parsed.bare,
        locator=value.part(*parsed.locator_at) if parsed.locator_at else None,
        label=parsed.label,
        value=parsed.value,
        suffix=parsed.suffix,
        mark=value.part(*parsed.mark_at) if parsed.mark_at else None,
    )


def _waive(value: RawLine, span: Span, body: ItemBody, report: Report) -> Waive | None:
    code, _, reason = value.text.partition(" ")
    code_words = value.part(0, len(code))
    if not _WAIVED.match(code):
        report(
            codes.MALFORMED_WAIVER,
            code_words.span,
            f'"{shorten(code, 40)}" is no check\'s code',
            "Write the code, then the reason: EVD003 It is public record.",
        )
        return None
    stripped = reason.strip(" \t")
    if not stripped:
        report(
            codes.MALFORMED_WAIVER,
            value.whole,
            f"{code} is waived without a reason",
            "Say after the code why the finding is accepted.",
        )
        return None
    start = len(value.text) - len(reason.lstrip(" \t"))
    return Waive(value.key, code_words, value.part(start, start + len(stripped)), span, body)
