"""A pulled plug: a command that is killed leaves nothing damaged, and the next one leaves nothing half done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import crashing

pytestmark = pytest.mark.long

if sys.platform == "win32":
    pytest.skip("forks processes", allow_module_level=True)


@pytest.mark.parametrize("name", crashing.COMMANDS)
def test_a_killed_command_is_finished_or_undone_by_the_next(tmp_path: Path, name: str):
    found = crashing.kill_everywhere(name, tmp_path, most=5 if name == "build" else 12)
    assert found.steps > 4
    assert (found.damaged, found.half_done, found.left_over) == (0, 0, 0)


def test_commands_and_an_editor_at_once_lose_nothing(tmp_path: Path):
    assert list(crashing.race(tmp_path, 2)) == []
