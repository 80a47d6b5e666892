"""A word on a file that is plainly something else than the command reads, before the command says what it found."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

_ADDRESS = re.compile(r"(?:https?|ftp):/|(?:doi:\s*)?10\.\d{4,9}/\S")
_ARGDOWN = re.compile(r"^\s*(?:[+-]|<?[+-]>?|><|_>)\s*[<\[]\w[^\n]*[>\]]|^[<\[][^\n\]>]{2,80}[>\]]\s*:\s", re.MULTILINE)
_CLAIMS = re.compile(r"^## [^\s#{}]+(?:\s*\{\w+\})?\s*$[\s\S]*?^- (?:because|but|evidence|cites|assume):", re.MULTILINE)
_PAPERS = ("audit", "new", "read")
_PROJECTS = ("build", "check", "evaluate", "map", "report")
_LOOKED_INTO = (".md", ".ad", ".argdown", ".bib", ".ris", ".txt", ".json")
_HEADING = re.compile(r"^## ", re.MULTILINE)
_HEAD = 20_000


def orientation(command: str, argument: str) -> str | None:
    """What `argument` seems to be where `command` does not read it, with the command that does; else None."""
    if command not in (*_PAPERS, *_PROJECTS, "fmt", "init"):
        return None
    if _ADDRESS.match(argument) and not Path(argument).exists():
        return "This is an address. argmap fetches nothing: save what is there, and then `argmap audit FILE`."
    path = Path(argument)
    suffix = path.suffix.lower()
    if not suffix or not path.is_file():
        return None
    from argmap.manuscript.formats import SUFFIXES

    if command in _PROJECTS and suffix in SUFFIXES.difference(_LOOKED_INTO):
        return f"This looks like a paper: `argmap audit {path}` reads it, `argmap new {path}` drafts claims."
    if suffix not in _LOOKED_INTO:
        return None
    head = _head(path)
    if suffix in (".bib", ".ris") or re.match(r"(?:\s|%[^\n]*\n)*@\w+\s*[{(]", head):
        return "This is a bibliography: name it in argmap.toml (`bibliography`), or put it beside the paper."
    if command in _PAPERS and suffix == ".md" and _CLAIMS.search(head):
        return f"This looks like a claims file and no paper: `argmap check {path}`."
    if command in _PROJECTS or command == "fmt":
        if suffix in (".ad", ".argdown") or (len(_ARGDOWN.findall(head)) > 1 and not _CLAIMS.search(head)):
            return f"This looks like Argdown: `argmap import argdown {path}` makes a project of it."
        if command != "evaluate" and suffix in (".md", ".txt") and head.strip() and not _HEADING.search(head):
            return f"There is no claim (`## id`) in it. A paper? `argmap audit {path}`."
    return None


def _head(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        return file.read(_HEAD).decode("utf-8", "replace")
    return ""
