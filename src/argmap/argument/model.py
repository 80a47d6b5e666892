"""The joined argument: claims, the steps between them, and what they rest on.

Everything is immutable and knows its place in the files. Links are stored once, on the claim that a step supports or
attacks; `Argument` computes the way back. Handles (`id`) are stable names that people can type:
``claim-id``, ``claim-id/because-1``, ``claim-id/but-1``, ``claim-id/cites-1``, ``claim-id/evidence-1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from argmap.ground.places import Span
from argmap.ground.values import dataclass

if TYPE_CHECKING:
    from argmap.quotations import Match

ClaimKind = Literal["conclusion", "claim", "value", "assumption", "definition", "question"]
Standard = Literal["preponderance", "clear-and-convincing", "beyond-reasonable-doubt"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words as a person wrote them down, with where they were found.

    As an anchor, the words are the paper's; under a citation or evidence, the source's. `match` is None where nothing
    was compared; its state ``not-checkable`` says why where nothing could be.
    """

    text: str
    span: Span
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A work cited for a claim: `key` is the bibliography's, `mark` the citation mark in the paper as written there."""

    id: str
    claim: str
    key: str
    span: Span
    locator: str | None = None
    prefix: str = ""
    suffix: str = ""
    mark: str | None = None
    quotations: tuple[Quotation, ...] = ()
    type: str | None = None
    via: str | None = None
    key_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a claim rests on directly, in words; `source` is the key of a work it is taken from, where one is named.

    With `in_paper` it stands in the paper itself (the authors' own data), and `locator` says where.
    """

    id: str
    claim: str
    text: str
    span: Span
    source: str | None = None
    locator: str | None = None
    quotations: tuple[Quotation, ...] = ()
    type: str | None = None
    in_paper: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An inference: linked premises for (`reason`) or against (`objection`) one claim.

    `premises` hold only together. `unless` are the claims that undercut the step. `warrant` is the warrant in words;
    `warrant_claim` its claim's id where the file names one. `answers` maps the number of a critical question of the
    scheme to a claim's id or words. `origin` is what other programs call it (``aif:12345``), then each of `unless`.
    """

    id: str
    claim: str
    kind: Literal["reason", "objection"]
    premises: tuple[str, ...]
    span: Span
    scheme: str | None = None
    warrant: str | None = None
    warrant_claim: str | None = None
    unless: tuple[str, ...] = ()
    weight: float = 1.0
    answers: Mapping[int, str] = field(default_factory=dict)
    origin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person has seen and accepts, with the reason."""

    code: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the paper, in the auditor's words, with all that the files say about it.

    `restates` are the claims that it says in other words: a link between wordings, which supports nothing. `given`:
    nothing is said for it, and the project takes such claims as given (`unargued-counts-as`).
    """

    id: str
    kind: ClaimKind
    text: str
    section: str
    span: Span
    text_span: Span
    notes: tuple[str, ...] = ()
    anchors: tuple[Quotation, ...] = ()
    reasons: tuple[Step, ...] = ()
    objections: tuple[Step, ...] = ()
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    said_by: str | None = None
    standard: Standard | None = None
    tags: tuple[str, ...] = ()
    assume: str | None = None
    waivers: tuple[Waiver, ...] = ()
    restates: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    given: bool = False

    @property
    def grounds(self) -> tuple[Citation | Evidence, ...]:
        """What it rests on directly: citations, then evidence."""
        return (*self.citations, *self.evidence)

    @property
    def assumed(self) -> bool:
        """Taken as given: an assumption, a definition, marked `assume`, or by the project's settings."""
        return self.kind in ("assumption", "definition") or self.assume is not None or self.given

    @property
    def is_draft(self) -> bool:
        """Tagged as drafted by argmap: an offer that nobody has accepted."""
        return "draft" in self.tags


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the argument. `id` is a slug of the title, unique in the project."""

    id: str
    title: str
    span: Span
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Argument:
    """All claims in the order of the files, with the links both ways. Every id in a step is a claim that exists."""

    claims: Mapping[str, Claim]
    sections: tuple[Section, ...] = ()

    @cached_property
    def conclusions(self) -> tuple[str, ...]:
        """Ids of the claims of kind ``conclusion``, in order."""
        return tuple(c.id for c in self.claims.values() if c.kind == "conclusion")

    def in_order(self, claims: Iterable[str]) -> list[Claim]:
        """These claims in the order of the files; ids that are none are passed over."""
        return [self.claims[claim] for claim in sorted(self._places.keys() & claims, key=self._places.__getitem__)]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {claim: place for place, claim in enumerate(self.claims)}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section in which each claim stands, of several the last."""
        return {claim: section for section in self.sections for claim in section.claims}

    def steps(self) -> Iterator[Step]:
        """Every reason and objection, in the order of the files."""
        for claim in self.claims.values():
            yield from claim.reasons
            yield from claim.objections

    def steps_at(self, claims: Iterable[str]) -> list[Step]:
        """The steps for or against these claims, from them, and undercut by them, in the order of the files."""
        found: dict[int, Step] = {}
        for claim in claims:
            for number, step in self._steps_by_claim.get(claim, ()):
                found[number] = step
        return [found[number] for number in sorted(found)]

    @cached_property
    def _steps_by_claim(self) -> Mapping[str, list[tuple[int, Step]]]:
        found: dict[str, list[tuple[int, Step]]] = {}
        for number, step in enumerate(self.steps()):
            for claim in {step.claim, *step.premises, *step.unless}:
                found.setdefault(claim, []).append((number, step))
        return found

    @cached_property
    def used_in(self) -> Mapping[str, tuple[Step, ...]]:
        """For each claim, the steps in which it is a premise or the warrant."""
        found: dict[str, list[Step]] = {}
        for step in self.steps():
            for premise in dict.fromkeys((*step.premises, *filter(None, (step.warrant_claim,)))):
                found.setdefault(premise, []).append(step)
        return {claim: tuple(steps) for claim, steps in found.items()}

    @cached_property
    def restated_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each claim, those that say it in other words."""
        found: dict[str, list[str]] = {}
        for claim in self.claims.values():
            for other in claim.restates:
                found.setdefault(other, []).append(claim.id)
        return {claim: tuple(others) for claim, others in found.items()}

    @cached_property
    def undercuts(self) -> Mapping[str, tuple[Step, ...]]:
        """For each claim, the steps that it undercuts."""
        found: dict[str, list[Step]] = {}
        for step in self.steps():
            for undercutter in dict.fromkeys(step.unless):
                found.setdefault(undercutter, []).append(step)
        return {claim: tuple(steps) for claim, steps in found.items()}
