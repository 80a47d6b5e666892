"""Rows of a table that share all they need, but for what stands in the row, are run as one test where many tests run:
what pytest does around each test is as much as most of them take. By itself, and without workers, each row is a test.
"""

from __future__ import annotations

import pytest

ROWS = pytest.StashKey[list[pytest.Function]]()
_TOGETHER = 25


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the workers of a run of many tests, leave of some rows that follow one another only the first, which runs all."""
    if not hasattr(config, "workerinput"):
        return
    kept: list[pytest.Item] = []
    for item in items:
        first = kept[-1] if kept else None
        if isinstance(item, pytest.Function) and _is_a_row(item):
            if isinstance(first, pytest.Function) and first.originalname == item.originalname:
                rows = first.stash.get(ROWS, [])
                if first.parent is item.parent and 0 < len(rows) < _TOGETHER:
                    rows.append(item)
                    continue
            item.stash[ROWS] = [item]
        kept.append(item)
    items[:] = kept


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
