"""The cards of a very large report, packed: the page's script makes them when somebody comes near to them.

Ten thousand cards as markup are thirteen megabytes, which a browser takes seconds to lay out and nobody reads through.
Packed they are one; until then, and without the script, each claim stands in the list under the map, by its address.
"""

from __future__ import annotations

import base64
import json
import zlib

from argmap.ground.unseen import show_unseen
from argmap.outputs.report.page import Card

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
TOGETHER = 20
"""Cards that are made at once: as many as take a browser less than a tenth of a second."""


class Packs:
    """What a template hands over while it fills a page, and what it gets back for it."""

    together = TOGETHER

    def __init__(self) -> None:
        # each card is packed as it comes: all of them as text, and that as bytes, took half of a large report's memory
        self._packing = zlib.compressobj(9)
        self._packed: list[bytes] = []
        self._any = False
        self._addressed: set[str] = set()

    def add(self, card: Card, html: str) -> str:
        """Keep the markup of a card, with what the filters ask of it; empty, so that nothing stands in its place."""
        facts = (card.id, card.label, " ".join(card.sources), " ".join(card.codes), card.review)
        self._pack(("," if self._any else "[") + _as_json((*facts, show_unseen(str(html)))))
        self._any = True
        return ""

    def is_first(self, claim: str) -> bool:
        """Whether a claim is met for the first time: there it has its address, until its card is made."""
        if claim in self._addressed:
            return False
        self._addressed.add(claim)
        return True

    def packed(self) -> str:
        """All cards in their order as JSON, deflated (zlib), in Base64, which needs no escaping. Asked for once."""
        self._pack("]" if self._any else "[]")
        return base64.b64encode(b"".join((*self._packed, self._packing.flush()))).decode()

    def _pack(self, text: str) -> None:
        if some := self._packing.compress(text.encode("utf-8", "replace")):
            self._packed.append(some)
