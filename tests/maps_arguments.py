"""Arguments invented for the tests of the maps: small ones written out, large ones generated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from argmap.argument.model import Argument, Citation, Claim, Evidence, Section, Step
from argmap.evaluation import EvaluationOptions, Labelled
from argmap.evaluation.grounds import Ground, list_grounds
from argmap.evaluation.runs import STANDING, as_shown
from argmap.ground.places import Span

HERE = Span("claims/test.md", 0, 1, 1, 1, 1, 2)


@dataclass(frozen=True)
class Judged:
    """Stands in for an evaluation: what the maps read of one, as the test wants it."""

    labels: Mapping[str, Labelled]
    load: Mapping[str, int] = field(default_factory=dict)
    single_points: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grounds: Mapping[str, tuple[Ground, ...]] = field(default_factory=dict)
    options: EvaluationOptions = field(default_factory=EvaluationOptions)
    argument: Argument = field(default_factory=lambda: Argument({}))

    def shown(self, claim: str) -> tuple[str, str]:
        """Label and reason as people are told them."""
        return as_shown(self.labels.get(claim), self.argument.claims.get(claim))

    def stands(self, claim: str) -> bool:
        """Whether the label says so."""
        return self.labels[claim].label in STANDING


def unjudged(argument: Argument) -> dict[str, tuple[Ground, ...]]:
    """What each claim rests on while nobody has judged anything."""
    return {claim.id: tuple(list_grounds(claim, {})) for claim in argument.claims.values()}


def judged(argument: Argument, default: str = "provisional", **labels: str) -> Judged:
    """Every claim bears `default`, except those named."""
    chosen = {claim: labels.get(claim.replace("-", "_"), default) for claim in argument.claims}
    labelled = {claim: Labelled(label, f"because {claim} is so") for claim, label in chosen.items()}
    return Judged(labelled, grounds=unjudged(argument), argument=argument)


def claim(identifier: str, text: str = "", section: str = "", kind: str = "claim", **more: object) -> Claim:
    """A claim with steps and grounds as given."""
    words = text or f"{identifier.replace('-', ' ').capitalize()} is said by the paper."
    return Claim(identifier, kind, words, section, HERE, HERE, **more)


def because(target: str, *premises: str, number: int = 1, **more: object) -> Step:
    """A reason with linked premises."""
    return Step(f"{target}/because-{number}", target, "reason", premises, HERE, **more)


def but(target: str, *premises: str, number: int = 1, **more: object) -> Step:
    """An objection with linked premises."""
    return Step(f"{target}/but-{number}", target, "objection", premises, HERE, **more)


def cited(target: str, key: str, number: int = 1, **more: object) -> Citation:
    """A work cited for a claim."""
    return Citation(f"{target}/cites-{number}", target, key, HERE, **more)


def evidence(target: str, text: str, number: int = 1, **more: object) -> Evidence:
    """Evidence in words."""
    return Evidence(f"{target}/evidence-{number}", target, text, HERE, **more)


def argument_of(sections: Mapping[str, Sequence[Claim]]) -> Argument:
    """Sections by title, with their claims."""
    made = tuple(
        Section(title.lower().replace(" ", "-"), title, HERE, tuple(c.id for c in cs)) for title, cs in sections.items()
    )
    return Argument({c.id: c for claims in sections.values() for c in claims}, made)


def five_claims() -> Argument:
    """A conclusion, linked premises, an objection and an undercutter."""
    return argument_of(
        {
            "Conclusion": [
                claim(
                    "ban-cars",
                    "Cars should be banned from the old town.",
                    kind="conclusion",
                    reasons=(
                        because(
                            "ban-cars",
                            "air-is-bad",
                            "cars-cause-it",
                            unless=("wind-clears-it",),
                            scheme="cause to effect",
                        ),
                    ),
                    objections=(but("ban-cars", "shops-lose"),),
                )
            ],
            "Facts": [
                claim("air-is-bad", evidence=(evidence("air-is-bad", "42 µg/m³ of NO₂ in 2024", type="statistic"),)),
                claim("cars-cause-it", citations=(cited("cars-cause-it", "smith-2019", locator="p. 4"),)),
                claim("wind-clears-it"),
                claim("shops-lose"),
            ],
        }
    )


def fourteen_claims() -> Argument:
    """Three sections, a ring, a value, an assumption, a question, a warrant that is a claim, and a lone claim."""
    many = tuple(cited("many-sources", f"source-{n}", n) for n in range(1, 10))
    return argument_of(
        {
            "The thesis": [
                claim(
                    "thesis",
                    kind="conclusion",
                    reasons=(
                        because("thesis", "first", "norm", warrant_claim="bridge"),
                        because("thesis", "second", number=2),
                    ),
                    objections=(but("thesis", "counter"),),
                ),
                claim("norm", kind="value"),
            ],
            "The reasons": [
                claim("first", reasons=(because("first", "many-sources"),)),
                claim("second", reasons=(because("second", "third"), because("second", "assumed", number=2))),
                claim("third", reasons=(because("third", "fourth"),)),
                claim("fourth", reasons=(because("fourth", "third"),)),
                claim("bridge"),
                claim("many-sources", citations=many),
                claim("assumed", kind="assumption"),
                claim("lone"),
            ],
            "The replies": [
                claim("counter", objections=(but("counter", "reply"),), said_by="The opposition"),
                claim("reply", evidence=(evidence("reply", "A table of forty pages " * 8),)),
                claim("open", kind="question"),
                claim("defined", kind="definition"),
            ],
        }
    )


def fifteen_claims() -> Argument:
    """An argument of a class: sentences of a usual length, schemes and warrants, an undercutter, a shared premise."""
    return argument_of(
        {
            "The thesis": [
                claim(
                    "vote-at-sixteen",
                    "People should be allowed to vote in local elections from the age of sixteen.",
                    kind="conclusion",
                    reasons=(
                        because(
                            "vote-at-sixteen",
                            "they-are-affected",
                            "affected-should-decide",
                            warrant="Who must bear a decision should have a say in it.",
                        ),
                        because("vote-at-sixteen", "habit-forms-early", number=2, scheme="positive consequences"),
                    ),
                    objections=(but("vote-at-sixteen", "they-are-immature"),),
                ),
                claim(
                    "affected-should-decide",
                    "Those whom a decision affects most should have a part in taking it.",
                    kind="value",
                ),
            ],
            "For it": [
                claim(
                    "they-are-affected",
                    "Local decisions on schools, buses and youth clubs affect sixteen-year-olds more than others.",
                    reasons=(
                        because("they-are-affected", "schools-are-local"),
                        because("they-are-affected", "buses-are-local", number=2),
                    ),
                ),
                claim(
                    "schools-are-local",
                    "Local councils decide which schools are built, merged and closed.",
                    evidence=(evidence("schools-are-local", "The education act, section 8"),),
                ),
                claim("buses-are-local", "Local councils set the fares and timetables of buses."),
                claim(
                    "habit-forms-early",
                    "Who votes for the first time while still living at home goes on voting later in life.",
                    reasons=(
                        because(
                            "habit-forms-early", "austria", "scotland", scheme="example", unless=("austria-is-small",)
                        ),
                    ),
                ),
                claim(
                    "austria",
                    "In Austria turnout among first voters rose when the age was lowered in 2007.",
                    evidence=(evidence("austria", "Turnout in five elections", type="statistic"),),
                ),
                claim(
                    "scotland",
                    "In Scotland those who voted at sixteen in 2014 voted more often than others in 2019.",
                    citations=(cited("scotland", "eichhorn-2021"),),
                ),
                claim("austria-is-small", "What holds in small countries with civic lessons need not hold elsewhere."),
            ],
            "Against it": [
                claim(
                    "they-are-immature",
                    "Sixteen-year-olds are too immature to judge what is at stake.",
                    reasons=(
                        because("they-are-immature", "brains-grow"),
                        because("they-are-immature", "parents-decide", number=2),
                    ),
                    objections=(but("they-are-immature", "cold-cognition"),),
                ),
                claim(
                    "brains-grow",
                    "The parts of the brain that hold impulses in check grow until the age of twenty-five.",
                    evidence=(evidence("brains-grow", "Imaging of four hundred people", type="study"),),
                ),
                claim("parents-decide", "Sixteen-year-olds would vote as their parents do."),
                claim(
                    "cold-cognition",
                    "In judgments that leave time to think, sixteen-year-olds do as well as adults.",
                    reasons=(because("cold-cognition", "thirty-studies"),),
                ),
                claim(
                    "thirty-studies",
                    "A review of thirty studies finds no difference in such tasks after the age of sixteen.",
                    citations=(cited("thirty-studies", "icenogle-2019"),),
                ),
                claim("open-question", "Should they be allowed to stand for election as well?", kind="question"),
            ],
        }
    )


def generated(number: int, sections: int = 8) -> Argument:
    """`number` claims: a tree of reasons with cross links, linked premises, objections and undercutters."""
    ids = [f"claim-{n}" for n in range(number)]
    claims: list[Claim] = []
    for n, identifier in enumerate(ids):
        below = [ids[m] for m in range(3 * n + 1, min(3 * n + 4, number))]
        reasons, objections = [], []
        if len(below) > 1 and n % 2:
            unless = (ids[(n * 7 + 5) % number],) if n % 5 == 0 else ()
            reasons.append(because(identifier, *below, unless=unless))
        else:
            reasons += [because(identifier, child, number=k) for k, child in enumerate(below, start=1)]
        if n % 6 == 4:
            objections.append(but(identifier, ids[(n * 5 + 3) % number]))
        text = f"Claim number {n} says that " + " ".join(f"matter {k} bears on it" for k in range(1 + n % 4)) + "."
        claims.append(
            claim(
                identifier,
                text,
                kind="conclusion" if n == 0 else "claim",
                reasons=tuple(reasons),
                objections=tuple(objections),
                citations=tuple(cited(identifier, f"work-{k}", k) for k in range(1, 1 + n % 4)),
            )
        )
    size = -(-number // sections)
    return argument_of(
        {f"Section {k + 1}": claims[k * size : (k + 1) * size] for k in range(sections) if claims[k * size :]}
    )


def rotating_labels(argument: Argument) -> Judged:
    """Each label in turn, with loads that fall along the files."""
    labels = ("established", "provisional", "unsupported", "contested", "defeated", "circular")
    given = {c: Labelled(labels[n % len(labels)], "") for n, c in enumerate(argument.claims)}
    loads = {c: len(argument.claims) - n for n, c in enumerate(argument.claims)}
    return Judged(given, loads, grounds=unjudged(argument), argument=argument)
