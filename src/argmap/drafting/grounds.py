"""Why one sentence of a paper may be joined to another where no word says so: what both speak of, and how they stand.

A place alone is no ground. A sentence is offered as a reason where it stands behind the point of its paragraph and
counts, reports or shares rare words with it, before what is drawn from it, or among the results of an abstract; never
where it only expects, plans, describes a method or stands in an opponent's mouth. What stands further apart and only
shares words with a claim is none: of such guesses people kept fewer than half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum, log, sqrt

from argmap.drafting.candidates import Candidate, likeness, stems
from argmap.drafting.cues import BRACKETS, Cues
from argmap.drafting.relations import Kind, Said, split_at_reason
from argmap.prose.assertions import signs_of_assertion

NEAR = 3
"""So many sentences behind a claim may still speak for it in its paragraph."""
_CONTRARY = 0.3
"""Two sentences of which one denies, and that share so much, rather contradict each other."""
_TOPIC, _FEWEST_TIMES = 0.05, 4
"""What stands in this part of the sentences, and so often, is what the paper is about: to share it says little."""
_EVIDENCE = 1.0
"""What it is worth, beside shared words, to bear out the point of a paragraph."""
_FEWEST_BESIDE = 2
_SAME_AGAIN, _RESTATED, _SAME_PLACES = 0.6, 0.45, 0.45
"""What shares so much with another sentence says it again; what shares so much with a thesis is no reason for it; how
near to each other two places must be that say the same."""
_SHOWN_WORDS, _OPENING = 4, 40
_NAMED_WITHIN = 60
"""Who is named in so many letters from the beginning of a sentence is whom it speaks of."""
_TOLD = ("abstract", "discussion", "conclusion")
"""Parts in which a paper that reports says what it found, and what that comes to."""
APART = ("abstract", "conclusion")
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
        # a sentence is compared with many claims, and what it is by its own words does not change
        self._finds, self._opening, self._draws = cache(cues.find), cache(cues.opening), cache(cues.draws)
        self.objects, self.limits = cache(self._objects), cache(self._limits)
        self._tells_of_doing = cache(self._only_does)
        self.is_anothers = cache(self._is_anothers)
        self.evidence, self.goes_on, self.leads_to = map(cache, (self._evidence, self._goes_on, self._leads_to))
        self.results_of = cache(self._results_of)
        by_key = {candidate.key: candidate for candidate in candidates}
        drawn = (link for link in said if link.kind == "because" and cues.draws_on(link.cue))
        self._drawn_from = {link.claim: by_key[link.premise] for link in drawn}
        self._at = {(c.block, c.index): c for c in candidates}
        self._abstract = [c for c in candidates if c.part == "abstract"]
        counts = Counter(stem for candidate in candidates for stem in candidate.stems)
        common = set(stems(cues.words("common-words"), cues))
        telling = {stem: n for stem, n in counts.items() if stem not in common and not stem[0].isdigit()}
        self._rare = {stem: log((len(candidates) + 1) / n) for stem, n in telling.items()}
        self._norms = {c.key: sqrt(fsum(self._rare.get(stem, 0) ** 2 for stem in c.stems)) for c in candidates}
        often = max(_FEWEST_TIMES, _TOPIC * len(candidates))
        self._topic = {stem for stem, n in telling.items() if n > often}
        self.reports = any(candidate.part in ("method", "results") for candidate in candidates)
        """Whether it is a paper that reports what was done and found, and no essay."""
        self._replied = {link.claim for link in said if link.kind == "but"}
        self._argued = {link.claim for link in said if link.kind == "because"}
        self._argued |= {c.key for c in candidates if split_at_reason(c.text, cues)}
        self._denying = {c.key for c in candidates if any(map(cues.negates, c.line.words))}
        self._opposed = self._in_opponents_mouth(candidates)
        self._set_out_from = self._before_its_own(candidates)
        self._no_reasons = {c.key for c in candidates if self._is_no_reason(c)}

    def _objects(self, candidate: Candidate) -> bool:
        """Whether it tells of an objection: what others say against the paper, or what the paper grants them."""
        if candidate.key in self._replied:
            return True
        text = candidate.text
        # "Critics say that it costs, but it pays" replies to itself; what is only granted takes a reply to be one
        return (
            bool(self._opening("objects", text)) and not self._finds("turns", text) and not self._finds("finds", text)
        )

    def _limits(self, candidate: Candidate) -> bool:
        """Whether it tells, towards the end of the paper, what the paper cannot show."""
        text, late = candidate.text, candidate.part in ("discussion", "limits", "conclusion")
        return late and bool(self._finds("limits", text)) and not self._finds("finds", text)

    def of_paper(self, found: Candidate, thesis: Candidate) -> Ground | None:
        """The ground on which what a paper finds or argues may bear out its thesis, by what each is in it.

        Both speak of the same, if only of what the whole paper is about: where a paper that reports sums up, what it
        says of its own findings is what its thesis rests on; so is, anywhere, what it announces as its argument.
        """
        shared = found.stems & thesis.stems & self._rare.keys()
        if not shared or self.contradict(found, thesis) or likeness(found.stems, thesis.stems) >= _RESTATED:
            return None
        if not self._may_speak(found, thesis, against=False, concludes=True) or found.line.marks:
            return None
        if self._finds("demands", found.text) and not self._finds("demands", thesis.text):
            return None
        if any(self._opening(name, found.text) for name in ("turns", "concedes", "illustrates", "conditions")):
            return None
        words = self.words_of(found, shared)
        if self._is_own_finding(found, thesis, len(shared)):
            why = f"it tells in the {found.part} what the paper found, and speaks of the same: {words}"
        elif self.announces(found) and (len(shared) >= _FEWEST_BESIDE or shared - self._topic):
            why = f"the paper says that it argues this, and it speaks of the same: {words}"
        else:
            return None
        return Ground(self._nearness(found, thesis, shared), "because", why)

    def _is_own_finding(self, found: Candidate, thesis: Candidate, shared: int) -> bool:
        """Whether a paper that reports tells the one as found where it sums up, and the other as what that comes to."""
        if not self.reports or found.part not in _TOLD or thesis.part not in _TOLD or self._counts(thesis):
            return False  # a point is more general than what bears it out
        if found.part == "conclusion" and self._counts(found):
            return True
        if not self._finds("finds", found.text) or self.sets_out_from(found):
            return False
        return found.part == "conclusion" or shared >= _FEWEST_BESIDE

    def announces(self, candidate: Candidate) -> bool:
        """Whether it says of itself that the paper argues it: "I argue that …", "In my view …"."""
        text = self._cues.behind_joining(candidate.text)
        announced = (
            self._cues.announcement.match(text) or self._finds("announces", text) or self._opening("opines", text)
        )
        return bool(announced) and not self._finds("plans", text)

    def says_again(self, one: Candidate, other: Candidate) -> bool:
        """Whether two sentences at different places say the same, as an abstract and the body of a paper do."""
        if one.block == other.block or likeness(one.stems, other.stems) < _SAME_AGAIN:
            return False
        return self.speaks_of_same(one, other) >= _SAME_PLACES and not self.contradict(one, other)

    def speaks_of_same(self, one: Candidate, other: Candidate) -> float:
        """How alike two sentences are in their rare words, 0 to 1."""
        return self._nearness(one, other, one.stems & other.stems & self._rare.keys())

    def _nearness(self, one: Candidate, other: Candidate, shared: frozenset[str]) -> float:
        """How alike two sentences are in their rare words, 0 to 1: the cosine, each word weighed by its rareness."""
        return fsum(self._rare[stem] ** 2 for stem in shared) / (self._norms[one.key] * self._norms[other.key] or 1)

    def by_place(self, premise: Candidate, claim: Candidate, *, concludes: bool) -> Ground | None:
        """The ground that is left in a text too short for words to be shared: the same paragraph, or the conclusion."""
        against = self.objects(premise) or self.limits(premise)
        if not self._may_speak(premise, claim, against=against, concludes=concludes):
            return None
        beside = premise.block == claim.block
        if not beside and not concludes:
            return None
        # what opens a text leads up to its matter: of people's steps hardly one sets out from there
        if premise.part == "introduction" and not against:
            return None
        # what is a reason for the very next sentence has a word for it, and what closes a text adds to its point
        if beside and (premise.index + 1 == claim.index or premise.part == "conclusion"):
            return None
        kind, what = self._stance(premise)
        where = "in the same paragraph" if beside else f"in the {premise.part}"
        opens = 0.15 * (beside and claim.index == 0)
        return Ground(0.3 * beside + 0.1 * concludes + opens, kind, f"{what}it stands {where}")

    def could_conclude(self, candidate: Candidate) -> bool:
        """Whether it may be one of the conclusions: the paper's own word, and no doubt, plan or doing.

        What the text argues for may be one even with a citation beside it.
        """
        if self.objects(candidate) or self.limits(candidate) or candidate.key in self._opposed:
            return False
        cues, text = self._cues, candidate.text
        if candidate.about_text or cues.presentation.match(text):
            return False
        if self._names_any(text, "plans", "aims", "how", "asks", "limits") or self.is_anothers(candidate):
            return False
        if self._tells_of_doing(candidate):
            return False
        if candidate.part == "method" or (candidate.part == "introduction" and candidate.line.marks):
            return False
        return candidate.key in self._argued or (
            candidate.part != "introduction" and not candidate.line.marks and candidate.key not in self._no_reasons
        )

    def _is_anothers(self, candidate: Candidate) -> bool:
        """Whether it tells what somebody else says or found, and names them first."""
        text = self._cues.behind_joining(candidate.text)
        if self._cues.own_doing.match(text):
            return False
        start = candidate.line.sentence.start
        named = any(mark.narrative and mark.start < start + _NAMED_WITHIN for mark in candidate.line.marks)
        return named or self._cues.gives_anothers_view(text)

    def _only_does(self, candidate: Candidate) -> bool:
        """Whether it tells what the paper did, and not what was found or is argued."""
        cues, text = self._cues, candidate.text
        if self._finds("finds", text) or cues.announcement.match(text):
            return False
        if cues.own_doing.match(cues.behind_joining(text)):
            return True
        # "In the third scenario, we vary the share"; in an essay "we" may be all of us
        behind = BRACKETS.sub("", text).partition(", ")[2]
        return self.reports and cues.own_doing.match(behind) is not None and not cues.announcement.match(behind)

    def _may_speak(self, premise: Candidate, claim: Candidate, *, against: bool, concludes: bool) -> bool:
        """Nothing is guessed to support an opponent; an objection or a limit is guessed to be one to a conclusion."""
        if claim.key in self._opposed:
            return False
        return concludes if against else premise.key not in self._no_reasons

    def _stance(self, premise: Candidate) -> tuple[Kind, str]:
        if self.objects(premise):
            return "but", "it tells of an objection, and "
        return ("but", "it tells of a limit, and ") if self.limits(premise) else ("because", "")

    def _could_bear_out(self, premise: Candidate, claim: Candidate) -> bool:
        """Whether its place and kind allow it to be a reason.

        A paper begins with what was known before it; how a thing was done is no reason for what was found; what should
        be done follows from what is the case, and not the other way round.
        """
        if premise.part in ("introduction", "method") and premise.block != claim.block:
            return False
        if self._tells_of_doing(premise):
            return False
        return not self._finds("demands", premise.text) or bool(self._finds("demands", claim.text))

    def _evidence(self, claim: Candidate) -> dict[str, Ground]:
        """What stands behind what opens a paragraph, or announces a point in it, and bears it out; and by what.

        A point is more general than its evidence: what counts, or tells what others say, speaks for what does neither.
        What does so too, or only cites, must share a word with it.
        """
        found: dict[str, Ground] = {}
        if not self.makes_a_point(claim) or (claim.index and not self.announces(claim)):
            return found
        general = not self._is_single(claim)
        for behind in range(claim.index + 1, claim.index + 1 + NEAR):
            premise = self._at.get((claim.block, behind))
            if premise is None or self._breaks_off(premise) or (not found and self._opening("adds", premise.text)):
                break
            what = self._bears_out(premise, claim, general=general)
            if not what:
                break
            nearness = self.speaks_of_same(premise, claim)
            why = f"it stands behind it in the same paragraph and {what}"
            found[premise.key] = Ground(_EVIDENCE + nearness, "because", why)
        return found

    def _bears_out(self, premise: Candidate, claim: Candidate, *, general: bool) -> str:
        """By what a sentence bears out the point of its paragraph; empty where it does not."""
        if not self._tells_something(premise, "finds", "because") or not self._could_bear_out(premise, claim):
            return ""
        shared = premise.stems & claim.stems & self._rare.keys()
        single = self._counts(premise) or self._tells_of_others(premise)
        if shared - self._topic or (shared and general and single):
            return f"speaks of the same: {self.words_of(premise, shared)}"
        return "counts or reports, where that one says what it comes to" if general and single else ""

    def _tells_of_others(self, candidate: Candidate) -> bool:
        contends = bool(candidate.line.marks) and bool(self._finds("contends", candidate.text))
        return contends or self.is_anothers(candidate)

    def _leads_to(self, claim: Candidate) -> dict[str, Ground]:
        """What stands before the sentence that a conclusion is drawn from, and counts, cites or reports as it does.

        "These findings suggest" draws on all of them.
        """
        found: dict[str, Ground] = {}
        last = self._drawn_from.get(claim.key)
        if last is None or not self._tells_something(last, "finds"):
            return found
        for before in range(last.index - 1, last.index - NEAR, -1):
            premise = self._at.get((last.block, before))
            if premise is None or not self._tells_something(premise, "finds") or premise.key in self._no_reasons:
                break
            if not self._could_bear_out(premise, claim) or self._draws(premise.text):
                break
            why = "it stands before what that is drawn from, and counts, cites or reports as that does"
            found[premise.key] = Ground(_EVIDENCE - (last.index - before) / 10, "because", why)
            if self._opening("turns", premise.text):
                break
        return found

    def _results_of(self, claim: Candidate) -> dict[str, Ground]:
        """What an abstract in parts gives as its results, for what it gives as its conclusion."""
        if claim.within != "conclusion":
            return {}
        found: dict[str, Ground] = {}
        results = [candidate for candidate in self._abstract if candidate.within == "results"]
        for premise in results:
            if self._tells_of_doing(premise) or premise.key in self._no_reasons:
                continue
            # they begin with how many took part
            says = self._names_any(premise.text, "finds", "judges") or premise is not results[0]
            if says and self._tells_something(premise, "finds", "judges"):
                why = "the abstract gives it as a result, and the other as its conclusion"
                strength = _EVIDENCE + self.speaks_of_same(premise, claim) + bool(self._finds("finds", premise.text))
                found[premise.key] = Ground(strength, "because", why)
        return found

    def _goes_on(self, claim: Candidate) -> dict[str, Ground]:
        """What stands right behind the sentence that opens a paragraph and speaks of the same, without another sign."""
        found: dict[str, Ground] = {}
        if claim.index or self._is_single(claim) or not self.makes_a_point(claim):
            return found
        for behind in (1, 2):
            premise = self._at.get((claim.block, behind))
            if premise is None or self._breaks_off(premise) or self._opening("adds", premise.text):
                break
            shared = premise.stems & claim.stems & self._rare.keys()
            if len(shared - self._topic) < _FEWEST_BESIDE or not self._could_bear_out(premise, claim):
                break
            why = f"it goes on with it in the same paragraph and speaks of the same: {self.words_of(premise, shared)}"
            found[premise.key] = Ground(self._nearness(premise, claim, shared), "because", why)
        return found

    def _is_single(self, candidate: Candidate) -> bool:
        """Whether it tells of something single: it counts, dates, cites, or says who found it."""
        return self._counts(candidate) or bool(candidate.line.marks) or self.is_anothers(candidate)

    def _counts(self, candidate: Candidate) -> bool:
        # "[10]" counts nothing
        text = BRACKETS.sub(" ", candidate.text) if candidate.line.marks else candidate.text
        return not {"number", "date"}.isdisjoint(signs_of_assertion(text, self._cues.tongue))

    def _breaks_off(self, candidate: Candidate) -> bool:
        """Whether it turns against what stands before it in its paragraph, or draws on it: a point of its own."""
        text = candidate.text
        # "This success was, however, short"
        turns = bool(self._finds("turns", text[:_OPENING]))
        turns = turns or any(self._opening(name, text) for name in ("objects", "concedes", "sums-up"))
        return turns or candidate.key in self._no_reasons or bool(self._draws(text))

    def makes_a_point(self, claim: Candidate) -> bool:
        """Whether it may be what its paragraph is there to say: it opens it, is announced, or drawn from another."""
        if claim.within == "results":
            return False  # one finding beside the next
        opens = (claim.index == 0 or self.announces(claim)) and not self._opening("leans", claim.text)
        return claim.key not in self._no_reasons and (opens or bool(self._draws(claim.text)))

    def _tells_something(self, candidate: Candidate, *lists: str) -> bool:
        """Whether it counts, cites, or has a word of some lists: mere description does not."""
        cites = bool(candidate.line.marks)
        return cites or self._counts(candidate) or self._names_any(candidate.text, *lists)

    def _is_no_reason(self, candidate: Candidate) -> bool:
        cues, text = self._cues, candidate.text
        if candidate.about_text or candidate.key in self._opposed or cues.presentation.match(text):
            return True
        if self._names_any(text, "expects", "plans", "aims", "limits", "asks"):
            return True
        if self._finds("how", text) and not self._finds("finds", text):
            return True
        # what is cited where a paper says what it argues is the work of others
        return candidate.part in ("abstract", "introduction") and bool(candidate.line.marks)

    def contradict(self, premise: Candidate, claim: Candidate) -> bool:
        """Whether one of two sentences on the same matter denies and the other does not."""
        one_denies = (premise.key in self._denying) != (claim.key in self._denying)
        return one_denies and likeness(premise.stems, claim.stems) >= _CONTRARY

    def _in_opponents_mouth(self, candidates: Sequence[Candidate]) -> set[str]:
        """The sentences from an objection to the one that turns against it, or to the end of the paragraph."""
        opposed: set[str] = set()
        block = None
        for candidate in candidates:
            if candidate.block != block or self._opening("turns", candidate.text):
                block = None
            if self.objects(candidate):
                block = candidate.block
            if block is not None:
                opposed.add(candidate.key)
        return opposed

    def words_of(self, premise: Candidate, shared: frozenset[str]) -> str:
        """The rarest of the shared words, as the premise has them, each in quotation marks."""
        first: dict[str, str] = {}
        for word in premise.line.words:
            stem = next(stems((word,), self._cues), None)
            if stem and stem in shared:
                first.setdefault(stem, word)
        rarest = sorted(first, key=lambda stem: -self._rare.get(stem, 0.0))[:_SHOWN_WORDS]
        return ", ".join(f"“{first[stem]}”" for stem in first if stem in rarest)

    def sets_out_from(self, candidate: Candidate) -> bool:
        """Whether it stands in an abstract before the first sentence that tells of the paper itself."""
        return candidate.key in self._set_out_from

    def _before_its_own(self, candidates: Sequence[Candidate]) -> set[str]:
        cues = self._cues
        before: list[str] = []
        for candidate in (c for c in candidates if c.part == "abstract"):
            text = candidate.text
            own = (
                cues.own_doing.match(text)
                or cues.presentation.match(text)
                or self._names_any(text, "aims", "announces")
            )
            if own or (not candidate.line.marks and self._names_any(text, "finds")):
                return set(before)
            before.append(candidate.key)
        return set()

    def _names_any(self, text: str, *lists: str) -> bool:
        return any(self._finds(name, text) for name in lists)
