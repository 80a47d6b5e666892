"""How much of the paper the claims account for, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from argmap.argument.model import Argument
from argmap.ground.kept import Types, fetch, keep, place_of
from argmap.ground.values import dataclass
from argmap.manuscript.document import Document, Sentence
from argmap.prose.assertions import signs_of_assertion
from argmap.prose.paragraphs import Paragraph

# an anchor accounts for a sentence when it holds this share of it, or this many characters
_SHARE, _CHARACTERS = 0.3, 40
_TYPES: Types = {"argmap.manuscript.document": frozenset(("Sentence",))}

Signs = tuple[tuple[Sentence, tuple[str, ...]], ...]
"""Sentences in their order, each with what calls for support in it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences of the running text, those that some anchor accounts for, and the same for check-worthy ones."""

    sentences: int = 0
    covered: int = 0
    assertions: int = 0
    assertions_covered: int = 0
    uncovered: tuple[tuple[Sentence, tuple[str, ...]], ...] = ()

    def counts(self) -> dict[str, int]:
        """The numbers alone, by name."""
        return {
            "sentences": self.sentences,
            "covered": self.covered,
            "assertions": self.assertions,
            "assertions_covered": self.assertions_covered,
        }


def signs_in(document: Document, tongue: str, paragraphs: Callable[[], Iterable[Paragraph]]) -> Signs:
    """What calls for support in the running text of a paper, which has these paragraphs; kept with the paper."""
    place = place_of(b"", "signs", document.made_of, tongue) if document.made_of else None
    signs: Signs | None = fetch(place, tuple, _TYPES) if place else None
    if signs is None:
        lines = (line for paragraph in paragraphs() for line in paragraph.lines)
        signs = tuple((line.sentence, signs_of_assertion(line.text, tongue)) for line in lines)
        if place:
            keep(signs, place)
    return signs


def measure_coverage(argument: Argument, signs_of: Signs, sentences: int) -> Coverage:
    """Compare the paper's running text with the places where anchors were found; `sentences` is how many it has."""
    anchored = sorted(
        (anchor.match.start, anchor.match.end)
        for claim in argument.claims.values()
        for anchor in claim.anchors
        if anchor.match and anchor.match.end > anchor.match.start and anchor.match.state != "not-found"
    )
    merged = _merge(anchored)
    starts = [start for start, _ in merged]
    covered = assertions = assertions_covered = 0
    uncovered = []
    for sentence, signs in signs_of:
        overlap = _overlap(sentence, merged, starts)
        is_covered = overlap >= min(_CHARACTERS, _SHARE * max(1, sentence.end - sentence.start))
        covered += is_covered
        assertions += bool(signs)
        assertions_covered += bool(signs) and is_covered
        if not is_covered:
            uncovered.append((sentence, signs))
    return Coverage(sentences, covered, assertions, assertions_covered, tuple(uncovered))


def _merge(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _overlap(sentence: Sentence, merged: list[tuple[int, int]], starts: list[int]) -> int:
    total = 0
    index = max(0, bisect_right(starts, sentence.start) - 1)
    for start, end in merged[index:]:
        if start >= sentence.end:
            break
        total += max(0, min(end, sentence.end) - max(start, sentence.start))
    return total
