"""An argument in standard form, as textbooks write it: premises numbered, a line, and what follows from them.

Each claim has one number. What is taken without a reason is a premise (P1, P2, …), what follows from others an
intermediate conclusion (C1, C2, …), and the argument's conclusion comes last, with ∴. Objections stand below the
claim or step they speak against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argmap.argument.model import Argument, Claim, Step
from argmap.argument.schemes import find_scheme
from argmap.ground.text import say_list
from argmap.ground.unseen import on_one_line

Line = tuple[str, str, str]
"""Number, sentence, and what it follows from or speaks against."""


def standard_form(argument: Argument, claims: Sequence[str]) -> tuple[Line, ...]:
    """The lines of the claims (ids in the order of the files), each after what it follows from."""
    order = tuple(_order(argument, claims))
    numbers = _numbers(argument, order)
    return tuple(
        (numbers[claim], on_one_line(argument.claims[claim].text), _why(argument.claims[claim], numbers))
        for claim in order
    )


def as_text(lines: Sequence[Line]) -> str:
    """Standard form for a terminal or a handout, with a rule above each thing that follows."""
    wide = max((len(number) for number, _, _ in lines), default=0) + 2
    said = []
    for number, sentence, why in lines:
        if "C" in number:
            said.append("─" * 40)
        said.append(f"{number + '.':<{wide + 1}}{sentence}" + (f"  [{why}]" if why else ""))
    return "\n".join(said) + "\n"


def as_table(lines: Sequence[Line]) -> str:
    """Standard form as a Markdown table."""
    rows = [f"| {number} | {_cell(sentence)} | {_cell(why)} |" for number, sentence, why in lines]
    return "\n".join(("| | claim | from |", "| --- | --- | --- |", *rows)) + "\n"


def _cell(words: str) -> str:
    return words.replace("\\", "\\\\").replace("|", "\\|")


def _order(argument: Argument, claims: Sequence[str]) -> Iterator[str]:
    """Every claim after what leads to it, conclusions last; rings are broken where they close."""
    wanted, done = set(claims), set[str]()
    roots = sorted(claims, key=lambda claim: argument.claims[claim].kind == "conclusion")
    used = {
        part for claim in claims for step in _steps(argument.claims[claim]) for part in (*step.premises, *step.unless)
    }
    for root in (*(claim for claim in roots if claim not in used), *roots):
        waiting = [(root, False)]
        while waiting:
            claim, opened = waiting.pop()
            if opened:
                yield claim
            elif claim in wanted and claim not in done:
                done.add(claim)
                waiting.append((claim, True))
                parts = [p for step in _steps(argument.claims[claim]) for p in (*step.premises, *step.unless)]
                waiting += [(part, False) for part in reversed(parts)]


def _steps(claim: Claim) -> tuple[Step, ...]:
    return (*claim.reasons, *claim.objections)


def _numbers(argument: Argument, order: Sequence[str]) -> dict[str, str]:
    """P for what is taken as it is, C for what follows, ∴ before the conclusion's."""
    numbers: dict[str, str] = {}
    premises = conclusions = 0
    for claim in order:
        if argument.claims[claim].reasons:
            conclusions += 1
            numbers[claim] = f"C{conclusions}"
        else:
            premises += 1
            numbers[claim] = f"P{premises}"
        if argument.claims[claim].kind == "conclusion":
            numbers[claim] = f"∴ {numbers[claim]}"
    return numbers


def _why(claim: Claim, numbers: dict[str, str]) -> str:
    """From what the claim follows, by which scheme, and what speaks against it or its steps."""

    def name(parts: Sequence[str]) -> str:
        return say_list([numbers[part].removeprefix("∴ ") for part in parts if part in numbers])

    said = []
    for step in claim.reasons:
        if not name(step.premises):
            continue
        scheme = find_scheme(step.scheme) if step.scheme else None
        by = f" by {_lower(scheme.name) if scheme else on_one_line(step.scheme or '')}" if step.scheme else ""
        since = f", since {_lower(on_one_line(step.warrant)).rstrip('.')}" if step.warrant else ""
        unless = f", unless {name(step.unless)}" if name(step.unless) else ""
        said.append(f"from {name(step.premises)}{by}{since}{unless}")
    against = [name(step.premises) for step in claim.objections if name(step.premises)]
    if against:
        said.append(f"against it: {say_list(against)}")
    return "; ".join(said)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
