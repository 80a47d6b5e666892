"""What a draft is made of: claims in the paper's own words, and what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from argmap.drafting.candidates import Candidate, label_of
from argmap.drafting.cues import Cues
from argmap.drafting.relations import Kind
from argmap.drafting.theses import without_announcement
from argmap.manuscript.document import Mark

_SIGN = re.compile(r"\A(?:[•‣▪▫◦●○■□▸►✓➢\uf0a7\uf0b7*–—-]\s|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]\s+(?=[^\W\d_a-z]))")
"""The sign of an item of a list before a sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    """A premise that speaks for or against the claim that holds this link; `said` is the word of the text for it.

    `said` is empty where the link is a guess; `why` tells of it in words either way.
    """

    premise: str
    kind: Kind
    why: str
    said: str = ""


@dataclass(slots=True)
class Point:
    """A drafted claim: its words, the words of the paper, why it was taken, and what it is joined to.

    `again` are the words of the paper at other places that say the same.
    """

    key: str
    text: str
    anchor: str
    section: str | None
    conclusion: bool = False
    marks: tuple[Mark, ...] = ()
    why: str = ""
    links: list[Link] = field(default_factory=list)
    again: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is a conclusion for which no reason was found."""
        return self.conclusion and not any(link.kind == "because" for link in self.links)


@dataclass(frozen=True, slots=True)
class Backbone:
    """The claims of a draft, the conclusions first, and the sentences that are offered beside them.

    `left_out` counts the sentences that would have been taken, and that the paper as read does not hold. `argues` is
    false where no word shows that there is an argument at all.
    """

    claims: list[Point] = field(default_factory=list)
    offers: list[Point] = field(default_factory=list)
    left_out: int = 0
    argues: bool = True


def point_of(candidate: Candidate, why: str, cues: Cues, *, conclusion: bool = False) -> Point:
    """The drafted claim of a sentence, without what only joins it to others or announces it."""
    _, text = label_of(candidate.text, cues)
    for name in ("draws", "turns", "adds", "counts", "gives-reason"):
        text = _without_opening(text, name, cues)
    text = without_announcement(text, cues) if conclusion else text
    return Point(
        candidate.key,
        as_sentence(text),
        candidate.line.sentence.text,
        candidate.section,
        conclusion,
        candidate.line.marks,
        why,
    )


def _without_opening(text: str, name: str, cues: Cues) -> str:
    """The sentence without a word that only joins it to the one before ("However, "), if that is set off."""
    opening = cues.opening(name, text)
    at = text.find(opening) + len(opening)
    rest = text[at:].lstrip(" ,:") if opening and text[at : at + 1] in (",", ":") else text
    # "Dies bedeutet, dass": what is left would be half a sentence
    return text if rest.split(" ", 1)[0].lower() in cues.words("that") else rest


def as_sentence(text: str) -> str:
    """The words as a sentence of their own, without the sign of a list: a capital first, a stop last."""
    text = _SIGN.sub("", " ".join(text.split())).strip(" ,;:")
    text = text[:1].upper() + text[1:]
    closed = text.rstrip("’'»“)").endswith((".", "!", "?"))
    return text if closed or text.endswith(("”", '"')) else f"{text}."
