"""Rows that are run as one test fail as each would by itself."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from rows import ROWS, pytest_collection_modifyitems, pytest_pyfunc_call


def run(test: Callable[..., None], *values: int) -> object:
    rows = [
        SimpleNamespace(
            name=f"test[{value}]",
            nodeid=f"tests/test_it.py::test[{value}]",
            obj=test,
            callspec=SimpleNamespace(params={"value": value}),
            _fixtureinfo=SimpleNamespace(argnames=("shared", "value")),
        )
        for value in values
    ]
    item: Any = SimpleNamespace(stash={ROWS: rows}, funcargs={"shared": [], "value": values[0]})
    return pytest_pyfunc_call(item)


def test_every_row_is_run_and_each_that_fails_is_named() -> None:
    seen = []

    def test(shared: list[int], value: int) -> None:
        seen.append(value)
        if value == 4:
            pytest.skip("not here")
        if value == 5:
            pytest.fail("so it is")
        assert value != 2, "two"

    assert run(test, 1, 3) is True
    assert run(test, 1, 4) is True
    with pytest.raises(BaseExceptionGroup, match=r"2 of 5 rows fail: test\[2\], test\[5\]") as failed:
        run(test, 1, 2, 3, 5, 6)
    assert [error.__notes__ for error in failed.value.exceptions] == [
        ["tests/test_it.py::test[2]"],
        ["tests/test_it.py::test[5]"],
    ]
    assert seen == [1, 3, 1, 4, 1, 2, 3, 5, 6]
    with pytest.raises(pytest.skip.Exception):
        run(test, 4, 4)
    assert run(test, 2) is None, "one row is left to pytest"


def test_rows_are_put_together_only_in_workers_and_only_those_that_share_all_they_need(
    request: pytest.FixtureRequest,
) -> None:
    def made(
        count: int, name: str = "test_a", scope: str = "session", marks: tuple[str, ...] = (), named: str = "value"
    ) -> list[Any]:
        items = []
        for value in range(count):
            item = pytest.Function.from_parent(
                request.node.parent, name=f"{name}[{value}]", originalname=name, callobj=lambda value: None
            )
            item.callspec = SimpleNamespace(params={"value": value})
            item.fixturenames = ["value", "made"]
            item._fixtureinfo = SimpleNamespace(
                argnames=("value",), name2fixturedefs={"made": [SimpleNamespace(scope=scope)]}
            )
            item.own_markers = [getattr(pytest.mark, mark).mark for mark in marks]
            item.own_markers.append(pytest.mark.parametrize(named, [value]).mark)
            items.append(item)
        return items

    def kept(*items: Any, worker: bool = True) -> list[str]:
        config: Any = SimpleNamespace(**({"workerinput": {}} if worker else {}))
        left = list(items)
        pytest_collection_modifyitems(config, left)
        return [item.name for item in left]

    assert kept(*made(3), *made(2, "test_b")) == ["test_a[0]", "test_b[0]"]
    assert kept(*made(2, named="other, value")) == ["test_a[0]"]
    assert len(kept(*made(3, named="other"))) == 3, "a fixture makes something of each value"
    assert kept(*made(60)) == ["test_a[0]", "test_a[25]", "test_a[50]"]
    assert len(kept(*made(3), worker=False)) == 3
    assert len(kept(*made(3, scope="function"))) == 3
    assert len(kept(*made(3, marks=("xfail",)))) == 3
