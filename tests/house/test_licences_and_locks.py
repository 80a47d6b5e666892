"""What the README's two commands install is locked by hash, and its licences are told."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
_LOCKED = re.compile(
    r"^(?P<name>[\w.-]+)==\S+(?: ;[^\n\\]+)? \\\n(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / ".ci/licences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_is_locked_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert _LOCKED.sub("", text) == "", "a line that names no release, or has no hash"


def test_what_argmap_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    named = {name.lower() for name in locked_names(LOCKS[0])}
    assert [one for one in asked if re.split(r"[<>=!~; \[]", one)[0].lower() not in named] == []
    assert locked_names(LOCKS[0]) <= locked_names(LOCKS[1])


def locked_names(lock: str) -> set[str]:
    return {found["name"] for found in _LOCKED.finditer((ROOT / lock).read_text())}


@pytest.mark.skipif(sys.platform != "linux", reason="the table tells of the wheels for Linux")
def test_the_table_of_licences_is_the_one_that_is_printed(licences: ModuleType) -> None:
    shown = (ROOT / "docs/licences.md").read_text()
    assert [row for row in licences.table() if row not in shown] == [], (
        "make licences, and put it into docs/licences.md"
    )


def test_every_locked_package_has_its_licence_told(licences: ModuleType) -> None:
    shown = (ROOT / "docs/licences.md").read_text().lower().replace("_", "-")
    assert [name for name in licences.locked(LOCKS[1]) if name not in shown] == []


def test_a_library_in_a_wheel_that_nobody_looked_up_is_an_error(licences: ModuleType) -> None:
    assert licences.licence_of_library("pangocairo") == "LGPL-2.0-or-later"
    with pytest.raises(KeyError, match="unheardof"):
        licences.licence_of_library("unheardof")
