"""Dataclasses that are there sooner: a check makes eighty of these types before it reads a word, and values by the ten
thousand.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Never

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind=None, /, **how):
        """`dataclasses.dataclass`, which compiles six functions for a type that is frozen and has slots; this compiles
        one, an `__init__` that fills each slot directly, where that of the library takes three times as long.

        Types in which a field is not as all others are the library's, and so are all others.
        """
        if kind is None:
            return lambda kind: dataclass(kind, **how)
        if how != {"frozen": True, "slots": True} or not _is_plain(kind):
            return dataclasses.dataclass(kind, **how)
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(kind)
        return _with_methods(made, dataclasses.fields(made))


_GIVEN_LATER = object()
_OWN = frozenset(("__init__", "__post_init__", "__eq__", "__hash__", "__repr__", "__setattr__", "__delattr__"))


def _is_plain(kind: type) -> bool:
    named = [value for value in vars(kind).values() if isinstance(value, dataclasses.Field)]
    usual = all(f.init and f.repr and f.compare and f.hash is None and f.kw_only is not True for f in named)
    bare = not any(dataclasses.is_dataclass(base) for base in kind.__mro__)
    return (
        usual and bare and all(_OWN.isdisjoint(vars(base)) for base in kind.__mro__[:-1]) and bool(kind.__annotations__)
    )


def _with_methods(kind: Any, fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    names = [field.name for field in fields]
    values = attrgetter(*names) if len(names) > 1 else lambda self: (getattr(self, names[0]),)

    def equals(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def in_words(self: Any) -> str:
        return f"{kind.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    kind.__init__ = _filling(kind, fields)
    kind.__eq__ = equals
    kind.__hash__ = lambda self: hash(values(self))
    kind.__repr__ = in_words
    kind.__reduce__ = lambda self: (self.__class__, values(self))
    kind.__setattr__ = kind.__delattr__ = _refuse
    return kind


def _refuse(_: object, name: str, *__: object) -> Never:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


def _filling(kind: type, fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    known: dict[str, Any] = {"given_later": _GIVEN_LATER}
    arguments, lines = [], []
    for field in fields:
        name, given = field.name, field.name
        known[f"fill_{name}"] = kind.__dict__[name].__set__
        if field.default_factory is not dataclasses.MISSING:
            known[f"make_{name}"] = field.default_factory
            arguments.append(f"{name}=given_later")
            given = f"make_{name}() if {name} is given_later else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"usual_{name}"] = field.default
            arguments.append(f"{name}=usual_{name}")
        else:
            arguments.append(name)
        lines.append(f"    fill_{name}(self, {given})")
    exec("\n".join([f"def __init__(self, {', '.join(arguments)}):", *lines]), known)  # noqa: S102  # as dataclasses does
    return known["__init__"]
