"""The worksheet: out as CSV and XLSX, filled in, and back in; no cell runs, no row is guessed."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest

from argmap.exchange import office
from argmap.exchange.office import without_moments
from argmap.exchange.sheets import Column, Table, read_sheet, to_csv, to_xlsx
from argmap.ground.diagnostics import ArgmapError
from argmap.outputs.worksheet import write_csv, write_xlsx
from argmap.project import load
from argmap.reviews import VERDICTS
from commands import argmap
from report_project import CLAIMS, PAPER, WORKS

_RUNS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example";"y")')


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "argmap.toml": 'paper = "paper.txt"\nbibliography = ["works.bib"]\n',
        "claims/all.md": CLAIMS,
        "paper.txt": PAPER,
        "works.bib": WORKS,
        "sources/texts/keller-2014.txt": "In 2014 the town counted 212 walkers after midnight.",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def filled(folder: Path, fill: Callable[[dict[str, str]], None], **form: object) -> Path:
    rows = rows_of(write_csv(load(folder))[0])
    for row in rows:
        fill(row)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), **form)
    writer.writeheader()
    writer.writerows(rows)
    (folder / "filled.csv").write_bytes(text.getvalue().encode(str(form.pop("encoding", "utf-8"))))
    return folder / "filled.csv"


def log_of(folder: Path) -> list[dict[str, str]]:
    path = folder / "claims" / "reviews.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def judge(handle: str, verdict: str, note: str = "") -> Callable[[dict[str, str]], None]:
    def fill(row: dict[str, str]) -> None:
        if row["Handle"] == handle:
            row["Verdict"], row["Note"] = verdict, note

    return fill


def test_a_row_for_each_citation_and_piece_of_evidence(project):
    made, loss = write_csv(load(project))
    rows = {row["Handle"]: row for row in rows_of(made)}
    argument = load(project).argument
    assert set(rows) == {ground.id for claim in argument.claims.values() for ground in claim.grounds}
    row = rows["people-walk/cites-1"]
    assert row["Claim"] == "More than two hundred people walk in Ebersau after midnight."
    assert row["Place in it"] == "p. 12" and row["Quotation"] == "the town counted 212 walkers after midnight"
    assert "Walking at night" in row["Work"] and row["Match"] and row["File and line"].startswith("claims/all.md:")
    assert loss.kept("citation") + loss.kept("evidence item") == len(rows) and loss.lost("step") == 8
    assert loss.read("claim") == len(argument.claims) and loss.kept("claim") == sum(
        bool(c.grounds) for c in argument.claims.values()
    )


def test_what_is_filled_in_comes_back(project):
    sheet = filled(project, judge("people-walk/cites-1", "Supports", "seen, p. 12"))
    done = argmap(project, "verdict", "--from", str(sheet), "--by", "Ada")
    assert done.returncode == 0, done.stderr
    assert "1 verdict recorded" in done.stderr
    (line,) = log_of(project)
    assert (line["subject"], line["verdict"], line["note"]) == ("people-walk/cites-1", "supports", "seen, p. 12")
    assert not load(project).judgements["people-walk/cites-1"].stale
    again = argmap(project, "verdict", "--from", str(sheet), "--by", "Ada")
    assert "0 verdicts recorded, 1 as in the log already" in again.stderr and len(log_of(project)) == 1
    (row,) = [row for row in rows_of(write_csv(load(project))[0]) if row["Verdict"]]
    assert row["Handle"] == "people-walk/cites-1" and row["Judged so far"].startswith("supports, Ada")


def test_a_row_that_has_changed_is_told_and_not_taken(project):
    sheet = filled(project, lambda row: row.update(Verdict="supports"))
    claims = project / "claims/all.md"
    claims.write_text(claims.read_text("utf-8").replace("Lamps attract thieves.", "Lamps draw thieves."), "utf-8")
    done = argmap(project, "verdict", "--from", str(sheet), "--by", "Ada")
    assert done.returncode == 1
    assert "lamps-attract-thieves/cites-1 is not as it stood in the sheet" in done.stderr
    assert {line["subject"] for line in log_of(project)} == {row["Handle"] for row in rows_of(sheet.read_bytes())} - {
        "lamps-attract-thieves/cites-1"
    }


def test_another_text_of_the_work_makes_a_row_stale(project):
    sheet = filled(project, judge("people-walk/cites-1", "supports"))
    (project / "sources/texts/keller-2014.txt").write_text("Another edition.", "utf-8")
    assert argmap(project, "verdict", "--from", str(sheet), "--by", "Ada").returncode == 1
    assert not log_of(project)


def test_a_citation_that_has_another_number_now_is_found_by_its_content(project):
    sheet = filled(project, judge("thieves-need-dark/cites-1", "cannot-access"))
    claims = project / "claims/all.md"
    claims.write_text(
        claims.read_text("utf-8").replace("- cites: @missing-work", "- cites: @keller-2014\n- cites: @missing-work"),
        "utf-8",
    )
    assert argmap(project, "verdict", "--from", str(sheet), "--by", "Ada").returncode == 0
    assert [line["subject"] for line in log_of(project)] == ["thieves-need-dark/cites-2"]


def test_one_wrong_row_and_nothing_is_written(project):
    def fill(row: dict[str, str]) -> None:
        row["Verdict"] = "suports" if row["Handle"] == "people-walk/cites-1" else "supports"

    done = argmap(project, "verdict", "--from", str(filled(project, fill)), "--by", "Ada")
    assert done.returncode == 2 and not log_of(project)
    assert 'row 2, column G (Verdict): "suports" is no verdict. Did you mean "supports"?' in done.stderr


def test_two_rows_that_contradict_each_other_are_refused(project):
    rows = rows_of(write_csv(load(project))[0])
    table = [[*rows[0]], *([*({**rows[0], "Verdict": word}).values()] for word in ("supports", "contradicts"))]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    (project / "two.csv").write_text(text.getvalue(), "utf-8")
    done = argmap(project, "verdict", "--from", "two.csv", "--by", "Ada")
    assert done.returncode == 2 and "row 2 judges people-walk/cites-1 otherwise" in done.stderr and not log_of(project)


def test_a_note_without_a_verdict_is_told(project):
    done = argmap(
        project, "verdict", "--from", str(filled(project, judge("people-walk/cites-1", "", "?"))), "--by", "Ada"
    )
    assert (
        done.returncode == 0 and "A note without a verdict was not taken (row 2)" in done.stderr and not log_of(project)
    )


def test_a_row_without_its_fingerprint_is_refused(project):
    def fill(row: dict[str, str]) -> None:
        row.update(Verdict="supports", Fingerprint="")

    done = argmap(project, "verdict", "--from", str(filled(project, fill)), "--by", "Ada")
    assert done.returncode == 2 and "column L (Fingerprint) is empty" in done.stderr


@pytest.mark.parametrize("note", ["gesehen, S. 12, Müller", '-; "x"', "=1+1"])
def test_a_sheet_saved_by_another_program_is_read(project, note):
    for form in ({"delimiter": ";"}, {"delimiter": "\t"}, {}):
        sheet = filled(project, judge("people-walk/cites-1", "partly", note), **form)
        for encoding in ("utf-8-sig", "utf-16", "cp1252"):
            data = sheet.read_bytes().decode("utf-8").encode(encoding)
            rows = read_sheet(data, "filled.csv", ("Verdict", "Note"))
            assert [dict(row.cells) for row in rows if row.cells["Verdict"]] == [{"Verdict": "partly", "Note": note}]


def test_no_cell_of_a_csv_file_runs():
    table = Table("T", (Column("Verdict", 9), Column("Note", 9)), tuple((cell, "x") for cell in _RUNS))
    made = to_csv(table)
    cells = [row[0] for row in csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))][1:]
    assert cells == [f"'{cell}" for cell in _RUNS]
    read = [row.cells["Verdict"] for row in read_sheet(made, "t.csv", ("Verdict", "Note"))]
    assert read == [cell.strip() for cell in _RUNS]


def test_no_cell_of_a_workbook_runs_and_people_can_read_it(project):
    openpyxl = pytest.importorskip("openpyxl")
    made = write_xlsx(load(project))[0]
    assert made == write_xlsx(load(project))[0]
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    titles = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "B2" and sheet.column_dimensions["L"].hidden
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == f'"{",".join(VERDICTS)}"'
    letter = openpyxl.utils.get_column_letter(titles.index("Verdict") + 1)
    assert str(rule.sqref) == f"{letter}2:{letter}{sheet.max_row}"
    table = Table("T", (Column("Verdict", 9), Column("Note", 9)), tuple((cell, "\x00\x1b‮") for cell in _RUNS))
    hostile = to_xlsx(table)
    book = openpyxl.load_workbook(io.BytesIO(hostile)).active
    assert [(row[0].data_type, row[0].value) for row in book.iter_rows(min_row=2)] == [("s", cell) for cell in _RUNS]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(hostile)).read("xl/worksheets/sheet1.xml")


def test_a_filled_workbook_comes_back(project):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(load(project))[0]))
    book.active["G2"], book.active["H2"] = "does not support", "=1+1 is what it says"
    book.active["H2"].data_type = "s"
    book.save(project / "filled.xlsx")
    done = argmap(project, "verdict", "--from", "filled.xlsx", "--by", "Ada")
    assert done.returncode == 0, done.stderr
    assert [(line["verdict"], line["note"]) for line in log_of(project)] == [
        ("does-not-support", "=1+1 is what it says")
    ]
    book.active["G3"] = '=IF(1,"supports")'
    book.save(project / "filled.xlsx")
    done = argmap(project, "verdict", "--from", "filled.xlsx", "--by", "Ada")
    assert done.returncode == 2 and "row 3, column G (Verdict) holds a formula" in done.stderr
    assert len(log_of(project)) == 1


def _packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no line with the headings"),
        (b"a,b\n1,2\n", "no line with the headings"),
        (b"\0\1\2", "no .xlsx, .ods or CSV"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old .xls file"),
        (b"PK\x03\x04 cut off", "no .xlsx file, or it is cut off"),
        (_packed(x=b"1"), "cannot be read as .xlsx"),
        (_packed(xl__vbaProject_bin=b"1", **{"xl/vbaProject.bin": b"1"}), "holds macros"),
        (lambda: _packed(**{f"xl/{n}.xml": b" " * 400_000 for n in range(8)}), "unpacks to more than 3 MB"),
        (b"Verdict,Note\n" + b'"' + b"x" * 200_000, "no CSV that can be read"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(data, said, monkeypatch):
    pytest.importorskip("openpyxl")
    monkeypatch.setattr(office, "_MOST_UNPACKED", 3_000_000)
    with pytest.raises(ArgmapError, match=said):
        read_sheet(data() if callable(data) else data, "sheet", ("Verdict", "Note"))


def test_entities_of_a_workbook_cost_nothing(project):
    openpyxl = pytest.importorskip("openpyxl")
    assert openpyxl
    whole = zipfile.ZipFile(io.BytesIO(write_xlsx(load(project))[0]))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bomb + b"]><worksheet><sheetData>&a11;</sheetData></worksheet>"
    with pytest.raises(ArgmapError):
        read_sheet(_packed(**parts), "bomb.xlsx", ("Verdict", "Note"))


def test_the_worksheet_of_a_bare_paper(project):
    done = argmap(project, "audit", "paper.txt", "--format", "csv", "-o", "audit.csv", "--all")
    assert done.returncode == 1, done.stderr
    rows = rows_of((project / "audit.csv").read_bytes())
    (moser,) = [row for row in rows if "Lit streets have fewer accidents" in row["Sentence or finding"]]
    assert "Lamps and accidents" in moser["Work"] and moser["Where"].startswith("paper.txt:")
    findings = json.loads(argmap(project, "audit", "paper.txt", "--format", "json", "--all").stdout)["findings"]
    said = "\n".join(row["Found"] for row in rows)
    assert findings and all(f"{finding['code']} (" in said for finding in findings)
    refused = argmap(project, "verdict", "--from", "audit.csv", "--by", "Ada")
    assert refused.returncode == 2 and "no line with the headings" in refused.stderr


def test_the_worksheet_of_a_word_file_names_sections_and_paragraphs_where_nobody_sees_lines(tmp_path):
    word = docx.Document()
    word.add_heading("Past", 1)
    word.add_paragraph("The port was small.")
    word.add_paragraph("It grew much in these years (Holm 2010).")
    word.add_heading("References", 1)
    word.add_paragraph("Berg, C. (1999). Ships and tolls in old towns. Bergen: Sjø Forlag.")
    word.add_paragraph("Lund, E. (2004). Winter harbours of the coast. Oslo: Havn Press.")
    word.save(str(tmp_path / "essay.docx"))
    assert argmap(tmp_path, "audit", "essay.docx", "-o", "audit.csv", "--all").returncode in (0, 1)
    rows = rows_of((tmp_path / "audit.csv").read_bytes())
    where = {row["Where"] for row in rows}
    assert "section “Past”, paragraph 2" in where and not any(re.search(r":\d", place) for place in where), where


def test_the_moment_of_making_leaves_no_trace():
    made = _packed(**{"docProps/core.xml": b"<dcterms:modified>2026-11-27T00:00:00Z</dcterms:modified>"})
    (entry,) = (archive := zipfile.ZipFile(io.BytesIO(without_moments(made)))).infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0) and b"2026-11-27" not in archive.read(entry)


def _handled(book, project: Path) -> list[tuple[str, str, str]]:
    book.save(project / "filled.xlsx")
    done = argmap(project, "verdict", "--from", "filled.xlsx", "--by", "Ada")
    assert done.returncode == 0, done.stderr
    return sorted((line["subject"], line["verdict"], line.get("note", "")) for line in log_of(project))


def test_a_workbook_that_people_worked_in_comes_back(project):
    """Rows sorted and taken out, columns put between, headings in other letters, days typed, verdicts as people type."""
    openpyxl = pytest.importorskip("openpyxl")
    made = write_xlsx(load(project))[0]
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book.active
    handles = [cell.value for cell in sheet["K"]][1:]
    typed = ["  Does–Not  Support ", "PARTLY\u200b", "Cannot access"]
    notes = [datetime(2026, 11, 27), datetime(2026, 11, 27, 9, 30), 12.5]
    for number, (word, note) in enumerate(zip(typed, notes, strict=True), 2):
        sheet.cell(number, 7, word)
        sheet.cell(number, 8, note)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    taken_out = rows.pop()
    sheet.delete_rows(2, 999)
    for row in reversed(rows):
        sheet.append(row)
    sheet.insert_cols(7)
    sheet["G1"] = "My own"
    sheet["H1"], sheet["L1"] = " VERDICT ", "handle"
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Please look these up"
    sheet.row_dimensions[6].hidden = True
    assert taken_out[10] not in handles[:3]
    assert _handled(book, project) == sorted(zip(handles, ("does-not-support", "partly", "cannot-access"),
                                                 ("2026-11-27", "2026-11-27 09:30:00", "12.5"), strict=False))  # fmt: skip


def test_strings_of_a_table_are_read_as_those_within_the_cells(project):
    """Excel and LibreOffice keep each string once for all cells."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Citations")
    for row in openpyxl.load_workbook(io.BytesIO(write_xlsx(load(project))[0])).active.iter_rows(values_only=True):
        sheet.append([*row[:6], "supports" if row[10] == "people-walk/cites-1" else row[6], *row[7:]])
    book.save(project / "inline.xlsx")
    strings: list[str] = []

    def shared(found: re.Match[str]) -> str:
        strings.append(found[2])
        return f'<c{found[1]}t="s"><v>{len(strings) - 1}</v></c>'

    with zipfile.ZipFile(project / "inline.xlsx") as old, zipfile.ZipFile(project / "filled.xlsx", "w") as new:
        parts = {name: old.read(name).decode() for name in old.namelist()}
        cells = re.sub(
            r'<c([^>]*)t="inlineStr"[^>]*><is><t[^>]*>([^<]*)</t></is></c>', shared, parts["xl/worksheets/sheet1.xml"]
        )
        assert len(strings) > 12 and "inlineStr" not in cells
        parts["xl/worksheets/sheet1.xml"] = cells
        of_sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        table = "".join(f"<si><t>{text}</t></si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{of_sheets}">{table}</sst>'
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        )
        for name, part in parts.items():
            new.writestr(name, part)
    done = argmap(project, "verdict", "--from", "filled.xlsx", "--by", "Ada")
    assert done.returncode == 0 and [line["verdict"] for line in log_of(project)] == ["supports"], done.stderr


def _ods(*tables: str) -> bytes:
    names = 'xmlns:table="urn:t" xmlns:office="urn:o" xmlns:text="urn:x"'
    return _packed(
        **{"content.xml": f"<office:document-content {names}>{''.join(tables)}</office:document-content>".encode()}
    )


def _ods_row(*cells: str, times: int = 1) -> str:
    made = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        if cell
        else '<table:table-cell table:number-columns-repeated="2"/>'
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{made}</table:table-row>'


def test_an_open_document_sheet_is_read_as_it_is_shown():
    table = (
        _ods_row("Hello")
        + _ods_row("", times=2)
        + _ods_row("Verdict", "Note")
        + _ods_row("partly", "a<text:span>b</text:span></text:p><text:p>c")
        + _ods_row("", "x")
        + '<table:table-row><table:table-cell table:formula="=1"><text:p>supports</text:p></table:table-cell></table:table-row>'
        + _ods_row("", times=1_048_000)
    )
    rows = read_sheet(_ods(f"<table:table>{table}</table:table>"), "s.ods", ("Verdict", "Note"))
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (5, {"Verdict": "partly", "Note": "ab\nc"}), (6, {"Verdict": "", "Note": ""}), (7, {"Verdict": "supports", "Note": ""}),
    ]  # fmt: skip
    assert rows[2].formulas == {"Verdict"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_ods(*(f"<table:table>{_ods_row('Verdict', 'Note')}</table:table>" for _ in range(2))), "two sheets"),
        (
            _ods(f"<table:table>{_ods_row('Verdict', 'Note', 'NOTE')}</table:table>"),
            'two columns that are called "Note"',
        ),
        (b"\xef\xbb\xbf<?xml version='1.0'?><office:document/>", "no .xlsx, .ods or CSV file"),
    ],
    ids=range(3),
)
def test_a_sheet_that_says_two_things_is_refused(data, said):
    with pytest.raises(ArgmapError, match=said):
        read_sheet(data, "sheet", ("Verdict", "Note"))
