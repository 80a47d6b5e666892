"""The cards of a very large report, packed: the page's script makes them when somebody comes near to them.

Ten thousand cards as markup are thirteen megabytes, which a browser takes seconds to lay out and nobody reads through.
Packed they are one; until then, and without the script, each claim stands in the list under the map, by its address.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, field

from argmap.ground.unseen import show_unseen
from argmap.outputs.report.page import Card

TOGETHER = 20
"""Cards that are made at once: as many as take a browser less than a tenth of a second."""


@dataclass(slots=True)
class Packs:
    """What a template hands over while it fills a page, and what it gets back for it."""

    together: int = TOGETHER
    _cards: list[tuple[object, ...]] = field(default_factory=list)
    _addressed: set[str] = field(default_factory=set)

    def add(self, card: Card, html: str) -> str:
        """Keep the markup of a card, with what the filters ask of it; empty, so that nothing stands in its place."""
        facts = (card.id, card.label, " ".join(card.sources), " ".join(card.codes), card.review)
        self._cards.append((*facts, show_unseen(str(html))))
        return ""

    def is_first(self, claim: str) -> bool:
        """Whether a claim is met for the first time: there it has its address, until its card is made."""
        if claim in self._addressed:
            return False
        self._addressed.add(claim)
        return True

    def packed(self) -> str:
        """All cards in their order as JSON, deflated (zlib), in Base64, which needs no escaping."""
        text = json.dumps(self._cards, ensure_ascii=False, separators=(",", ":"))
        return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode()
