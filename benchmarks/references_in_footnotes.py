"""Measures how many references in footnotes of German papers are found, against strings segmented by hand.

The papers are PDFs in the folder that ARGMAP_CORPORA names (`footnote-papers/`), half of them with a reference list
besides; beside each lies `N.references.xml`, a line a reference. Words are compared without case, hyphens and
punctuation. A reference counts as *read* when four in five of its words stand in one note or entry (so that what is
lost by the layout of the page shows), as *found* when they stand in the works that argmap shows of that note or entry,
and as *its own* when half of the words of each of these works are the reference's, a work counting for one reference.
(Some strings hold several works, `Doe (2007); Roe (2008)`.)

Run: ARGMAP_CORPORA=… python benchmarks/references_in_footnotes.py [--missed]
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from argmap.manuscript import read
from argmap.manuscript.document import Document
from shared.table import corpora, head, row

LEAST_SHARED = 0.8
LEAST_OWN = 0.5


class Score(NamedTuple):
    """How many references a paper has, and how many of them were read, found, and found as works of their own."""

    stated: int = 0
    read: int = 0
    found: int = 0
    own: int = 0

    def plus(self, other: Score) -> Score:
        """The sum of two scores."""
        return Score(*map(sum, zip(self, other, strict=True)))


def words_of(text: str) -> Counter[str]:
    """The words of a text with how often each stands there."""
    plain = re.sub(r"[-‐–­¬'’]\s*", "", text.casefold())
    return Counter(re.findall(r"[^\W_]+", plain))


def share(part: Counter[str], whole: Counter[str]) -> float:
    """How many of the words of `part` stand in `whole`, from 0 to 1."""
    return (part & whole).total() / max(1, part.total())


def score(stated: list[str], document: Document, show: bool) -> Score:
    """Compare what is stated with what was read."""
    words = {reference.id: words_of(reference.text) for reference in document.references}
    places = [[r.id] for r in document.references if r.origin != "note"]
    places += [list(note.references) for note in document.notes]
    read_there = [words[place[0]] for place in places if len(place) == 1]
    read_there += [words_of(note.body) for note in document.notes]
    free = set(words)
    total = Score()
    for text in stated:
        wanted = words_of(text)
        in_place = any(share(wanted, there) >= LEAST_SHARED for there in read_there)
        held = any(share(wanted, _sum(words, place)) >= LEAST_SHARED for place in places)
        own = next((chosen for place in places if (chosen := _own(wanted, words, free.intersection(place)))), None)
        free.difference_update(own or ())
        total = total.plus(Score(1, in_place, held or bool(own), bool(own)))
        if show and not own:
            state = "not its own" if held else "not found" if in_place else "not read"
            print(f"   {state}: {text[:150]}")
    return total


def _sum(words: dict[str, Counter[str]], names: Iterable[str]) -> Counter[str]:
    return sum((words[name] for name in names), Counter())


def _own(wanted: Counter[str], words: dict[str, Counter[str]], names: Iterable[str]) -> list[str]:
    """Those of the works that are mostly the wanted reference, if together they hold four in five of its words."""
    mostly = [name for name in sorted(names) if share(words[name], wanted) >= LEAST_OWN]
    best = max(mostly, key=lambda name: share(words[name], wanted) * share(wanted, words[name]), default=None)
    if best and share(wanted, words[best]) >= LEAST_SHARED:
        return [best]
    return mostly if share(wanted, _sum(words, mostly)) >= LEAST_SHARED else []


def main() -> None:
    """Print the table."""
    folder = corpora()
    if folder is None:
        return
    chosen = [name for name in sys.argv[1:] if not name.startswith("-")]
    sums: dict[str, Score] = {}
    head("paper", "stated", "read", "found", "its own")
    for path in sorted((folder / "footnote-papers").glob("*/*.pdf")):
        if chosen and path.stem not in chosen:
            continue
        lines = path.with_suffix(".references.xml").read_text(encoding="utf-8").splitlines()
        stated = [html.unescape(re.sub(r"<[^>]*>", "", line)) for line in lines]
        stated = [text for text in stated if words_of(text)]
        found = score(stated, read(path), "--missed" in sys.argv)
        sums[path.parent.name] = sums.get(path.parent.name, Score()).plus(found)
        row(path.stem, found.stated, found.read, found.found, found.own)
    for name, total in sums.items():
        of = max(1, total.stated)
        row(name, total.stated, *(f"{part / of:.2f}" for part in (total.read, total.found, total.own)))


if __name__ == "__main__":
    main()
