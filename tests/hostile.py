"""Hostile inputs for readers: the loop reads a part of each, `make test-long` the whole, and either in little time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

_PART = 40
_FEWEST = 1_000
# each line costs more where it is counted
_SECONDS = 20 if "coverage" in sys.modules else 5


def parts_and_wholes(texts: Mapping[str, str]) -> pytest.MarkDecorator:
    """Parametrises `text`: by the two ends of each text, and by the whole of it, which is long."""
    cases = []
    for name, text in texts.items():
        end = max(_FEWEST, len(text) // _PART)
        short = len(text) <= 2 * end
        cases.append(pytest.param(text if short else text[:end] + text[-end:], id=name))
        if not short:
            cases.append(pytest.param(text, id=f"{name}, whole", marks=pytest.mark.long))
    return pytest.mark.parametrize("text", cases)


def in_little_time(read: Callable[[str], Any], text: str) -> Any:
    """What `read` gives for a text; a quadratic step would take minutes on a whole one."""
    start = time.process_time()
    found = read(text)
    assert time.process_time() - start < _SECONDS
    return found


def pieces(words: str, *others: str, most: int = 40) -> SearchStrategy[str]:
    """Sources made of pieces in any order: words apart by spaces, and others that hold some."""
    return st.lists(st.sampled_from([*words.split(), *others]), max_size=most).map("".join)


def lies_within_its_text(document: Any, source: str = "") -> bool:
    """Whether all that was read of a document stands in its text, however broken the file was; and where the source
    is given, in one of its lines.
    """
    stretches = (*document.blocks, *document.sentences, *document.marks, *document.notes, *document.references)
    lines = range(1, source.count("\n") + 2)
    return all(
        0 <= found.start <= found.end <= len(document.text)
        and (not source or document.place(found.start, found.end).line in lines)
        for found in stretches
    )
