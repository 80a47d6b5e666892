"""The servers that scripted editors talk to end with the tests, and end well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="package", autouse=True)
def servers() -> Iterator[None]:
    yield
    from editor import stop_all

    stop_all()
