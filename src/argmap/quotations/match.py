"""The outcome of looking for quoted words in a text."""

from __future__ import annotations

from typing import Literal

from argmap.ground.values import dataclass

MatchState = Literal["verbatim", "noise", "altered", "not-found", "not-checkable"]
DifferenceKind = Literal["digit", "negation", "word", "omission", "insertion", "order", "damage", "ocr"]
DifferenceWeight = Literal["editorial", "warning", "noise", "undecided", "alteration"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the quoted words and the text: what the quotation says, what the text says.

    `weight` tells apart what editors allow, what they allow in form though the words may then say more (``warning``),
    what bad printing explains, what may be that or a change (``undecided``), and what changes the words. `note` is a
    phrase for people ("marked ellipsis", "a negation is gone"). `start` and `end` are the place in the text searched.
    """

    kind: DifferenceKind
    quote: str
    source: str
    weight: DifferenceWeight = "alteration"
    note: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Where quoted words stand in a text and how they differ.

    `start` and `end` are character offsets in the text that was searched (0, 0 where nothing was found); `score` is
    0 to 1; `matched` the words as they stand there; `why` one sentence for people.
    """

    state: MatchState
    score: float = 0.0
    start: int = 0
    end: int = 0
    matched: str = ""
    differences: tuple[Difference, ...] = ()
    why: str = ""

    @property
    def undecided(self) -> bool:
        """The words were found, and whether print or a person changed one of them cannot be told from the text."""
        return self.state == "not-checkable" and any(d.weight == "undecided" for d in self.differences)

    @property
    def found(self) -> bool:
        """The words stand in the text, letter for letter or through noise that explains every difference."""
        return self.state in ("verbatim", "noise")
