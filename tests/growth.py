"""How the work of a function grows with its input, counted in steps of the interpreter, so that no clock is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import log
from types import FrameType
from typing import Any


def count_steps(work: Callable[[], object]) -> int:
    """Lines that a call runs, those of everything it calls in Python included.

    Each turn of a loop counts, of one within a line too: the interpreter tells a tracer of every jump back. Instructions
    would give the same exponents, at four times the cost.
    """
    steps = 0

    def trace(_frame: FrameType, _event: str, _: Any) -> Any:
        nonlocal steps
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def growth_exponent(prepare: Callable[[int], Callable[[], object]], small: int, factor: int = 4) -> float:
    """The exponent e of steps ~ size^e between inputs of size `small` and `factor` times that; 1 is linear.

    `prepare` makes the input of a size and gives back the work to count on it; it runs once before it is counted, so
    that what is loaded or compiled at the first use does not count.
    """
    prepare(small)()
    few, many = (count_steps(prepare(size)) for size in (small, factor * small))
    return log(many / few) / log(factor)
