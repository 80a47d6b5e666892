"""What labels were worked out without: rules and schemes that a file names and that are not applied."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.argument.model import Argument


@dataclass(frozen=True, slots=True)
class NotApplied:
    """Names of rules and schemes that were left out; `warnings` say it in sentences, and what else was left out."""

    rules: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def schemes_not_applied(argument: Argument) -> NotApplied:
    """The schemes that steps name and that argmap does not know: their critical questions were not asked."""
    named = dict.fromkeys(step.scheme for step in argument.steps() if step.scheme)
    if not named:
        return NotApplied()
    from argmap.argument.schemes import find_scheme

    unknown = tuple(name for name in named if find_scheme(name) is None)
    return NotApplied(schemes=unknown, warnings=tuple(f'The scheme "{name}" is not known' for name in unknown))
