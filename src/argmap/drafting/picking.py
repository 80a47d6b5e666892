"""Picks the sentences that a draft is made of, and joins each to the claim that it speaks for or against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from heapq import heappop, heappush

from argmap.drafting.candidates import Candidate, likeness
from argmap.drafting.cues import Cues
from argmap.drafting.grounds import APART, NEAR, Ground, Grounds
from argmap.drafting.points import Link, point_of
from argmap.drafting.relations import Said, Split
from argmap.drafting.theses import ANNOUNCED, GUESSED, INTENDS

MOST = 24
"""The most claims of a draft."""
_FEW_SENTENCES = 8
"""The most sentences of a text of which all may be though no word joins two of them."""
_PASSES = ((0.3, 2, 20), (0.2, 2, 15))
"""How near a sentence must be to a claim to be joined to it, by how many words, and how many claims are enough then."""
_ENOUGH, _MOST_CONCLUSIONS, _LEAST_CHIEF, _LEAST_ARGUED = 22, 10, 1.0, 0.3
"""How many claims need no further conclusion, the most conclusions, and the least worth of a further one: as a chief
result, and where the text itself gives its reason."""
_ENOUGH_ARGUED = 18
"""How many claims a draft has of what the text itself argues for before it guesses what is near in its words."""
_FEWEST, _FEWEST_STEPS = 15, 10
"""Where there are so many claims and steps, what needs another sentence to be understood is taken for no further
conclusion."""
_DEEPEST = 2
"""A guess stands no further from a conclusion than this; what a word joins to it may."""
_FREELY, _ENOUGH_FREELY = 0.0, 18
_GROUPS, _CHILDREN = 8, 3
_FEW = 3
_MOST_MAIN_CLAIMS, _TO_THE_POINT = 6, 6.0
"""The most claims of abstract and conclusion, and what it is worth to be near to one of them in its words."""
_MAIN = "the abstract or the conclusion says it"
_OF_SECTION, _MOST_SECTIONS, _AT_AN_END = "it looks like what its section comes to", 6, 0.7
_CHIEF = "it looks like a chief result of the paper"
_ARGUED = "the text gives a reason for it"
FURTHER = (_CHIEF, _ARGUED)
"""Why a conclusion was taken that no word of the paper gives out as what it argues for."""
_LEAST, _LEAST_EVIDENCE = 0.8, -1.0
"""The least worth of a claim of the backbone that no word of the text joins to another, and of what bears one out."""
_LEAST_IN_SHORT = -1.5
"""The same in a text of so few sentences that all of them could be the backbone."""
_NEARNESS, _CROWDED = 4.0, 0.3
"""What being near in its words is worth to a claim, and what each claim of its section before it takes off."""
_FIRST, _SPOKEN_FOR, _MORE, _SUMS_UP = 0.3, 1.2, 0.6, 1.0
"""What it is worth to be joined to the likeliest conclusion, to have a reason that the text itself tells, to have a
further one or one for its reason, and, for a further conclusion, to stand where a paper sums up."""
_CARRIES = 3.0
"""What it is worth for a further conclusion to bear out a thesis, and not to stand beside it."""
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
        self.is_short = len(candidates) <= (MOST if tells else _FEW_SENTENCES)
        self.grounds = Grounds(candidates, said, cues)
        self._group_of = _grouping(candidates)
        self._mains: dict[str, str] = {}
        self._in_group: Counter[str] = Counter()
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
        self._at = {(c.block, c.index): c for c in candidates}
        self._members: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            self._members.setdefault(self._group_of(candidate), []).append(candidate)
        self._exhausted: dict[tuple[float, int], list[dict[str, str | None]]] = {}
        """By how near and by how many words: the picked claims, and what each is joined to, with which nothing more
        had a ground."""
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
            if self._argues_by_sections:
                self._take_points_of_sections()
            self._grow_by_words()
        if self.is_short or not any(self._has_reason(key) or self._stays_open(key) for key in self.theses):
            self._grow(_FREELY, 0, _ENOUGH_FREELY if self.is_short else len(self.picked) + 1, freely=True)
        self._drop_bare([key for key in self.theses if not self._stays_open(key)])
        self._drop_intents()

    def _stays_open(self, key: str) -> bool:
        """Whether a conclusion stays without a reason: what the paper says that it argues, or best sums it up."""
        why = self.theses[key]
        return why == ANNOUNCED or (key == self._best and why not in (GUESSED, *INTENDS))

    def _drop_intents(self) -> None:
        """What a paper is for is no claim with a reason, where the draft has found some that are."""
        found = sum(why not in INTENDS for why in self.theses.values())
        intents = [key for key, why in self.theses.items() if why in INTENDS and found >= _FEW]
        self._drop(intents)

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

    @cached_property
    def _argues_by_sections(self) -> bool:
        """Whether it is an essay: sections with headings, and no method and results that the sections report."""
        parts = {candidate.part for candidate in self.candidates.values()}
        headed = {c.section for c in self.candidates.values() if c.part == "body" and c.section}
        return len(headed) >= _FEW and parts.isdisjoint(("method", "results", "discussion", "limits"))

    def _take_points_of_sections(self) -> None:
        """Take what each section of an essay comes to, where it speaks of the matter of the thesis, as its reason."""
        thesis = self.candidates[self._best]
        if self._best not in self.theses or self.theses[self._best] in (GUESSED, *INTENDS):
            return
        sections: dict[str, list[Candidate]] = {}
        for candidate in self.candidates.values():
            if candidate.part == "body" and candidate.section:
                sections.setdefault(candidate.section, []).append(candidate)
        found: list[tuple[float, Candidate, Ground]] = []
        for members in sections.values():
            ends = {members[0].key, members[-1].key}
            points = []
            for point in filter(self._could_be_point, members):
                if ground := self.grounds.of_section(point, thesis):
                    worth = self._worth[point.key] + self._argued(point) + bool(self.grounds.evidence(point))
                    worth += _AT_AN_END * (point.key in ends) + _TO_THE_POINT * ground.strength
                    points.append((worth, point, ground))
            found += sorted(points, key=lambda p: -p[0])[:1]
        for _, point, ground in sorted(found, key=lambda f: -f[0])[:_MOST_SECTIONS]:
            if self._open(point):
                self._add(point, thesis.key, Link(point.key, "because", ground.why), _OF_SECTION)

    def _could_be_point(self, candidate: Candidate) -> bool:
        if candidate.key in self._reasons or self._hangs(candidate) or self._worth[candidate.key] < _LEAST:
            return False
        if (
            not self._argued(candidate)
            or self._has_only_examples(candidate)
            or self.cues.find("illustrates", candidate.text)
        ):
            return False
        return self.grounds.could_conclude(candidate) and not self.cues.opening("turns", candidate.text)

    def _grow_by_words(self) -> None:
        """What the text itself argues for, then what is near in its words; where that is little, chief results too."""
        for wanted in (self._ties, self._argued):
            while self._size < _ENOUGH_ARGUED and self._promote(wanted):
                pass
        while True:
            for least_near, fewest, enough in _PASSES:
                self._grow(least_near, fewest, enough)
            # what is left is seen through once more: each further conclusion begins from there and not from nothing
            if self._drop_bare([key for key in self.theses if key in self._promoted]):
                continue
            if self._size >= _ENOUGH or not self._promote():
                break

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
        """The thesis or main claim that a further conclusion may bear out, and why; the nearest in its words."""
        best: tuple[float, str, Ground] | None = None
        chief = [key for key, why in self.theses.items() if key not in self._promoted and why != GUESSED]
        for key in [*chief, *([] if found.key in self._main_claims else self._main_claims)]:
            if key not in self.picked:
                continue
            ground = self.grounds.carries(found, self.candidates[key])
            if ground and (best is None or ground.strength > best[0]):
                best = ground.strength, key, ground
        if best is not None:
            return best[1:]
        states = self._best in chief and self._best in self.picked and self.theses[self._best] not in INTENDS
        ground = self.grounds.of_paper(found, self.candidates[self._best]) if states else None
        return (self._best, ground) if ground else None

    def _ties(self, found: Candidate) -> bool:
        """Whether a further conclusion may bear out a thesis, and not only another further conclusion."""
        carried = self._carried(found)
        return carried is not None and carried[0] in self.theses and carried[0] not in self._promoted

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
            if (wanted or not self._is_thin) and self._lean(self._further_conclusions[0][1]):
                break
            rank, found = heappop(self._further_conclusions)
            if (wanted and not wanted(found)) or not (self._is_thin or self._carried(found)):
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
            worth = self._worth[candidate.key] + self._argued(candidate) + _CARRIES * self._ties(candidate)
            return worth + _SUMS_UP * self._sums_up(candidate) + _TO_THE_POINT * near

        could = sorted(filter(self._could_be_promoted, self.candidates.values()), key=lambda c: -likely(c))
        return list(enumerate(sorted(could, key=self._lean)))

    def _lean(self, candidate: Candidate) -> bool:
        """Whether it turns against another, or what the text gives for it needs one ("They govern …") or is guessed."""
        beside = self._reasons_of(candidate.key)
        leaning = bool(beside) and all(self.cues.opening("leans", self.candidates[key].text) for key in beside)
        bare = not (self._argued(candidate) or self._sums_up(candidate) or self.grounds.evidence(candidate))
        return leaning or bare or bool(self.cues.opening("turns", candidate.text))

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
        group = self._group_of(candidate)
        self._in_group[group] += 1
        if link.kind == "because":
            self._mains.setdefault(group, candidate.key)
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

    def _grow(self, least_near: float, fewest: int, enough: int, *, freely: bool = False) -> None:
        """Join one candidate after the other to what is picked, until there are enough or none has a ground.

        `freely`, by its place alone: where a text is so short that it has no words to go by, or else no reason.
        """
        best: dict[str, tuple[float, str, Ground]] = {}
        looked_at = set() if freely else self._looked_at(least_near, fewest)
        while len(self.picked) < enough:
            for key in [key for key in self.picked if key not in looked_at]:
                looked_at.add(key)
                if len(self._above(key)) > _DEEPEST:
                    continue
                claim = self.candidates[key]
                for candidate in self.candidates.values() if freely else self._within_reach(claim):
                    if candidate.key in self._free and candidate.key not in self.picked:
                        self._compare(candidate, claim, least_near, fewest, best, freely)
            ranked = sorted(best, key=lambda key: -best[key][0] + _CROWDED * self._in_group[self._group(key)])
            taken = next((key for key in ranked if self._open(self.candidates[key])), None)
            if taken is None:
                if not freely:
                    states = self._exhausted[least_near, fewest]
                    state = {key: self._claim_of(key) for key in self.picked}
                    if states[-1] != state:
                        states.append(state)
                return
            _, claim_key, ground = best.pop(taken)
            kind = "it tells of an objection or a limit" if ground.kind == "but" else "it has the signs of a claim"
            self._add(self.candidates[taken], claim_key, Link(taken, ground.kind, ground.why), kind)

    @cached_property
    def _free(self) -> set[str]:
        """The sentences that are worth a claim and that no word joins to one."""
        return {c.key for c in self.candidates.values() if self._worth[c.key] >= self._least} - self._reasons

    def _looked_at(self, least_near: float, fewest: int) -> set[str]:
        """The claims that need not be compared again: with all of them picked, nothing else had a ground.

        That holds as long as they are all picked and joined as they were.
        """
        states = self._exhausted.setdefault((least_near, fewest), [{}])
        while any(key not in self.picked or self._claim_of(key) != claim for key, claim in states[-1].items()):
            states.pop()  # a conclusion that was tried and dropped again leaves the state before it
        return set(states[-1])

    def _claim_of(self, key: str) -> str | None:
        return self.joined[key][0] if key in self.joined else None

    def _concludes(self, claim: Candidate) -> bool:
        """What the paper argues for as a whole may be carried from anywhere, a further conclusion from its place."""
        return claim.key in self._main_claims or (claim.key in self.theses and claim.key not in self._promoted)

    def _within_reach(self, claim: Candidate) -> Collection[Candidate]:
        """The sentences that `Grounds.between` may find to speak for a claim, in the order of the text."""
        if self._concludes(claim) or claim.part in APART:
            return self.candidates.values()
        behind = [self._at.get((claim.block, claim.index + n)) for n in range(1, NEAR + 1)]
        reached = [c for c in behind if c is not None]
        group = self._group_of(claim)
        if self._mains.get(group) == claim.key:
            reached += [c for c in self._members[group] if c.block > claim.block]
        return [*reached, *self.grounds.results_of(claim)] if claim.part == "discussion" else reached

    def _compare(
        self,
        candidate: Candidate,
        claim: Candidate,
        least_near: float,
        fewest: int,
        best: dict[str, tuple[float, str, Ground]],
        freely: bool,
    ) -> None:
        """Note the claim as what the candidate is best joined to, where it is."""
        if freely:
            ground = self.grounds.by_place(candidate, claim, concludes=claim.key in self.theses)
        else:
            related = self._mains.get(self._group_of(candidate)) == claim.key
            concludes = self._concludes(claim)
            ground = self.grounds.between(candidate, claim, concludes=concludes, related=related, fewest=fewest)
        if ground is None or ground.strength < least_near:
            return
        value = self._worth[candidate.key] + _NEARNESS * ground.strength
        value += self._argued(candidate) + _FIRST * (claim.key == next(iter(self.theses), ""))
        if candidate.key not in best or value > best[candidate.key][0]:
            best[candidate.key] = value, claim.key, ground

    def _is_guess(self, premise: str) -> bool:
        return premise in self.joined and not self.joined[premise][1].said

    def _above(self, key: str) -> list[str]:
        """The claims that a picked claim leads to, itself first and its conclusion last."""
        above = [key]
        while key in self.joined:
            key = self.joined[key][0]
            above.append(key)
        return above

    def _group(self, key: str) -> str:
        return self._group_of(self.candidates[key])

    @property
    def _least(self) -> float:
        return _LEAST_IN_SHORT if self.is_short else _LEAST


def _grouping(candidates: Sequence[Candidate]) -> Callable[[Candidate], str]:
    """What counts as a section: sections where there are a few of them, else chapters, else each paragraph."""
    body = [c for c in candidates if c.part in ("body", "results", "discussion")]
    sections = {c.section for c in body if c.section}
    chapters = {c.chapter for c in body if c.chapter}
    if _FEW <= len(sections) <= 2 * _GROUPS or len(chapters) < _FEW:
        return lambda c: (c.section if len(sections) >= _FEW else None) or f"block {c.block}"
    return lambda c: c.chapter or f"block {c.block}"
