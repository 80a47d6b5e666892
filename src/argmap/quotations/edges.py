"""What a sentence says right before the first and right behind the last word that is quoted of it.

"… allowed to close the ferry" of "is not allowed to close the ferry" has every word right and the sense turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argmap.quotations.lexicon import Lexicon
from argmap.quotations.match import Difference, DifferenceWeight
from argmap.quotations.quoting import ELLIPSIS
from argmap.quotations.tokens import Token, tokenise

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n\s*\n|\f|[;:]")
_WORD = re.compile(r"\w")
_NEGATION = "a negation"
# So many letters to either side are looked at, and so many words.
_NEAR = 80
_BEFORE = _BEHIND = 2


def cut_off(quote: str, text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Difference]:
    """What turns round the words ``text[start:end]``, quoted as `quote`, and stands right before or behind them.

    With an ellipsis at that end it is an alteration, and so it is without where nothing else is left of the sentence;
    where the quotation goes on in the author's own words without a mark, these may say it: a warning.
    """

    def difference(side: str, word: str, kind: str, left_out: bool) -> Difference:
        note = f"“{word}” ({kind}) stands right {side} the words quoted"
        weight: DifferenceWeight = "alteration" if left_out else "editorial"
        return Difference("negation" if kind == _NEGATION else "omission", "", word, weight, note, start, end)

    dots = [(found.start(), found.end()) for found in ELLIPSIS.finditer(quote)]
    opened = any(not _WORD.search(quote, 0, at) for at, _ in dots)
    closed = any(not _WORD.search(quote, at) for _, at in dots)
    if found := _denying(_words_before(text, start)[-_BEFORE:], lexicon):
        yield difference("before", *found, opened)
    behind = _words_behind(text, end)
    if len(behind) <= _BEHIND and (found := _denying(behind, lexicon)):
        # "Der Rat zahlte die Schuld" of "Der Rat zahlte die Schuld nicht."
        yield difference("behind", *found, True)
    elif behind and behind[0].key in lexicon.conditions:
        yield difference("behind", behind[0].form, "a condition or exception", closed)


def _denying(words: list[Token], lexicon: Lexicon) -> tuple[str, str] | None:
    """The word that turns round what stands beside it: a negation or a refusal, at most a small word between."""
    for at, word in reversed(list(enumerate(words))):
        others = [w for i, w in enumerate(words) if i != at]
        if any(w.key not in lexicon.function_words for w in others):
            continue
        if word.key in lexicon.plain_negations:
            return word.form, _NEGATION
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
