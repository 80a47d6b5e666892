"""The argument in numbers: claims and steps as small integers, with the links both ways, ready for linear passes.

Every algorithm of this room runs on this form. It is built once per evaluation and never changed; what is rejected or
granted in a what-if is passed beside it. A quantitative bipolar framework (QBAF) is the special case in which every
step has one premise and no undercutter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from argmap.argument.model import Argument, Standard
from argmap.argument.repeats import first_alike
from argmap.evaluation.grounds import EvidenceState, Ground, list_grounds
from argmap.evaluation.options import EvaluationOptions
from argmap.evaluation.rings import order_parts
from argmap.ground.values import dataclass


@dataclass(frozen=True)
class Network:
    """Claims 0…n−1 and steps 0…m−1.

    Of step s: `targets[s]` is the claim it speaks for (`supports[s]`) or against, `weights[s]` its weight,
    `premises[s]` its linked premises (a warrant that names a claim is one of them) and `undercutters[s]` what undercuts
    it. `alike[s]` is the first step from the same premises to the same end; those that share it count once in
    strengths.
    `grounds[c]` are the leaves of claim c, `standards[c]` its standard of proof and `own_standards[c]` the one that its
    file names.
    """

    claims: tuple[str, ...]
    steps: tuple[str, ...]
    targets: Sequence[int]
    supports: Sequence[bool]
    weights: Sequence[float]
    premises: Sequence[tuple[int, ...]]
    undercutters: Sequence[tuple[int, ...]]
    grounds: Sequence[tuple[Ground, ...]]
    standards: Sequence[Standard]
    own_standards: Sequence[Standard | None]
    alike: Sequence[int]
    refuted: frozenset[str] = frozenset()

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Number of a claim by its id."""
        return {claim: number for number, claim in enumerate(self.claims)}

    @cached_property
    def step_index(self) -> Mapping[str, int]:
        """Number of a step by its id."""
        return {step: number for number, step in enumerate(self.steps)}

    @cached_property
    def reasons(self) -> list[list[int]]:
        """For each claim, the steps for it."""
        return self._by_claim((t, s) for s, t in enumerate(self.targets) if self.supports[s])

    @cached_property
    def objections(self) -> list[list[int]]:
        """For each claim, the steps against it."""
        return self._by_claim((t, s) for s, t in enumerate(self.targets) if not self.supports[s])

    @cached_property
    def reasons_by_weight(self) -> list[list[int]]:
        """For each claim, the steps for it, the weightiest last."""
        return [sorted(steps, key=self.weights.__getitem__) for steps in self.reasons]

    @cached_property
    def objections_by_weight(self) -> list[list[int]]:
        """For each claim, the steps against it, the weightiest last."""
        return [sorted(steps, key=self.weights.__getitem__) for steps in self.objections]

    @cached_property
    def needs(self) -> list[int]:
        """For each step, how many premises must be in and undercutters out before it is live."""
        return [len(p) + len(u) for p, u in zip(self.premises, self.undercutters, strict=True)]

    @cached_property
    def used_in(self) -> list[list[int]]:
        """For each claim, the steps of which it is a premise."""
        return self._by_claim((p, s) for s, premises in enumerate(self.premises) for p in premises)

    @cached_property
    def undercuts(self) -> list[list[int]]:
        """For each claim, the steps that it undercuts."""
        return self._by_claim((u, s) for s, unless in enumerate(self.undercutters) for u in unless)

    def under(self, options: EvaluationOptions) -> Network:
        """The same network under other standards of proof; what was worked out of its links is shared."""
        standards = _standards_under(options, self.own_standards)
        if standards == self.standards:
            return self
        other = replace(self, standards=standards)
        other.__dict__.update({name: value for name, value in self.__dict__.items() if name not in other.__dict__})
        return other

    def _by_claim(self, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
        lists: list[list[int]] = [[] for _ in self.claims]
        for claim, step in pairs:
            lists[claim].append(step)
        return lists

    @cached_property
    def parents(self) -> list[list[int]]:
        """For each claim, every claim that its status may depend on directly, by whatever link."""
        lists: list[list[int]] = [[] for _ in self.claims]
        for s, target in enumerate(self.targets):
            lists[target] += self.premises[s]
            lists[target] += self.undercutters[s]
        return [list(dict.fromkeys(parents)) for parents in lists]

    @cached_property
    def parts(self) -> list[list[int]]:
        """Strongly connected parts of the claims, each after all that it depends on."""
        return order_parts(self.parents)

    @cached_property
    def children(self) -> list[list[int]]:
        """For each claim, every claim whose status may depend on it directly."""
        lists: list[list[int]] = [[] for _ in self.claims]
        for child, parents in enumerate(self.parents):
            for parent in parents:
                lists[parent].append(child)
        return lists


def _standards_under(options: EvaluationOptions, own: Iterable[Standard | None]) -> list[Standard]:
    return [options.every_standard or standard or options.standard for standard in own]


def build_network(
    argument: Argument,
    states: Mapping[str, EvidenceState],
    options: EvaluationOptions,
) -> Network:
    """Number the claims and steps of an argument. `states` may name citations, evidence, claims and steps."""
    claims = tuple(argument.claims)
    index = {claim: number for number, claim in enumerate(claims)}
    steps = list(argument.steps())
    premises = [
        (index[s.premises[0]],)
        if len(s.premises) == 1 and not s.warrant_claim
        else tuple(dict.fromkeys(index[p] for p in (*s.premises, *filter(None, (s.warrant_claim,)))))
        for s in steps
    ]
    number = {step.id: n for n, step in enumerate(steps)}
    own_standards = [claim.standard for claim in argument.claims.values()]
    return Network(
        claims=claims,
        steps=tuple(s.id for s in steps),
        targets=[index[s.claim] for s in steps],
        supports=[s.kind == "reason" for s in steps],
        weights=[s.weight for s in steps],
        premises=premises,
        undercutters=[tuple(dict.fromkeys(index[u] for u in s.unless)) if s.unless else () for s in steps],
        grounds=[
            tuple(list_grounds(claim, states, options.type_strength, quotations_verified=options.quotations_verified))
            for claim in argument.claims.values()
        ],
        standards=_standards_under(options, own_standards),
        own_standards=own_standards,
        alike=[number[first] for first in first_alike(argument).values()],
        refuted=frozenset(handle for handle, state in states.items() if state == "refuted"),
    )
