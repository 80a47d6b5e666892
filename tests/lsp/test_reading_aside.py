"""A project is read beside the server: keys are answered meanwhile, and what comes back is what a reading here gives.

In a process of its own: where threads are running, as other tests leave some, projects are read in the process itself.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from commands import a_copy

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

BEGIN = """
import asyncio, os, sys, time
from pathlib import Path
from lsprotocol import types
from argmap.ground.diagnostics import ArgmapError
from argmap.lsp import aside, desk as desks
from argmap.lsp.aside import made_aside
aside.can_limit = lambda: True  # tests read files in their own process, and whether this one knew of it went by their order
root = Path(sys.argv[1])
"""
A_KEY_MEANWHILE = """
read_again = desks._read_again
def when_told(*asked):
    while asked[-1] is not None and not (root / "go").exists():
        time.sleep(0.01)
    return read_again(*asked)
desks._read_again = when_told

def typed(desk, uri, version, text):
    return desk.change(uri, version, [types.TextDocumentContentChangeWholeDocument(text)])

async def main():
    desk, uri = desks.Desk(), (root / "claims" / "1.md").as_uri()
    text = (root / "claims" / "1.md").read_text()
    held = desk.open(uri, 1, text)
    room, first = await desk.known(held)
    typed(desk, uri, 2, text.replace("- because", "- becuase"))
    waiting = asyncio.create_task(desk.fresh(room))
    await asyncio.sleep(0.05)
    newest = "<!-- above -->\\n\\n" + text.replace("- but", "- btu")
    typed(desk, uri, 3, newest)
    assert not waiting.done() and [d.code for d in held.wrong] == ["SYN003"]
    (root / "go").touch()
    now = await waiting
    assert now.text("claims/1.md") == newest
    here = read_again(root, {held.path: newest}, first)
    assert now.findings == here.findings != first.findings
    assert now.project.argument == here.project.argument and now.project.parsed == here.project.parsed
    assert dict(now.project.evaluation.labels) == dict(here.project.evaluation.labels)
    for kept in ("document", "bibliography"):
        assert getattr(now.project, kept) is getattr(first.project, kept) is not None
    assert now.project.parsed["claims/2.md"] is first.project.parsed["claims/2.md"]
asyncio.run(main())
"""
TROUBLE = """
def fails():
    raise KeyError("a fault")
def refuses():
    raise ArgmapError("It cannot be read.")
async def main():
    open_before = os.listdir("/dev/fd")
    shared = ["a list"]
    made = await made_aside(lambda: {"kept": shared, "new": ["another"]}, [shared])
    assert made == {"kept": ["a list"], "new": ["another"]} and made["kept"] is shared
    for work, kind, words in (
        (refuses, ArgmapError, "It cannot be read."),
        (fails, RuntimeError, "KeyError: 'a fault'"),
        (lambda: os._exit(1), RuntimeError, "ended"),
        (lambda: lambda: 0, RuntimeError, "<lambda>"),  # what cannot be handed over: Pythons say so in different words
    ):
        try:
            await made_aside(work, [])
        except kind as error:
            assert words in str(error), error
        else:
            raise AssertionError(words)
    asked = asyncio.create_task(made_aside(lambda: time.sleep(60), []))
    await asyncio.sleep(0.05)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert asked.cancelled() and os.listdir("/dev/fd") == open_before
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return
    raise AssertionError("a process was left")
asyncio.run(main())
"""


@pytest.mark.parametrize(
    "script",
    [pytest.param(A_KEY_MEANWHILE, id="a key meanwhile", marks=pytest.mark.long), pytest.param(TROUBLE, id="trouble")],
)
def test_a_project_is_read_beside_the_server(tmp_path: Path, script: str) -> None:
    for name, text in {
        "argmap.toml": 'paper = "paper.md"\nbibliography = ["works.bib"]\n',
        "paper.md": "# On roads\n\nRoads were built, as all know (Smith 2010).\n\n# References\n\nSmith, A. 2010. Roads.\n",
        "works.bib": "@book{smith-2010, author = {Smith, A.}, title = {Roads}, year = 2010, publisher = {P}}\n",
        "claims/1.md": "## a {conclusion}\n\nRoads were built.\n\n- because: b\n- but: c\n\n## b\n\nThere was money.\n",
        "claims/2.md": "## c\n\nThere was none.\n\n- cites: @smith-2010\n- cites: @smth-2010\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    code = compile(BEGIN + script, "the server", "exec")
    ran = subprocess.run(
        ["a copy"], preexec_fn=a_copy(lambda: exec(code, {}), str(tmp_path)),
        capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "ARGMAP_TRACEBACK": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
