"""Recording a verdict: the subject is looked up, its content fingerprinted, and one line added to the review log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.text import did_you_mean
from argmap.reviews import VERDICTS, Verdict, VerdictWord, append_verdict
from argmap.reviews.judgements import item_of_passage, passage_subject, source_subject, subjects
from argmap.reviews.subject import Subject

if TYPE_CHECKING:
    from argmap.project import Project

_MOST_PASSAGES = 50


def record_verdict(project: Project, subject: str, verdict: VerdictWord, *, note: str = "", reviewer: str) -> Verdict:
    """Append a verdict on `subject` to the project's review log; returns the line written.

    Raises ArgmapError for an unknown subject or verdict, or where the log cannot be written.
    """
    given = judge_subject(project, subject, verdict, note=note, reviewer=reviewer)
    append_verdict(project.review_log, given, project.root)
    return given


def judge_subject(project: Project, subject: str, verdict: VerdictWord, *, note: str = "", reviewer: str) -> Verdict:
    """A verdict on `subject` as it stands now; nothing is written. Raises ArgmapError where one of them is unknown."""
    if verdict not in VERDICTS:
        raise ArgmapError(f'"{verdict}" is no verdict. The verdicts are {", ".join(VERDICTS)}.')
    found = find_subject(project, subject)
    judged = found.on_text(project.texts.sum(found.work)) if found.work else found
    return Verdict(
        subject=subject,
        fingerprint=judged.fingerprint,
        verdict=verdict,
        reviewer=reviewer.strip(),
        date=datetime.now(UTC).isoformat(timespec="milliseconds"),
        note=note.strip(),
        seen=judged.parts,
    )


def find_subject(project: Project, handle: str) -> Subject:
    """What `handle` names. Raises ArgmapError with the nearest name where there is nothing of that name to judge."""
    known = subjects(project.argument)
    if handle in known:
        return known[handle]
    if handle.startswith("@"):
        return _source_text(project, handle[1:])
    item = item_of_passage(handle)
    if item in known:
        return _passage(project, known[item], handle)
    raise ArgmapError(f'There is nothing called "{handle}" to judge. {did_you_mean(handle, known)}'.rstrip())


def _source_text(project: Project, key: str) -> Subject:
    source = project.bibliography.sources.get(key)
    if source is None:
        near = did_you_mean(key, project.bibliography.sources, shown='"@{}"')
        raise ArgmapError(f'The bibliography has no work "{key}". {near}'.rstrip())
    if project.texts.path(key) is None:
        raise ArgmapError(project.texts.say_missing(key))
    return source_subject(source)


def _passage(project: Project, item: Subject, handle: str) -> Subject:
    if item.work:
        asked = item.parts.get("evidence") or item.parts["claim"]
        for passage in project.texts.passages(item.work, asked, _MOST_PASSAGES):
            made = passage_subject(item, passage.text)
            if made.id == handle:
                return made
        if handle in project.judgements:
            return project.judgements[handle].subject
    raise ArgmapError(f"No passage is offered by that name. `argmap passages {item.id}` shows those that are.")
