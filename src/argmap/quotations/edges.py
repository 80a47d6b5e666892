"""What a sentence says right before the first and right behind the last word that is quoted of it.

"… allowed to close the ferry" of "is not allowed to close the ferry" has every word right and the sense turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.quotations.lexicon import Lexicon
from argmap.quotations.tokens import Token, tokenise

_DOTS = r"(?:…|\.\s?\.\s?\.|\[\s?…\s?\]|\[\s?\.\s?\.\s?\.\s?\]|\(\s?…\s?\)|\(\s?\.\s?\.\s?\.\s?\))"
_OPENED = re.compile(rf"[\s\"'“”„«»‘’(]*{_DOTS}")
_CLOSED = re.compile(rf"{_DOTS}[\s\"'“”„«»‘’).]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n\s*\n|\f|[;:]")
# So many letters to either side are looked at, and so many words.
_NEAR = 80
_BEFORE = _BEHIND = 2


def cut_off(quote: str, text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[str, str, str, bool]]:
    """The side ("before", "behind"), the word, its class, and whether it is left out rather than left to the author.

    The quotation stands at ``text[start:end]``.
    """
    opened, closed = _OPENED.match(quote) is not None, _CLOSED.search(quote) is not None
    before = _words_before(text, start)[-_BEFORE:]
    found = _denying(before, lexicon)
    if found:
        yield ("before", *found, opened)
    behind = _words_behind(text, end)
    found = _denying(behind[:_BEHIND], lexicon) if len(behind) <= _BEHIND else None
    if found:
        # "Der Rat zahlte die Schuld" of "Der Rat zahlte die Schuld nicht."
        yield ("behind", *found, True)
        return
    first = behind[0] if behind else None
    if first is not None and first.key in lexicon.conditions:
        yield ("behind", first.form, "a condition or exception", closed)


def _denying(words: list[Token], lexicon: Lexicon) -> tuple[str, str] | None:
    """The word that turns round what stands beside it: a negation or a refusal, at most a small word between."""
    for at, word in reversed(list(enumerate(words))):
        others = [w for i, w in enumerate(words) if i != at]
        if any(w.key not in lexicon.function_words for w in others):
            continue
        if word.key in lexicon.plain_negations:
            return word.form, "a negation"
        if word.key in lexicon.refusals:
            return word.form, "a refusal or failure"
    return None


def _words_before(text: str, start: int) -> list[Token]:
    """The words of the same sentence before a place, those near by."""
    near = text[max(0, start - _NEAR) : start]
    ends = [found.end() for found in _SENTENCE_END.finditer(near)]
    return [] if near[-1:].isalnum() else tokenise(near, ends[-1] if ends else 0, len(near))


def _words_behind(text: str, end: int) -> list[Token]:
    """The words of the same sentence behind a place, those near by."""
    near = text[end : end + _NEAR] + " "
    found = _SENTENCE_END.search(near)
    return [] if near[:1].isalnum() else tokenise(near, 0, found.start() if found else len(near))
