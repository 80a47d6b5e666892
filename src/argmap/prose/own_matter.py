"""Where a paper is its own source: what it says of itself, of what was done for it and of what came out of that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from argmap.manuscript.document import Document
from argmap.prose.paragraphs import Paragraph, display_named
from argmap.tongues.prose import first_word, opening_word, pattern

# p < .05, n = 40, r(229) = -0.04: what was computed for the paper
_COMPUTED = re.compile(
    r"(?<![\w.])(?:[pnNMtFrzdkβαχηω]\w?|SD|SE|df|CI|OR|RR|HR|AIC|BIC|[A-Za-z]\w{0,3})\s?(?:\([^()]{1,20}\)\s?)?"
    r"[=<>≤≥≈±]\s?[-−–]?[\d.]|±|\b\d+% CI\b|[∑∏∫√∂∇≤≥≠≈∈∀∃]|\\[a-zA-Z]{2,}"
)
# "Table 3:", "Source: ..."
_NUMBERED = re.compile(r"\s*[\w.]{0,4}\s*[\d.:]")
# "Data Grid: …", "Result: …"
_LABEL = re.compile(r"[A-Z]\w+:\s")
WORDS = ("own", "supposed", "own-work", "done")


def is_own(sentence: str, document: Document) -> bool:
    """Whether a sentence speaks of the paper, of its data, displays, examples and results: it needs no source then.

    The paper's tongue must have the lists and patterns that `WORDS` names.
    """
    named = document.title and _names(document.title, sentence)
    return bool(named) or _speaks_of_itself(sentence, document.tongue or "en")


def places_of_results(prose: Sequence[Paragraph]) -> dict[str, str]:
    """Where sentences that cite nothing tell results of the paper's own, by their ids.

    That is a table or a figure that they name, or a section of results in which they count something.
    """
    places = {}
    for paragraph in prose:
        if paragraph.part not in ("body", "own work") or not (paragraph.section and paragraph.section.title):
            continue
        for line in (line for line in paragraph.lines if not line.marks):
            if shown := display_named(line.text):
                places[line.sentence.id] = shown
            elif paragraph.part == "own work" and any(map(str.isdigit, line.text)):
                places[line.sentence.id] = f"“{' '.join(paragraph.section.title.split())}”"
    return places


@lru_cache(maxsize=65536)  # several checks ask about the same sentences, of a long book too
def _speaks_of_itself(sentence: str, tongue: str) -> bool:
    return bool(
        pattern("own", tongue).search(sentence)
        or _COMPUTED.search(sentence)
        or pattern("supposed", tongue).match(sentence)
        or is_caption(sentence)
        or first_word("own-work", sentence, tongue)
        or pattern("done", tongue).search(sentence)
    )


@lru_cache(maxsize=4096)
def is_caption(first: str) -> bool:
    """Whether a paragraph with this first sentence is the caption of something, whatever the file calls it."""
    if _LABEL.match(first):
        return True
    label = opening_word("caption-words", first)
    return bool(label and _NUMBERED.match(first, label.end()))


def _names(title: str, sentence: str) -> bool:
    """Whether a sentence names what the paper presents: "Ledger: a package for grain accounts"."""
    name, colon, _ = title.partition(":")
    return bool(colon) and len(name.split()) <= 2 and re.search(rf"\b{re.escape(name)}\b", sentence) is not None
