"""Strangers' YAML, read without what can blow a small text up."""

from __future__ import annotations

from typing import Any, Final

_DEEPEST: Final = 40


class NotYaml(ValueError):
    """Why a text is not read; `place` is where, as ``:line:column`` from 1, or empty."""

    def __init__(self, problem: str, mark: Any = None) -> None:
        super().__init__(problem)
        self.place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""


def load_yaml(text: str) -> Any:
    """The value of a YAML document. Raises NotYaml with the reason where it is none, has aliases or is too deep."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise NotYaml("aliases (*name) are not read; write the value out", event.start_mark)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    raise NotYaml(f"nested more than {_DEEPEST} deep", event.start_mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        value = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader
        str(value)  # Python refuses numbers of thousands of digits here, and not where it reads them
    except NotYaml:
        raise
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise NotYaml(problem, getattr(error, "problem_mark", None)) from error
    except (ArithmeticError, AttributeError, LookupError, ValueError) as error:  # `!!bool x`, `2001-99-99`
        raise NotYaml("a number, a date or a tagged value in it cannot be read") from error
    return value
