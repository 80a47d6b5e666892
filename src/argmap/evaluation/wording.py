"""Labels in words: why a claim stands or falls, and the way down to what decided it.

Each claim gets a `Cause`: either a pointer to the one claim that decided it, or an end, with the words for it. Pointers
follow the order in which the fixpoint decided, so they never run in a circle; a sentence is put together from the
claim's own link, the first claim on the way, and the words of the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.evaluation.grounds import Ground
from argmap.evaluation.labels import DEAD, GROUND_WEIGHT, IN, LIVE, OPEN, OUT, UNDECIDED, Labelling
from argmap.evaluation.leaf_words import firmness, say_leaf
from argmap.evaluation.network import Network
from argmap.evaluation.rings import Rings, is_ring, order_parts
from argmap.evaluation.runs import Label, Labelled, Runs
from argmap.ground.message import Message, Name, claim_name, item_name, say, say_claims
from argmap.ground.values import dataclass

_LONGEST_WAY = 24
_LEADS_TO = " → "
_SHOWN_AT_EACH_END = 6


@dataclass(frozen=True, slots=True)
class Cause:
    """What decided a claim.

    `link` leads on to claim `next` ("its only reason rests on"). Where the way ends here, `next` is −1, `own` is the
    sentence about the claim itself and `which` the clause for a claim that depends on it; `way` is what to name as the
    claim's own way.
    """

    next: int = -1
    link: str = ""
    own: str = ""
    which: str = ""
    way: tuple[str, ...] = ()


def word_labels(evaluation: Runs) -> Mapping[str, Labelled]:
    """Label, reason and way for every claim, in the order of the files."""
    net = evaluation.network
    judge = _Judge(evaluation)
    labels = [judge.label(c) for c in range(len(net.claims))]
    causes = [judge.cause(c, labels[c]) for c in range(len(net.claims))]
    ends = _follow(causes)
    return {
        claim: Labelled(labels[c], _sentence(c, causes, ends, net), _way(c, causes, ends, net))
        for c, claim in enumerate(net.claims)
    }


def _follow(causes: Sequence[Cause]) -> list[int]:
    """For each claim, the one on which its way ends."""
    ends = [-1] * len(causes)
    for start in range(len(causes)):
        way, at = [], start
        while ends[at] == -1 and causes[at].next != -1:
            way.append(at)
            at = causes[at].next
        end = at if ends[at] == -1 else ends[at]
        ends[at] = end
        for claim in way:
            ends[claim] = end
    return ends


def _sentence(c: int, causes: Sequence[Cause], ends: Sequence[int], net: Network) -> str:
    cause, end = causes[c], ends[c]
    if cause.next == -1:
        return cause.own
    last, which = claim_name(net.claims[end]), causes[end].which
    if cause.next == end:
        return say("{} {}, {}", cause.link, last, which)
    return say("{} {} and so, in the end, on {}, {}", cause.link, claim_name(net.claims[cause.next]), last, which)


def _way(c: int, causes: Sequence[Cause], ends: Sequence[int], net: Network) -> tuple[str, ...]:
    end = ends[c]
    if c == end:
        return causes[c].way
    way: list[str] = []
    at = c
    while at != end and len(way) < _LONGEST_WAY:
        at = causes[at].next
        way.append(net.claims[at])
    handles = [h for h in causes[end].way if h not in net.index]
    if at != end:
        way[-1] = net.claims[end]
    elif handles and len(way) < _LONGEST_WAY:
        way.append(handles[0])
    return tuple(way)


class _Judge:
    """Finds label and cause of single claims, given both runs."""

    def __init__(self, evaluation: Runs) -> None:
        self.argument = evaluation.argument
        self.net = evaluation.network
        self.verified = evaluation.verified
        self.granted = evaluation.granted
        self.forced = evaluation.forced
        self.without = evaluation.without
        self.verified_only = evaluation.options.verified_only
        self.open_parents = self._find_open_parents()
        self.rings, self.torn, self.attacked = self._find_rings()
        self.ways_round = Rings(self.open_parents)

    # -- what is undecided -------------------------------------------------------------------------------------------

    def _find_open_parents(self) -> dict[int, list[int]]:
        """For each undecided claim, the undecided claims that leave it so."""
        run, net = self.granted, self.net
        return {
            c: [
                p
                for s in (*net.reasons[c], *net.objections[c])
                if run.steps[s] == OPEN
                for p in (*net.premises[s], *net.undercutters[s])
                if run.claims[p] == UNDECIDED
            ]
            for c, status in enumerate(run.claims)
            if status == UNDECIDED
        }

    def _find_rings(self) -> tuple[dict[int, frozenset[int]], set[int], set[int]]:
        """The ring that each undecided claim is part of, the claims that a ring of attacks leaves open, and of these
        the ones that are part of such a ring."""
        nodes = list(self.open_parents)
        number = {c: n for n, c in enumerate(nodes)}
        parents = [[number[p] for p in self.open_parents[c]] for c in nodes]
        rings: dict[int, frozenset[int]] = {}
        torn: set[int] = set()
        attacked: set[int] = set()
        for part in order_parts(parents):
            members = frozenset(nodes[n] for n in part)
            if is_ring(part, parents):
                rings.update(dict.fromkeys(members, members))
                if self._has_attack(members):
                    torn |= members
                    attacked |= members
            if any(p in torn for c in members for p in self.open_parents[c]):
                torn |= members
        return rings, torn, attacked

    def _has_attack(self, ring: frozenset[int]) -> bool:
        run, net = self.granted, self.net
        for c in ring:
            for s in (*net.reasons[c], *net.objections[c]):
                if run.steps[s] != OPEN:
                    continue
                if any(u in ring for u in net.undercutters[s]):
                    return True
                if not net.supports[s] and any(p in ring for p in net.premises[s]):
                    return True
        return False

    # -- labels ------------------------------------------------------------------------------------------------------

    def label(self, c: int) -> Label:
        """The label of claim c by the table in docs/evaluation.md."""
        status = self.granted.claims[c]
        stood = self.verified.claims[c] == IN
        if status == IN:
            return "established" if stood else "provisional"
        if status == UNDECIDED:
            return "contested" if c in self.torn else "circular"
        if self.forced.get(c) == OUT:
            return "defeated"
        weight_for, weight_against = self._live_weights(c)
        if weight_against > 0:
            return "contested" if stood or weight_for >= weight_against else "defeated"
        if weight_for == 0 and self._undercut_reason(c) is not None:
            return "contested" if stood else "defeated"
        return "unsupported"

    def _live_weights(self, c: int) -> tuple[float, float]:
        run, weights = self.granted, self.net.weights
        pros = [weights[s] for s in self.net.reasons[c] if run.steps[s] == LIVE]
        cons = [weights[s] for s in self.net.objections[c] if run.steps[s] == LIVE]
        given = self.argument.claims[self.net.claims[c]].given and not self.verified.granted[c]
        if run.granted[c] and not (given and cons):  # what is granted for want of an objection is no reason against one
            pros.append(GROUND_WEIGHT)
        return max(pros, default=0.0), max(cons, default=0.0)

    def _undercut_reason(self, c: int) -> tuple[int, int] | None:
        """A reason whose premises all stand and an undercutter that stands against it."""
        status = self.granted.claims
        for s in self.net.reasons[c]:
            if self.net.weights[s] > 0 and all(status[p] == IN for p in self.net.premises[s]):
                for u in self.net.undercutters[s]:
                    if status[u] == IN:
                        return s, u
        return None

    # -- causes ------------------------------------------------------------------------------------------------------

    def cause(self, c: int, label: Label) -> Cause:
        """What decided claim c."""
        if c in self.forced:
            return self._cause_forced(c)
        if self.granted.claims[c] == UNDECIDED:
            return self._cause_open(c)
        if label == "established":
            return self._cause_standing(c, self.verified)
        if label == "provisional":
            return self._cause_provisional(c)
        if label in ("contested", "defeated"):
            return self._cause_attacked(c, label)
        return self._cause_unsupported(c)

    def _cause_forced(self, c: int) -> Cause:
        if self.forced[c] == IN:
            return Cause(own="it is granted here", which="which is granted here")
        if self.net.claims[c] in self.net.refuted:
            return Cause(own="a reviewer rejected it", which="which a reviewer rejected")
        return Cause(own="it is rejected here", which="which is rejected here")

    def _cause_open(self, c: int) -> Cause:
        ring = self.rings.get(c)
        torn = c in self.torn
        if ring is not None and (not torn or c in self.attacked):
            shown, way = self._way_round(c, ring)
            if torn:
                return Cause(
                    own=say("nothing settles the ring of attacks it is part of: {}", shown),
                    which=say("which a ring of attacks leaves open ({})", shown),
                    way=way,
                )
            return Cause(
                own=say("it is supported only by a ring that comes back to itself: {}", shown),
                which=say("which is supported only by a ring ({})", shown),
                way=way,
            )
        for p in self.open_parents[c]:
            if (p in self.torn) == torn and (ring is None or p not in ring):
                return Cause(p, f"{self._how_reasons_fail(c)} on")
        return Cause(
            own="its support runs in a ring, and an attack on the ring stays open",
            which="whose support runs in a ring that an attack leaves open",
            way=tuple(self.net.claims[p] for p in self.open_parents[c]),
        )

    def _way_round(self, c: int, members: frozenset[int]) -> tuple[str, tuple[str, ...]]:
        """A ring through claim c as it is shown, the way of support, and the claims on the way down, c left out."""
        found = self.ways_round.through(c, members)
        if found is None:
            return f"one of {len(members)} claims", ()
        ring, place = found
        name = self.net.claims
        length = len(ring)

        def down(*steps: int) -> list[str]:
            return [name[ring[(place + step) % length]] for step in steps]

        if length <= _LONGEST_WAY:
            way = down(*range(1, length))
            return say_claims([name[c], *way[::-1], name[c]], _LEADS_TO), tuple(way)
        before, after = (down(*range(at, at - _SHOWN_AT_EACH_END, -1)) for at in (length - 1, _SHOWN_AT_EACH_END))
        left_out = f"{_LEADS_TO}… {length - 1 - 2 * _SHOWN_AT_EACH_END} more …{_LEADS_TO}"
        from_it, to_it = say_claims([name[c], *before], _LEADS_TO), say_claims([*after, name[c]], _LEADS_TO)
        return say("{}{}{}", from_it, left_out, to_it), tuple(down(*range(1, _LONGEST_WAY), -1))

    def _cause_standing(self, c: int, run: Labelling) -> Cause:
        ground = self._carrying_ground(c, verified=run is self.verified)
        if ground is not None:
            own, which = _TAKEN_AS_GIVEN.get(ground.kind) or say_leaf(ground)
            return Cause(own=own, which=which, way=(ground.handle,))
        step = self._deciding_reason(c, run)
        if step is None or not self.net.premises[step]:
            return Cause(own="its reason needs no premise", which="whose reason needs no premise")
        return Cause(self.net.premises[step][0], self._rests(c, step))

    def _carrying_ground(self, c: int, verified: bool) -> Ground | None:
        carrying = [
            ground
            for ground in self.net.grounds[c]
            if ground.handle not in self.without
            and not (ground.source and f"@{ground.source}" in self.without)
            and (ground.counts_as_verified if verified else ground.carries)
        ]
        return min(carrying, key=firmness, default=None)

    def _deciding_reason(self, c: int, run: Labelling) -> int | None:
        """The weightiest live reason all of whose premises were decided before the claim itself."""
        best: int | None = None
        for s in self.net.reasons[c]:
            usable = run.steps[s] == LIVE and all(run.order[p] < run.order[c] for p in self.net.premises[s])
            if usable and (best is None or self.net.weights[s] > self.net.weights[best]):
                best = s
        return best

    def _rests(self, c: int, step: int) -> str:
        return "it rests on" if len(self.net.premises[step]) == 1 else "it rests, among others, on"

    def _cause_provisional(self, c: int) -> Cause:
        if self.granted.granted[c] and not self.verified.granted[c]:
            ground = self._carrying_ground(c, verified=False)
            if ground is not None:
                return self._unjudged(c, ground)
        step = self._deciding_reason(c, self.granted)
        if step is not None and not self.verified.granted[c]:
            for p in self.net.premises[step]:
                if self.verified.claims[p] != IN:
                    return Cause(p, self._rests(c, step))
            for u in self.net.undercutters[step]:
                if self.verified.claims[u] != OUT:
                    return self._answered_by(c, u)
        for s in self.net.objections[c]:
            if self.verified.steps[s] != DEAD and self.granted.steps[s] == DEAD:
                return self._answered_by(c, s_target=s)
        return Cause(own="nobody has judged all that it rests on", which="which nobody has judged in full")

    def _unjudged(self, c: int, ground: Ground) -> Cause:
        if self.argument.claims[self.net.claims[c]].given:
            return Cause(own="it is taken as given", which="which is taken as given", way=(ground.handle,))
        if ground.kind == "assumption":
            return Cause(own="it is assumed", which="which is assumed", way=(ground.handle,))
        said_by = self.argument.claims[self.net.claims[c]].said_by
        if said_by is not None:
            return Cause(
                own=f"it is a view reported of {said_by}: a citation can show that it is held, not that it is so",
                which=f"a view reported of {said_by}",
                way=(ground.handle,),
            )
        own, which = say_leaf(ground)
        return Cause(own=own, which=which, way=(ground.handle,))

    def _answered_by(self, c: int, undercutter: int | None = None, s_target: int | None = None) -> Cause:
        """The claim stands only because something unjudged keeps an attack on it down."""
        way: tuple[str, ...] = ()
        if s_target is not None:
            status = self.granted.claims
            killers = [u for u in self.net.undercutters[s_target] if status[u] == IN]
            fallen = [p for p in self.net.premises[s_target] if status[p] == OUT]
            way = tuple(self.net.claims[x] for x in (*killers, *fallen))
            against: Name | Message = self._name_premises(s_target)
        else:
            assert undercutter is not None
            way = (self.net.claims[undercutter],)
            against = self._name(undercutter)
        return Cause(
            own=say("the attack from {} is kept down only by what nobody has judged", against),
            which=say("which stands against {} only by what nobody has judged", against),
            way=way,
        )

    def _name(self, c: int) -> Name:
        return claim_name(self.net.claims[c])

    def _name_premises(self, step: int) -> Name | Message:
        names = [self.net.claims[p] for p in self.net.premises[step]]
        return say_claims(names) if names else item_name(self.net.steps[step])

    def _cause_attacked(self, c: int, label: Label) -> Cause:
        run, net = self.granted, self.net
        live = [s for s in net.objections[c] if run.steps[s] == LIVE]
        if not live:
            found = self._undercut_reason(c)
            assert found is not None
            step, undercutter = found
            name, reason = self._name(undercutter), self._name_premises(step)
            if label == "contested":
                own = say("its reason from {} is verified, but {}, which nobody has judged, undercuts it", reason, name)
                return Cause(own=own, which=say("whose reason {} undercuts, unjudged", name), way=(name.id,))
            own = say("its reason from {} is undercut by {}", reason, name)
            return Cause(own=own, which=say("which {} undercuts", name), way=(name.id,))
        strongest = max(live, key=lambda s: net.weights[s])
        against = self._name_premises(strongest)
        way = tuple(net.claims[p] for p in net.premises[strongest])
        weight_for, weight_against = self._live_weights(c)
        if label == "defeated":
            if weight_for == 0:
                own = say("the objection from {} stands, and nothing stands for it", against)
            else:
                weights = f"(weight {weight_against:g}) outweighs what stands for it ({weight_for:g})"
                own = say(f"the objection from {{}} {weights}", against)
            return Cause(own=own, which=say("which the objection from {} defeats", against), way=way)
        if self.verified.claims[c] == IN:
            own = say("verified evidence carries it, but not against {}, an objection that nobody has judged", against)
        elif weight_for == weight_against:
            own = say(f"what stands for it and the objection from {{}} weigh the same ({weight_for:g})", against)
        else:
            own = say(
                f"what stands for it ({weight_for:g}) does not outweigh the objection from {{}} "
                f"({weight_against:g}) by as much as “{net.standards[c]}” asks",
                against,
            )
        return Cause(own=own, which=say("which the objection from {} leaves open", against), way=way)

    def _cause_unsupported(self, c: int) -> Cause:
        net, run = self.net, self.granted
        weight_for, _ = self._live_weights(c)
        if weight_for > 0:
            words = f"weighs {weight_for:g}, less than “{net.standards[c]}” asks"
            return Cause(own=f"what stands for it {words}", which=f"for which what is said {words}")
        if not net.reasons[c]:
            return self._cause_bare(c)
        for s in sorted(net.reasons[c], key=lambda s: -net.weights[s]):
            for p in net.premises[s]:
                if run.claims[p] == OUT and run.order[p] < run.order[c]:
                    return Cause(p, f"{self._how_reasons_fail(c)} on")
        if any(net.steps[s] in net.refuted or net.steps[s] in self.without for s in net.reasons[c]):
            words = "reason was rejected" if len(net.reasons[c]) == 1 else "reasons were rejected or carry no weight"
            return Cause(own=f"its {words}", which=f"whose {words}")
        undercut = self._any_undercut(c)
        if undercut is not None:
            name = self._name(undercut)
            own = say("its reason is undercut by {}", name)
            return Cause(own=own, which=say("which {} undercuts", name), way=(name.id,))
        return Cause(own="its reasons carry no weight", which="whose reasons carry no weight")

    def _any_undercut(self, c: int) -> int | None:
        status = self.granted.claims
        return next((u for s in self.net.reasons[c] for u in self.net.undercutters[s] if status[u] == IN), None)

    def _how_reasons_fail(self, c: int) -> str:
        count = len(self.net.reasons[c])
        if count == 0:
            return "the objection to it rests"
        return "its only reason rests" if count == 1 else f"none of its {count} reasons stands: one rests"

    def _cause_bare(self, c: int) -> Cause:
        claim = self.argument.claims[self.net.claims[c]]
        grounds = self.net.grounds[c]
        way = tuple(g.handle for g in grounds[:1])
        if claim.kind == "question":
            return Cause(own="it is an open question: no reason answers it", which="which is an open question")
        if not grounds:
            return Cause(own="it gives no reason and cites nothing", which="which cites nothing")
        if any(g.handle in self.without or (g.source and f"@{g.source}" in self.without) for g in grounds):
            return Cause(own="all it rests on is left out here", which="which loses what it rests on", way=way)
        if all(g.state == "refuted" for g in grounds):
            it = "its only evidence was refuted" if len(grounds) == 1 else "all its evidence was refuted"
            return Cause(own=it, which=f"whose {it[4:]}", way=way)
        misquoted = next((g for g in grounds if g.state == "misquoted"), None)
        if misquoted and all(not g.carries for g in grounds):
            own, which = say_leaf(misquoted)
            return Cause(own=own, which=which, way=(misquoted.handle,))
        return Cause(own="nobody has judged what it rests on", which="whose evidence nobody has judged", way=way)


_TAKEN_AS_GIVEN: Mapping[str, tuple[str, str]] = {
    "assumption": ("it is an assumption that a reviewer accepts", "an assumption that a reviewer accepts"),
    "definition": ("it is a definition", "which is a definition"),
}
