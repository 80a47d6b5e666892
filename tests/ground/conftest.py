"""What the tests of files and settings share: a stranger's project in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def lay_out(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a project with these claims, one work and a title, and gives its folder."""

    def make(claims: str) -> Path:
        root = tmp_path / "project"
        (root / "claims").mkdir(parents=True)
        (root / "sources" / "texts").mkdir(parents=True)
        (root / "claims" / "a.md").write_text(claims)
        (root / "sources" / "w.bib").write_text("@book{k, title={T}, author={A, B}, year=2000}\n")
        (root / "argmap.toml").write_text('title = "T"\n')
        return root

    return make
