"""The fuzzer makes the same inputs each time and notices what a reader may not do."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

import fuzz
import fuzz_seeds as seed
from argmap.checks import registry
from argmap.exchange.formats import FORMATS as EXCHANGED
from argmap.ground.diagnostics import ArgmapError
from argmap.manuscript.formats import FORMATS as PAPERS
from argmap.sources.bibliography.file_kinds import FORMATS as BIBLIOGRAPHIES
from volume import few_of


@pytest.mark.parametrize("reader", fuzz.READERS, ids=lambda reader: reader.name)
def test_inputs_are_the_same_each_time_and_differ_by_number(
    reader: fuzz.Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = [fuzz.made(reader, number) for number in range(20)]
    another_day = time.gmtime(1_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: another_day)  # which archives hold of their files
    assert inputs == [fuzz.made(reader, number) for number in range(20)]
    assert len({str(made) for made in inputs}) > 15


def test_every_reader_of_strangers_files_is_fuzzed() -> None:
    tried = {reader.name for reader in fuzz.READERS}
    assert {*PAPERS, *BIBLIOGRAPHIES} <= tried
    imported = {command[1] for reader in fuzz.READERS for command in reader.commands if command[0] == "import"}
    modules = {form.name: form.reads.partition(":")[0] for form in EXCHANGED if form.reads}
    assert {modules[name] for name in imported} == set(modules.values())


def test_the_whole_project_is_sound_before_it_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = next(reader for reader in fuzz.READERS if not reader.file)
    fuzz.lay_out(whole, {}, tmp_path)
    assert set(fuzz._PARTS) == {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.chdir(tmp_path)
    said = io.StringIO()
    assert fuzz.run(["check", ".", "--format", "concise"], said) is None
    assert not re.search(r"SYN\d|REV(?!001)\d|CIT001 .*(?:moser|brandt)", said.getvalue()), said.getvalue()


@pytest.mark.parametrize(
    ("problem", "is_fault"),
    [(ArgmapError("it is broken"), False), (KeyError("x"), True), (RecursionError(), True), (MemoryError(), True)],
)
def test_only_what_argmap_says_itself_is_no_fault(
    problem: Exception, is_fault: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("argmap.outputs.audit.audit.audit_paper", fail)
    assert (fuzz.run(["audit", "paper.md"]) is not None) == is_fault


def test_a_check_that_breaks_down_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = next(reader for reader in fuzz.READERS if reader.name == "claims")
    fuzz.lay_out(claims, {}, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert fuzz.run(claims.commands[0]) is None

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(registry._CHECKS, "ARG002", replace(registry.all_checks()["ARG002"], run=fail))
    assert "SYN099" in (fuzz.run(claims.commands[0]) or "")


# Each of these once raised, or took longer than it may; they are of our own making.
FAILED_ONCE = {
    "signs before a number in a reference": (
        "jats", seed.JATS.replace(b"<article-title>Lamps", b"<article-title>" + b"/&gt;" * 12_000 + b"1 Lamps"),
    ),
    "signs at the beginning of a listed work": (
        "jats", seed.JATS.replace(b"<surname>Moser", b"<surname>" + b"/&gt;" * 12_000 + b"1 Moser"),
    ),
    "fields without commas": ("bibtex", b"@book{k, title={x}\n" + b" title={x}\n" * 3_000 + b"}"),
    "macros of macros": ("bibtex", b'@string{a="xxxxxxxxxx"}\n' + b"@string{a=a # a}\n" * 60 + b"@book{k, title = a}"),
    "options in options": ("bibtex", b"@book{k, title={x " + rb"\sqrt[x " * 40 + b"}}"),
    "citations in options": ("latex", seed.LATEX.replace(rb"\cite[see]", rb"\cite[see \citep[see " * 40)),
    "a standard of proof that is none": ("claims", b"## a {conclusion}\nA holds.\n- standard: clear-onvincing\n"),
    "a table for a text": ("settings", b"[paper]\na = 3\n[[verifiers]]\n[pins.x]\n"),
    "a number of many digits": ("settings", b"title = " + b"9" * 5_000),
    "a bibliography of a name too long": ("settings", b'bibliography = ["works.' + b"}" * 500 + b'bib"]\n'),
    "a path too long": ("settings", b'texts = "' + b"a/" * 5_000 + b'b"\npaper = "' + b"a/" * 5_000 + b'b"\n'),
    "a NUL in paths": ("settings", rb'bibliography = "w\u0000"' + b"\n" + rb'claims = "c\u0000"' + b"\n"),
    "many entries of one name": ("ris", b"TY  - BOOK\nAU  - Berg, A.\nPY  - 2001\nER  - \n" * 1_000),
    "many line ends inside words": ("text", b"states-\n" * 6_000),
}  # fmt: skip


@pytest.mark.parametrize("case", few_of([*FAILED_ONCE], 6))
def test_what_failed_once_is_read_or_refused_in_time(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, data = FAILED_ONCE[case]
    reader = next(reader for reader in fuzz.READERS if reader.name == name)
    fuzz.lay_out(reader, {reader.file: reader.wrap(data)}, tmp_path)
    monkeypatch.chdir(tmp_path)
    begun = time.process_time()
    assert [fuzz.run(command) for command in reader.commands] == [None] * len(reader.commands)
    assert time.process_time() - begun < fuzz.SECONDS
