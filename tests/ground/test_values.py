"""A dataclass that is made quickly is what it was in everything but time."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from inspect import signature

import pytest

from argmap.ground.values import quickly_made


@dataclass(frozen=True, slots=True)
class Plain:
    key: str
    places: tuple[int, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    note: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    key: str
    places: tuple[int, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    note: str | None = None


GIVEN: list[tuple[tuple[object, ...], dict[str, object]]] = [
    (("a",), {}),
    (("a", (1,)), {"note": "n"}),
    ((), {"key": "a", "fields": {"b": "c"}}),
    (("a", (), {}, None), {}),
]


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_it_holds_the_same(values: tuple[object, ...], named: dict[str, object]) -> None:
    quick, plain = Quick(*values, **named), Plain(*values, **named)  # type: ignore[arg-type]
    assert repr(quick) == repr(plain).replace("Plain", "Quick")
    assert quick == Quick(*values, **named) == pickle.loads(pickle.dumps(quick))  # type: ignore[arg-type]
    assert replace(quick, note="other").note == "other"


@pytest.mark.parametrize(("values", "named"), [((), {}), (("a",), {"key": "b"}), (("a",), {"other": 1})])
def test_it_refuses_the_same(values: tuple[object, ...], named: dict[str, object]) -> None:
    for kind in (Plain, Quick):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Quick("a").key = "b"  # type: ignore[misc]


def test_what_is_made_for_one_is_not_shared() -> None:
    Quick("a").fields["b"] = "c"
    assert Quick("a").fields == {}


def test_its_values_are_named_as_before() -> None:
    assert list(signature(Quick).parameters) == list(signature(Plain).parameters)
