"""How the work of a function grows with its input, counted in steps of the interpreter, so that no clock is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import log
from types import FrameType
from typing import Any


def count_steps(work: Callable[[], object]) -> int:
    """Bytecode instructions that a call runs, those of everything it calls in Python included."""
    return _monitored(work) if sys.version_info >= (3, 12) else _traced(work)


def _monitored(work: Callable[[], object]) -> int:
    # from Python 3.12 on a tracer is not told of every instruction
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1

    watch: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    tool, every = watch.OPTIMIZER_ID - 1, watch.events.INSTRUCTION
    watch.use_tool_id(tool, "growth")
    watch.register_callback(tool, every, step)
    watch.set_events(tool, every)
    try:
        work()
    finally:
        watch.set_events(tool, 0)
        watch.register_callback(tool, every, None)
        watch.free_tool_id(tool)
    return steps


def _traced(work: Callable[[], object]) -> int:
    steps = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        if event == "opcode":
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
