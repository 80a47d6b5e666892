"""The nearest known word, for every "did you mean …?" of the program.

Distance is optimal string alignment (a swap of neighbours counts once), the usual measure for slips of the hand.
"""

from __future__ import annotations

from collections.abc import Iterable

_CUTOFF = 0.6


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was most likely meant to be, or None where nothing is near.

    Equal but for letter case wins; of equally near ones, the first. rapidfuzz is imported here, since only a run that
    has a mistake to report needs it.
    """
    known = [candidate for candidate in candidates if candidate]
    folded = word.casefold()
    for candidate in known:
        if candidate.casefold() == folded:
            return candidate
    if not folded or not known or len(folded) > 200:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(
        folded, known, scorer=OSA.normalized_similarity, processor=str.casefold, score_cutoff=_CUTOFF
    )
    return str(found[0]) if found else None
