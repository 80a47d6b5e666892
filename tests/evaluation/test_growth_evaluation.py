"""The work of an evaluation grows with the size of the argument and not with its square, whatever its shape."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from argmap.argument.model import Argument, Claim
from argmap.evaluation import evaluate
from argmap.outputs.json.evaluation import evaluation_document
from argmap.outputs.terminal.evaluation import evaluation_text
from argument_maker import make_argument, make_claim
from growth import growth_exponent

pytestmark = pytest.mark.long

NEAR_LINEAR = 1.2
Shape = Callable[[int], list[Claim]]


def chain(n: int) -> list[Claim]:
    return [make_claim(f"c{i}", because=[f"c{i + 1}"]) for i in range(n - 1)] + [make_claim(f"c{n - 1}", cites=["k"])]


def star(n: int) -> list[Claim]:
    return [make_claim("c0", because=[f"c{i}" for i in range(1, n)]), *leaves(1, n)]


def linked(n: int) -> list[Claim]:
    return [make_claim("c0", because=[" + ".join(f"c{i}" for i in range(1, n))]), *leaves(1, n)]


def leaves(first: int, end: int) -> list[Claim]:
    return [make_claim(f"c{i}", cites=[f"k{i}"]) for i in range(first, end)]


def objections(n: int) -> list[Claim]:
    pros = [{"premises": f"c{i}", "weight": 0.2 + 0.7 * i / n} for i in range(1, n, 2)]
    cons = [{"premises": f"c{i}", "weight": 0.1 + 0.7 * i / n} for i in range(2, n, 2)]
    return [make_claim("c0", because=pros, but=cons), *leaves(1, n)]


def two_reasons_each(n: int) -> list[Claim]:
    inner = n // 3
    tops = [make_claim(f"c{i}", because=[f"c{inner + 2 * i}", f"c{inner + 2 * i + 1}"]) for i in range(1, inner)]
    return [make_claim("c0", because=[f"c{i}" for i in range(1, inner)]), *tops, *leaves(inner, 3 * inner)]


def ladder(n: int) -> list[Claim]:
    rungs = [make_claim(f"c{i}", because=[f"c{j}" for j in (i + 1, i + 2) if j < n]) for i in range(n - 2)]
    return [*rungs, *leaves(n - 2, n)]


def ring_that_nothing_feeds(n: int) -> list[Claim]:
    return [make_claim(f"c{i}", because=[f"c{(i + 1) % n}"]) for i in range(n)]


def ring_with_evidence(n: int) -> list[Claim]:
    step = {"weight": 0.9}
    return [
        make_claim(f"c{i}", because=[{"premises": f"c{(i + 1) % n}", **step}], cites=["k"] if i == n // 2 else [])
        for i in range(n)
    ]


def ring_of_attacks(n: int) -> list[Claim]:
    return [make_claim(f"c{i}", but=[f"c{(i + 1) % n}"], cites=["k"]) for i in range(n)]


def rings_at_random(n: int) -> list[Claim]:
    chance = random.Random(n)
    return [make_claim(f"c{i}", because=[f"c{chance.randrange(n)}" for _ in range(2)]) for i in range(n)]


def bipartite(n: int) -> list[Claim]:
    """About n links between two halves."""
    half = max(2, int(n**0.5))
    return [make_claim(f"c{i}", because=[f"c{half + j}" for j in range(half)]) for i in range(half)] + leaves(
        half, 2 * half
    )


def concluded(shape: Shape, n: int) -> Argument:
    first, *rest = shape(n)
    return make_argument(replace(first, kind="conclusion"), *rest)


SHAPES = [
    chain, star, linked, objections, two_reasons_each, ladder, ring_that_nothing_feeds, ring_with_evidence,
    ring_of_attacks, rings_at_random, bipartite,
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_work_of_an_evaluation_is_near_linear(shape: Shape) -> None:
    def prepare(size: int) -> Callable[[], object]:
        argument = concluded(shape, size)

        def work() -> object:
            evaluation = evaluate(argument)
            return evaluation_text(evaluation), evaluation_document(evaluation)

        return work

    assert growth_exponent(prepare, 50) <= NEAR_LINEAR


def test_what_is_said_of_a_long_ring_is_short() -> None:
    ring = evaluate(concluded(ring_that_nothing_feeds, 500)).labels
    for claim, labelled in ring.items():
        assert labelled.label == "circular"
        assert labelled.because.endswith(f"→ {claim}")
        assert "… 487 more …" in labelled.because
        assert len(labelled.rests_on) == 24
        assert len(labelled.because) < 300


def test_star_of_reasons_is_toppled_only_by_all_of_them() -> None:
    document = evaluation_document(evaluate(concluded(star, 200)))
    assert [len(cut) for cut in document["cut_sets"]["sets"]] == [199]
    assert document["cut_sets"]["complete"]
