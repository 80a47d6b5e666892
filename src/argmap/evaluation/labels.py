"""Which claims are IN, OUT or undecided: the grounded labelling of a balancing argument graph, in linear time.

Method: Gordon & Walton, "Formalizing Balancing Arguments" (COMMA 2016), as in Carneades 4. The labelling is the least
fixpoint of a monotone operator: a claim gets a label only when every completion of what is still open agrees, so the
result is unique and does not depend on the order of the work. A tie is decided against the claim (ambiguity blocking).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from argmap.argument.model import Standard
from argmap.evaluation.network import Network
from argmap.ground.values import dataclass

UNDECIDED, IN, OUT = 0, 1, 2
STATUS_WORDS = ("undecided", "in", "out")
OPEN, LIVE, DEAD = 0, 1, 2

CLEAR_MARGIN = 0.5
DOUBT_LIMIT = 0.3
GROUND_WEIGHT = 1.0


def meets_standard(standard: Standard, weight_for: float, weight_against: float) -> bool:
    """Whether a best weight for beats a best weight against under a standard of proof."""
    if weight_for <= weight_against:
        return False
    if standard == "preponderance":
        return True
    if weight_for - weight_against <= CLEAR_MARGIN:
        return False
    return standard == "clear-and-convincing" or weight_against < DOUBT_LIMIT


@dataclass(frozen=True, slots=True)
class Labelling:
    """Status of each claim (`UNDECIDED`, `IN`, `OUT`) and of each step (`OPEN`, `LIVE`, `DEAD`).

    `order[c]` is the turn in which claim c was decided (−1 where it was not): whatever decided it has a smaller one.
    `granted[c]` says whether a leaf carries claim c in this run.
    """

    claims: Sequence[int]
    steps: Sequence[int]
    order: Sequence[int]
    granted: Sequence[bool]


def grant_leaves(network: Network, verified_only: bool, without: AbstractSet[str] = frozenset()) -> list[bool]:
    """For each claim, whether one of its leaves carries it: verified ones only, or those that nobody has judged too.

    `without` names leaves (``claim/cites-1``) and sources (``@key``) to be left out.
    """
    if not without:
        return [
            any(g.counts_as_verified if verified_only else g.carries for g in grounds) for grounds in network.grounds
        ]
    return [
        any(
            (g.counts_as_verified if verified_only else g.carries)
            and g.handle not in without
            and (g.source is None or f"@{g.source}" not in without)
            for g in grounds
        )
        for grounds in network.grounds
    ]


def label_claims(
    network: Network,
    granted: Sequence[bool],
    forced: Mapping[int, int] | None = None,
    dead_steps: AbstractSet[int] = frozenset(),
) -> Labelling:
    """The least fixpoint. `forced` fixes claims as `IN` or `OUT` whatever speaks for or against them."""
    forced = forced or {}
    count = len(network.claims)
    claims = [UNDECIDED] * count
    order = [-1] * count
    steps = [OPEN] * len(network.steps)
    missing = network.needs.copy()
    # a claim without steps is settled by its leaves alone, whatever its standard
    sides = [
        _Balance(network, c, granted[c]) if network.reasons_by_weight[c] or network.objections_by_weight[c] else None
        for c in range(count)
    ]
    decided: list[int] = []
    targets = network.targets

    def settle(claim: int, status: int) -> None:
        claims[claim] = status
        order[claim] = len(decided)
        decided.append(claim)

    def turn(step: int, status: int) -> None:
        if steps[step] != OPEN:
            return
        steps[step] = status
        target = targets[step]
        if claims[target] == UNDECIDED:  # otherwise nothing is weighed any more
            side = sides[target]
            assert side is not None
            side.note(network, step, status, steps)
            verdict = side.verdict()
            if verdict != UNDECIDED:
                settle(target, verdict)

    for claim, status in forced.items():
        settle(claim, status)
    for claim in range(count):
        if claims[claim] == UNDECIDED:
            side = sides[claim]
            verdict = side.verdict() if side else IN if granted[claim] else OUT
            if verdict != UNDECIDED:
                settle(claim, verdict)
    for step in dead_steps:
        turn(step, DEAD)
    for step, left in enumerate(missing):
        if left == 0:
            turn(step, LIVE)
    done = 0
    while done < len(decided):
        claim = decided[done]
        done += 1
        helped, hurt = network.used_in[claim], network.undercuts[claim]
        if claims[claim] == OUT:
            helped, hurt = hurt, helped
        for step in hurt:
            turn(step, DEAD)
        for step in helped:
            missing[step] -= 1
            if missing[step] == 0:
                turn(step, LIVE)
    return Labelling(claims, steps, order, granted)


class _Balance:
    """What speaks for and against one claim: the best live weight and the best weight that is still possible."""

    __slots__ = (
        "_cons",
        "_cons_left",
        "_pros",
        "_pros_left",
        "live_con",
        "live_pro",
        "open_con",
        "open_pro",
        "standard",
    )

    def __init__(self, network: Network, claim: int, granted: bool) -> None:
        self._pros = network.reasons_by_weight[claim]
        self._cons = network.objections_by_weight[claim]
        self._pros_left, self._cons_left = len(self._pros), len(self._cons)
        self.live_pro = GROUND_WEIGHT if granted else 0.0
        self.live_con = 0.0
        self.open_pro = max(self.live_pro, network.weights[self._pros[-1]] if self._pros else 0.0)
        self.open_con = network.weights[self._cons[-1]] if self._cons else 0.0
        self.standard = network.standards[claim]

    def note(self, network: Network, step: int, status: int, steps: Sequence[int]) -> None:
        """Take in that a step went live or died."""
        weights = network.weights
        if network.supports[step]:
            if status == LIVE:
                self.live_pro = max(self.live_pro, weights[step])
            else:
                self._pros_left = left = _not_dead(self._pros, self._pros_left, steps)
                self.open_pro = max(self.live_pro, weights[self._pros[left - 1]] if left else 0.0)
        elif status == LIVE:
            self.live_con = max(self.live_con, weights[step])
        else:
            self._cons_left = left = _not_dead(self._cons, self._cons_left, steps)
            self.open_con = weights[self._cons[left - 1]] if left else 0.0

    def verdict(self) -> int:
        if meets_standard(self.standard, self.live_pro, self.open_con):
            return IN
        return UNDECIDED if meets_standard(self.standard, self.open_pro, self.live_con) else OUT


def _not_dead(ascending: list[int], left: int, steps: Sequence[int]) -> int:
    """How many steps at the beginning of a list are left when the dead ones among the first `left` go from the end."""
    while left and steps[ascending[left - 1]] == DEAD:
        left -= 1
    return left
