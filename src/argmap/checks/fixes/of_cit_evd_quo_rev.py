"""Fixes of citations, evidence, quotations, verdicts: keys, pages, words as they stand in the paper or the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from argmap.argument.model import Quotation
from argmap.checks.fixes.edits import add_property, insert, line_end, words_at, write
from argmap.checks.fixes.registry import mends
from argmap.findings.finding import Finding
from argmap.ground.edits import BLANK, Fix
from argmap.ground.places import Span
from argmap.ground.text import nearest, shorten
from argmap.notation.citation import is_plain_key
from argmap.notation.escapes import write_comment_marks
from argmap.project import Project

if TYPE_CHECKING:
    from argmap.quotations import Match

_RUNS_ON = re.compile(r"[\w-]*")
_KEY = re.compile(r"@(?:\{([^{}\s]+)\}|([^\s\[\](),;{}]+))")


@mends("CIT001")
def nearest_work(project: Project, finding: Finding) -> Iterator[Fix]:
    """The key of the bibliography that is nearest."""
    for span in _unknown_keys(project, finding):
        # a slip such as `--` ends a key too early: what is written on to it is meant with it
        rest = _RUNS_ON.match(project.text_files[span.path].text, span.end)
        span = span._replace(end=rest.end() if rest else span.end)
        near = nearest(words_at(project, span), project.bibliography.sources)
        if near:
            inside = project.text_files[span.path].text[span.start - 1] == "{"
            yield write(f"Write @{near}", span, near if inside or is_plain_key(near) else f"{{{near}}}")


def _unknown_keys(project: Project, finding: Finding) -> Iterator[Span]:
    """The places of the keys at a finding's place that no entry has."""
    span = finding.span
    if span is None:
        return
    words = words_at(project, span)
    if not words.lstrip("-").startswith("@") and "@" not in words:
        words, at = f"@{words}", -1  # the span is that of the key alone
    else:
        at = 0
    for found in _KEY.finditer(words):
        key, (start, end) = found[1] or found[2].rstrip(".:!?"), found.span(1 if found[1] else 2)
        if key not in project.bibliography.sources:
            end = start + len(key)
            yield span._replace(start=span.start + at + start, end=span.start + at + end)
            return


@mends("CIT005")
def page(project: Project, finding: Finding) -> Iterator[Fix]:
    """A place for the page."""
    node = project.nodes.get(finding.claim or "")
    cites = next((item for item in node.cites if item.span == finding.span), None) if node else None
    if cites is not None:
        key = cites.citation.key.span
        text = project.text_files[key.path].text
        at = key.end + (text[key.end : key.end + 1] == "}" and text[key.start - 1] == "{")
        yield insert("Add the page", key.path, at, f", p. {BLANK}", asks="the page")


@mends("EVD003")
def source_of_evidence(project: Project, finding: Finding) -> Iterator[Fix]:
    """A place for the work that the evidence is from."""
    node = project.nodes.get(finding.claim or "")
    evidence = next((item for item in node.evidence if item.span == finding.span), None) if node else None
    if evidence is not None:
        yield add_property(project, evidence, "Name its source", f"from: @{BLANK}", "the work's key and the page")
        own = f"from: this paper, {BLANK}"
        yield add_property(project, evidence, "It stands in this paper", own, "where in the paper (Figure 1)")


def _quotation(project: Project, finding: Finding) -> Quotation | None:
    claim = project.argument.claims.get(finding.claim or "")
    quoted = (*claim.anchors, *(q for item in claim.grounds for q in item.quotations)) if claim else ()
    return next((quotation for quotation in quoted if quotation.span == finding.span), None)


@mends("QUO002", "QUO011")
def words_as_they_stand(project: Project, finding: Finding) -> Iterator[Fix]:
    """The paper's words, or the source's, in the place of those that differ."""
    quotation = _quotation(project, finding)
    match: Match | None = quotation.match if quotation else None
    if quotation and match and match.matched:
        whose = "paper's" if finding.code == "QUO002" else "source's"
        yield write(f"Write the {whose} words: “{shorten(match.matched, 60)}”", quotation.span, _quoted(match.matched))


@mends("QUO001", "QUO004")
def anchor(project: Project, finding: Finding) -> Iterator[Fix]:
    """The sentences of the paper that share the most telling words with the claim."""
    claim, node = project.argument.claims.get(finding.claim or ""), project.nodes.get(finding.claim or "")
    if claim is None or node is None or node.sentence is None or project.document is None:
        return
    place = _quotation(project, finding)
    end = line_end(project, node.span.path)
    for passage in project.passages.offer(claim.text):
        title = f"Anchor it in “{shorten(passage.text, 60)}”"
        if finding.code == "QUO001" and place is not None:
            yield write(title, place.span, _quoted(passage.text))
        elif finding.code == "QUO004":
            yield insert(title, node.span.path, node.sentence.span.end, f"{end * 2}{_quoted(passage.text)}")


def _quoted(words: str) -> str:
    text = write_comment_marks(" ".join(words.split()))
    return f"> \\{text}" if text.startswith(">") else f"> {text}"


@mends("REV008")
def pin(project: Project, finding: Finding) -> Iterator[Fix]:
    """The sum of the text, in the settings."""
    from argmap.editing.pinning import pin_edit

    key = next((key for key in project.texts.paths if project.texts.shown(key) == finding.path), None)
    if key and (made := pin_edit(project, key)):
        path, edit = made
        yield Fix(f"Pin the text of @{key}", {path: (edit,)})
