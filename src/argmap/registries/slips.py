"""Usual slips in a DOI: what may be meant by one that nobody has registered, and how the two differ.

Nothing here accuses or corrects: what is made of a slip is asked for, and suggested only where its record is the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.sources.identifiers import doi_problem

_TAIL = re.compile(
    r"(?:\.pdf|\.html?|/(?:full|fulltext|full-text|abstract|pdf|epdf|meta|html|summary|references)|[?#].*|v\d+)+\Z"
)
_TWICE = re.compile(r"10\.\d{4,9}/(?:https?://\S*?|doi:)?(10\.\d{4,9}/.+)")
_MOST_MENDED = 3
_MOST_STRETCHES = 3


def mended_dois(doi: str) -> tuple[str, ...]:
    """What a DOI may have been before usual slips befell it, likeliest first; none where it shows no such slip.

    What an address puts behind it; one DOI in another; dashes, escaped signs and doubled ones; a letter in place of the
    digit that looks like it, between digits.
    """
    made = (other for other in _mended(doi) if other != doi and not doi_problem(other))
    return tuple(dict.fromkeys(made))[:_MOST_MENDED]


def _mended(doi: str) -> Iterator[str]:
    inner = _TWICE.fullmatch(doi)
    if inner:
        yield inner[1]
    plain = re.sub("[‐-―−]", "-", doi).replace("\\", "")
    plain = re.sub(r"([./_-])\1+", r"\1", plain)
    yield _TAIL.sub("", plain)
    yield plain
    prefix, _, suffix = _TAIL.sub("", plain).partition("/")
    digits = re.sub(r"(?<=\d)o(?=\d|\Z)|(?<![a-z])o(?=\d)", "0", suffix)
    yield f"{prefix}/{re.sub(r'(?<=[0-9])[li](?=[0-9])', '1', digits)}"


def say_slip(wrong: str, right: str) -> str:
    """How the one differs from the other: ``“3” is missing``; empty where they differ in more than a few places."""
    from rapidfuzz.distance import Levenshtein

    stretches = [step for step in Levenshtein.opcodes(wrong, right) if step.tag != "equal"]
    if not stretches or len(stretches) > _MOST_STRETCHES:
        return ""
    told = []
    for step in stretches:
        has, wants = wrong[step.src_start : step.src_end], right[step.dest_start : step.dest_end]
        if not wants:
            told.append(f"“{has}” is too much")
        else:
            told.append(f"“{has}” stands for “{wants}”" if has else f"“{wants}” is missing")
    return ", ".join(told)


def likeness_of_dois(one: str, other: str) -> float:
    """How alike two DOIs are, 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    alike: float = Levenshtein.normalized_similarity(one, other)
    return alike
