"""What limits a sentence to a part of what it would else be said of: where, when, for whom, on what occasion, in what.

"The tablets halve the risk … when taken daily" of "… for men over sixty …" has no word wrong and says more than its
source. A place or a time in a story ("met in a hotel") limits nothing. So a phrase counts by its words where it names
a group, a study or an occasion, and by its sentence where that tells what holds in general, or what was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from argmap.ground.values import dataclass
from argmap.quotations.folding import fold
from argmap.quotations.lexicon import Lexicon, WordClass, word_class
from argmap.quotations.tokens import Token
from argmap.tongues.lists import lists_of

# What words left out that limit the rest do to it.
LIMIT = "which limits the rest"
_LONGEST = 12
_SHOWN = 4
_SENTENCE_END = re.compile(r"[.!?]")


@dataclass(frozen=True)
class Scope:
    """The words of one tongue that limit, and those of sentences that lose by it, folded."""

    openers: frozenset[str]
    narrow: frozenset[str]
    closers: frozenset[str]
    limits: WordClass
    nouns: WordClass
    settings: WordClass
    owners: frozenset[str]
    hollow: WordClass
    relatives: frozenset[str]
    every: frozenset[str]
    plurals: tuple[str, ...]
    singulars: frozenset[str]
    single: frozenset[str]
    persons: frozenset[str]
    present: frozenset[str]
    past: frozenset[str]
    findings: WordClass

    def is_plural(self, word: str) -> bool:
        """The word names many, by its ending."""
        return len(word) > 3 and word.endswith(self.plurals) and word not in self.singulars


@cache
def load_scope(language: str) -> Scope:
    """The words of a tongue that limit; none where there is no file for it."""
    raw = lists_of(language, "scope")

    def words(name: str) -> frozenset[str]:
        return frozenset(map(fold, raw.get(name, ())))

    return Scope(
        words("openers"),
        words("narrow"),
        words("closers"),
        word_class(raw.get("limits", ())),
        word_class(raw.get("nouns", ())),
        word_class(raw.get("settings", ())),
        words("owners"),
        word_class(raw.get("hollow", ())),
        words("relatives"),
        words("every"),
        tuple(raw.get("plurals", ())),
        words("singulars"),
        words("single"),
        words("persons"),
        words("present"),
        words("past"),
        word_class(raw.get("findings", ())),
    )


def limiting(
    left_out: Sequence[Token],
    before: Sequence[Token],
    behind: Sequence[Token],
    lexicon: Lexicon,
    by_itself: bool = False,
    set_off: bool = False,
) -> str:
    """The first words of what limits the sentence among words left out, or empty.

    `before` and `behind` are what is quoted on both sides, of which the sentence's own words are taken. With
    `by_itself` only what limits any sentence counts. Words `set_off` between commas are mostly said in passing: of
    these only "among", "during" and the like limit, and only what holds in general or was found.
    """
    scope = load_scope(lexicon.language)
    keys = [word.key for word in left_out]
    if not 2 <= len(keys) <= _LONGEST or scope.hollow.begins(keys):
        return ""
    shown = " ".join(word.form for word in left_out[:_SHOWN])
    if scope.limits.begins(keys):
        return shown
    if keys[0] in scope.relatives:
        return shown if len(keys) > 2 and "," not in left_out[0].gap and _names_some(before, scope, lexicon) else ""
    closed = keys[-1] in scope.closers  # "kadınlar arasında": the word of place or time stands behind
    if not (closed or keys[0] in scope.openers) or scope.owners.intersection(keys[1:3]):
        return ""
    if set_off and not (closed or keys[0] in scope.narrow):
        return ""
    small = not closed and keys[-1] in lexicon.function_words
    if behind and (small or not (closed or _ends_a_phrase(behind[0], scope, lexicon))):
        return ""
    if not set_off and any(word in scope.nouns for word in keys):
        return shown
    said = [*_last_sentence(before), *_first_sentence(behind)]
    general = not by_itself and _holds_in_general(said, scope, lexicon)
    return shown if general and _names_a_kind(left_out, scope, lexicon) else ""


def _ends_a_phrase(word: Token, scope: Scope, lexicon: Lexicon) -> bool:
    """What stands before the word may be a whole phrase: "among the old | and", not "for generated | sentences"."""
    small = lexicon.function_words | scope.openers | scope.present | scope.past
    return word.key in small or bool(word.gap.strip()) or word.key in scope.findings


def _names_some(before: Sequence[Token], scope: Scope, lexicon: Lexicon) -> bool:
    """The noun right before a clause names many of which it takes some: "all expenses that", "Farmers who"."""
    if not before or not scope.is_plural(before[-1].key) or before[-1].key in lexicon.function_words:
        return False
    ahead = before[-2:-1]
    bare = not ahead or _SENTENCE_END.search(before[-1].gap) is not None
    return bare or ahead[0].key in scope.every


def _names_a_kind(left_out: Sequence[Token], scope: Scope, lexicon: Lexicon) -> bool:
    """The phrase names a place by name, a time, or a kind of things, and not one thing that is there: "in a hotel"."""
    keys = [word.key for word in left_out]
    if scope.single.intersection(keys[1:2]):
        return False
    named = any(
        word.form[:1].isdigit() or (word.form[:1].isupper() and not lexicon.nouns_have_capitals)
        for word in left_out[1:]
    )
    many = any(scope.is_plural(key) or key in scope.settings for key in keys[1:])
    bare = keys[1] not in lexicon.function_words
    return named or many or bare or keys[0] in scope.narrow or keys[-1] in scope.closers


def _holds_in_general(said: Sequence[Token], scope: Scope, lexicon: Lexicon) -> bool:
    """The sentence tells what always holds, or what was found: by its verb, by "rose" or "risk", by "Women …"."""
    keys = [word.key for word in said]
    if any(key in scope.findings for key in keys) and not scope.persons.intersection(keys):
        return True
    if scope.present.intersection(keys) and not (scope.past | scope.persons).intersection(keys):
        return True
    if len(said) < 2 or keys[0] in lexicon.function_words or not scope.is_plural(keys[0]):
        return False
    return said[0].form[:1].isupper() and not said[1].form[:1].isupper()


def _last_sentence(words: Sequence[Token]) -> Sequence[Token]:
    """The words from the last sentence's start on."""
    starts = (at for at in reversed(range(1, len(words))) if _starts_sentence(words[at]))
    return words[next(starts, 0) :]


def _first_sentence(words: Sequence[Token]) -> Sequence[Token]:
    """The words up to the first sentence's end."""
    return words[: next((at for at in range(len(words)) if _starts_sentence(words[at])), len(words))]


def _starts_sentence(word: Token) -> bool:
    return word.form[:1].isupper() and _SENTENCE_END.search(word.gap) is not None
