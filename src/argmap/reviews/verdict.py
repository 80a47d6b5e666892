"""A person's verdict, and the fingerprint of what they judged.

A verdict holds for exactly the content that was looked at. Its fingerprint is a version prefix and the SHA-256 of that
content after NFC and white-space folding; when the content changes, the verdict is stale and says so. The content
itself is kept beside it in few words (`seen`), so that the difference since the review can be shown anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Literal, get_args

from argmap.ground.values import dataclass

VerdictWord = Literal["supports", "partly", "does-not-support", "contradicts", "cannot-access", "accepted", "rejected"]
VERDICTS: tuple[VerdictWord, ...] = get_args(VerdictWord)
NEGATIVE: frozenset[str] = frozenset({"partly", "does-not-support", "contradicts", "rejected"})
SubjectKind = Literal["claim", "step", "citation", "evidence", "passage", "source"]
QUESTIONS: Mapping[SubjectKind, str] = {
    "claim": "Does the paper say this, and is it fairly worded? (rejected: it says so, and it does not hold)",
    "step": "Do these premises, if true, speak for (against) the claim?",
    "citation": "Does the work say this, at that place?",
    "evidence": "Is it so, and does it bear on the claim?",
    "passage": "Do these words bear the claim out?",
    "source": "Is this the work and the edition that is cited, whole and legible?",
}
"""What a verdict on each kind of subject answers."""
_VERSION = "v1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the review log.

    `subject` is a handle of the argument (``claim-id``, ``claim-id/cites-1``) or ``@key`` for a source's text;
    `date` is ISO 8601 with the time zone; `seen` gives the parts of the content that was judged.
    """

    subject: str
    fingerprint: str
    verdict: VerdictWord
    reviewer: str
    date: str
    note: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        """When it was given; a date without a time zone counts as UTC."""
        return moment_of(self.date) or datetime.min.replace(tzinfo=UTC)

    @property
    def words(self) -> str:
        """What it says, for people."""
        return self.verdict.replace("-", " ")

    @property
    def negative(self) -> bool:
        """Whether it says that something is wrong."""
        return self.verdict in NEGATIVE


def moment_of(date: str) -> datetime | None:
    """The moment of an ISO 8601 date, or None where it is none."""
    try:
        read = datetime.fromisoformat(date)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def canonical(text: str) -> str:
    """The content as it is fingerprinted: NFC, white space folded to single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fingerprint(kind: SubjectKind, parts: Mapping[str, str]) -> str:
    """``v1:`` and 64 hexadecimal digits for a subject's content; the order of the parts counts."""
    import hashlib  # loads the system's cryptography, and most projects have nothing to be judged yet

    content = "\0".join([kind, *(f"{name}={canonical(value)}" for name, value in parts.items())])
    return f"{_VERSION}:{hashlib.sha256(content.encode('utf-8')).hexdigest()}"
