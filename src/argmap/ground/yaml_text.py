"""Strangers' YAML, read without what can blow a small text up."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

_DEEPEST: Final = 40


class NotYaml(ValueError):
    """Why a text is not read; `line` and `column`, from 1, are where, or 0."""

    def __init__(self, problem: str, mark: Any = None) -> None:
        super().__init__(problem)
        self.line: int = mark.line + 1 if mark else 0
        self.column: int = mark.column + 1 if mark else 0

    @property
    def place(self) -> str:
        """``:line:column``, or empty."""
        return f":{self.line}:{self.column}" if self.line else ""


@lru_cache(maxsize=1)
def _loader() -> Any:
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """A safe loader for which the tag of a program's own, ``!expr 1 + 1``, is of no weight."""

    def untagged(loader: Any, tag: str, node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return loader.construct_scalar(node)
        is_list = isinstance(node, yaml.SequenceNode)
        return loader.construct_sequence(node, deep=True) if is_list else loader.construct_mapping(node, deep=True)

    Loader.add_multi_constructor("!", untagged)
    return Loader


def load_yaml(text: str) -> Any:
    """The value of a YAML document; what has a tag of a program's own reads as its words.

    Raises NotYaml with the reason where it is none, has aliases, by which a small file grows large, or is too deep.
    """
    import yaml

    loader, depth = _loader(), 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise NotYaml("aliases of anchors (*name) are not read; write the value out", event.start_mark)
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
