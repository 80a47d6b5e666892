"""Tables as worksheets (XLSX, by openpyxl) and CSV, out and back in; no cell is ever a formula.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return would be run by a spreadsheet program: in
XLSX it is stored as text, in CSV an apostrophe stands before it (OWASP, "CSV Injection"), which is taken off when the
sheet comes back.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from argmap.exchange.office import check_package, without_moments
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.limited import read_limited
from argmap.ground.packed import name_of
from argmap.ground.text import did_you_mean, say_list
from argmap.ground.unseen import show_unseen
from argmap.maps.measure import wrap

LARGEST_FILE = 32_000_000
_MOST_ROWS = 100_000
_HEADER_WITHIN = 20
_MOST_COLUMNS = 1_000
_LONGEST_CELL = 32_000
"""Excel holds 32,767 signs in a cell."""
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_FONT, _SIZE, _LINE = "Arial", 10.0, 12.75
_SIGN = 5.25
"""How many points a column is wide for each sign of its width."""
_HIGHEST = 320.0
_PROGRAM = "a spreadsheet program"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in signs, what may be chosen in it, and whether it is kept out of sight.

    What `counts` has whole numbers, by which a spreadsheet program sorts and adds; they stand clear of the next column.
    """

    title: str
    width: float
    choices: tuple[str, ...] = ()
    hidden: bool = False
    filled_in: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet by its name: columns, and rows of as many texts. `about` are lines for a second sheet."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: its number in the sheet, from 1, its cells by heading, and the letter of each heading's column.

    `formulas` are the headings under which a formula stands.
    """

    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]
    formulas: frozenset[str] = frozenset()

    def at(self, title: str) -> str:
        """A cell as people name it: ``row 7, column G (Verdict)``."""
        return f"row {self.number}, column {self.letters[title]} ({title})"


def to_csv(table: Table) -> bytes:
    """The table as CSV (RFC 4180), in UTF-8 with a byte order mark, by which Excel knows it."""
    return b"".join(csv_lines([column.title for column in table.columns], table.rows))


def csv_lines(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """What `to_csv` gives, line by line, of a table that is too long to be held."""
    yield codecs.BOM_UTF8
    for row in chain((titles,), rows):
        text = io.StringIO(newline="")
        csv.writer(text).writerow([f"'{cell}" if cell.startswith(_RUNS) else cell for cell in map(_cell, row)])
        yield text.getvalue().encode()


def to_xlsx(table: Table) -> bytes:
    """The table as an Excel workbook. Raises ArgmapError where openpyxl is missing."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError:
        raise _missing("take csv, which needs none") from None
    book = Workbook()
    sheet = book.active
    sheet.title = table.name
    line = Border(bottom=Side(style="hair", color="C0C6CC"))
    font = Font(_FONT, _SIZE)
    wrapped = Alignment(wrap_text=True, vertical="top")
    right = Alignment(horizontal="right", vertical="top", indent=1)
    for place, column in enumerate(table.columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
        head = sheet.cell(1, place, column.title)
        head.font = Font(_FONT, _SIZE, bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F2A44")
        side = {"horizontal": "right", "indent": 1} if column.counts else {}
        head.alignment = Alignment(vertical="center", wrap_text=True, **side)
        fill = PatternFill("solid", fgColor="FFF8E5") if column.filled_in else None
        for number, row in enumerate(table.rows, 2):
            cell = sheet.cell(number, place)
            if counted := column.counts and row[place - 1].isdecimal():
                cell.value = int(row[place - 1])
            else:
                _put(cell, row[place - 1])
            cell.alignment, cell.border, cell.font = right if counted else wrapped, line, font
            if fill:
                cell.fill = fill
        if column.choices and table.rows:
            rule = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            rule.error = f"One of: {', '.join(column.choices)}."
            rule.errorTitle = column.title
            rule.showErrorMessage = True
            rule.add(f"{letter}2:{letter}{len(table.rows) + 1}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[1].height = 24
    for number, row in enumerate(table.rows, 2):
        sheet.row_dimensions[number].height = _height(table.columns, row)
    sheet.freeze_panes = "B2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    if table.about:
        notes = book.create_sheet("How to fill it in")
        notes.column_dimensions["A"].width = 100
        for number, said in enumerate(table.about, 1):
            _put(notes.cell(number, 1), said)
            notes.cell(number, 1).alignment, notes.cell(number, 1).font = wrapped, font
            notes.row_dimensions[number].height = _height((Column("", 100),), (said,))
    made = io.BytesIO()
    book.save(made)
    return without_moments(made.getvalue())


def _height(columns: Sequence[Column], row: Sequence[str]) -> float:
    """How high a row must be, in points, for the texts that are seen: not every program sets that by itself."""
    lines = (
        sum(len(wrap(part, column.width * _SIGN - 6.0, _SIZE)) or 1 for part in text.split("\n"))
        for column, text in zip(columns, row, strict=True)
        if text and not column.hidden
    )
    return min(_HIGHEST, 4.0 + _LINE * max(lines, default=1))


def _put(cell: Any, text: str) -> None:
    """Store a text as a text: nothing in it is a formula, a number or a date."""
    cell.value = _cell(text)
    if text:
        cell.data_type = "s"
    if text.startswith(_RUNS):
        cell.quotePrefix = True


def _cell(text: str) -> str:
    shown = show_unseen(text)
    return shown if len(shown) <= _LONGEST_CELL else f"{shown[:_LONGEST_CELL]}…"


def _missing(instead: str) -> ArgmapError:
    return ArgmapError(f"XLSX needs one more library: pip install 'argmap[xlsx]', or {instead}.")


def read_sheet(data: bytes, name: str, wanted: Sequence[str]) -> list[Row]:
    """The rows of a filled worksheet (XLSX, ODS, CSV) below the line that has all the `wanted` headings.

    Raises ArgmapError where it is none of them, has no such line or two of them, is too large, or holds macros.
    """
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise ArgmapError(
            f"{name} is an old .xls file, or encrypted. Save it in {_PROGRAM} as .xlsx without a password."
        )
    if data[:2] == b"PK":
        package = check_package(data, name, _PROGRAM, ".xlsx")
        rows_of = _rows_of_ods if "content.xml" in package.names else _rows_of_xlsx
        return read_limited(lambda _: list(_below(rows_of(data, name), name, wanted)), len(data), name)
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        raise ArgmapError(f"{name} is no .xlsx, .ods or CSV file. Save the sheet as one of them in {_PROGRAM}.")
    return list(_below(_rows_of_csv(data, name, wanted), name, wanted))


_Cells = list[tuple[str, bool]]
"""A row: each cell's text, and whether it is a formula."""


def _below(sheets: Iterator[Iterator[_Cells]], name: str, wanted: Sequence[str]) -> Iterator[Row]:
    by_name = {title.casefold(): title for title in wanted}
    seen: list[str] = []
    found = False
    for sheet in sheets:
        titles: list[str] = []
        for number, cells in enumerate(sheet, 1):
            if number > _MOST_ROWS:
                raise ArgmapError(f"{name} has more than {_MOST_ROWS:,} rows. It was not read.")
            texts = [text for text, _ in cells]
            if not titles:
                if number > _HEADER_WITHIN:
                    break
                known = [" ".join(text.split()).casefold() for text in texts]
                seen += [text.strip() for text in texts if text.strip()]
                if all(title in known for title in by_name):
                    if found:
                        raise ArgmapError(f"{name} has two sheets with these headings. Keep one of them.")
                    found = True
                    titles = [by_name.get(title, "") for title in known]
                    if twice := [title for title in by_name.values() if titles.count(title) > 1]:
                        raise ArgmapError(f'{name} has two columns that are called "{twice[0]}". Keep one of them.')
                continue
            if any(text.strip() for text in texts):
                named = [(title, place) for place, title in enumerate(titles) if title]
                yield Row(
                    number,
                    {title: texts[place].strip() if place < len(texts) else "" for title, place in named},
                    {title: _letter(place) for title, place in named},
                    frozenset(title for title, place in named if place < len(cells) and cells[place][1]),
                )
    if found:
        return
    missing = [title for title in wanted if title.casefold() not in {text.casefold() for text in seen}]
    hint = did_you_mean(missing[0], seen) if missing and seen else ""
    raise ArgmapError(
        f"{name} has no line with the headings {say_list(list(wanted))} within its first {_HEADER_WITHIN} rows. "
        f"`argmap export xlsx` writes a sheet that has. {hint}".rstrip()
    )


def _letter(place: int) -> str:
    """What a spreadsheet program calls a column: A for 0, AA for 26."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _rows_of_xlsx(data: bytes, name: str) -> Iterator[Iterator[_Cells]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise _missing("save the sheet as CSV") from None
    damaged = ArgmapError(f"{name} cannot be read as .xlsx. Open it in {_PROGRAM} and save it again.")
    try:
        book = load_workbook(io.BytesIO(data), read_only=True)
        sheets = [_cells_of(sheet, damaged) for sheet in book.worksheets]
    except Exception:  # openpyxl raises whatever its parts raise on a broken file
        raise damaged from None
    yield from sheets


def _cells_of(sheet: Any, damaged: ArgmapError) -> Iterator[_Cells]:
    try:
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            yield [(_shown(cell.value), cell.data_type == "f") for cell in row]
    except Exception:
        raise damaged from None


def _shown(value: Any) -> str:
    """What a cell shows: a date that was typed is stored as a number, and a day as its first moment."""
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return "" if value is None else str(value)


def _rows_of_ods(data: bytes, name: str) -> Iterator[Iterator[_Cells]]:
    """The sheets of an OpenDocument file, each cell as it is shown."""
    root = check_package(data, name, _PROGRAM, ".ods").xml("content.xml")
    for table in root.iter("{*}table") if root is not None else ():
        yield _cells_of_ods(table)


def _cells_of_ods(table: Any) -> Iterator[_Cells]:
    gap = 0  # the empty rest of a sheet is one row that is repeated a million times
    for row in table.iter("{*}table-row"):
        cells: _Cells = []
        for cell in row:
            if name_of(cell) in ("table-cell", "covered-table-cell"):
                text = "\n".join("".join(part.itertext()) for part in cell if name_of(part) == "p")
                times = min(_times(cell, "columns"), _MOST_COLUMNS - len(cells))
                cells += [(text, bool(_attribute(cell, "formula")))] * times
        if not any(text for text, _ in cells):
            gap += _times(row, "rows")
            continue
        for _ in range(gap):
            yield []
        gap = 0
        for _ in range(_times(row, "rows")):
            yield cells


def _times(element: Any, of: str) -> int:
    number = _attribute(element, f"number-{of}-repeated")
    return min(int(number), 2 * _MOST_ROWS) if number.isdecimal() and len(number) < 10 else 1


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _rows_of_csv(data: bytes, name: str, wanted: Sequence[str]) -> Iterator[Iterator[_Cells]]:
    text = _decoded(data, name)
    delimiter = max(",;\t", key=lambda sign: _fields_named(text, sign, wanted))
    yield _csv_cells(text, delimiter, name)


def _csv_cells(text: str, delimiter: str, name: str) -> Iterator[_Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield [(cell[1:] if cell[:1] == "'" and cell[1:].startswith(_RUNS) else cell, False) for cell in row]
    except csv.Error as error:
        raise ArgmapError(f"{name}:{reader.line_num} is no CSV that can be read: {error}.") from None


def _fields_named(text: str, delimiter: str, wanted: Sequence[str]) -> int:
    """How many of the headings stand in the first lines where this sign parts the cells."""
    titles = {title.casefold() for title in wanted}
    with_sign = csv.reader(io.StringIO("\n".join(text.splitlines()[:_HEADER_WITHIN])), delimiter=delimiter)
    try:
        return max((sum(cell.strip().casefold() in titles for cell in row) for row in with_sign), default=0)
    except csv.Error:
        return 0


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise ArgmapError(f"{name} is no .xlsx, .ods or CSV file. Save the sheet as one of them.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from argmap.tongues.encodings import guess

        return data.decode(guess(data).encoding, errors="replace")
