"""Recording a verdict: the subject is looked up, its content fingerprinted, and one line added to the review log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from argmap.argument.subjects import Subject
from argmap.diagnostics import ArgmapError
from argmap.language.nearest import nearest
from argmap.reviews import VERDICTS, Verdict, VerdictWord, append_verdict


def record_verdict(
    log: Path, known: Mapping[str, Subject], subject: str, verdict: VerdictWord, *, note: str = "", reviewer: str
) -> Verdict:
    """Append a verdict on `subject` to the log at `log`; returns the line written.

    Raises ArgmapError for an unknown subject or verdict, or where the log cannot be written.
    """
    if subject not in known:
        near = nearest(subject, known)
        raise ArgmapError(
            f'There is nothing called "{subject}" to judge.' + (f' Did you mean "{near}"?' if near else "")
        )
    if verdict not in VERDICTS:
        raise ArgmapError(f'"{verdict}" is no verdict. The verdicts are {", ".join(VERDICTS)}.')
    judged = known[subject]
    given = Verdict(
        subject=subject,
        fingerprint=judged.fingerprint,
        verdict=verdict,
        reviewer=reviewer.strip(),
        date=datetime.now(UTC).isoformat(timespec="milliseconds"),
        note=note.strip(),
        seen=judged.parts,
    )
    append_verdict(log, given)
    return given
