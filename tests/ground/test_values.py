"""A dataclass that is made quickly is what it was in everything but time."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace
from inspect import signature

import pytest

from argmap.ground.values import dataclass


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    key: str
    places: tuple[int, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    note: str | None = None


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
    assert quick == copy.deepcopy(quick) == replace(replace(quick, note="other"), note=quick.note)
    assert quick != plain
    assert quick != replace(quick, note="other")
    assert dataclasses.asdict(quick) == dataclasses.asdict(plain)
    assert Quick.__match_args__ == Plain.__match_args__
    assert not hasattr(quick, "__dict__")


@pytest.mark.parametrize(("values", "named"), [((), {}), (("a",), {"key": "b"}), (("a",), {"other": 1})])
def test_it_refuses_the_same(values: tuple[object, ...], named: dict[str, object]) -> None:
    for kind in (Plain, Quick):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Quick("a").key = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Quick("a").other = "b"  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        del Quick("a").key


@dataclass(frozen=True, slots=True)
class One:
    key: str


def test_its_hash_is_that_of_its_values() -> None:
    assert hash(One("a")) == hash(("a",))
    assert hash(Quick("a", (1,), (), "n")) == hash(Plain("a", (1,), (), "n"))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        hash(Quick("a"))


def test_what_is_not_as_all_others_is_the_librarys() -> None:
    @dataclass(frozen=True, slots=True)
    class Counted:
        key: str
        seen: int = field(default=0, compare=False, repr=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "key", self.key.upper())

    @dataclass(frozen=True, slots=True)
    class Own:
        key: str
        seen: int = field(default=0, compare=False)

    @dataclass(slots=True)
    class Open:
        key: str

    @dataclass(frozen=True)
    class Wide:
        key: str

    assert Counted("a", 1) == Counted("A", 2)
    assert repr(Counted("a")).endswith("Counted(key='A')")
    assert Own("a", 1) == Own("a", 2)
    changed = Open("a")
    changed.key = "b"
    assert changed == Open("b")
    assert vars(Wide("a")) == {"key": "a"}


def test_what_is_made_for_one_is_not_shared() -> None:
    Quick("a").fields["b"] = "c"
    assert Quick("a").fields == {}


def test_its_values_are_named_as_before() -> None:
    assert list(signature(Quick).parameters) == list(signature(Plain).parameters)
