"""Fixes of claims files (SYN): mistakes in their language, names of what is not there.

What the parser goes on with is what is written: such a fix changes nothing but the words, and is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.checks.fixes.edits import insert, line_end, words_at, write
from argmap.checks.fixes.registry import mends
from argmap.findings.finding import Finding
from argmap.ground import codes
from argmap.ground.edits import BLANK, Edit, Fix
from argmap.ground.places import Span
from argmap.ground.text import nearest
from argmap.notation.escapes import BULLET, LOOKALIKE
from argmap.notation.tree import Claim
from argmap.notation.vocabulary import EVIDENCE_TYPES, KEYS, KINDS, PROPERTIES, STANDARDS, id_from, is_id
from argmap.project import Project

_PROPERTY = re.compile(r"[ \t]+[A-Za-z][\w-]*:")
_QUOTED = re.compile(r"[ \t]*>")


def _text(project: Project, span: Span) -> str:
    return project.text_files[span.path].text


def _line_start(project: Project, span: Span) -> int:
    return span.start - span.column + 1


def _claim_around(project: Project, span: Span) -> Claim | None:
    for file in project.files:
        if file.path == span.path:
            return next((claim for claim in file.claims if claim.span.start <= span.start <= claim.span.end), None)
    return None


@mends(codes.UNKNOWN_KEY)
def nearest_key(project: Project, finding: Finding) -> Iterator[Fix]:
    """The key that the parser takes it for."""
    if finding.span and (near := nearest(words_at(project, finding.span), KEYS)):
        yield write(f"Write `{near}`", finding.span, near, safe=True)


@mends(codes.UNKNOWN_PROPERTY)
def nearest_property(project: Project, finding: Finding) -> Iterator[Fix]:
    """The property that the parser takes it for, of those that may stand under the item."""
    claim = _claim_around(project, finding.span) if finding.span else None
    if finding.span is None or claim is None:
        return
    above = [node for node in claim.body if node.span.start < finding.span.start and hasattr(node, "key")]
    under = getattr(above[-1], "key", "") if above else ""
    near = nearest(words_at(project, finding.span), PROPERTIES.get(under, ()))
    if near:
        yield write(f"Write `{near}`", finding.span, near, safe=not near.startswith("cq"))


@mends(codes.UNKNOWN_KIND)
def nearest_kind(project: Project, finding: Finding) -> Iterator[Fix]:
    """The kind that the parser takes it for, with its closing brace."""
    span = finding.span
    if span is None:
        return
    written, text = words_at(project, span), _text(project, span)
    if not re.match(r"[ \t]*\}", text[span.end :]):
        if written in KINDS:
            yield insert("Close the kind with }", span.path, span.end, "}", safe=True)
    elif near := nearest(written, KINDS):
        yield write(f"Write `{{{near}}}`", span, near, safe=True)


@mends(codes.BAD_ID)
def id_by_rule(project: Project, finding: Finding) -> Iterator[Fix]:
    """The id that the parser takes the words for."""
    written = words_at(project, finding.span) if finding.span else ""
    near = id_from(written)
    if finding.span and near and written.lstrip("#").strip() == written and not set("+,") & set(written):
        yield write(f"Write `{near}`", finding.span, near, safe=True)


@mends(codes.UNRESOLVED_CLAIM)
def claim_that_is_missing(project: Project, finding: Finding) -> Iterator[Fix]:
    """The nearest id; or the claim itself, for a person to word."""
    span = finding.span
    claim = _claim_around(project, span) if span else None
    if span is None or claim is None:
        return
    name = words_at(project, span)
    if near := nearest(name, project.nodes):
        yield write(f"Write `{near}`", span, near)
    end = line_end(project, span.path)
    yield insert(
        f"Add the claim `{name}`",
        span.path,
        claim.span.end,
        f"{end * 2}## {name}{end * 2}{BLANK}",
        asks="what is claimed, in one sentence",
    )


@mends(codes.BAD_STANDARD, codes.UNKNOWN_EVIDENCE_TYPE)
def nearest_word(project: Project, finding: Finding) -> Iterator[Fix]:
    """The nearest of the words that may stand there."""
    known = STANDARDS if finding.code == codes.BAD_STANDARD else EVIDENCE_TYPES
    if finding.span and (near := nearest(words_at(project, finding.span), known)):
        yield write(f"Write `{near}`", finding.span, near)


@mends(codes.WRONG_HEADING)
def heading(project: Project, finding: Finding) -> Iterator[Fix]:
    """A space behind the marks of a heading; two of these for a claim."""
    span = finding.span
    if span is None or set(words_at(project, span)) != {"#"}:
        return
    text, deep = _text(project, span), span.end - span.start > 2
    title = re.compile(r"[ \t]*([^\r\n]*?)[ \t]*(?:[\r\n]|\Z)").match(text, span.end)
    assert title is not None, "anything matches"
    if deep:
        if title[1] and title[1] == id_from(title[1]):
            yield write("Make it a claim: ##", span, "##", safe=text[span.end : span.end + 1] in (" ", "\t"))
    elif title[1] and text[span.end] not in " \t":
        yield insert("Put a space behind the #", span.path, span.end, " ", safe=True)


@mends(codes.UNKNOWN_LINE)
def line_of_an_item(project: Project, finding: Finding) -> Iterator[Fix]:
    """The hyphen and the indentation that the language asks for."""
    span = finding.span
    if span is None:
        return
    line, start = words_at(project, span), _line_start(project, span)
    indented = start < span.start
    if not indented and (found := LOOKALIKE.match(line)):
        at = span.start + found.end()
        key = Span(span.path, span.start, at, span.line, span.column, span.line, span.column + found.end())
        yield write(f"Write `- {found[1].lower()}: `", key, f"- {found[1].lower()}: ", safe=True)
    elif not indented and (found := BULLET.match(line)) and found[1] != "-":
        mark = span._replace(end=span.start + len(found[1]))
        yield write("Begin it with -", mark, "-", safe=True)
    elif indented and BULLET.match(line):
        yield _moved("Begin it at the margin", project, span, "", safe=True)
    elif indented and span.column == 2 and _PROPERTY.match(_text(project, span), start):
        yield _moved("Indent it by two spaces", project, span, "  ", safe=True)


def _moved(title: str, project: Project, span: Span, indentation: str, *, safe: bool) -> Fix:
    return Fix(title, {span.path: (Edit(_line_start(project, span), span.start, indentation),)}, safe)


@mends(codes.LAZY_LINE)
def line_that_runs_on(project: Project, finding: Finding) -> Iterator[Fix]:
    """As a part of the quotation or the item above it, or apart from that."""
    span = finding.span
    if span is None:
        return
    text, start = _text(project, span), _line_start(project, span)
    end = line_end(project, span.path)
    if "quotation" in finding.message:
        above = text[:start].splitlines()
        mark = next((found[0] for line in reversed(above) if (found := _QUOTED.match(line))), ">")
        yield Fix(
            "Let the quotation go on",
            {span.path: (Edit(start, span.start, f"{mark} "),)},
            safe="\\" not in words_at(project, span) and not words_at(project, span).startswith(">"),
        )
    else:
        yield _moved("Let the item go on", project, span, "  ", safe=False)
    yield insert("Leave an empty line before it", span.path, start, end)


@mends(codes.MALFORMED_PREMISES)
def joined_premises(project: Project, finding: Finding) -> Iterator[Fix]:
    """Claims joined by +; each of them a reason of its own would be another argument."""
    span = finding.span
    parts = re.split(r"[\s,;&]+", words_at(project, span)) if span else []
    names = [part for part in parts if part and part != "and"]
    if span and len(names) > 1 and all(map(is_id, names)):
        yield write("Join them by +", span, " + ".join(names), safe=True)


@mends(codes.REPEATED)
def named_twice(project: Project, finding: Finding) -> Iterator[Fix]:
    """One of the premises that are named twice in a step."""
    span = finding.span
    if span and (joint := re.search(r"[ \t]*\+[ \t]*\Z", _text(project, span)[: span.start])):
        yield Fix("Take the second out", {span.path: (Edit(joint.start(), span.end, ""),)}, safe=True)


@mends(codes.MISSING_DASH)
def missing_dash(_: Project, finding: Finding) -> Iterator[Fix]:
    """The dash before an item."""
    if finding.span:
        yield insert("Put the - before it", finding.span.path, finding.span.start, "- ", safe=True)


@mends(codes.UNTERMINATED_COMMENT)
def open_comment(project: Project, finding: Finding) -> Iterator[Fix]:
    """The comment ends with its line."""
    if finding.span:
        text = _text(project, finding.span)
        end = re.compile(r"[ \t]*(?:[\r\n]|\Z)").search(text, finding.span.end)
        assert end is not None, "every text ends"
        yield insert("Close it at the end of the line", finding.span.path, end.start(), " -->")


@mends(codes.TEXT_BEFORE_CLAIM)
def text_before_claim(project: Project, finding: Finding) -> Iterator[Fix]:
    """A comment, where comment marks do not stand in it."""
    span = finding.span
    if span and "--" not in (words := words_at(project, span)):
        yield write("Make it a comment", span, f"<!-- {words} -->")


@mends("SYN097")
def nearest_code(project: Project, finding: Finding) -> Iterator[Fix]:
    """The code of a check that is nearest to the one that is waived."""
    from argmap.checks.registry import all_checks

    span = finding.span
    found = re.match(r"- waive:[ \t]*(\S+)", words_at(project, span)) if span else None
    if span and found and (near := nearest(found[1], all_checks())):
        place = span._replace(start=span.start + found.start(1), end=span.start + found.end(1))
        yield write(f"Write {near}", place, near)
