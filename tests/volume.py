"""Of very many inputs of a kind `make test` takes a few, and `make test-long` the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest


def few_of(cases: Sequence[Any], few: int) -> list[Any]:
    """Parameters of all cases, in their order, a tuple being several; all but a few that are spread over them evenly
    are marked long.
    """
    taken = {len(cases) * k // few for k in range(few)}
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=() if at in taken else pytest.mark.long)
        for at, case in enumerate(cases)
    ]
