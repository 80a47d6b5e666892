"""BibTeX and BibLaTeX files to sources, on bibtexparser's splitter.

The splitter finds the blocks and survives broken ones; what the values mean (macros, months, braces, names) is read
here, so that every entry keeps its place in the file and a broken entry keeps its key.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from argmap.ground.diagnostics import Diagnostic
from argmap.ground.patterns import later
from argmap.ground.places import TextFile
from argmap.sources.bibliography.latex_values import decode_address, decode_latex
from argmap.sources.source import BROKEN_ENTRY, DOUBTFUL_ENTRY, BodyName, Report, Source

_COMMENTED = re.compile(r"@commented(?=\s*[{(])", re.IGNORECASE)
_MONTHS = {
    name[:3]: name.title()
    for name in (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    )
}
_ADDRESSES = frozenset({"url", "doi", "file", "eprint", "date", "urldate", "origdate", "eventdate"})
_NAMES = frozenset({"author", "editor", "translator", "bookauthor", "editora", "editorb", "afterword", "foreword"})
_HEAD = re.compile(r"@[ \t]*(\w+)[ \t]*[{(]\s*([^\s,={}()\"]*)")
_LOOSE_FIELD = later(r"([A-Za-z][\w-]{0,40})[ \t]*=[ \t]*(?:\{([^{}]*)\}|\"([^\"]*)\"|(\d+))")
_FORGOTTEN_COMMA = re.compile(r"[}\"][ \t\r\n]+([A-Za-z][\w-]{0,40})[ \t]*=")
_DELIMITER = re.compile(r'[{}"]')
_WHITE = re.compile(r"\s*")
_LINE = re.compile(r"[^\r\n]*")
_STRAY = re.compile(r"^[ \t]*@(\w+)", re.MULTILINE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# `Family, Given` with every word in capitals and nothing of LaTeX: it is what comes out again.
_PLAIN_NAME = re.compile(
    r"(?!.*'')[A-Z][A-Za-z'.]*(?:[ -][A-Z][A-Za-z'.]*)*, [A-Z][A-Za-z'.]*(?:[ -][A-Z][A-Za-z'.]*)*\Z"
)
_OTHERS = frozenset({"others", "et al.", "et al"})
_MOST_NAME = 2_000
_LONGEST_VALUE = 1_000_000
"""In characters. Macros made of macros double with each line; no work has a longer field than this."""
_MOST_FILLED_IN = 5_000_000
"""In characters, all macros of a file together: entries without number may name one long value."""
_MACRO = re.compile(r"[A-Za-z][\w:.+/-]{0,80}\Z")
_EXTENDED_PART = re.compile(r"\s*(family|given|prefix|suffix|useprefix)\s*=\s*", re.IGNORECASE)


def read_bibtex(source: TextFile, report: Report, macros: dict[str, str] | None = None) -> list[Source]:
    """Every entry of a BibTeX file, in order. Broken entries are reported and kept as far as they can be read.

    `macros` are the `@string`s of the files before, to which those of this file are added.
    """
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ImplicitComment, ParsingFailedBlock, String
    from bibtexparser.splitter import Splitter

    reader = _Reader(source, report, {} if macros is None else macros)
    for block in Splitter(reader.text).split().blocks:
        start = reader.locate(block.raw or "")
        if isinstance(block, DuplicateBlockKeyBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
        if isinstance(block, String):
            reader.macros[block.key.lower()] = reader.value(str(block.value))
        elif isinstance(block, Entry):
            reader.read_entry(block, start)
        elif isinstance(block, ParsingFailedBlock):
            reader.read_broken(block, start)
        elif isinstance(block, ImplicitComment):
            reader.read_between(block.raw or "", start)
    reader.report_undefined()
    return reader.with_parents()


class _Reader:
    def __init__(self, source: TextFile, report: Report, macros: dict[str, str]) -> None:
        self._source = source
        # The commented editions of jurabib are no comments; the other name is as long, so that places stay.
        self.text = _COMMENTED.sub("@reference", source.text)
        self._report = report
        self._position = 0
        self._found: list[tuple[Source, Mapping[str, str]]] = []
        self._undefined: dict[str, int] = {}
        self._macros_left = _MOST_FILLED_IN
        self.macros = macros
        for name, month in _MONTHS.items():
            macros.setdefault(name, month)

    def locate(self, raw: str) -> int:
        """Offset of the next block. Blocks come in order, so each is looked for behind the one before."""
        start = self.text.find(raw, self._position) if raw else -1
        if start < 0:
            return self._position
        self._position = start + len(raw)
        return start

    def read_entry(self, block: Any, start: int) -> None:
        fields: dict[str, str] = {}
        for found in block.fields:
            self._take_field(fields, found.key.lower(), str(found.value), start, block.key)
        self._add(block.entry_type, block.key, fields, start, block.raw or "")

    def read_broken(self, block: Any, start: int) -> None:
        raw = block.raw or ""
        inner = getattr(block, "ignore_error_block", None)
        if inner is not None:  # a field given twice: the first one counts
            self.read_entry(inner, start)
            names = ", ".join(sorted(getattr(block, "duplicate_keys", ())))
            self._broken(start, f"The entry `{inner.key}` gives a field twice: {names}", "Keep one of them.")
            return
        head = _HEAD.match(raw)
        name = f"The entry `{head[2]}`" if head and head[2] else "This entry"
        self._broken(start, f"{name} is broken: {_reason(block)}", "Close its braces and put a comma after each field.")
        if head and head[2] and not raw[head.end() :].lstrip().startswith("="):
            fields: dict[str, str] = {}
            for found in _LOOSE_FIELD.finditer(raw, head.end()):
                fields.setdefault(found[1].lower(), self.value(found[0].partition("=")[2].strip()))
            self._add(head[1], head[2], fields, start, raw)

    def read_between(self, raw: str, start: int) -> None:
        """Text between entries is a comment in BibTeX; one that looks like an entry is a slip."""
        for found in _STRAY.finditer(raw):
            self._broken(start + found.start(1) - 1, f"`@{found[1]}` begins no entry", "Put its fields in braces.")

    def _take_field(self, fields: dict[str, str], name: str, raw: str, start: int, key: str) -> None:
        begin, missing = 0, []
        while raw.startswith(("{", '"'), begin):
            forgotten = _FORGOTTEN_COMMA.search(raw, max(_end_of_value(raw, begin), begin + 1))
            if forgotten is None:
                break
            missing.append(forgotten[1])
            fields.setdefault(name, self.value(raw[begin : forgotten.start() + 1]))
            name, begin = forgotten[1].lower(), _WHITE.match(raw, forgotten.end()).end()  # type: ignore[union-attr]
        fields.setdefault(name, self.value(raw[begin:]))
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            self._broken(
                start,
                f"A comma is missing in the entry `{key}`, before `{missing[0]}`{more}",
                "Put a comma after each field.",
            )

    def _broken(self, start: int, message: str, help: str) -> None:
        text = self._source.text
        end = _LINE.match(text, start).end()  # type: ignore[union-attr]
        self._report(Diagnostic(BROKEN_ENTRY, message, self._source.path, self._source.span(start, end), help))

    def value(self, raw: str) -> str:
        """A field's value with macros filled in and its outer braces or quotation marks taken off."""
        raw = raw.strip()
        if raw[:1] in ("{", '"') and _encloses(raw):
            return raw[1:-1]
        whole = ""
        for part in _concatenated(raw) if "#" in raw else (raw,):
            whole = (whole + self._part(part))[:_LONGEST_VALUE]
        return whole

    def _part(self, part: str) -> str:
        part = part.strip()
        if part[:1] in ("{", '"') and len(part) > 1 and _encloses(part):
            return part[1:-1]
        if _MACRO.match(part) and part.lower() not in self.macros:
            self._undefined.setdefault(part, self._position)
        filled_in = self.macros.get(part.lower())
        if filled_in is None:
            return part
        if len(filled_in) > self._macros_left:
            self._tell_overdrawn()
            return ""
        self._macros_left -= len(filled_in)
        return filled_in

    def _tell_overdrawn(self) -> None:
        if self._macros_left < 0:
            return
        self._macros_left = -1
        end = _LINE.match(self._source.text, self._position).end()  # type: ignore[union-attr]
        self._report(
            Diagnostic(
                DOUBTFUL_ENTRY,
                f"The `@string`s stand for more than {_MOST_FILLED_IN:,} characters together; the rest is left out",
                self._source.path,
                self._source.span(self._position, end),
                "Look for an `@string` that is made of itself.",
            )
        )

    def _add(self, type: str, key: str, fields: Mapping[str, str], start: int, raw: str) -> None:
        head = _HEAD.match(raw)
        if not key:
            self._broken(start, f"An entry of type `{type}` has no key", "Give it one: `@book{smith-2001, …`.")
            return
        line_end = start + _LINE.match(raw).end()  # type: ignore[union-attr]
        span = self._source.span(start, min(line_end, len(self._source.text)))
        key_at = start + head.start(2) if head and head[2] == key else self._source.text.find(key, start)
        stands = self._source.text.startswith(key, key_at)
        key_span = self._source.span(key_at, key_at + len(key)) if stands else None
        self._found.append((make_source(key, type.lower(), fields, span, key_span), fields))

    def report_undefined(self) -> None:
        """Tell of each name that stands for a value and that no `@string` defines, once."""
        for name, behind in self._undefined.items():
            if name.lower() in self.macros:
                continue  # defined further on
            start = self.text.rfind(name, 0, behind)
            self._report(
                Diagnostic(
                    DOUBTFUL_ENTRY,
                    f"No `@string` defines `{name}`",
                    self._source.path,
                    self._source.span(max(start, 0), max(start, 0) + len(name)),
                    f'Define it: `@string{{{name} = "…"}}`, or put the words in braces.',
                )
            )

    def with_parents(self) -> list[Source]:
        """All entries; one with a `crossref` takes from its parent what it lacks, as BibTeX does."""
        raw = {source.key: fields for source, fields in reversed(self._found)}
        # BibTeX takes no note of capitals in a key
        raw = {key.casefold(): fields for key, fields in reversed(raw.items())} | raw
        done = []
        for source, fields in self._found:
            if "crossref" not in fields and "xdata" not in fields:
                done.append(source)
                continue
            for name in ("crossref", "xdata"):
                for key in filter(None, (part.strip() for part in fields.get(name, "").split(","))):
                    self._check_parent(source, name, key, raw)
            key = fields.get("crossref", fields.get("xdata", "")).strip()
            parent = raw.get(key, raw.get(key.casefold()))
            if parent is not None and parent is not fields:
                inherited = {k: v for k, v in parent.items() if k not in ("title", "author", "crossref")}
                if "title" in parent:
                    inherited.setdefault("booktitle", parent["title"])
                source = make_source(source.key, source.type, {**inherited, **fields}, source.span, source.key_span)
            done.append(source)
        return done

    def _check_parent(self, source: Source, name: str, key: str, known: Mapping[str, Any]) -> None:
        if key not in known and key.casefold() not in known:
            self._report(
                Diagnostic(
                    DOUBTFUL_ENTRY,
                    f"The `{name}` of `{source.key}` leads nowhere: there is no entry `{key}`",
                    self._source.path,
                    source.key_span or source.span,
                    "Correct the key, or add the entry.",
                )
            )


def _reason(block: Any) -> str:
    reason = str(getattr(block.error, "abort_reason", "") or block.error).strip().rstrip(".")
    return reason[:1].lower() + reason[1:] if reason else "it cannot be read"


def _encloses(text: str) -> bool:
    """Whether the delimiter that opens `text` is closed by its last character and not before."""
    closing = "}" if text[:1] == "{" else '"'
    if len(text) < 2 or text[-1] != closing:
        return False
    if "{" not in text[1:] and text.find(closing, 1) == len(text) - 1:
        return True  # nearly every value
    return _end_of_value(text, 0) == len(text) - 1


def _end_of_value(text: str, begin: int) -> int:
    """Place of the delimiter that closes the one at `begin`; −1 where nothing does."""
    closing, depth = ("}", 1) if text[begin] == "{" else ('"', 0)
    for found in _DELIMITER.finditer(text, begin + 1):
        character = found[0]
        if character == closing and depth == (1 if closing == "}" else 0):
            return found.start()
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
    return -1


def _concatenated(raw: str) -> list[str]:
    """The parts of ``a # {b} # "c"``."""
    parts, depth, quoted, start = [], 0, False, 0
    for index, character in enumerate(raw):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "#" and depth == 0 and not quoted:
            parts.append(raw[start:index])
            start = index + 1
    parts.append(raw[start:])
    return parts


def make_source(key: str, type: str, raw: Mapping[str, str], span: Any, key_span: Any = None) -> Source:
    """A source out of BibTeX fields that are still LaTeX."""
    fields = {name: decode_address(value) if name in _ADDRESSES else decode_latex(value) for name, value in raw.items()}
    people = {name: read_names(raw[name]) for name in raw if name in _NAMES}
    fields.update({name: " and ".join(names) for name, names in people.items()})

    def first(*names: str) -> str | None:
        for name in names:
            if value := fields.get(name):
                return value
        return None

    title, subtitle = fields.get("title") or None, fields.get("subtitle")
    return Source(
        key=key,
        type=type,
        span=span,
        authors=people.get("author", ()),
        editors=people.get("editor", ()),
        year=_year(first("year"), first("date")),
        title=f"{title}: {subtitle}" if title and subtitle else title,
        container=first("journal", "journaltitle", "booktitle", "maintitle", "series"),
        publisher=first("publisher", "institution", "school", "organization", "howpublished"),
        pages=fields.get("pages") or None,
        doi=fields.get("doi") or None,
        isbn=fields.get("isbn") or None,
        issn=fields.get("issn") or None,
        url=fields.get("url") or None,
        note=first("note", "annotation", "annote", "addendum"),
        fields=fields,
        key_span=key_span,
        people=people,
    )


# A date of ISO 8601-2 as biblatex writes it, or two with a stroke or a dash between them; an end may be open.
_DATES = re.compile(
    r"\s*(?P<begin>-?\d{4})?(?:-\d\d){0,2}(?:T[\d:]+)?[?~%]?"
    r"(?P<range>\s*(?:/|–|--)\s*(?:(?P<end>-?\d{4})(?:-\d\d){0,2}(?:T[\d:]+)?[?~%]?|\.\.)?)?\s*\Z"
)


def _year(year: str | None, date: str | None) -> str | None:
    if year:
        return year
    found = _DATES.match(date or "")
    if found is None:
        loose = _YEAR.search(date or "")
        return loose[0] if loose else date
    begin, end = found["begin"], found["end"]
    if end is None or end == begin:
        return begin if found["range"] is None or end == begin else f"{begin}–"
    return f"{begin}–{end}" if begin else f"–{end}"


# "and \'{E}lu, B", "and \O ystein": the accent or letter that opens a name behind the first
_LED_BY_ACCENT = re.compile(r"(?<=\sand\s)(\\(?:[A-Za-z]+\s?|[^A-Za-z\s])(?:\{[^{}]*\}|[A-Za-z])?)", re.IGNORECASE)


def read_names(raw: str) -> tuple[str, ...]:
    """The names in a BibTeX name list, each ``Family, Given``."""
    if not raw.strip():
        return ()
    parts = [raw.strip()]
    if "and" in raw.lower():
        from bibtexparser.middlewares.names import split_multiple_persons_names

        # the splitter drops the backslash with which a name behind the first begins
        parts = split_multiple_persons_names(_LED_BY_ACCENT.sub(r"{\1}", " ".join(raw.split())))
    return tuple(name for part in parts if part not in _OTHERS and (name := _name(part)))


def _name(raw: str) -> str:
    raw = " ".join(raw.split())
    if _EXTENDED_PART.match(raw):
        return _extended_name(raw)
    if _PLAIN_NAME.match(raw):
        return raw
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if raw.startswith("{") and _encloses(raw):
        return BodyName(decode_latex(raw))
    if not raw or len(raw) > _MOST_NAME:
        return decode_latex(raw)
    try:
        parts = parse_single_name_into_parts(raw, strict=False)
    except Exception:  # unbalanced braces and stray commas raise; the name as written is the best there is
        return decode_latex(raw)
    family = " ".join((*parts.von, *parts.last))
    pieces = (family, " ".join(parts.jr), " ".join(parts.first))
    return ", ".join(decode_latex(piece) for piece in pieces if piece)


def _extended_name(raw: str) -> str:
    """A name as biblatex may give it since 3.4: ``family=Berg, given=Jan, prefix=van der, useprefix=true``."""
    parts: dict[str, str] = {}
    for piece in _at_commas(raw):
        found = _EXTENDED_PART.match(piece)
        if found:
            parts.setdefault(found[1].lower(), decode_latex(piece[found.end() :].strip().strip('"')))
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    return ", ".join(filter(None, (family, parts.get("suffix"), parts.get("given"))))


def _at_commas(text: str) -> list[str]:
    """`text` cut at the commas that no braces hold."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "," and depth <= 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]
