"""What a person wants to tell apart on a map beside what stands: tags, the sort of source, or who says it.

Each is a strip at the foot of a card with its word in it, so that nobody needs to tell colours apart; the colours let
the eye find all cards that bear the same. The commonest have a colour of their own, the rest share one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from argmap.argument.model import Argument, Claim
from argmap.ground.unseen import on_one_line
from argmap.maps.style import KEYS, OTHER_KEY
from argmap.maps.view import Card, Key, View


def _tags(claim: Claim) -> Iterable[str]:
    return (tag for tag in claim.tags if tag != "draft")


def _sources(claim: Claim) -> Iterable[str]:
    yield from (item.type or "evidence" for item in claim.evidence)
    yield from (item.type or "work cited" for item in claim.citations)


def _speaker(claim: Claim) -> Iterable[str]:
    return filter(None, (claim.said_by,))


_ASKED: Mapping[str, tuple[Callable[[Claim], Iterable[str]], str]] = {
    "tag": (_tags, "a tag"),
    "source": (_sources, "evidence or a work cited"),
    "speaker": (_speaker, "a line that says whose it is"),
}
COLOURED_BY = tuple(_ASKED)


def coloured(view: View, argument: Argument, by: str) -> View:
    """The view with strips on its cards for what is asked (one of `COLOURED_BY`); a section's tell how many claims."""
    words_of, what = _ASKED[by]
    borne = {claim.id: tuple(dict.fromkeys(map(on_one_line, words_of(claim)))) for claim in argument.claims.values()}
    sections = {section.id: section.claims for section in argument.sections}
    alone = {card.target for card in view.cards if card.kind == "claim"}

    def found(card: Card) -> Counter[str]:
        if card.kind == "section":
            return Counter(w for c in sections[card.target] if c not in alone for w in borne[c])
        return Counter(borne[card.target] if card.kind in ("claim", "outside") else ())

    counts = {card.id: found(card) for card in view.cards}
    # counted over the whole argument, so that a word has one colour on all its maps
    ranked = [word for word, _ in Counter(word for words in borne.values() for word in words).most_common()]
    tones = [name for name in KEYS if name != OTHER_KEY]
    tone = dict.fromkeys(ranked, OTHER_KEY) | dict(zip(ranked, tones, strict=False))

    def keys(card: Card) -> tuple[Key, ...]:
        of_section = card.kind == "section"
        borne_here = counts[card.id]
        return tuple(Key(word, tone[word], borne_here[word], of_section) for word in ranked if word in borne_here)

    none = (f"No claim on this map has {what}, so nothing is coloured by it.",)
    notes = view.notes if any(counts.values()) else (*view.notes, *none)
    return replace(view, cards=tuple(replace(card, keys=keys(card)) for card in view.cards), notes=notes)
