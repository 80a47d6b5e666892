"""A run of lookups that waits for nothing but answers."""

from __future__ import annotations

from functools import partial

import pytest

from argmap.registries import questions
from argmap.registries.client import Client


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No command waits for its turn, or after a failure: how long it would, the tests of the client say."""
    impatient = partial(Client, pauses=dict.fromkeys(questions.ONLINE, 0.0), sleep=lambda _: None)
    monkeypatch.setattr("argmap.registries.client.Client", impatient)
