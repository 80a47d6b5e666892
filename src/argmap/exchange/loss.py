"""What became of each thing in a file that went from one program to another: kept, changed or lost; nothing in silence.

A reader or writer tells a `LossReport` of everything it meets, by kind ("statement", "inference"). What was read is
then kept, changed or lost by construction, and a reader that forgets a kind is found by counting the file anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from argmap.ground.text import plural, say_list

_MOST_TOLD = 20


@dataclass(slots=True)
class Told:
    """Things of one kind that met the same fate for the same reason; `ids` are the first of them."""

    kind: str
    fate: str
    why: str
    number: int = 0
    ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class LossReport:
    """The counts by kind, and a sentence on all that was changed or lost.

    Kinds are named in the singular, in words for people; `why` is a clause that goes on from "were changed: " or
    "were left out: ", such as "a claims file has no place for dialogue turns".
    """

    kept_of: Counter[str] = field(default_factory=Counter)
    told: dict[tuple[str, str, str], Told] = field(default_factory=dict)
    _kinds: dict[str, None] = field(default_factory=dict)

    def keep(self, kind: str, number: int = 1) -> None:
        """So many of a kind were kept as they are."""
        self._kinds[kind] = None
        self.kept_of[kind] += number

    def change(self, kind: str, id: str, why: str) -> None:
        """One was kept in another form."""
        self._tell(kind, "changed", id, why)

    def lose(self, kind: str, id: str, why: str) -> None:
        """One was left out."""
        self._tell(kind, "lost", id, why)

    def _tell(self, kind: str, fate: str, id: str, why: str) -> None:
        self._kinds[kind] = None
        told = self.told.setdefault((kind, fate, why), Told(kind, fate, why))
        told.number += 1
        if len(told.ids) < _MOST_TOLD:
            told.ids.append(id)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds met, in the order of meeting."""
        return tuple(self._kinds)

    def changed(self, kind: str) -> int:
        """How many of a kind were kept in another form."""
        return self._number(kind, "changed")

    def lost(self, kind: str) -> int:
        """How many of a kind were left out."""
        return self._number(kind, "lost")

    def kept(self, kind: str) -> int:
        """How many of a kind were kept as they are."""
        return self.kept_of[kind]

    def read(self, kind: str) -> int:
        """How many of a kind there were."""
        return self.kept(kind) + self.changed(kind) + self.lost(kind)

    def _number(self, kind: str, fate: str) -> int:
        return sum(told.number for told in self.told.values() if (told.kind, told.fate) == (kind, fate))

    @property
    def complete(self) -> bool:
        """Whether everything was kept as it is."""
        return not self.told

    def sentence(self) -> str:
        """What became of everything, for people."""
        kept = [
            f"{self.kept(kind) + self.changed(kind):,} of {plural(self.read(kind), kind)}"
            for kind in self.kinds
            if self.kept(kind) + self.changed(kind)
        ]
        said = [f"Kept {say_list(kept)}." if kept else "There was nothing to keep."]
        if self.complete:
            return f"{said[0]} Nothing was lost." if kept else said[0]
        for fate, verb in (("changed", "changed"), ("lost", "left out")):
            for told in self.told.values():
                if told.fate == fate:
                    was = "was" if told.number == 1 else "were"
                    said.append(f"{plural(told.number, told.kind)} {was} {verb}: {told.why}.")
        return " ".join(said)

    def as_json(self) -> dict[str, Any]:
        """All of it, as `docs/schemas/exchange.json` describes it."""
        kinds = {
            kind: {
                "read": self.read(kind),
                "kept": self.kept(kind),
                "changed": self.changed(kind),
                "lost": self.lost(kind),
            }
            for kind in self.kinds
        }
        told = [
            {"kind": t.kind, "fate": t.fate, "number": t.number, "why": t.why, "ids": list(t.ids)}
            for t in self.told.values()
        ]
        return {"version": 1, "sentence": self.sentence(), "kinds": kinds, "told": told}
