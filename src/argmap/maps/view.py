"""What is on one map, before anybody has thought about positions: cards, joints, links, groups.

A `View` is chosen by `views`, measured by `faces`, laid out by `engine` and written by `svg` or `dot`. Its parts come
in the order of the argument, and every text in it is safe to show (`safety.visible`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from argmap.ground.values import dataclass

CardKind = Literal["claim", "outside", "section", "step", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A word of the status line with the element that gives its glyph and colour (None: a plain word)."""

    element: str | None
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line below the claim's sentence: a glyph, a strong beginning (italic for works cited), the rest."""

    text: str
    element: str | None = None
    strong: str = ""
    italic: bool = False
    alarming: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A word that a person sorts claims by, on a strip in the colour `tone` (`style.KEYS`).

    A section's has the `number` of its claims that bear the word behind it (`counted`).
    """

    word: str
    tone: str
    number: int = 1
    counted: bool = False

    @property
    def shown(self) -> str:
        """What stands on the strip."""
        return f"{self.word} ({self.number})" if self.counted else self.word


@dataclass(frozen=True, slots=True)
class Card:
    """A box on the map. `target` is the claim or section it leads to; `name` and `about` are read out to the blind.

    An ``outside`` card is the small card of a claim that belongs to another section. A ``step`` card stands at a joint
    and says by what scheme and warrant the step goes. An ``elsewhere`` card stands for a card on `page`, or for one
    drawn before on the same page. `counts` (section cards) are labels with the number of claims that bear them. `keys`
    are what a person sorts the claims of this map by.
    """

    id: str
    target: str
    kind: CardKind
    look: str
    badges: tuple[Badge, ...]
    corner: str
    text: str
    name: str
    about: str = ""
    rows: tuple[Row, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    page: int = 0
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Joint:
    """Where linked premises meet, and where an undercutter hits the step: the step itself, as a dot."""

    id: str
    look: str
    name: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A line from `source` to `target` (ids of cards or joints), pointing the way of support or attack.

    `ended` is false where the line runs into a joint without a head. `strength` above 1 thickens it (overview).
    """

    source: str
    target: str
    kind: str
    name: str
    word: str = ""
    ended: bool = True
    strength: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """A section drawn around its cards."""

    id: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One map.

    `groups` are the sections with a frame around them, `parts` those by which pages are split.

    `name` is a stable slug (a file name), `paper` the title of the work whose argument it is, `notes` say what was left
    out and why, `focus` is the card that the map is about, `legend` is false where none is wanted, `meanings` say what
    a label means here where that is not what it means elsewhere.
    """

    name: str
    title: str
    description: str
    cards: tuple[Card, ...]
    joints: tuple[Joint, ...] = ()
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    parts: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    focus: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    paper: str = ""
    legend: bool = True

    @property
    def items(self) -> tuple[Card | Joint, ...]:
        """Everything that has a place of its own: the cards, then the joints."""
        return (*self.cards, *self.joints)
