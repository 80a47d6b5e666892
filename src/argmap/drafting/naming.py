"""Ids for drafted claims: the first telling words of the sentence, and every word without which they would say less.

An id is read as what its claim says. `could-obtain` for "could not obtain" would turn it round, so no word that
negates or restricts is left out, wherever it stands in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from argmap.drafting.cues import Cues
from argmap.notation.vocabulary import id_from
from argmap.tongues.letters import without_marks

_WORDS, _MOST_WORDS = 5, 9


class Names:
    """Gives out names, each once: one that is taken is numbered on."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def free(self, base: str) -> str:
        """`base`, else `base-2`, `base-3` and so on."""
        name, number = base, self._last.get(base, 1)
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name)
        self._last[base] = number
        return name


def name_claims(texts: Iterable[tuple[str, str]], cues: Cues, taken: Iterable[str] = ()) -> dict[str, str]:
    """Key → id for claims given as (key, sentence); ids that would be alike, or are taken, are numbered on."""
    names = Names(taken)
    return {key: names.free("-".join(telling_words(text, cues)) or "claim") for key, text in texts}


def telling_words(text: str, cues: Cues) -> list[str]:
    """The words of an id: five telling ones, then each later one that negates, with the word behind it."""
    words = [word for word in in_plain_letters(_spelt_out(text, cues)).split("-") if word]
    negates = [cues.negates(word) for word in words]
    telling = [
        (word, no)
        for word, no in zip(words, negates, strict=True)
        if no or (word not in cues.small_words and len(word) > 1)
    ] or list(zip(words, negates, strict=True))
    # "existence requires determinacy; determinacy requires …": a word says more once
    chosen, taken = [], 0
    for taken, (word, no) in enumerate(telling, 1):  # noqa: B007
        if no or (word, no) not in chosen:
            chosen.append((word, no))
        if len(chosen) == _WORDS:
            break
    for at in range(taken, len(telling)):
        # "never" alone says nothing: the word that it negates stands behind it
        if len(chosen) < _MOST_WORDS and (telling[at][1] or telling[at - 1][1]):
            chosen.append(telling[at])
    return [word for word, _ in chosen]


def in_plain_letters(text: str) -> str:
    """The id nearest to a text in Latin letters without marks, since ids are typed by hand; other scripts stay."""
    return id_from(without_marks(text))


def _spelt_out(text: str, cues: Cues) -> str:
    """`couldn't` as "could not": an id has no apostrophes, and "couldn" would have lost its sense."""
    text = text.replace("’", "'")
    for pair in cues.words("contractions"):
        short, _, long = pair.partition("/")
        whole = rf"(?<!\w){re.escape(short)}" if short.endswith("'") else rf"{re.escape(short)}(?!\w)"
        text = re.sub(whole, f" {long} ", text, flags=re.IGNORECASE)
    return text
