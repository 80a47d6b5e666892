"""The same input gives the same bytes, whatever the hash seed, the time zone, the locale and the order of a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import fuzz_seeds as seed
from commands import argmap, in_a_process
from report_project import CLAIMS, PAPER

# What the interpreter of the child runs first: folders are listed backwards.
_BACKWARDS = """
import os
_listdir, _scandir = os.listdir, os.scandir
os.listdir = lambda *a: sorted(_listdir(*a), reverse=True)
class _Scan(list):
    def __enter__(self): return self
    def __exit__(self, *_): return None
    def close(self): pass
    def __iter__(self): return self
    def __next__(self):
        if self: return self.pop(0)
        raise StopIteration
os.scandir = lambda *a: _Scan(sorted(_scandir(*a), key=lambda e: os.fsdecode(e.name), reverse=True))
"""
LIST = """# Lamps

The lamps of Ebersau burn all night (Moser and Roth 2011; Brandt 2010; Lind 1962).

## References

Brandt, J. (2010). Walks at night. *Journal of Streets*, 12(3), 101–120.

Lind, M. (1962). The salt road. In O. Weber (Ed.), *The carters of the north* (2nd ed., Vol. 4, pp. 12–30). Bergen: Fjord.

Moser, J., & Roth, I. (2011). Lamps and accidents. *Global Policy Review*, 45, 573–577. https://doi.org/10.1000/182
"""


def lay_out(folder: Path) -> None:
    """A project of two claims files, with two bibliographies and a paper."""
    half = CLAIMS.index("\n# ", 10)
    files = {
        "argmap.toml": 'paper = "paper.txt"\nbibliography = ["works.bib", "more.ris"]\n',
        "claims/a.md": CLAIMS[:half],
        "claims/b.md": CLAIMS[half:],
        "paper.txt": PAPER,
        "works.bib": seed.BIB.decode(),
        "more.ris": seed.RIS.decode(),
        "sources/texts/keller-2014.txt": "In 2014 the town counted 212 walkers after midnight.",
        "sources/texts/moser.txt": "Lit streets have fewer accidents.",
        "bare.md": seed.MARKDOWN.decode(),
        "list.md": LIST,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


COMMANDS = {
    "build": ["build", "."],
    "check": ["check", ".", "--all", "--format", "json"],
    "sarif": ["check", ".", "--format", "sarif"],
    "evaluate": ["evaluate", ".", "--format", "json"],
    "audit": ["audit", "bare.md", "--all", "--format", "json"],
    "audit for a person": ["audit", "paper.txt", "--all"],
    "read": ["read", "list.md", "--format", "json"],
    "new": ["new", "bare.md", "drafted"],
}


def made_by(folder: Path, commands: list[str], **environment: str) -> dict[str, bytes]:
    """Everything that commands print and write in a folder, by its name: here, or in a process of its own environment."""
    lay_out(folder)
    runs = [COMMANDS[name] for name in commands]
    if environment:
        done = in_a_process([(folder, arguments, {}) for arguments in runs], environment)
    else:
        here = [argmap(folder, *arguments) for arguments in runs]
        done = [(one.returncode, one.stdout, one.stderr) for one in here]
    assert all(code in (0, 1) for code, _, _ in done), done
    said = {name: out.replace(str(folder), "").encode() for name, (_, out, _) in zip(commands, done, strict=True)}
    written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return said | written


@pytest.mark.parametrize(
    "commands",
    [
        # a build checks, evaluates and writes all that an argument is written to
        pytest.param(["build", "audit"], id="a few"),
        pytest.param([*COMMANDS], id="all", marks=pytest.mark.long),
    ],
)
def test_same_bytes_elsewhere(tmp_path: Path, commands: list[str]) -> None:
    made_here = made_by(tmp_path / "one" / "town", commands)
    (tmp_path / "first").mkdir()
    (tmp_path / "first/sitecustomize.py").write_text(_BACKWARDS, encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(tmp_path / "first"), os.environ.get("PYTHONPATH", ""))))
    elsewhere = {"PYTHONHASHSEED": "3", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONPATH": path}
    there = made_by(tmp_path / "town", commands, **elsewhere)
    assert made_here.keys() == there.keys()
    assert [name for name in made_here if made_here[name] != there[name]] == []
