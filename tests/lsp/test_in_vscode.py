"""The extension for VS Code: what it is made of fits together; where Node and its packages are, the server starts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

EXTENSION = Path(__file__).parents[2] / "editors" / "vscode"
PACKAGES = EXTENSION / "node_modules" / "vscode-languageserver-protocol"


@pytest.mark.skipif(
    not (shutil.which("node") and PACKAGES.is_dir()), reason="needs Node.js and `npm ci` in editors/vscode"
)
def test_the_server_starts_through_the_client_library_of_vs_code():
    environment = os.environ | {"ARGMAP_COMMAND": f"{sys.executable} -m argmap lsp"}
    call = ["node", str(EXTENSION / "test" / "start.js")]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr


def test_the_extension_starts_what_argmap_is_and_packs_what_it_names():
    package = json.loads((EXTENSION / "package.json").read_text())
    assert package["contributes"]["configuration"]["properties"]["argmap.command"]["default"] == ["argmap", "lsp"]
    shipped = (EXTENSION / ".vscodeignore").read_text()
    assert f"!{package['main'].removeprefix('./')}" in shipped and "!LICENSE" in shipped
    locked = json.loads((EXTENSION / "package-lock.json").read_text())["packages"]
    assert all("resolved" not in entry for entry in locked.values())  # no address of a registry
    assert set(package["devDependencies"]) <= {name.removeprefix("node_modules/") for name in locked}
