"""The workshop of a small project."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.workshop.session import Session
from workshop_page import Page, lay_out


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "project")


@pytest.fixture
def session(root: Path) -> Session:
    return Session(root, "Ada")


@pytest.fixture
def page(session: Session) -> Page:
    return Page(session)
