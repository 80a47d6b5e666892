"""Findings for people, in the manner of ruff and rustc: code, sentence, place, the line with carets, help."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping

from argmap.findings.finding import Finding
from argmap.ground.diagnostics import SEVERITIES
from argmap.ground.places import Span, TextFile
from argmap.ground.text import plural, shorten
from argmap.ground.unseen import on_one_line, show_unseen

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}
_DIM, _BOLD, _RESET = "\x1b[2m", "\x1b[1m", "\x1b[0m"
LONGEST_LINE = 160
"""The signs of a line of a paper that are shown where nothing is known of the screen."""
_NARROWEST = 40
_BESIDE = 10  # what stands before a line and around it
_MOST_RELATED = 5


def write_text(
    findings: Iterable[Finding],
    files: Mapping[str, TextFile],
    *,
    colour: bool = False,
    where: Callable[[Span], str] | None = None,
    width: int = LONGEST_LINE,
    whole: bool = False,
) -> str:
    """Each finding as a block with its source line; `files` gives the texts by the path that spans name.

    `where` says a place in words, for those who have no lines to count. Lines of the paper are cut to `width` signs.
    Of further places the first are shown, with `whole` all.
    """
    return "\n".join(_block(finding, files, colour, where, width, whole) for finding in findings)


def width_for(columns: int) -> int:
    """How many signs of a line a screen of so many columns shows without breaking it."""
    return min(LONGEST_LINE, max(_NARROWEST, columns - _BESIDE))


def write_concise(findings: Iterable[Finding]) -> str:
    """One line a finding: ``path:line:column: CODE severity: message``."""
    return "".join(f"{place_of(f)}: {f.code} {_weight(f)}: {on_one_line(f.message)}\n" for f in findings)


def say_severities(findings: Collection[Finding]) -> str:
    """``1 error, 3 notes``; empty where there is none."""
    return ", ".join(plural(n, word) for word in SEVERITIES if (n := sum(f.severity == word for f in findings)))


def place_of(finding: Finding) -> str:
    """``path:line:column``, with the page where the file has pages."""
    return _place(finding.span) if finding.span else on_one_line(finding.path)


def _place(span: Span) -> str:
    page = f" (page {span.page})" if span.page else ""
    return f"{on_one_line(span.path)}:{span.line}:{span.column}{page}"


def _weight(finding: Finding) -> str:
    return finding.severity if finding.certainty == "certain" else f"{finding.severity} (candidate)"


def _block(
    finding: Finding,
    files: Mapping[str, TextFile],
    colour: bool,
    where: Callable[[Span], str] | None,
    width: int,
    whole: bool,
) -> str:
    def paint(text: str, how: str) -> str:
        return f"{how}{text}{_RESET}" if colour else text

    def place_in_words(span: Span) -> str:
        said = where(span) if where else ""
        return f"{_place(span)} ({show_unseen(said)})" if said else _place(span)

    lines = [
        f"{paint(f'{finding.code} {_weight(finding)}', _COLOURS[finding.severity])}: "
        f"{paint(on_one_line(finding.message), _BOLD)}",
        f"  {paint('-->', _DIM)} {place_in_words(finding.span) if finding.span else place_of(finding)}",
    ]
    span = finding.span
    source = files.get(span.path) if span else None
    gutter = " " * len(str(span.line)) if span and source else " "
    bar = paint("|", _DIM)
    if span and source and span.page is None:
        lines += _excerpt(source, span.line, span.column, span.end_line, span.end_column, gutter, bar, width)
    elif finding.quote:
        lines += [f" {gutter} {bar}", f" {gutter} {bar} {show_unseen(shorten(finding.quote, width))}"]
    shown = len(finding.related) if whole else _MOST_RELATED
    for place, message in finding.related[:shown]:
        lines.append(f" {gutter} {paint('::', _DIM)} {place_in_words(place)}: {on_one_line(message)}")
    if more := len(finding.related[shown:]):
        lines.append(f" {gutter} {paint('::', _DIM)} and {plural(more, 'more place')}; --all shows them")
    if finding.because:
        lines.append(f" {gutter} {paint('= because:', _DIM)} {on_one_line(finding.because)}")
    if finding.help:
        lines.append(f" {gutter} {paint('= help:', _DIM)} {on_one_line(finding.help)}")
    return "\n".join(lines) + "\n"


def _excerpt(
    source: TextFile, line: int, column: int, end_line: int, end_column: int, gutter: str, bar: str, width: int
) -> list[str]:
    text = source.line(line)
    last = end_column - 1 if end_line == line else len(text)
    first = column - 1
    # a line of a paper can be a whole paragraph: show the stretch around the words
    cut = max(0, first - min(40, width // 3)) if len(text) > width else 0
    shown = text[cut : cut + width]
    before = show_unseen(shown[: first - cut])
    marked = show_unseen(shown[first - cut : max(first + 1, last) - cut])
    pad = "".join("\t" if c == "\t" else " " * _width(c) for c in before)
    lead = "…" if cut else ""
    marked = marked.rstrip()
    carets = "^" * max(1, len(marked) if marked.isascii() else sum(map(_width, marked)))
    return [
        f" {gutter} {bar}",
        f" {line} {bar} {lead}{show_unseen(shown)}{'…' if cut + width < len(text) else ''}",
        f" {gutter} {bar} {' ' * len(lead)}{pad}{carets}",
    ]


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
