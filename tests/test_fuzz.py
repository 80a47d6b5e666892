"""The fuzzer makes the same inputs each time and notices what a reader may not do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import fuzz
from argmap.checks import registry
from argmap.diagnostics import ArgmapError


@pytest.mark.parametrize("reader", fuzz.READERS, ids=lambda reader: reader.name)
def test_inputs_are_the_same_each_time_and_differ_by_number(reader: fuzz.Reader) -> None:
    inputs = [fuzz.damage(reader, number) for number in range(20)]
    assert inputs == [fuzz.damage(reader, number) for number in range(20)]
    assert len(set(inputs)) > 15


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
    monkeypatch.setattr("argmap.report.audit.audit_paper", fail)
    assert (fuzz.run(["audit", "paper.md"]) is not None) == is_fault


def test_a_check_that_breaks_down_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = next(reader for reader in fuzz.READERS if reader.name == "claims")
    fuzz.lay_out(claims, claims.seeds[0], tmp_path)
    monkeypatch.chdir(tmp_path)
    assert fuzz.run(claims.commands[0]) is None

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(registry._CHECKS, "ARG002", replace(registry.all_checks()["ARG002"], run=fail))
    assert "SYN099" in (fuzz.run(claims.commands[0]) or "")
