"""Picks the sentences that a draft is made of, and joins each to the claim that it speaks for or against."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from heapq import heappop, heappush

from argmap.drafting.candidates import Candidate, likeness
from argmap.drafting.cues import Cues
from argmap.drafting.grounds import APART, Ground, Grounds
from argmap.drafting.points import Link, point_of
from argmap.drafting.relations import Said, Split
from argmap.drafting.theses import ANNOUNCED, GUESSED, INTENDS

MOST = 24
"""The most claims of a draft."""
_FEW_SENTENCES, _FEW_IN_SECTIONS = 8, 12
"""The most sentences of a text of which all may be though no word joins two of them, and of one in sections."""
_ENOUGH, _MOST_CONCLUSIONS, _LEAST_CHIEF, _LEAST_ARGUED = 22, 10, 1.0, 0.3
"""How many claims need no further conclusion, the most conclusions, and the least worth of a further one: as a chief
result, and where the text itself gives its reason."""
_ENOUGH_ARGUED = 18
"""How many claims a draft has of what the text itself argues for before it takes chief results."""
_FEWEST, _FEWEST_STEPS = 15, 10
"""Where there are so many claims and steps, what needs another sentence to be understood is taken for no further
conclusion."""
_DEEPEST = 2
"""A guess stands no further from a conclusion than this; what a word joins to it may."""
_ENOUGH_FREELY, _CHILDREN = 18, 3
_FEW = 3
_MOST_MAIN_CLAIMS, _TO_THE_POINT = 6, 6.0
"""The most claims of abstract and conclusion, and what it is worth to be near to one of them in its words."""
_MAIN = "the abstract or the conclusion says it"
_CHIEF = "it looks like a chief result of the paper"
_ARGUED = "the text gives a reason for it"
FURTHER = (_CHIEF, _ARGUED)
"""Why a conclusion was taken that no word of the paper gives out as what it argues for."""
_LEAST, _LEAST_EVIDENCE = 0.8, -1.0
"""The least worth of a claim of the backbone that no word of the text joins to another, and of what bears one out."""
_LEAST_IN_SHORT = -1.5
"""The same in a text of so few sentences that all of them could be the backbone."""
_NEARNESS = 4.0
"""What its place beside a claim is worth to a sentence."""
_FIRST, _SPOKEN_FOR, _MORE, _SUMS_UP = 0.3, 1.2, 0.6, 1.0
"""What it is worth to be joined to the likeliest conclusion, to have a reason that the text itself tells, to have a
further one or one for its reason, and, for a further conclusion, to stand where a paper sums up."""
_SAME, _RESTATED = 0.7, 0.5
_ARGUING = ("finds", "judges", "demands", "because", "draws-inside", "objects")


class Picking:
    """The candidates of a paper, which of them were picked, why, and what each was joined to when it was."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        said: Sequence[Said],
        theses: dict[str, str],
        cues: Cues,
        can_be_quoted: Callable[[Candidate], bool],
        split: Callable[[str], Split | None],
    ) -> None:
        self.cues = cues
        self.can_be_quoted = can_be_quoted
        self._split = split
        self.candidates = {candidate.key: candidate for candidate in candidates}
        self.theses = theses
        self._best = next(iter(theses))
        self.picked: dict[str, str] = dict(theses)
        self.joined: dict[str, tuple[str, Link]] = {}
        """Premise → the claim it was joined to, and how."""
        tells = said or any(split(candidate.line.sentence.text) for candidate in candidates)
        # where nothing says what a text argues for, its order tells little of what is a reason for what
        tells = tells and theses[self._best] != GUESSED
        # a paper in sections has room to say what speaks for what: its order alone tells little
        most = _FEW_IN_SECTIONS if len({candidate.section for candidate in candidates}) > 1 else MOST
        self.is_short = len(candidates) <= (most if tells else _FEW_SENTENCES)
        self.grounds = Grounds(candidates, said, cues)
        self._said = [link for link in said if link.premise not in theses]
        # what is drawn from a conclusion is no reason for it
        self._refused = {link.claim for link in said if link.premise in theses} - set(theses)
        self._speaks_for: dict[str, list[Said]] = {}
        for link in self._said:
            self._speaks_for.setdefault(link.claim, []).append(link)
        self._reasons = {link.premise for link in self._said if link.kind == "because"}
        self._promoted: set[str] = set()
        self._main_claims: list[str] = []
        self._worth = self._chief_first()
        self._said_by: dict[str, str] = {}
        self._places: dict[str, list[str]] = {}
        self._waiting: dict[str, list[tuple[int, Candidate]]] = {}
        """Further conclusions by the picked claim that shuts them."""

    def pick(self) -> None:
        """Take what a word joins to a conclusion, then what has a ground, the weightiest and nearest first."""
        for key in self.theses:
            self._take_said(key)
        if not self.is_short:
            self._take_main_claims()
            self._grow_by_words()
        if self.is_short or not any(self._has_reason(key) or self._stays_open(key) for key in self.theses):
            self._grow(_ENOUGH_FREELY if self.is_short else len(self.picked) + 1)
        self._drop_bare([key for key in self.theses if not self._stays_open(key)])

    def _stays_open(self, key: str) -> bool:
        """Whether a conclusion stays without a reason: what the paper says that it argues, or best sums it up."""
        why = self.theses[key]
        return why == ANNOUNCED or (key == self._best and why not in (GUESSED, *INTENDS))

    def _take_main_claims(self) -> None:
        """Take what abstract and conclusion say: reasons of a thesis, else conclusions themselves."""
        main = [candidate for candidate in self.candidates.values() if self._is_main_claim(candidate)]
        # a paper without abstract and conclusion sums up where it discusses
        told = [candidate for candidate in main if candidate.part in APART]
        told = told if len(told) >= _FEW else [candidate for candidate in main if self._sums_up(candidate)]
        for candidate in sorted(told, key=lambda c: -self._worth[c.key]):
            if len(self._main_claims) == _MOST_MAIN_CLAIMS:
                break
            if self._open(candidate):
                self._main_claims.append(candidate.key)
                self._take_conclusion(candidate, _MAIN)

    def _is_main_claim(self, candidate: Candidate) -> bool:
        if candidate.key in self._reasons or self._worth[candidate.key] < _LEAST or self._hangs(candidate):
            return False
        return self.grounds.could_conclude(candidate) and not self.grounds.sets_out_from(candidate)

    def _grow_by_words(self) -> None:
        """What bears out a thesis, what the text itself argues for, and, where that is little, chief results."""
        for wanted in (self._ties, self._argued):
            while self._size < _ENOUGH_ARGUED and self._promote(wanted):
                pass
        self._drop_bare([key for key in self.theses if key in self._promoted])
        while self._size < _ENOUGH and self._promote():
            self._drop_bare([key for key in self.theses if key in self._promoted])

    @property
    def _size(self) -> int:
        """How many claims the draft has by now, with those that will be cut in two."""
        return len(self.picked) + sum(self.gives_reason(self.candidates[key]) for key in self.picked)

    @property
    def _is_thin(self) -> bool:
        """Whether the draft has few claims, or few steps between them, for an argument."""
        steps = len(self.joined) + self._size - len(self.picked)
        return self._size < _FEWEST or steps < _FEWEST_STEPS

    def _carried(self, found: Candidate) -> tuple[str, Ground] | None:
        """The thesis, if a further conclusion may bear it out, and why."""
        if self.picked.get(self._best) in (None, GUESSED, *INTENDS):
            return None
        ground = self.grounds.of_paper(found, self.candidates[self._best])
        return (self._best, ground) if ground else None

    def _ties(self, found: Candidate) -> bool:
        """Whether a further conclusion may bear out the thesis."""
        return self._carried(found) is not None

    def _promote(self, wanted: Callable[[Candidate], object] | None = None) -> bool:
        """Take one more claim for a conclusion, if there is room: what the text argues for, or a chief result.

        `wanted`, only what it holds of.
        """
        borne_out = sum(map(self._has_reason, self.theses))
        found = self._next_conclusion(wanted) if borne_out < _MOST_CONCLUSIONS else None
        if found is None:
            return False
        self._take_conclusion(found, _ARGUED if self._argued(found) else _CHIEF)
        return True

    def _take_conclusion(self, found: Candidate, why: str) -> None:
        self.picked[found.key] = why
        if carried := self._carried(found):
            self.joined[found.key] = carried[0], Link(found.key, "because", carried[1].why)
        else:
            self.theses[found.key] = why
        self._promoted.add(found.key)
        self._take_said(found.key)

    def _next_conclusion(self, wanted: Callable[[Candidate], object] | None) -> Candidate | None:
        """The likeliest further conclusion that is open; each is tried once, and what a picked claim shuts waits.

        A draft that is long enough takes none that would stand beside the thesis.
        """
        passed: list[tuple[int, Candidate]] = []
        taken = None
        while taken is None and self._further_conclusions and len(self.picked) < MOST:
            rank, found = heappop(self._further_conclusions)
            if (wanted and not wanted(found)) or not (self._is_thin or self._ties(found)):
                passed.append((rank, found))
            elif self._open(found):
                taken = found
            elif shut_by := found.key if found.key in self.picked else self._said_by.get(found.key):
                self._waiting.setdefault(shut_by, []).append((rank, found))
        for one in passed:
            heappush(self._further_conclusions, one)
        return taken

    @cached_property
    def _further_conclusions(self) -> list[tuple[int, Candidate]]:
        """What could be a conclusion beside the theses, as a heap: the likeliest has the lowest number."""
        chief = [self.candidates[key] for key in self.picked if key in self.theses or key in self._main_claims]

        def likely(candidate: Candidate) -> float:
            near = max((self.grounds.speaks_of_same(candidate, one) for one in chief), default=0.0)
            worth = self._worth[candidate.key] + self._argued(candidate)
            return worth + _SUMS_UP * self._sums_up(candidate) + _TO_THE_POINT * near

        could = sorted(filter(self._could_be_promoted, self.candidates.values()), key=lambda c: -likely(c))
        return list(enumerate(could))

    def _has_only_examples(self, candidate: Candidate) -> bool:
        cues = [link.cue for link in self._speaks_for.get(candidate.key, ()) if link.kind == "because"]
        return bool(cues) and all(self.cues.opening("illustrates", cue) for cue in cues)

    def _could_be_promoted(self, candidate: Candidate) -> bool:
        if candidate.key in self._reasons or not self.grounds.could_conclude(candidate) or self._hangs(candidate):
            return False
        # what a paper that reports says before it begins is what it sets out from, unless it gives several reasons
        sets_out = self.grounds.reports and candidate.part == "introduction"
        if sets_out and self._argued(candidate) <= _SPOKEN_FOR and not self._ties(candidate):
            return False
        # many a sentence that says little has an example behind it
        if self._argued(candidate) and self._worth[candidate.key] >= _LEAST_ARGUED:
            judges = any(self.cues.find(name, candidate.text) for name in ("finds", "judges", "demands"))
            return judges or not self._has_only_examples(candidate)
        if self._worth[candidate.key] < _LEAST_CHIEF or self.cues.opening("leans", candidate.text):
            return False
        return self._sums_up(candidate) or self._is_borne_out(candidate)

    def _hangs(self, candidate: Candidate) -> bool:
        """Whether it needs another sentence: "Thus, this process …", "For example, …", "But …".

        Who or which it is stands elsewhere, and what is told for example speaks for something else.
        """
        shown = point_of(candidate, "", self.cues, conclusion=True).text
        # "These counts suggest that …" draws on the sentence before, which stands beside it as its reason
        leans = self.cues.opening("leans", shown) and not self.cues.draws(shown)
        return bool(leans or self.cues.opening("illustrates", shown))

    def _sums_up(self, candidate: Candidate) -> bool:
        return candidate.part in ("abstract", "discussion", "conclusion")

    def _is_borne_out(self, candidate: Candidate) -> bool:
        """Whether what stands behind it in its paragraph could be its evidence."""
        return bool(self.grounds.evidence(candidate) or self.grounds.goes_on(candidate))

    def _argued(self, candidate: Candidate) -> float:
        """What it is worth that the text itself gives reasons for it, in sentences beside it or in its own."""
        beside = self._reasons_of(candidate.key)
        split = self._split(candidate.line.sentence.text)
        # ", so they were taxed": who they are stands elsewhere
        itself = split is not None and not self.cues.opening("leans", split.claim)
        behind = sum(bool(self._reasons_of(key)) + self.gives_reason(self.candidates[key]) for key in beside)
        return _SPOKEN_FOR * (bool(beside) + itself) + _MORE * min(max(len(beside) - 1, 0) + behind, 2)

    def _reasons_of(self, claim: str) -> list[str]:
        return [link.premise for link in self._speaks_for.get(claim, ()) if link.kind == "because"][:_CHILDREN]

    def places_of(self, claim: str) -> list[str]:
        """Where else the paper says what it argues, or what its abstract and its conclusion say."""
        if self.is_short or not self._concludes(self.candidates[claim]):
            return []
        if claim not in self._places:
            one, others = self.candidates[claim], self.candidates.values()
            self._places[claim] = [c.key for c in others if self.grounds.says_again(one, c) and self.can_be_quoted(c)]
        return [key for key in self._places[claim] if key not in self.picked]

    def is_said(self, candidate: Candidate) -> bool:
        """Whether something that is picked says the same, as abstract and conclusion do."""
        by = self._said_by.get(candidate.key)
        if by not in self.picked:
            alike = (
                key
                for key in self.picked
                if likeness(candidate.stems, self.candidates[key].stems) >= _SAME
                or candidate.key in self._places.get(key, ())
            )
            by = self._said_by[candidate.key] = next(alike, "")
        return bool(by)

    @property
    def argues(self) -> bool:
        """Whether anything in it shows an argument: a letter or a minute has sentences too, and none of that."""
        picked = [self.candidates[key] for key in self.picked]
        told = any(why != GUESSED for why in self.theses.values()) or any(c.line.marks for c in picked)
        joined = any(link.said for _, link in self.joined.values())
        return told or joined or any(self.cues.find(name, c.text) for c in picked for name in _ARGUING)

    def _chief_first(self) -> dict[str, float]:
        """Sentence → what it is worth as a claim: more where it says what was found, and if the abstract has it."""
        abstract = [c for c in self.candidates.values() if c.part == "abstract"]
        worth = {}
        for candidate in self.candidates.values():
            again = max((likeness(candidate.stems, c.stems) for c in abstract if c is not candidate), default=0.0)
            own = not candidate.line.marks and bool(self.cues.find("finds", candidate.text))
            worth[candidate.key] = candidate.weight + own + 1.5 * (again >= _RESTATED)
        return worth

    def _open(self, candidate: Candidate, *, alike: bool = False) -> bool:
        """Whether a candidate may still be picked: nothing that is picked says the same."""
        if candidate.key in self.picked or candidate.key in self._refused or candidate.about_text:
            return False
        if len(self.picked) >= MOST:
            return False
        return (alike or not self.is_said(candidate)) and self.can_be_quoted(candidate)

    def _add(self, candidate: Candidate, claim: str, link: Link, why: str) -> None:
        self.picked[candidate.key] = why
        self.joined[candidate.key] = claim, link
        self._take_said(candidate.key)

    def _take_said(self, claim: str) -> None:
        """What a word of the text joins to a picked claim, or to another place that says the same."""
        places = [claim, *self.places_of(claim)]
        for said in [said for place in places for said in self._speaks_for.get(place, ())][:_CHILDREN]:
            premise = self.candidates[said.premise]
            again = "" if said.claim == claim else ", where it says this again"
            link = Link(premise.key, said.kind, f"the text says “{said.cue}”{again}", said.cue)
            if self._open(premise, alike=True):
                self._add(premise, claim, link, f"the text joins it to another claim (“{said.cue}”)")
            elif self._is_guess(premise.key) and premise.key not in self._above(claim):
                self.joined[premise.key] = claim, link
        if not self.is_short:
            self._take_evidence(claim)

    def _take_evidence(self, claim: str) -> None:
        """What stands behind the point of a paragraph; where it only goes on with it, as long as the draft is short."""
        point = self.candidates[claim]
        room = _CHILDREN - sum(to == claim for to, _ in self.joined.values())
        grounds: dict[str, Ground] = {}
        for place in (point, *(self.candidates[key] for key in self.places_of(claim))):
            grounds = self.grounds.evidence(place) | self.grounds.leads_to(place) | grounds
        grounds |= self.grounds.results_of(point)
        if not grounds and self._is_thin and not self._has_reason(claim):
            grounds = self.grounds.goes_on(point)
        for key, ground in sorted(grounds.items(), key=lambda g: -g[1].strength)[: max(room, 0)]:
            if key not in self._reasons and self._worth[key] >= _LEAST_EVIDENCE and self._open(self.candidates[key]):
                self._add(self.candidates[key], claim, Link(key, "because", ground.why), "it bears out another claim")

    def _has_reason(self, claim: str) -> bool:
        joined = any(to == claim and link.kind == "because" for to, link in self.joined.values())
        return joined or self.gives_reason(self.candidates[claim])

    def gives_reason(self, candidate: Candidate) -> bool:
        """Whether its sentence gives its own reason, so that it will stand as two claims."""
        return self._split(candidate.line.sentence.text) is not None

    def _drop_bare(self, conclusions: Collection[str]) -> bool:
        """Nobody can judge a bare conclusion: it goes back to the offers, with what only speaks against it.

        Whether there was one.
        """
        bare = [key for key in conclusions if not self._has_reason(key)]
        self._drop(bare)
        return bool(bare)

    def _drop(self, dropped: list[str]) -> None:
        for key in dropped:
            self.picked.pop(key, None)
            self.theses.pop(key, None)
            self.joined.pop(key, None)
            for waiting in self._waiting.pop(key, ()):
                heappush(self._further_conclusions, waiting)
            dropped += [premise for premise, (claim, _) in self.joined.items() if claim == key]

    def _grow(self, enough: int) -> None:
        """Join one candidate after the other to what is picked, by its place alone, until there are enough.

        Only where a text is so short that it has no words to go by, or else no reason.
        """
        best: dict[str, tuple[float, str, Ground]] = {}
        looked_at: set[str] = set()
        while len(self.picked) < enough:
            for key in [key for key in self.picked if key not in looked_at]:
                looked_at.add(key)
                if len(self._above(key)) <= _DEEPEST:
                    self._compare(self.candidates[key], best)
            ranked = sorted(best, key=lambda key: -best[key][0])
            taken = next((key for key in ranked if self._open(self.candidates[key])), None)
            if taken is None:
                return
            _, claim_key, ground = best.pop(taken)
            kind = "it tells of an objection or a limit" if ground.kind == "but" else "it has the signs of a claim"
            self._add(self.candidates[taken], claim_key, Link(taken, ground.kind, ground.why), kind)

    def _compare(self, claim: Candidate, best: dict[str, tuple[float, str, Ground]]) -> None:
        """Note the claim for the sentences that are best joined to it, of those that no word joins to one."""
        for candidate in self.candidates.values():
            if candidate.key in self._reasons or candidate.key in self.picked:
                continue
            if self._worth[candidate.key] < self._least:
                continue
            ground = self.grounds.by_place(candidate, claim, concludes=claim.key in self.theses)
            if ground is None:
                continue
            value = self._worth[candidate.key] + _NEARNESS * ground.strength
            value += self._argued(candidate) + _FIRST * (claim.key == next(iter(self.theses), ""))
            if candidate.key not in best or value > best[candidate.key][0]:
                best[candidate.key] = value, claim.key, ground

    def _concludes(self, claim: Candidate) -> bool:
        """Whether it is what the paper argues for as a whole, and no further conclusion."""
        return claim.key in self._main_claims or (claim.key in self.theses and claim.key not in self._promoted)

    def _is_guess(self, premise: str) -> bool:
        return premise in self.joined and not self.joined[premise][1].said

    def _above(self, key: str) -> list[str]:
        """The claims that a picked claim leads to, itself first and its conclusion last."""
        above = [key]
        while key in self.joined:
            key = self.joined[key][0]
            above.append(key)
        return above

    @property
    def _least(self) -> float:
        return _LEAST_IN_SHORT if self.is_short else _LEAST
