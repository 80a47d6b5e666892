"""Where workers run many tests, some are run as one: what pytest does around each, and what is told of it to the process
that started the workers, is as much as most of them take. Rows of a table that share all they need, but for what stands
in the row, are one test. Of tests that follow one another each is set up and torn down by itself, but what passes is told
once. Without workers each row is a test.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

ALL = pytest.StashKey[int]()
ROWS = pytest.StashKey[list[pytest.Function]]()
_ROWS_TOGETHER = 25

TESTS = pytest.StashKey[list[pytest.Item]]()
_TESTS_TOGETHER = 8  # few enough that no worker is left with much when the others are done


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the workers of a run of many tests, leave of some that follow one another only the first, which runs all."""
    if hasattr(config, "workerinput"):
        config.workeroutput["tests"] = len(items)
        items[:] = _tests_together(_rows_together(items))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """All workers have the same tests."""
    node.config.stash[ALL] = getattr(node, "workeroutput", {}).get("tests", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What is counted as passed is what was told."""
    if tests := config.stash.get(ALL, 0):
        terminalreporter.line(f"{tests} tests, of which some that follow one another are counted as one:")


def _rows_together(items: list[pytest.Item]) -> list[pytest.Item]:
    kept: list[pytest.Item] = []
    for item in items:
        first = kept[-1] if kept else None
        if isinstance(item, pytest.Function) and _is_a_row(item):
            if isinstance(first, pytest.Function) and first.originalname == item.originalname:
                rows = first.stash.get(ROWS, [])
                if first.parent is item.parent and 0 < len(rows) < _ROWS_TOGETHER:
                    rows.append(item)
                    continue
            item.stash[ROWS] = [item]
        kept.append(item)
    return kept


def _tests_together(items: list[pytest.Item]) -> list[pytest.Item]:
    kept: list[pytest.Item] = []
    for item in items:
        if all(mark.name == "parametrize" for mark in item.iter_markers()):
            tests = kept[-1].stash.get(TESTS, []) if kept else []
            if 0 < len(tests) < _TESTS_TOGETHER and tests[0].parent is item.parent:
                tests.append(item)
                continue
            item.stash[TESTS] = [item]
        kept.append(item)
    return kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run tests that are told as one; all that did not simply pass is told by its own name."""
    tests = item.stash.get(TESTS, [])
    if len(tests) < 2:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    passed = False
    for test, following in pairwise([*tests, nextitem]):
        for report in runtestprotocol(test, log=False, nextitem=following):
            plain = report.passed and not hasattr(report, "wasxfail")
            if plain and (passed or report.when != "call"):
                continue
            passed = passed or plain
            if crash := getattr(report.longrepr, "reprcrash", None):
                crash.message = f"{test.name}: {crash.message}"
            report.nodeid = item.nodeid  # by which the worker knows what it runs
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _is_a_row(item: pytest.Function) -> bool:
    """Whether a test needs nothing made for it alone, is marked in no way, and is no property."""
    if not hasattr(item, "callspec") or hasattr(item.obj, "hypothesis"):
        return False
    if any(mark.name != "parametrize" or mark.kwargs.get("indirect") for mark in item.own_markers):
        return False
    # what else is given by rows is a fixture, which makes something of it
    named = [mark.args[0] for mark in item.own_markers]
    in_rows = {name.strip() for names in named for name in (names.split(",") if isinstance(names, str) else names)}
    if not in_rows.issuperset(item.callspec.params):
        return False
    made = item._fixtureinfo.name2fixturedefs
    others = {*item.fixturenames, *item._fixtureinfo.argnames} - item.callspec.params.keys()
    if "request" not in item._fixtureinfo.argnames:
        others.discard("request")  # which a fixture of the session asks for
    return all(name in made and made[name][-1].scope in ("session", "module") for name in others)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run the rows of a table; each that fails is named."""
    rows = pyfuncitem.stash.get(ROWS, [])
    if len(rows) < 2:
        return None
    failed: list[BaseException] = []
    names: list[str] = []
    skipped: list[pytest.skip.Exception] = []
    for row in rows:
        given = {name: pyfuncitem.funcargs[name] for name in row._fixtureinfo.argnames} | row.callspec.params
        try:
            row.obj(**given)
        except pytest.skip.Exception as reason:
            skipped.append(reason)
        except (Exception, pytest.fail.Exception) as error:
            error.add_note(row.nodeid)
            failed.append(error)
            names.append(row.name)
    if failed:
        raise BaseExceptionGroup(f"{len(failed)} of {len(rows)} rows fail: {', '.join(names)}", failed)
    if len(skipped) == len(rows):
        raise skipped[0]
    return True
