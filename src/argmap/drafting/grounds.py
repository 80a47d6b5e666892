"""Why one sentence of a paper may be joined to another where no word says so: what both speak of, and how they stand.

A place alone is no ground. A sentence is offered as a reason where it shares rare words with the claim, or takes up the
sentence right before it; never where it only expects, plans, describes a method or stands in an opponent's mouth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from argmap.checks.assertions import signs_of_assertion
from argmap.drafting.candidates import Candidate, likeness, stems
from argmap.drafting.cues import Cues
from argmap.drafting.relations import Kind, Said

_NEAR = 3
"""So many sentences behind a claim may still speak for it in its paragraph."""
_CONTRARY = 0.3
"""Two sentences of which one denies, and that share so much, rather contradict each other."""
_WEAKER = 0.6
"""What is left of the nearness of a sentence that needs another one to be understood, or only describes."""
_ARGUING = ("finds", "because", "judges", "demands")
_SHOWN_WORDS = 4
_APART = ("abstract", "conclusion")
"""Parts whose sentences stand beside each other without one being the reason of the next."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What joins a premise to a claim: how closely (0 to 1), how it speaks, and why, in words."""

    strength: float
    kind: Kind
    why: str


class Grounds:
    """The grounds of one paper: how rare its words are, and which of its sentences are its opponents'."""

    def __init__(self, candidates: Sequence[Candidate], said: Sequence[Said], cues: Cues) -> None:
        self._cues = cues
        counts = Counter(stem for candidate in candidates for stem in candidate.stems)
        common = set(stems(cues.words("common-words"), cues))
        telling = {stem: n for stem, n in counts.items() if stem not in common and not stem[0].isdigit()}
        self._rare = {stem: log((len(candidates) + 1) / n) for stem, n in telling.items()}
        self._norms = {c.key: sqrt(sum(self._rare.get(stem, 0) ** 2 for stem in c.stems)) for c in candidates}
        self._replied = {link.claim for link in said if link.kind == "but"}
        self._opposed = self._in_opponents_mouth(candidates)
        self._no_reasons = {c.key for c in candidates if self._is_no_reason(c)}

    def objects(self, candidate: Candidate) -> bool:
        """Whether it tells of an objection: what others say against the paper, or what the paper grants them."""
        if candidate.key in self._replied:
            return True
        cues, text = self._cues, candidate.text
        # "Critics say that it costs, but it pays" replies to itself; what is only granted takes a reply to be one
        return bool(cues.opening("objects", text)) and not cues.find("turns", text) and not cues.find("finds", text)

    def limits(self, candidate: Candidate) -> bool:
        """Whether it tells, towards the end of the paper, what the paper cannot show."""
        text, late = candidate.text, candidate.part in ("discussion", "limits", "conclusion")
        return late and bool(self._cues.find("limits", text)) and not self._cues.find("finds", text)

    def between(
        self, premise: Candidate, claim: Candidate, *, concludes: bool, related: bool, fewest: int
    ) -> Ground | None:
        """The ground on which `premise` may be joined to `claim`; None where there is none.

        `concludes` says whether the claim is a conclusion, `related` whether it is the main point of the section; to
        others a sentence may be joined only in their paragraph. `fewest` is how many rare words they must share.
        """
        against = self.objects(premise) or self.limits(premise)
        if not self._may_speak(premise, claim, against=against, concludes=concludes):
            return None
        if not against and self._is_contrary(premise, claim):
            return None
        beside = premise.block == claim.block and claim.part not in _APART
        if not (beside or concludes or related):
            return None
        if not against and not self._could_bear_out(premise, claim, beside=beside, concludes=concludes):
            return None
        shared = premise.stems & claim.stems & self._rare.keys()
        nearness = sum(self._rare[stem] ** 2 for stem in shared) / (
            self._norms[premise.key] * self._norms[claim.key] or 1
        )
        if self._cues.opening("leans", premise.text):
            nearness *= _WEAKER
        if premise.part == "body" and not self._tells_something(premise, *_ARGUING):
            nearness *= _WEAKER
        takes_up = beside and premise.index == claim.index + 1 and self._cues.opening("leans", premise.text)
        if len(shared) < fewest and not takes_up:
            return None
        kind, what = self._stance(premise)
        if takes_up:
            return Ground(nearness + 0.2, kind, f"{what}it takes up the sentence right before it (“{takes_up}”)")
        words = self._words_of(premise, shared)
        place = "in the same paragraph" if beside else f"in the {premise.part}"
        return Ground(nearness + 0.1 * beside, kind, f"{what}it stands {place} and speaks of the same: {words}")

    def by_place(self, premise: Candidate, claim: Candidate, *, concludes: bool) -> Ground | None:
        """The ground that is left in a text too short for words to be shared: the same paragraph, or the conclusion."""
        against = self.objects(premise) or self.limits(premise)
        if not self._may_speak(premise, claim, against=against, concludes=concludes):
            return None
        beside = premise.block == claim.block
        if not beside and not concludes:
            return None
        kind, what = self._stance(premise)
        where = "in the same paragraph" if beside else f"in the {premise.part}"
        return Ground(0.3 * beside + 0.1 * concludes, kind, f"{what}it stands {where}")

    def could_conclude(self, candidate: Candidate) -> bool:
        """Whether it may be one of the chief results: said where a paper sums up, as its own, and not as a doubt."""
        against = self.objects(candidate) or self.limits(candidate)
        own = candidate.part in ("abstract", "discussion", "conclusion") and not candidate.line.marks
        return own and not against and candidate.key not in self._no_reasons

    def _may_speak(self, premise: Candidate, claim: Candidate, *, against: bool, concludes: bool) -> bool:
        """Nothing is guessed to support an opponent; an objection or a limit is guessed to be one to a conclusion."""
        if claim.key in self._opposed:
            return False
        return concludes if against else premise.key not in self._no_reasons

    def _stance(self, premise: Candidate) -> tuple[Kind, str]:
        if self.objects(premise):
            return "but", "it tells of an objection, and "
        return ("but", "it tells of a limit, and ") if self.limits(premise) else ("because", "")

    def _could_bear_out(self, premise: Candidate, claim: Candidate, *, beside: bool, concludes: bool) -> bool:
        """Whether its place allows it: anywhere for a conclusion, else behind the claim, where it counts or cites.

        In the paragraph of the claim it must stand near, and not turn against what is said before it.
        """
        # a paper begins with what was known before it; how it was done is no reason for what was found
        if premise.part in ("introduction", "method"):
            return False
        text = premise.text
        told = self._cues.find("finds", text) or self._cues.announcement.match(text)
        if self._cues.own_doing.match(text) and not told:
            return False
        # what should be done follows from what is the case, and not the other way round
        if self._cues.find("demands", text) and not self._cues.find("demands", claim.text):
            return False
        if not beside and concludes:
            return True
        if self._cues.opening("turns", text) or premise.block < claim.block:
            return False
        if beside and not 0 < premise.index - claim.index <= _NEAR:
            return False
        return self._tells_something(premise, "finds", "because")

    def _tells_something(self, candidate: Candidate, *lists: str) -> bool:
        """Whether it counts, cites, or has a word of some lists: mere description does not."""
        signs = signs_of_assertion(candidate.text, self._cues.tongue)
        counts = not {"number", "date"}.isdisjoint(signs)
        return counts or bool(candidate.line.marks) or any(self._cues.find(name, candidate.text) for name in lists)

    def _is_no_reason(self, candidate: Candidate) -> bool:
        cues, text = self._cues, candidate.text
        if candidate.about_text or candidate.key in self._opposed or cues.presentation.match(text):
            return True
        if any(cues.find(name, text) for name in ("expects", "plans", "aims", "limits")):
            return True
        if cues.find("how", text) and not cues.find("finds", text):
            return True
        # what is cited where a paper says what it argues is the work of others
        return candidate.part in ("abstract", "introduction") and bool(candidate.line.marks)

    def _is_contrary(self, premise: Candidate, claim: Candidate) -> bool:
        denies = [any(self._cues.negates(word) for word in c.line.words) for c in (premise, claim)]
        return denies[0] != denies[1] and likeness(premise.stems, claim.stems) >= _CONTRARY

    def _in_opponents_mouth(self, candidates: Sequence[Candidate]) -> set[str]:
        """The sentences from an objection to the one that turns against it, or to the end of the paragraph."""
        opposed: set[str] = set()
        block = None
        for candidate in candidates:
            if candidate.block != block or self._cues.opening("turns", candidate.text):
                block = None
            if self.objects(candidate):
                block = candidate.block
            if block is not None:
                opposed.add(candidate.key)
        return opposed

    def _words_of(self, premise: Candidate, shared: frozenset[str]) -> str:
        """The rarest of the shared words, as the premise has them."""
        first: dict[str, str] = {}
        for word in premise.line.words:
            stem = next((stem for stem in shared if stem in word), None)
            if stem and (stem not in first):
                first[stem] = word
        rarest = sorted(first, key=lambda stem: -self._rare[stem])[:_SHOWN_WORDS]
        return ", ".join(f"“{first[stem]}”" for stem in first if stem in rarest)
