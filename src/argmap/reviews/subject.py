"""A thing that can be judged, and its content: what a verdict on it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from argmap.ground.places import Span
from argmap.ground.values import dataclass
from argmap.reviews.verdict import SubjectKind, canonical, fingerprint

SOURCE_TEXT = "source text"
"""The part of a subject that says to which text of its work a verdict is bound."""


@dataclass(frozen=True)
class Subject:
    """Something to be judged: its handle, its content in named parts, the claim it belongs to, its place.

    `claim` is empty for a source's text, which belongs to no claim.
    """

    id: str
    kind: SubjectKind
    claim: str
    parts: Mapping[str, str]
    span: Span

    @property
    def work(self) -> str | None:
        """The key of the work whose text bears on the verdict, where there is one."""
        return self.parts.get("work")

    def on_text(self, sum_: str | None) -> Subject:
        """The same subject, bound to the text of its work with this SHA-256 sum; unbound for None."""
        return replace(self, parts={**self.parts, SOURCE_TEXT: f"sha256 {sum_}"}) if sum_ and self.work else self

    @cached_property
    def fingerprint(self) -> str:
        """Of its content as it is now."""
        return fingerprint(self.kind, self.parts)


def content_of(parts: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Parts without their order: which premise of a step is written first makes no other step of it."""
    return frozenset((name.rstrip("0123456789 "), canonical(words)) for name, words in parts.items())
