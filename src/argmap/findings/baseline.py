"""A baseline: the findings that a project lives with for now, so that CI tells only of new ones.

The file is JSON with one finding a line, in the order of code and message, so that what goes shows in a diff of git.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.findings.finding import Finding
from argmap.findings.fingerprint import fingerprints
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_file

_VERSION = 1
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that are `new`; how many are `known` from the baseline, and how many of it are `gone`."""

    new: tuple[Finding, ...]
    known: int
    gone: int


def write_baseline(findings: Sequence[Finding]) -> str:
    """The file that holds these findings."""
    told = sorted((f.code, f.message, print_) for f, print_ in zip(findings, fingerprints(findings), strict=True))
    lines = [
        json.dumps({"code": code, "fingerprint": print_, "message": message}, ensure_ascii=False)
        for code, message, print_ in told
    ]
    return f'{{"version": {_VERSION}, "findings": [\n{("," + chr(10)).join(lines)}\n]}}\n'


def read_baseline(path: Path) -> frozenset[str]:
    """The fingerprints in a baseline. Raises ArgmapError where the file cannot be read, or is none."""
    try:
        document = json.loads(read_file(path, _LARGEST))
        if document["version"] != _VERSION:
            raise ArgmapError(f"{path} is a baseline of another version of argmap. Write it anew.")
        return frozenset(str(entry["fingerprint"]) for entry in document["findings"])
    except OSError as error:
        raise ArgmapError(
            f"The baseline {path} cannot be read: {error.strerror}. `argmap check --write-baseline {path}` makes one."
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArgmapError(f"{path} is no baseline. `argmap check --write-baseline FILE` makes one.") from error


def compare(findings: Sequence[Finding], known: frozenset[str]) -> Compared:
    """Which findings are not in a baseline, in their order."""
    prints = fingerprints(findings)
    new = tuple(f for f, print_ in zip(findings, prints, strict=True) if print_ not in known)
    return Compared(new, len(findings) - len(new), len(known.difference(prints)))
