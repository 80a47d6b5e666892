"""Small arguments for tests: written out by hand, or drawn at random by Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from argmap.argument.model import Argument, Citation, Claim, Evidence, Step
from argmap.ground.places import Span

NOWHERE = Span("claims/test.md", 0, 0, 1, 1, 1, 1)


def make_claim(
    id: str,
    *,
    because: Sequence[Any] = (),
    but: Sequence[Any] = (),
    cites: Sequence[str] = (),
    evidence: Sequence[str] = (),
    kind: Any = "claim",
    **more: Any,
) -> Claim:
    """A claim. A step is "a + b", or a mapping with `premises` and other fields of `Step`."""
    return Claim(
        id,
        kind,
        f"The claim {id}.",
        "section",
        NOWHERE,
        NOWHERE,
        reasons=tuple(_make_step(id, "because", n, step) for n, step in enumerate(because, 1)),
        objections=tuple(_make_step(id, "but", n, step) for n, step in enumerate(but, 1)),
        citations=tuple(Citation(f"{id}/cites-{n}", id, key, NOWHERE) for n, key in enumerate(cites, 1)),
        evidence=tuple(
            Evidence(f"{id}/evidence-{n}", id, "Seen.", NOWHERE, type=type_) for n, type_ in enumerate(evidence, 1)
        ),
        **more,
    )


def _make_step(claim: str, key: str, number: int, step: str | Mapping[str, Any]) -> Step:
    fields = {"premises": step} if isinstance(step, str) else dict(step)
    premises = fields.pop("premises", "")
    linked = tuple(p.strip() for p in premises.split("+")) if premises else ()
    kind = "reason" if key == "because" else "objection"
    return Step(f"{claim}/{key}-{number}", claim, kind, linked, NOWHERE, **fields)


def make_argument(*claims: Claim) -> Argument:
    """An argument of these claims, in this order."""
    return Argument({claim.id: claim for claim in claims})


@st.composite
def arguments(draw: Any, most: int = 7, rings: bool = True, attacks: bool = True) -> Argument:
    """A random argument whose first claim is its conclusion; without `rings`, claims rest on later ones only."""
    count = draw(st.integers(2, most))
    names = [f"c{n}" for n in range(count)]
    claims = []
    for n, name in enumerate(names):
        others = names if rings else names[n + 1 :]

        def steps(others: list[str] = others) -> list[dict[str, Any]]:
            if not others:
                return []
            step = st.fixed_dictionaries(
                {
                    "premises": st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True).map(" + ".join),
                    "unless": st.lists(st.sampled_from(others), max_size=1).map(tuple) if attacks else st.just(()),
                    "weight": st.sampled_from([1.0, 1.0, 0.8, 0.4, 0.2]),
                }
            )
            return draw(st.lists(step, max_size=2))

        claims.append(
            make_claim(
                name,
                kind="conclusion" if n == 0 else "claim",
                because=steps(),
                but=steps() if attacks and draw(st.booleans()) else [],
                cites=draw(st.lists(st.sampled_from(["k", "m"]), max_size=1)),
                standard=draw(st.sampled_from([None, None, "clear-and-convincing", "beyond-reasonable-doubt"])),
            )
        )
    return make_argument(*claims)
