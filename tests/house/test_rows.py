"""Rows and tests that are run as one fail as each would by itself."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

import rows
from rows import ROWS, TESTS, pytest_collection_modifyitems, pytest_pyfunc_call, pytest_runtest_protocol


def run(test: Callable[..., None], *values: int) -> object:
    table = [
        SimpleNamespace(
            name=f"test[{value}]",
            nodeid=f"tests/test_it.py::test[{value}]",
            obj=test,
            callspec=SimpleNamespace(params={"value": value}),
            _fixtureinfo=SimpleNamespace(argnames=("shared", "value")),
        )
        for value in values
    ]
    item: Any = SimpleNamespace(stash={ROWS: table}, funcargs={"shared": [], "value": values[0]})
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
        config: Any = SimpleNamespace(**({"workerinput": {}} if worker else {}), workeroutput={})
        left = list(items)
        pytest_collection_modifyitems(config, left)
        assert config.workeroutput == ({"tests": len(items)} if worker else {})
        return [test.name for item in left for test in item.stash.get(TESTS, [item])]

    assert kept(*made(3), *made(2, "test_b")) == ["test_a[0]", "test_b[0]"]
    assert kept(*made(2, named="other, value")) == ["test_a[0]"]
    assert len(kept(*made(3, named="other"))) == 3, "a fixture makes something of each value"
    assert kept(*made(60)) == ["test_a[0]", "test_a[25]", "test_a[50]"]
    assert len(kept(*made(3), worker=False)) == 3
    assert len(kept(*made(3, scope="function"))) == 3
    assert len(kept(*made(3, marks=("xfail",)))) == 3


def test_tests_that_follow_one_another_in_a_file_are_told_as_one_unless_they_are_marked(
    request: pytest.FixtureRequest,
) -> None:
    def made(count: int, *marks: str, parent: Any = request.node.parent) -> list[Any]:
        items = [
            pytest.Function.from_parent(parent, name=f"test_{at}", callobj=lambda tmp_path: None) for at in range(count)
        ]
        for item in items:
            item.own_markers = [getattr(pytest.mark, mark).mark for mark in marks]
        return items

    def told(*items: Any) -> list[int]:
        left = list(items)
        pytest_collection_modifyitems(SimpleNamespace(workerinput={}, workeroutput={}), left)  # type: ignore[arg-type]
        return [len(item.stash.get(TESTS, [item])) for item in left]

    assert told(*made(3), *made(2, "parametrize")) == [5]
    assert told(*made(2), *made(1, "long"), *made(2)) == [2, 1, 2]
    assert told(*made(20)) == [8, 8, 4]
    other = pytest.Module.from_parent(request.node.parent.parent, path=request.node.path)
    assert told(*made(2), *made(2, parent=other)) == [2, 2]


def test_of_tests_told_as_one_all_that_did_not_pass_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(*outcomes: tuple[str, str]) -> list[Any]:
        return [
            SimpleNamespace(
                when=when, outcome=outcome, passed=outcome == "passed", nodeid="its own",
                longrepr=SimpleNamespace(reprcrash=SimpleNamespace(message="why")) if outcome == "failed" else None,
            )
            for when, outcome in outcomes
        ]  # fmt: skip

    sound = ("setup", "passed"), ("call", "passed"), ("teardown", "passed")
    came = {
        "test_a": ends(*sound),
        "test_b": ends(("setup", "passed"), ("call", "failed"), ("teardown", "passed")),
        "test_c": ends(*sound),
        "test_d": ends(("setup", "skipped"), ("teardown", "passed")),
        "test_e": ends(("setup", "passed"), ("call", "passed"), ("teardown", "failed")),
    }
    run: list[tuple[str, str]] = []
    told: list[Any] = []

    def protocol(test: Any, log: bool, nextitem: Any) -> list[Any]:
        run.append((test.name, nextitem.name))
        return came[test.name]

    monkeypatch.setattr(rows, "runtestprotocol", protocol)
    hook = SimpleNamespace(
        pytest_runtest_logstart=lambda **_: None,
        pytest_runtest_logfinish=lambda **_: None,
        pytest_runtest_logreport=lambda report: told.append(report),
    )
    tests = [SimpleNamespace(name=name) for name in came]
    item: Any = SimpleNamespace(stash={TESTS: tests}, ihook=hook, nodeid="the first", location=("", 0, ""))
    last: Any = SimpleNamespace(name="last")
    assert pytest_runtest_protocol(item, last)
    assert run == [*zip(came, [*list(came)[1:], "last"], strict=True)]
    assert [(report.when, report.outcome) for report in told] == [
        ("call", "passed"), ("call", "failed"), ("setup", "skipped"), ("teardown", "failed"),
    ]  # fmt: skip
    assert {report.nodeid for report in told} == {"the first"}
    assert [report.longrepr.reprcrash.message for report in told if report.longrepr] == ["test_b: why", "test_e: why"]
    item.stash[TESTS] = tests[:1]
    assert pytest_runtest_protocol(item, last) is None, "one test is left to pytest"
