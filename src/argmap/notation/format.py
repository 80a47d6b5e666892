"""The canonical layout of a claims file. Only white space around lines, markers and empty lines change.

Line breaks inside a paragraph, the order of items, comments and every word stay as the author has them: a diff of a
formatted file shows nothing else. Where a line has no meaning the file is left alone, since its layout has none either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.ground import codes
from argmap.ground.diagnostics import Diagnostic
from argmap.notation.escapes import BULLET
from argmap.notation.parser import parse
from argmap.notation.vocabulary import is_id

_LAYOUT_CODES = frozenset(
    {
        codes.TEXT_BEFORE_CLAIM,
        codes.PROPERTY_WITHOUT_ITEM,
        codes.WRONG_HEADING,
        codes.UNKNOWN_LINE,
        codes.LAZY_LINE,
        codes.UNTERMINATED_COMMENT,
        codes.INLINE_COMMENT,
        codes.MISSING_DASH,
        codes.TOO_MANY_MISTAKES,
    }
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANKS = " \t"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file in its canonical layout; where `refused` says why not, `text` is the text as it was."""

    text: str
    refused: tuple[Diagnostic, ...] = ()


def format_claims(text: str, path: str) -> Formatted:
    """Lay out a claims file. Formatting twice is formatting once, and the parsed tree stays the same."""
    parsed = parse(text, path)
    refused = tuple(diagnostic for diagnostic in parsed.diagnostics if diagnostic.code in _LAYOUT_CODES)
    if refused or "?" in parsed.roles:
        return Formatted(text, refused or parsed.diagnostics)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    first_end = _LINE_END.search(text)
    lines = _LINE_END.split(text[len(mark) :])
    laid_out = _lay_out(lines, parsed.roles)
    end = first_end[0] if first_end else "\n"
    return Formatted(mark + "".join(line + end for line in laid_out))


def _lay_out(lines: list[str], roles: str) -> list[str]:
    done: list[str] = []
    before = ""  # the role of the last line that is not empty
    empty = False
    key = ""
    for line, role in zip(lines, roles, strict=True):
        if role == "b":
            empty = True
            continue
        if role in "ir":
            key = _key_of(line)
        if done and (empty or _apart(before, role)):
            done.append("")
        done.append(_line(line.strip(_BLANKS), line, role, key))
        before, empty = role, False
    return done


def _apart(before: str, role: str) -> bool:
    """Whether an empty line is needed between two lines that have none."""
    if role in "sh":
        return before not in "xyk"
    if before in "sh":
        return role != "x"
    if role == "q":
        return before in "pircn"
    # without the last pair, a preview would draw the property into the quotation above it
    return (before, role) in (("p", "i"), ("q", "i"), ("n", "r"))


def _line(stripped: str, line: str, role: str, key: str) -> str:
    match role:
        case "s":
            return _section(stripped)
        case "h":
            return _heading(stripped)
        case "q":
            return _quote(stripped)
        case "n":
            return f"  {_quote(stripped)}"
        case "i":
            return f"- {_entry(stripped[stripped.index(key) :], key)}"
        case "r":
            return f"  {_entry(stripped, key)}"
        case "c":
            return f"  {_spaced(stripped, key)}"
        case "x":
            return line.lstrip(_BLANKS)
        case "y":
            return f"  {line.lstrip(_BLANKS)}"
        case "k":
            return line
        case _:
            return stripped


def _title(stripped: str, level: int) -> str:
    unclosed = stripped.rstrip("#")
    if len(unclosed) > level and unclosed[-1] in _BLANKS:
        stripped = unclosed.rstrip(_BLANKS)
    return stripped[level:].strip(_BLANKS)


def _section(stripped: str) -> str:
    title = _title(stripped, 1)
    return f"# {title} #" if title.endswith("#") else f"# {title}".rstrip(_BLANKS)


def _heading(stripped: str) -> str:
    title = _title(stripped, 2)
    name, brace, kind = title.partition("{")
    if not brace or not kind.endswith("}"):
        return f"## {title} ##" if title.endswith("#") else f"## {title}".rstrip(_BLANKS)
    return f"## {name.strip(_BLANKS)} {{{kind[:-1].strip(_BLANKS)}}}"


def _quote(stripped: str) -> str:
    words = stripped[1:].strip(_BLANKS)
    return f"> {words}" if words else ">"


def _key_of(line: str) -> str:
    stripped = line.strip(_BLANKS)
    bullet = BULLET.match(stripped)
    return (stripped[bullet.end() :] if bullet else stripped).partition(":")[0]


def _entry(stripped: str, key: str) -> str:
    value = _spaced(stripped[len(key) + 1 :].strip(_BLANKS), key)
    return f"{key}: {value}" if value else f"{key}:"


def _spaced(value: str, key: str) -> str:
    """Spaces around + and after commas, where they are marks of the language."""
    if key in ("because", "but"):
        parts = [part.strip(_BLANKS) for part in value.split("+")]
        if all(is_id(part) for part in parts if part):
            return " + ".join(parts).strip(_BLANKS)
    if key in ("tags", "origin"):
        return ", ".join(part.strip(_BLANKS) for part in value.split(",")).strip(_BLANKS)
    return value
