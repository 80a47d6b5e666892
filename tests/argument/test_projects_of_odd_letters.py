"""Ids in decomposed letters, claims files that are not UTF-8, and lines that run from right to left."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from argmap.maps.svg import right_to_left
from commands import argmap

CLAIMS = "## end {conclusion}\n\nIt holds.\n\n- because: ré\n\n## {id}\n\nRain.\n\n- evidence: A gauge.\n"


def project(folder: Path, claims: bytes) -> Path:
    (folder / "pyproject.toml").write_text('[tool.argmap]\ntitle = "T"\n')
    (folder / "claims").mkdir()
    (folder / "claims" / "a.md").write_bytes(claims)
    return folder


def test_a_decomposed_id_is_the_composed_one(tmp_path: Path) -> None:
    claims = CLAIMS.replace("{id}", unicodedata.normalize("NFD", "ré"))
    result = argmap(project(tmp_path, claims.encode()), "check", "--format", "concise")
    assert "SYN006" not in result.stdout and "SYN008" not in result.stdout


def test_a_decomposed_warrant_names_the_claim(tmp_path: Path) -> None:
    warrant = unicodedata.normalize("NFD", "weil-è")
    claims = CLAIMS.replace("because: ré", f"because: ré\n  warrant: {warrant}").replace("{id}", "ré")
    folder = project(tmp_path, f"{claims}\n## weil-è {{assumption}}\n\nRain holds.\n".encode())
    shown = argmap(folder, "check", "--format", "concise")
    assert "SYN008" not in shown.stdout + shown.stderr
    assert "weil-è" in argmap(folder, "explain", "end").stdout


@pytest.mark.parametrize("command", ["evaluate", "map", "build", "show"])
def test_a_claims_file_that_cannot_be_read_stops_every_command(command: str, tmp_path: Path) -> None:
    folder = project(tmp_path, CLAIMS.encode("latin-1"))
    (tmp_path / "claims" / "b.md").write_text("## other\n\nSnow.\n\n- evidence: A stick.\n")
    result = argmap(folder, command)
    assert result.returncode == 2 and "claims/a.md was left out" in result.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [("שלום", True), ("12 سلام", True), ("(قال) and", True), ("and قال", False), ("1971", False), ("", False)],
)
def test_the_first_letter_gives_a_line_its_direction(words: str, expected: bool) -> None:
    assert right_to_left(words) is expected
