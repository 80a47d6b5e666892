"""Pandoc's citation syntax, as it stands after ``cites:``, ``from:`` and ``via:``.

``@key, p. 54``, ``[see @key, pp. 3-5, and passim]``, ``-@key``, ``@{any key}``, ``@key [p. 3]``, each followed, where
the paper has one, by its citation mark: ``[^6]`` or its words in quotation marks. The syntax is that of the Pandoc
manual, "Citation syntax"; the names of locators lie in ``data/locators.txt``. Every scan is a single pass.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from argmap.ground.patterns import later

_AT = re.compile(r"(?<![^\s\[(;,*_\-])(-?)@")
_KEY = re.compile(r"\w+(?:[:.#$%&\-+?<>~/]\w+)*")
# What nine citations in ten look like. The general way below reads them just so, but takes five times as long.
_PLAIN = re.compile(r"@(\w+(?:[:.\-]\w+)*)(?:, (pp?\.) ([0-9]+(?:[-–][0-9]+)?))?(?: (\[\^[^\s\[\]]+\]))?\Z")
_NOTE_MARK = re.compile(r"\[\^([^\s\[\]]+)\]\Z")
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_WORD = re.compile(r"[^\s,]+")
_ROMAN = later(r"[ivxlcdm]+\Z", re.IGNORECASE)
_RANGE_MARKS = str.maketrans("", "", "–—-‑.:/()[]ff*")


class CitationError(ValueError):
    """The text is no citation of one work. The message is a sentence for the user; `help` says how to write it."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


class CitationText(NamedTuple):
    """A parsed citation; every stretch is (start, end) in the text that was parsed.

    `locator` covers unit and value as written; `label` is the canonical unit and `value` the rest.
    `mark` covers the note mark, or the quoted words without their quotation marks.
    """

    key: str
    key_at: tuple[int, int]
    prefix: str = ""
    bare: bool = False
    locator_at: tuple[int, int] | None = None
    label: str | None = None
    value: str | None = None
    suffix: str = ""
    mark_at: tuple[int, int] | None = None


def parse_citation(text: str) -> CitationText:
    """Read one citation. Raises CitationError with a remedy where `text` is not one."""
    plain = _PLAIN.match(text)
    if plain is not None:
        key, unit, value, mark = plain.groups()
        return CitationText(
            key,
            plain.span(1),
            locator_at=(plain.start(2), plain.end(3)) if value else None,
            label=locator_units()[unit] if value else None,
            value=value,
            mark_at=plain.span(4) if mark else None,
        )
    body_end, mark_at = _take_mark(text, len(text.rstrip()))
    start = len(text) - len(text.lstrip())
    bracketed = text[start : start + 1] == "[" and text[body_end - 1 : body_end] == "]"
    if bracketed:
        start, body_end = start + 1, body_end - 1
    found = _AT.search(text, start, body_end)
    if found is None:
        raise CitationError("There is no citation key", "Write it as @key, p. 12, with the key of the bibliography.")
    key_start, key_end, after = _take_key(text, found.end(), body_end)
    if "@" in text[after:body_end] and _AT.search(text, after, body_end):
        raise CitationError(
            "Two works are cited at once", "Write one item for each work, so that each can be judged by itself."
        )
    prefix = text[start : found.start()].strip()
    rest_start, rest_end = after, body_end
    while rest_end > rest_start and text[rest_end - 1].isspace():
        rest_end -= 1
    if not bracketed:
        opening = rest_start + len(text[rest_start:rest_end]) - len(text[rest_start:rest_end].lstrip())
        if text[opening : opening + 1] == "[" and text[rest_end - 1 : rest_end] == "]":
            rest_start, rest_end = opening + 1, rest_end - 1
    locator_at, label, value, suffix = _take_locator(text, rest_start, rest_end)
    return CitationText(
        key=text[key_start:key_end],
        key_at=(key_start, key_end),
        prefix=prefix,
        bare=found[1] == "-",
        locator_at=locator_at,
        label=label,
        value=value,
        suffix=suffix,
        mark_at=mark_at,
    )


def _take_mark(text: str, end: int) -> tuple[int, tuple[int, int] | None]:
    """Where the citation proper ends, and the stretch of the paper's mark behind it."""
    note = _NOTE_MARK.search(text, max(0, text.rfind("[", 0, end)), end)
    if note is not None:
        return len(text[: note.start()].rstrip()), (note.start(), note.end())
    closing = text[end - 1 : end]
    for opening, closers in _QUOTES.items():
        if closing and closing in closers:
            start = text.rfind(opening, 0, end - 1)
            if start >= 0 and start + 1 < end - 1 and "@" in text[:start]:
                return len(text[:start].rstrip()), (start + 1, end - 1)
    return end, None


def _take_key(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Start and end of the key at `start`, and where the text after it begins."""
    if text[start : start + 1] == "{":
        closing = text.find("}", start, end)
        if closing <= start + 1:
            raise CitationError("The citation key in braces is empty or not closed", "Write it as @{the key}.")
        return start + 1, closing, closing + 1
    found = _KEY.match(text, start, end)
    if found is None:
        raise CitationError(
            "The citation key has no name", "A key begins with a letter, a digit or _; put any other in braces: @{key}."
        )
    return found.start(), found.end(), found.end()


def _take_locator(text: str, start: int, end: int) -> tuple[tuple[int, int] | None, str | None, str | None, str]:
    """The locator's stretch, its unit and value, and the suffix, out of what follows a key."""
    at = _skip(text, start, end)
    if text[at : at + 1] == "{" and (closing := text.find("}", at, end)) > 0:
        inside = (at + 1, closing)
        label, value = _split_locator(text, *inside)
        return inside, label or "page", value, text[closing + 1 : end].strip(" \t,;")
    words = list(_WORD.finditer(text, at, end))
    if not words:
        return None, None, None, ""
    label, used = _label_of([word[0] for word in words[:2]])
    first = used
    last = first
    while last < len(words) and (_is_place(words[last][0]) or _joins(words, last, text)):
        last += 1
    glued = used == 0 and label is not None
    if glued:
        last = max(last, 1)
    if last == first or (label is None and not _is_place(words[0][0])):
        return None, None, None, text[at:end].strip()
    stop = words[last - 1].end()
    if text[stop - 1] == ";":
        stop -= 1
    value_start = words[first].start()
    value = text[value_start:stop]
    if glued:
        value = value[_glued_unit(value) :]
    return (at, stop), label or "page", value, text[stop:end].strip(" \t,;")


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " \t,;":
        start += 1
    return start


def _split_locator(text: str, start: int, end: int) -> tuple[str | None, str]:
    words = list(_WORD.finditer(text, start, end))
    label, used = _label_of([word[0] for word in words[:2]])
    if label is None or not used or len(words) == used:
        return None, text[start:end].strip()
    return label, text[words[used].start() : end].strip()


def _label_of(words: list[str]) -> tuple[str | None, int]:
    """The unit that `words` begin with, and how many words name it: 0 where it is glued to a number (``p.54``)."""
    units = locator_units()
    if len(words) == 2 and (unit := units.get(words[0].lower())) and _is_place(words[1]):
        return unit, 1
    if words and (size := _glued_unit(words[0])) and _is_place(words[0][size:]):
        return units[words[0][:size].lower()], 0
    return None, 0


def _glued_unit(word: str) -> int:
    """Length of a unit written without a space before its number (``p.54``, ``§3``); 0 where there is none."""
    for size in range(min(len(word) - 1, 10), 0, -1):
        if (word[size].isdigit() or word[size] in "ivxlcdm") and not word[size - 1].isalnum():
            return size if word[:size].lower() in locator_units() else 0
    return 0


def _is_place(word: str) -> bool:
    """Whether a word is a number, a range or a roman numeral, as locators are made of."""
    core = word.rstrip(";.").translate(_RANGE_MARKS)
    return any(c.isdigit() for c in word) or (bool(core) and _ROMAN.match(core) is not None)


def _joins(words: list[re.Match[str]], index: int, text: str) -> bool:
    """Whether `&`, `and` or a dash stands between two places."""
    if words[index][0] not in ("&", "and", "–", "-", "—") or not 0 < index < len(words) - 1:
        return False
    return "," not in text[words[index - 1].end() : words[index].start()] and _is_place(words[index + 1][0])


def is_plain_key(key: str) -> bool:
    """Whether a key can be written without braces."""
    return _KEY.fullmatch(key) is not None


@cache
def locator_units() -> dict[str, str]:
    """Every way to write a unit, in lower case → its canonical name."""
    units: dict[str, str] = {}
    lines = (Path(__file__).parent / "data" / "locators.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if line and not line.startswith("# "):
            name, _, spellings = line.partition(":")
            for spelling in (name, *spellings.split()):
                units.setdefault(spelling.lower(), name)
    return units
