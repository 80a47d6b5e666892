"""Strangers' YAML, read without what can blow a small text up."""

from __future__ import annotations

from typing import Any, Final

_DEEPEST: Final = 40


def load_yaml(text: str) -> Any:
    """The value of a YAML document. Raises ValueError with the reason where it is none, has aliases or is too deep."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("aliases (*name) are not read; write the value out")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    raise ValueError(f"nested more than {_DEEPEST} deep")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise ValueError(getattr(error, "problem", None) or str(error).splitlines()[0]) from error
