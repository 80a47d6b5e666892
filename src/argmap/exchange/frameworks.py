"""Abstract frameworks of other programs: the ICCMA formats `p af` (2023), apx (ASPARTIX) and tgf (Trivial Graph).

All three are plain lists of arguments and attacks. Files are untrusted: their size is limited, and a mistake is
reported with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from argmap.evaluation.dung import Framework
from argmap.exchange.foreign import utf8_text
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named

SUFFIXES = (".af", ".apx", ".tgf")
LARGEST_FILE = 64 * 1024 * 1024
_MOST_ARGUMENTS = 2_000_000

_ARG = re.compile(r"arg\(\s*([^(),\s]+)\s*\)\s*\.")
_ATT = re.compile(r"att\(\s*([^(),\s]+)\s*,\s*([^(),\s]+)\s*\)\s*\.")


def read_framework(path: Path) -> Framework:
    """The framework in a file; its suffix says which format. Raises ArgmapError naming file and line."""
    readers = {".af": _read_p_af, ".apx": _read_apx, ".tgf": _read_tgf}
    text = utf8_text(read_named(path, LARGEST_FILE), str(path))
    return readers[path.suffix.lower()](str(path), text)


def _lines(text: str, comment: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith(comment):
            yield number, stripped


def _read_p_af(path: str, text: str) -> Framework:
    lines = _lines(text, "#")
    number, head = next(lines, (1, ""))
    match = re.fullmatch(r"p\s+af\s+(\d{1,9})", head)
    if match is None:
        raise ArgmapError(f'{path}:{number}: the first line must be "p af N", N being the number of arguments.')
    count = int(match[1])
    if count > _MOST_ARGUMENTS:
        raise ArgmapError(f"{path}:{number}: {count} arguments are more than the {_MOST_ARGUMENTS} that can be read.")
    attacks = []
    for number, line in lines:
        words = line.split()
        if len(words) != 2 or not all(w.isascii() and w.isdigit() and 1 <= int(w[:10]) <= count for w in words):
            raise ArgmapError(
                f'{path}:{number}: expected two numbers from 1 to {count}, as in "1 2", not "{line[:40]}".'
            )
        attacks.append((int(words[0]) - 1, int(words[1]) - 1))
    return Framework([str(n) for n in range(1, count + 1)], attacks)


def _read_apx(path: str, text: str) -> Framework:
    names: dict[str, int] = {}
    pairs: list[tuple[int, str, str]] = []
    for number, line in _lines(text, "%"):
        at = 0
        while at < len(line) and line[at] != "%":
            if match := _ARG.match(line, at):
                names.setdefault(match[1], len(names))
            elif match := _ATT.match(line, at):
                pairs.append((number, match[1], match[2]))
            else:
                raise ArgmapError(f'{path}:{number}: expected "arg(a)." or "att(a,b).", not "{line[at : at + 40]}".')
            at = match.end()
            while at < len(line) and line[at].isspace():
                at += 1
    return Framework(list(names), _resolve(path, names, pairs))


def _read_tgf(path: str, text: str) -> Framework:
    names: dict[str, int] = {}
    pairs: list[tuple[int, str, str]] = []
    in_attacks = False
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words:
            continue
        if words[0] == "#":
            if in_attacks:
                raise ArgmapError(f'{path}:{number}: a second "#"; one parts the arguments from the attacks.')
            in_attacks = True
        elif not in_attacks:
            names.setdefault(words[0], len(names))
        elif len(words) < 2:
            raise ArgmapError(f'{path}:{number}: expected "attacker attacked", not "{line.strip()[:40]}".')
        else:
            pairs.append((number, words[0], words[1]))
    return Framework(list(names), _resolve(path, names, pairs))


def _resolve(path: str, names: dict[str, int], pairs: list[tuple[int, str, str]]) -> list[tuple[int, int]]:
    attacks = []
    for number, attacker, attacked in pairs:
        for name in (attacker, attacked):
            if name not in names:
                raise ArgmapError(f'{path}:{number}: "{name}" is not among the arguments.')
        attacks.append((names[attacker], names[attacked]))
    return attacks
