"""What a command may import: start-up is most of what a check of a small project costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from argmap.manuscript.formats import FORMATS

HEAVY = {"networkx", "numpy", "lxml", "pypdfium2", "docx", "jinja2", "pysat", "rapidfuzz", "graphviz", "pygraphviz"}
HEAVY |= {
    "starlette",
    "uvicorn",
    "watchfiles",
    "anyio",
    "h11",
    "asyncio",
    "pygls",
    "lsprotocol",
}  # what serves, and never a check
READERS = {format_.module for format_ in FORMATS.values()}

CLAIMS = """# All

## stay {conclusion}

It should stay.

- because: it-works
- but: it-is-dear

## it-works

It works in most cases.

- cites: @smith-2010, p. 4

## it-is-dear

It costs much.

- evidence: The invoice of 2011.
  type: document
"""
WORKS = "@book{smith-2010, author = {Smith, Ann}, title = {How it works}, year = {2010}, publisher = {Press}}\n"


def modules_of(folder: Path, *arguments: str) -> set[str]:
    """The modules in memory after `argmap` with these arguments has run in a Python of its own."""
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print('\\n' + json.dumps(sorted(sys.modules)), file=sys.__stdout__))\n"
        f"sys.argv = {['argmap', *arguments]!r}\n"
        "from argmap.cli import main\n"
        "main()\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_a_check_without_a_paper_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "all.md").write_text(CLAIMS, "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "works.bib").write_text(WORKS, "utf-8")
    loaded = modules_of(tmp_path, "check")
    assert "argmap.checks.run" in loaded, "the check did run"
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}
    assert not loaded & READERS
    assert not {name for name in loaded if name.startswith("argmap.sources.references")}
    assert not {name for name in loaded if name.startswith(("argmap.lsp", "argmap.checks.fixes.", "argmap.exchange"))}


def test_a_check_of_a_plain_text_imports_no_other_reader(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "all.md").write_text(CLAIMS, "utf-8")
    # a name that stands often beside one that stands once, and an entry that is cited nowhere, and no slip in any
    paper = (
        "It works\n\nConclusion\n\nIt works in most cases (Smith, 2010). First the Philippines joined. Then the "
        "Philippines left. Towns of the Philippines came back. So the Philippines won, and Luxembourg lost.\n\n"
        "References\n\nLangley, B. (1999). Why. Ely: Press.\n\nSmith, A. (2010). How. Ely: Press.\n"
    )
    (tmp_path / "paper.txt").write_text(paper, "utf-8")
    (tmp_path / "argmap.toml").write_text('paper = "paper.txt"\nlanguage = "en"\n', "utf-8")
    loaded = modules_of(tmp_path, "check")
    assert loaded & READERS == {"argmap.manuscript.readers.text.reader"}
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}


def test_help_imports_no_reader_and_nothing_heavy(tmp_path: Path) -> None:
    loaded = modules_of(tmp_path, "--help")
    assert "argmap.cli" in loaded
    assert not loaded & READERS
    assert not {name for name in loaded if name.partition(".")[0] in HEAVY}
