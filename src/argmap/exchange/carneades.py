"""Argument graphs of Carneades 4 (YAML), read as an argument of ours.

Statements become claims, arguments steps. An issue makes its positions exclude each other: the arguments for one are
objections to the others, under the issue's standard of proof. The weighing functions that Carneades has built in
(linked, convergent, cumulative, factorized) become weights and linked premises; user-defined schemes and rules are
not applied, and are listed as lost. Semantics: Gordon & Walton, "Formalizing Balancing Arguments" (COMMA 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from argmap.argument.model import Argument, Claim, ClaimKind, Standard, Step
from argmap.exchange.foreign import utf8_text
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import read_named
from argmap.ground.places import Span
from argmap.ground.text import did_you_mean
from argmap.ground.yaml_text import NotYaml, load_yaml

SUFFIXES = (".yml", ".yaml")
LARGEST_FILE = 4 * 1024 * 1024
_MOST_CUMULATIVE = 10
_STANDARDS: Mapping[str, Standard] = {
    "": "preponderance",
    "PE": "preponderance",
    "CCE": "clear-and-convincing",
    "BRD": "beyond-reasonable-doubt",
}
_NOT_APPLIED = ("rules", "argument_schemes", "issue_schemes", "weighing_functions", "language")


@dataclass(frozen=True, slots=True)
class CarneadesGraph:
    """What was read: the argument, and the labels that the file itself expects (``in``, ``out``, ``undecided``).

    `lost` has one sentence for each part of the file that has no counterpart and was left out; `rules` and `schemes`
    are the names of those among them. The `origin` of a step is its argument's name, with a number behind it where the
    argument became several steps. `arguments` and `issues` are the names of all in the file, `conclusions` the
    statements that its ``meta`` names as what it argues for.
    """

    argument: Argument
    expected: Mapping[str, str]
    lost: tuple[str, ...]
    rules: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Inference:
    """One argument of the file, with its weight worked out; several where its premises need not all hold."""

    id: str
    conclusion: str
    premises: tuple[str, ...]
    undercutter: str | None
    weight: float
    scheme: str | None


def read_carneades(path: Path) -> CarneadesGraph:
    """Read one file. Raises ArgmapError naming the file and what is wrong where it is no Carneades graph."""
    return carneades_graph(read_named(path, LARGEST_FILE), str(path))


def carneades_graph(data: bytes, where: str) -> CarneadesGraph:
    """The graph in the bytes of the file called `where`. Raises as `read_carneades` does."""
    graph = _load(data, where)
    statements = dict(_mapping(graph.get("statements"), where, "statements"))
    assumptions = _sequence(graph.get("assumptions"), where, "assumptions")
    assumed = {_name(key, where, "assumptions") for key in assumptions}
    derives = any(graph.get(part) for part in ("rules", "argument_schemes"))
    if derives:
        # Rules derive statements that are declared nowhere; what the file assumes of them can be kept.
        statements = {**dict.fromkeys(sorted(assumed)), **statements}
    names = [_name(key, where, "statements") for key in statements]
    marked = [key for key, value in statements.items() if isinstance(value, dict) and value.get("assumed") is True]
    assumed |= {str(key) for key in marked}
    arguments = _mapping(graph.get("arguments"), where, "arguments")
    issues = list(_issues(graph, where))
    inferences, named = _read_inferences(arguments, issues, where)
    lost = [f'argument "{key}": its scheme "{scheme}" is named but not applied' for key, scheme in named]
    _refuse_unknown(names, assumed, inferences, issues, where)
    lost += [f'"{key}" is not applied' for key in _NOT_APPLIED if graph.get(key)]
    claims = _build_claims(statements, assumed, inferences, issues, where)
    schemes = [*_names_in(graph.get("argument_schemes")), *_names_in(graph.get("issue_schemes"))]
    schemes += [scheme for _, scheme in named]
    return CarneadesGraph(
        Argument(claims),
        _expected(graph, names, derives, where),
        tuple(lost),
        rules=_names_in(graph.get("rules")),
        schemes=tuple(dict.fromkeys(schemes)),
        arguments=tuple(map(str, arguments)),
        conclusions=_conclusions(graph.get("meta"), claims),
        issues=_names_in(graph.get("issues")),
    )


def _conclusions(meta: Any, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """The statements that the file's own remarks name as what the argument is for; other programs leave these alone."""
    named = meta.get("conclusions") if isinstance(meta, dict) else None
    return tuple(str(name) for name in named if str(name) in claims) if isinstance(named, list) else ()


def _names_in(part: Any) -> tuple[str, ...]:
    """The names of a file's own rules or schemes: keys, ids, or their numbers where they have none."""
    if isinstance(part, dict):
        return tuple(map(str, part))
    items = part if isinstance(part, list) else [part] if part else []
    return tuple(
        str(item["id"]) if isinstance(item, dict) and "id" in item else str(number)
        for number, item in enumerate(items, 1)
    )


def _load(data: bytes, path: str) -> Mapping[str, Any]:
    try:
        graph = load_yaml(utf8_text(data, path))
    except NotYaml as error:
        raise ArgmapError(f"{path}{error.place} is not YAML: {error}.") from error
    if not isinstance(graph, dict):
        raise ArgmapError(f'{path} is no Carneades graph: it has no "statements" and no "arguments".')
    return graph


def _mapping(value: Any, where: str, what: str) -> Mapping[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ArgmapError(f'{where}: "{what}" must be a mapping of names.')
    return value


def _sequence(value: Any, where: str, what: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ArgmapError(f'{where}: "{what}" must be a list.')
    return value


def _name(value: Any, where: str, what: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ArgmapError(f"{where}: {value!r} under {what} is not a name; put it in quotes.")


def _issues(graph: Mapping[str, Any], where: str) -> Iterator[tuple[list[str], Standard]]:
    for name, value in _mapping(graph.get("issues"), where, "issues").items():
        issue = _mapping(value, where, f"issues: {name}")
        standard = str(issue.get("standard") or "").upper()
        if standard not in _STANDARDS:
            raise ArgmapError(f'{where}: issue "{name}" has the standard "{standard}"; it must be PE, CCE or BRD.')
        positions = _sequence(issue.get("positions"), where, f"issues: {name}: positions")
        yield [_name(p, where, f"issue {name}") for p in positions], _STANDARDS[standard]


def _read_inferences(
    arguments: Mapping[Any, Any], issues: list[tuple[list[str], Standard]], where: str
) -> tuple[list[_Inference], list[tuple[str, str]]]:
    """The arguments of the file, and those of them that name a scheme which is not built in, with its name."""
    unknown: list[tuple[str, str]] = []
    plain: list[tuple[_Inference, str]] = []
    for key, value in arguments.items():
        fields = _mapping(value, where, f"arguments: {key}")
        if fields.get("conclusion") is None:
            raise ArgmapError(f'{where}: argument "{key}" has no conclusion.')
        scheme = fields.get("scheme")
        weighing = str(scheme or "linked")
        if weighing not in ("linked", "convergent", "cumulative", "factorized"):
            unknown.append((str(key), weighing))
            weighing = "linked"
        undercutter = fields.get("undercutter")
        inference = _Inference(
            id=str(key),
            conclusion=_name(fields["conclusion"], where, f"argument {key}"),
            premises=tuple(_premises(fields.get("premises"), where, str(key))),
            undercutter=None if undercutter is None else _name(undercutter, where, f"argument {key}"),
            weight=1.0,
            scheme=None if scheme is None else str(scheme),
        )
        plain.append((inference, weighing))
    factors = _count_factors([inference for inference, _ in plain], issues)
    found: list[_Inference] = []
    for inference, weighing in plain:
        found += _weigh(inference, weighing, factors.get(inference.conclusion, 0), where)
    return found, unknown


def _premises(value: Any, where: str, argument: str) -> Iterator[str]:
    """Names in a list, in a mapping by role, or in a list of such mappings."""
    if value is None:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            for name in item.values():
                yield _name(name, where, f"premises of {argument}")
        else:
            yield _name(item, where, f"premises of {argument}")


def _count_factors(inferences: list[_Inference], issues: list[tuple[list[str], Standard]]) -> dict[str, int]:
    """For each position, the number of different premises in all arguments about its issue."""
    factors: dict[str, int] = {}
    for positions, _ in issues:
        premises = {p for inference in inferences if inference.conclusion in positions for p in inference.premises}
        factors.update(dict.fromkeys(positions, len(premises)))
    return factors


def _weigh(inference: _Inference, weighing: str, factors: int, where: str) -> Iterator[_Inference]:
    premises = tuple(dict.fromkeys(inference.premises))
    if weighing == "linked" or not premises:
        yield inference
    elif weighing == "convergent":
        for number, premise in enumerate(premises, 1):
            yield replace(inference, id=f"{inference.id}.{number}", premises=(premise,))
    elif weighing == "factorized":
        yield replace(inference, weight=len(premises) / max(factors, len(premises)))
    else:
        # It weighs as much as the share of its premises that hold: one linked step for each set that may hold.
        if len(premises) > _MOST_CUMULATIVE:
            raise ArgmapError(
                f'{where}: the cumulative argument "{inference.id}" has {len(premises)} premises; '
                f"at most {_MOST_CUMULATIVE} can be read."
            )
        number = 0
        for size in range(len(premises), 0, -1):
            for chosen in combinations(premises, size):
                number += 1
                weight = size / len(premises)
                yield replace(inference, id=f"{inference.id}.{number}", premises=chosen, weight=weight)


def _refuse_unknown(
    names: list[str],
    assumed: set[str],
    inferences: list[_Inference],
    issues: list[tuple[list[str], Standard]],
    where: str,
) -> None:
    known = set(names)
    used = [(name, "assumptions") for name in sorted(assumed)]
    for inference in inferences:
        of = f'argument "{inference.id}"'
        used += [(name, of) for name in (inference.conclusion, *inference.premises)]
        if inference.undercutter is not None:
            used.append((inference.undercutter, of))
    used += [(name, "issues") for positions, _ in issues for name in positions]
    for name, what in used:
        if name not in known:
            hint = did_you_mean(name, names)
            raise ArgmapError(f'{where}: {what} names the statement "{name}", which is not there. {hint}'.rstrip())


def _build_claims(
    statements: Mapping[Any, Any],
    assumed: set[str],
    inferences: list[_Inference],
    issues: list[tuple[list[str], Standard]],
    where: str,
) -> dict[str, Claim]:
    nowhere = Span(where, 0, 0, 1, 1, 1, 1)
    reasons: dict[str, list[_Inference]] = {}
    for inference in inferences:
        reasons.setdefault(inference.conclusion, []).append(inference)
    objections: dict[str, list[_Inference]] = {}
    standards: dict[str, Standard] = {}
    for positions, standard in issues:
        for position in positions:
            standards[position] = standard
            if position in assumed:
                continue
            for other in positions:
                if other == position:
                    continue
                objections.setdefault(position, []).extend(reasons.get(other, ()))
                if other in assumed:
                    objections[position].append(_Inference(other, position, (other,), None, 1.0, None))
    used = {p for inference in inferences for p in inference.premises}
    used |= {inference.undercutter for inference in inferences if inference.undercutter is not None}
    claims = {}
    for key, value in statements.items():
        id = str(key)
        text = value.get("text", id) if isinstance(value, dict) else value
        # The file names no conclusion: what nothing else is drawn from is what it argues for.
        kind: ClaimKind = "conclusion" if id in reasons and id not in used else "claim"
        claims[id] = Claim(
            id,
            kind,
            str(text if text is not None else id).strip(),
            "",
            nowhere,
            nowhere,
            reasons=tuple(_steps(id, "because", reasons.get(id, []), nowhere)),
            objections=tuple(_steps(id, "but", objections.get(id, []), nowhere)),
            standard=standards.get(id),
            assume="assumed in the file" if id in assumed else None,
        )
    return claims


def _steps(claim: str, key: str, inferences: list[_Inference], span: Span) -> Iterator[Step]:
    for number, inference in enumerate(inferences, 1):
        yield Step(
            f"{claim}/{key}-{number}",
            claim,
            "reason" if key == "because" else "objection",
            inference.premises,
            span,
            scheme=inference.scheme,
            unless=() if inference.undercutter is None else (inference.undercutter,),
            weight=inference.weight,
            origin=(inference.id,),
        )


def _expected(graph: Mapping[str, Any], names: list[str], derives: bool, where: str) -> dict[str, str]:
    expected: dict[str, str] = {}
    for label, listed in _mapping(graph.get("tests"), where, "tests").items():
        if label not in ("in", "out", "undecided"):
            raise ArgmapError(f'{where}: "tests" has "{label}"; it must be in, out or undecided.')
        for item in _sequence(listed, where, f"tests: {label}"):
            name = _name(item, where, f"tests: {label}")
            if name not in names:
                if derives:
                    continue
                raise ArgmapError(f'{where}: "tests" names the statement "{name}", which is not there.')
            expected[name] = str(label)
    return expected
