"""Where the fixes of a finding are found: functions by the codes they are for.

A mender is one pure function from a project and a finding to fixes, the likeliest first. It is called only when
somebody asks what can be done, so that finding something costs no more than before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.ground.edits import Fix

if TYPE_CHECKING:
    from argmap.findings.finding import Finding
    from argmap.project import Project

Mender = Callable[["Project", "Finding"], Iterable[Fix]]
_MENDERS: dict[str, list[Mender]] = {}


def mends(*codes: str) -> Callable[[Mender], Mender]:
    """Register a function as one that mends findings of these codes; ``*`` is asked last, for every finding."""

    def register(mender: Mender) -> Mender:
        for code in codes:
            _MENDERS.setdefault(code, []).append(mender)
        return mender

    return register


def fixes_of(project: Project, finding: Finding) -> tuple[Fix, ...]:
    """The ways in which a finding of a project as it was loaded can be mended, the likeliest first; mostly none.

    The edits hold for the texts in `Project.text_files`, as they were read.
    """
    _import_menders()
    menders = (*_MENDERS.get(finding.code, ()), *_MENDERS.get("*", ()))
    return tuple(fix for mender in menders for fix in mender(project, finding))


@cache
def _import_menders() -> None:
    for module in sorted(path.stem for path in Path(__file__).parent.glob("of_*.py")):
        import_module(f"argmap.checks.fixes.{module}")
