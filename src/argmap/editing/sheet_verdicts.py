"""Verdicts that come back in a filled worksheet: each row names what was judged by its fingerprint.

A fingerprint holds for exactly the content that stood in the sheet. Where nothing in the project has it any more the
row is stale: it is told, and not taken. Nothing is written where one row is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from argmap.editing.recording import judge_subject
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import did_you_mean
from argmap.reviews import VERDICTS, Verdict, VerdictWord
from argmap.reviews.judgements import Judgement
from argmap.reviews.log import append_verdicts

if TYPE_CHECKING:
    from argmap.project import Project

VERDICT, NOTE, HANDLE, FINGERPRINT = "Verdict", "Note", "Handle", "Fingerprint"
HEADINGS = (VERDICT, NOTE, HANDLE, FINGERPRINT)
_MOST_TOLD = 10
_PARTING = re.compile(r"[_\-\u2010-\u2015\u200b\ufeff]+")
_WORDS: Mapping[str, VerdictWord] = {word: word for word in VERDICTS}


class Filled(Protocol):
    """A row of a filled sheet, as `exchange.sheets.Row` is one."""

    @property
    def number(self) -> int:
        """Its number in the sheet, from 1."""

    @property
    def cells(self) -> Mapping[str, str]:
        """Its cells by `HEADINGS`."""

    @property
    def formulas(self) -> frozenset[str]:
        """The headings under which a formula stands."""

    def at(self, title: str) -> str:
        """The cell under a heading, as people name it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows: `given` verdicts; rows that say what the log says (`same`), are `stale`, have a note
    and no verdict (`noted`), or are `empty`. Rows are named by their numbers.
    """

    given: tuple[Verdict, ...] = ()
    same: tuple[int, ...] = ()
    stale: tuple[tuple[int, str], ...] = ()
    noted: tuple[int, ...] = ()
    empty: int = 0


def record_sheet(project: Project, rows: Iterable[Filled], name: str, reviewer: str) -> Taken:
    """Add the verdicts of a filled sheet to the review log, in one write.

    Raises ArgmapError that names each wrong row and column, and nothing is written then.
    """
    taken = judge_sheet(project, rows, name, reviewer)
    if taken.given:
        append_verdicts(project.review_log, taken.given, project.root)
    return taken


def judge_sheet(project: Project, rows: Iterable[Filled], name: str, reviewer: str) -> Taken:
    """What the rows of a sheet say; nothing is written. Raises ArgmapError that names each wrong row and column."""
    bound = {handle: _bound(project, judgement) for handle, judgement in project.judgements.items()}
    by_content: dict[str, list[str]] = {}
    for handle, print_ in bound.items():
        by_content.setdefault(print_, []).append(handle)
    wrong: list[str] = []
    given: dict[str, tuple[int, Verdict]] = {}
    same, stale, noted, empty = [], [], [], 0
    for row in rows:
        word, note = _word(row.cells[VERDICT]), row.cells[NOTE]
        handle, print_ = row.cells[HANDLE], row.cells[FINGERPRINT]
        if not word:
            known = project.judgements.get(handle)
            before = known.current.note if known and known.current else ""
            if note and note != before:
                noted.append(row.number)
            else:
                empty += 1
            continue
        if problem := _problem(row, word):
            wrong.append(problem)
            continue
        if bound.get(handle) != print_:
            meant = by_content.get(print_, [])
            if len(meant) != 1:
                stale.append((row.number, handle))
                continue
            handle = meant[0]
        now = project.judgements[handle].current
        if now and (now.verdict, now.note) == (word, note.strip()):
            same.append(row.number)
            continue
        verdict = judge_subject(project, handle, _WORDS[word], note=note, reviewer=reviewer)
        if handle in given and replace(given[handle][1], date="") != replace(verdict, date=""):
            wrong.append(f"{row.at(VERDICT)}: row {given[handle][0]} judges {handle} otherwise. Keep one of them")
            continue
        given.setdefault(handle, (row.number, verdict))
    if wrong:
        more = f"\n… and {len(wrong) - _MOST_TOLD} more." if len(wrong) > _MOST_TOLD else ""
        lines = "".join(f"\n{problem}." for problem in wrong[:_MOST_TOLD])
        raise ArgmapError(f"{name} cannot be taken as it is, and nothing was written.{lines}{more}")
    return Taken(tuple(verdict for _, verdict in given.values()), tuple(same), tuple(stale), tuple(noted), empty)


def _bound(project: Project, judgement: Judgement) -> str:
    """The fingerprint of a subject as it stands now, on the text of its work that lies there now."""
    subject = judgement.subject
    return subject.on_text(project.texts.sum(subject.work) if subject.work else None).fingerprint


def _word(cell: str) -> str:
    """A verdict as people type it: in capitals, with spaces, or with the dashes that a program makes of strokes."""
    return "-".join(_PARTING.sub(" ", cell.casefold()).split())


def _problem(row: Filled, word: str) -> str:
    for title in (VERDICT, NOTE):
        if title in row.formulas:
            return f"{row.at(title)} holds a formula; write the text itself"
    if word not in VERDICTS:
        hint = did_you_mean(word, VERDICTS, f"The verdicts are {', '.join(VERDICTS)}.").rstrip(".")
        return f'{row.at(VERDICT)}: "{row.cells[VERDICT][:60]}" is no verdict. {hint}'
    if not row.cells[FINGERPRINT]:
        return f"{row.at(FINGERPRINT)} is empty; it says what was judged. Take a new sheet"
    return ""
