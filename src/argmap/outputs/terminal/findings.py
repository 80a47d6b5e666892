"""Findings for people, in the manner of ruff and rustc: code, sentence, place, the line with carets, help."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping

from argmap.findings.finding import Finding
from argmap.ground.diagnostics import SEVERITIES
from argmap.ground.places import TextFile
from argmap.ground.text import plural, shorten
from argmap.ground.unseen import on_one_line, show_unseen

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}
_DIM, _BOLD, _RESET = "\x1b[2m", "\x1b[1m", "\x1b[0m"
_LONGEST_LINE = 160
_MOST_RELATED = 5


def write_text(findings: Iterable[Finding], files: Mapping[str, TextFile], *, colour: bool = False) -> str:
    """Each finding as a block with its source line; `files` gives the texts by the path that spans name."""
    return "\n".join(_block(finding, files, colour) for finding in findings)


def write_concise(findings: Iterable[Finding]) -> str:
    """One line a finding: ``path:line:column: CODE severity: message``."""
    return "".join(f"{place_of(f)}: {f.code} {_weight(f)}: {on_one_line(f.message)}\n" for f in findings)


def say_severities(findings: Collection[Finding]) -> str:
    """``1 error, 3 notes``; empty where there is none."""
    return ", ".join(plural(n, word) for word in SEVERITIES if (n := sum(f.severity == word for f in findings)))


def place_of(finding: Finding) -> str:
    """``path:line:column``, with the page where the file has pages."""
    span = finding.span
    if span is None:
        return on_one_line(finding.path)
    page = f" (page {span.page})" if span.page else ""
    return f"{on_one_line(finding.path)}:{span.line}:{span.column}{page}"


def _weight(finding: Finding) -> str:
    return finding.severity if finding.certainty == "certain" else f"{finding.severity} (candidate)"


def _block(finding: Finding, files: Mapping[str, TextFile], colour: bool) -> str:
    def paint(text: str, how: str) -> str:
        return f"{how}{text}{_RESET}" if colour else text

    lines = [
        f"{paint(f'{finding.code} {_weight(finding)}', _COLOURS[finding.severity])}: "
        f"{paint(on_one_line(finding.message), _BOLD)}",
        f"  {paint('-->', _DIM)} {place_of(finding)}",
    ]
    span = finding.span
    source = files.get(span.path) if span else None
    gutter = " " * len(str(span.line)) if span and source else " "
    bar = paint("|", _DIM)
    if span and source and span.page is None:
        lines += _excerpt(source, span.line, span.column, span.end_line, span.end_column, gutter, bar)
    elif finding.quote:
        lines += [f" {gutter} {bar}", f" {gutter} {bar} {show_unseen(shorten(finding.quote, _LONGEST_LINE))}"]
    for place, message in finding.related[:_MOST_RELATED]:
        where = f"{on_one_line(place.path)}:{place.line}:{place.column}"
        lines.append(f" {gutter} {paint('::', _DIM)} {where}: {on_one_line(message)}")
    if len(finding.related) > _MOST_RELATED:
        lines.append(f" {gutter} {paint('::', _DIM)} and {len(finding.related) - _MOST_RELATED} more places")
    if finding.because:
        lines.append(f" {gutter} {paint('= because:', _DIM)} {on_one_line(finding.because)}")
    if finding.help:
        lines.append(f" {gutter} {paint('= help:', _DIM)} {on_one_line(finding.help)}")
    return "\n".join(lines) + "\n"


def _excerpt(
    source: TextFile, line: int, column: int, end_line: int, end_column: int, gutter: str, bar: str
) -> list[str]:
    text = source.line(line)
    last = end_column - 1 if end_line == line else len(text)
    first = column - 1
    # a line of a paper can be a whole paragraph: show the stretch around the words
    cut = max(0, first - 40) if len(text) > _LONGEST_LINE else 0
    shown = text[cut : cut + _LONGEST_LINE]
    before = show_unseen(shown[: first - cut])
    marked = show_unseen(shown[first - cut : max(first + 1, last) - cut])
    pad = "".join("\t" if c == "\t" else " " * _width(c) for c in before)
    lead = "…" if cut else ""
    marked = marked.rstrip()
    carets = "^" * max(1, len(marked) if marked.isascii() else sum(map(_width, marked)))
    return [
        f" {gutter} {bar}",
        f" {line} {bar} {lead}{show_unseen(shown)}{'…' if cut + _LONGEST_LINE < len(text) else ''}",
        f" {gutter} {bar} {' ' * len(lead)}{pad}{carets}",
    ]


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
