"""How long an evaluation takes: whole arguments, cut sets, and Dung's semantics.

Where the packages pygarg and python-argumentation are installed, they are timed in the same run on the same frameworks,
and their results compared with ours. The arguments are drawn at random with fixed seeds in the shape of those of
papers: most claims support one or two others, some reasons are linked, one in ten claims has an objection, leaves cite
sources.
"""

from __future__ import annotations

import random
import sys
from importlib.util import find_spec

from argmap.argument.model import Argument, Citation, Claim, Step
from argmap.evaluation import evaluate
from argmap.evaluation.cut_sets import find_cut_sets
from argmap.evaluation.dung import Framework, extensions
from argmap.ground.places import Span
from argmap.outputs.json.evaluation import evaluation_document
from argmap.outputs.terminal.evaluation import evaluation_text
from shared.table import head, row, timed

NOWHERE = Span("claims.md", 0, 0, 1, 1, 1, 1)


def draw_argument(count: int, seed: int = 1) -> Argument:
    """A tree-like argument with shared premises: claim n rests on later claims near 2n."""
    chance = random.Random(seed)
    claims = {}
    for n in range(count):
        id = f"c{n}"

        def later(n: int = n) -> str:
            return f"c{min(count - 1, chance.randint(2 * n + 1, 2 * n + 4))}"

        reasons, objections = [], []
        if 2 * n + 4 < count:
            for r in range(chance.choice([1, 1, 2, 3])):
                premises = tuple(dict.fromkeys(later() for _ in range(chance.choice([1, 1, 2]))))
                reasons.append(Step(f"{id}/because-{r + 1}", id, "reason", premises, NOWHERE))
            if chance.random() < 0.1:
                objections.append(Step(f"{id}/but-1", id, "objection", (later(),), NOWHERE, weight=0.5))
        cited = chance.random() < (0.9 if not reasons else 0.1)
        citations = (Citation(f"{id}/cites-1", id, f"k{chance.randrange(count // 10 + 1)}", NOWHERE),) if cited else ()
        claims[id] = Claim(
            id, "conclusion" if n == 0 else "claim", id, "", NOWHERE, NOWHERE, reasons=tuple(reasons),
            objections=tuple(objections), citations=citations,
        )  # fmt: skip
    return Argument(claims)


def draw_layered(count: int, width: int = 3) -> Argument:
    """An argument whose conclusion stands and has many cut sets: every claim has `width` independent linked reasons."""
    chance = random.Random(7)
    claims = {}
    for n in range(count):
        id = f"c{n}"
        first, last = n + 1, min(count - 1, 3 * n + 12)
        reasons = tuple(
            Step(
                f"{id}/because-{r + 1}", id, "reason",
                tuple(dict.fromkeys(f"c{chance.randint(first, last)}" for _ in range(2))), NOWHERE,
            )
            for r in range(chance.choice([1, 2, width]) if n else width)
        ) if 3 * n + 12 < count else ()  # fmt: skip
        citations = () if reasons else (Citation(f"{id}/cites-1", id, f"k{n % 500}", NOWHERE),)
        claims[id] = Claim(
            id, "conclusion" if n == 0 else "claim", id, "", NOWHERE, NOWHERE, reasons=reasons, citations=citations
        )
    return Argument(claims)


def draw_shape(name: str, count: int) -> Argument:
    """A chain, a star of reasons, a ring, or two layers of which each upper claim rests on every lower one."""
    lower = range(count, 2 * count)
    below = {
        "chain": {n: [n + 1] for n in range(count - 1)},
        "star": {0: list(range(1, count))},
        "ring": {n: [(n + 1) % count] for n in range(count)},
        "bipartite": {n: list(lower) for n in range(count)},
    }[name]
    claims = {}
    for n in range(2 * count if name == "bipartite" else count):
        reasons = tuple(
            Step(f"c{n}/because-{r}", f"c{n}", "reason", (f"c{p}",), NOWHERE) for r, p in enumerate(below.get(n, ()), 1)
        )
        citations = () if reasons else (Citation(f"c{n}/cites-1", f"c{n}", f"k{n}", NOWHERE),)
        claims[f"c{n}"] = Claim(
            f"c{n}", "claim" if n else "conclusion", f"Claim {n}.", "", NOWHERE, NOWHERE, reasons=reasons,
            citations=citations,
        )  # fmt: skip
    return Argument(claims)


def measure_shapes() -> None:
    """All that `argmap evaluate` prints, as text and JSON, by the shape of the argument."""
    for name, size in (("chain", 5000), ("star", 5000), ("ring", 2000), ("bipartite", 200)):
        spent = []
        for count in (size // 2, size):
            argument = draw_shape(name, count)
            spent.append(
                timed(lambda a=argument: (evaluation_text(evaluate(a)), evaluation_document(evaluate(a))), 3)[0]
            )
        show(f"text and JSON, {name} {size}", spent[1], f"{spent[1] / spent[0]:.1f} times half the size")


def draw_framework(count: int, mutual: bool = False, seed: int = 3) -> Framework:
    """A random framework with two attacks an argument; `mutual` ones go both ways, and many extensions follow."""
    chance = random.Random(seed)
    attacks = {(chance.randrange(count), chance.randrange(count)) for _ in range(count if mutual else 2 * count)}
    if mutual:
        attacks |= {(b, a) for a, b in attacks}
    return Framework([f"a{n}" for n in range(count)], sorted((a, b) for a, b in attacks if a != b))


def whole(argument: Argument) -> int:
    """Labels in words, strengths, load, single points and sources: all that the report shows but cut sets."""
    evaluation = evaluate(argument)
    return (
        len(evaluation.labels) + len(evaluation.strength) + len(evaluation.load)
        + len(evaluation.single_points) + len(evaluation.single_sources)
    )  # fmt: skip


def show(what: str, seconds: float, note: str = "") -> None:
    """One line of the table."""
    row(what, f"{seconds * 1000:.1f} ms", note)


def measure_arguments() -> None:
    """Whole evaluations and cut sets."""
    for count in (100, 1000, 20_000):
        argument = draw_argument(count)
        seconds, _ = timed(lambda a=argument: whole(a), 5 if count < 20_000 else 2)
        label = evaluate(argument).labels["c0"].label
        show(f"whole evaluation, {count} claims", seconds, f"conclusion {label}")
    for count in (1000, 20_000):
        argument = draw_layered(count)
        evaluation = evaluate(argument)
        seconds, found = timed(lambda e=evaluation: find_cut_sets(e, "c0", 20), 2)
        sizes = [len(cut) for cut in found.sets]
        show(f"top-20 cut sets, {count} claims", seconds, f"sizes {min(sizes, default=0)}–{max(sizes, default=0)}")
    seconds, _ = timed(lambda: evaluation_document(evaluate(draw_argument(1000))), 2)
    show("JSON document with cut sets, 1000 claims (drawn too)", seconds)


def measure_dung() -> None:
    """Dung's semantics on random frameworks, with the peers that are installed."""
    for count, mutual in ((14, False), (200, False), (30, True)):
        framework = draw_framework(count, mutual)
        for semantics in ("grounded", "complete", "preferred", "stable", "semi-stable", "ideal"):
            seconds, found = timed(
                lambda f=framework, s=semantics: list(extensions(Framework(f.arguments, f.attacks), s)), 3
            )
            show(f"{semantics}, {count} arguments{', mutual' if mutual else ''}", seconds, f"{len(found)} extension(s)")
            named = {frozenset(framework.arguments[n] for n in extension) for extension in found}
            measure_pygarg(framework, semantics, seconds, named)
            if count <= 14:
                measure_pyarg(framework, semantics, seconds, named)


def measure_pygarg(framework: Framework, semantics: str, ours: float, named: set[frozenset[str]]) -> None:
    """The same framework with pygarg."""
    short = {"grounded": "GR", "complete": "CO", "preferred": "PR", "stable": "ST", "semi-stable": "SST", "ideal": "ID"}
    if not find_spec("pygarg"):
        return
    import pygarg.dung.solver as solver

    names = list(framework.arguments)
    pairs = [[names[a], names[b]] for a, b in framework.attacks]
    seconds, found = timed(lambda: solver.extension_enumeration(names, pairs, short[semantics]), 2)
    compare("pygarg", seconds, ours, {frozenset(e) for e in found} == named)


def measure_pyarg(framework: Framework, semantics: str, ours: float, named: set[frozenset[str]]) -> None:
    """The same framework with python-argumentation."""
    if not find_spec("py_arg"):
        return
    from importlib import import_module

    from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import AbstractArgumentationFramework
    from py_arg.abstract_argumentation_classes.argument import Argument as PyArgument
    from py_arg.abstract_argumentation_classes.defeat import Defeat

    arguments = [PyArgument(name) for name in framework.arguments]
    defeats = [Defeat(arguments[a], arguments[b]) for a, b in framework.attacks]
    theirs = AbstractArgumentationFramework("bench", arguments, defeats)
    one = semantics in ("grounded", "ideal")
    name = f"get_{semantics.replace('-', '')}_extension{'' if one else 's'}"
    search = getattr(import_module(f"py_arg.algorithms.semantics.{name}"), name)
    seconds, found = timed(lambda: search(theirs), 2)
    if semantics == "grounded":
        found = [found]
    compare("python-argumentation", seconds, ours, {frozenset(a.name for a in e) for e in found} == named)


def compare(name: str, theirs: float, ours: float, same: bool) -> None:
    """A peer's time as a multiple of ours, and whether it finds the same."""
    verdict = "same extensions" if same else "OTHER EXTENSIONS"
    show(f"the same, {name}", theirs, f"{theirs / ours:.1f} times ours; {verdict}")


def main() -> None:
    """All of it."""
    print(f"Python {sys.version.split()[0]}, best of several runs, CPU time")
    head("work", "time", "note")
    measure_arguments()
    measure_shapes()
    measure_dung()


if __name__ == "__main__":
    main()
