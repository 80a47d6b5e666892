"""The language server in Neovim (Debian's `neovim`), where there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

CLAIMS = """# S

## trade-grew {conclusion}

🙂 Trade grew.

- becuase: road-mended
- cites: [see 🙂 on it @smith-2010, p. 3]

## road-mended

R.

## war-ended

W.
"""


@pytest.mark.skipif(shutil.which("nvim") is None, reason="needs Debian's neovim")
def test_neovim_shows_mends_completes_and_renames(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "claims" / "1.md").write_text(CLAIMS)
    bib = tmp_path / "sources" / "works.bib"
    bib.write_text("@book{smith-2010, title = {T}, author = {A. Smith}, year = 2010}\n")
    command = "\n".join([sys.executable, "-m", "argmap", "lsp"])
    environment = os.environ | {"ARGMAP_COMMAND": command, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    script = Path(__file__).with_name("neovim.lua")
    call = ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {script}", "-c", "cquit"]
    done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    steps = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    mended = CLAIMS.replace("becuase", "because")
    completed = mended.replace("because: road-mended", "because: road-mended + war-ended")
    assert [(step["step"], step["text"]) for step in steps] == [
        ("SYN003 6:2", CLAIMS),
        ("Write `because`", mended),
        ("completed", completed),
        ("renamed", completed.replace("smith-2010", "ünal-2010")),
    ]
    assert (tmp_path / "claims" / "1.md").read_text() == steps[-1]["text"]
    assert bib.read_text().startswith("@book{ünal-2010, ")
