"""Words whose letters were dropped without a trace: ``relaon``, ``rela on``.

Nothing in the text says so, therefore this is looked for only where a group of letters that every English text of
that length has is all but missing; and only words that are in no list are restored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product

from argmap.manuscript.document import Repair
from argmap.manuscript.vocabulary import in_case_of, ligature_rates, words_with_ligatures, words_without_ligatures

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_TEXT = 1200
_FEWEST_EXPECTED = 6
_SHARE_LEFT = 0.15
_LONGEST_WORD = 30
_COMMON = 1e-6


def find_dropped(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """Proposals for words that lost letters silently; `repairs` are those already made and are left alone."""
    groups = _missing_groups(text, repairs)
    if not groups:
        return []
    taken = {repair.start for repair in repairs}
    tokens = [token for token in _WORD.finditer(text) if token.start() not in taken]
    alone: dict[str, tuple[str, float] | None] = {}
    found: list[Repair] = []
    skip = -1
    for k, token in enumerate(tokens):
        word = token[0].casefold()
        if token.start() < skip or not 2 <= len(word) <= _LONGEST_WORD or not word.isascii():
            continue
        parts = _neighbours(text, tokens, k)
        best = None
        while best is None and len(parts) > 1:
            best = _across_gaps([part[0].casefold() for part in parts], groups)
            parts = parts if best else parts[:-1]
        if best is None:
            if word not in alone:
                alone[word] = None if _weight(word) else _within(word, groups)
            best = alone[word]
        if best is not None:
            lost = text[token.start() : parts[-1].end()]
            found.append(Repair(lost, in_case_of(token[0], best[0]), best[1], token.start(), parts[-1].end()))
            skip = parts[-1].end()
    return found


def _missing_groups(text: str, repairs: Sequence[Repair]) -> list[str]:
    """Groups of letters that a text of this length must hold and hardly does, in English and not restored already."""
    if len(text) < _SHORTEST_TEXT:
        return []
    lowered = text.casefold()
    words = len(text) / 6.2
    if lowered.count(" the ") + lowered.count(" of ") + lowered.count(" and ") < words * 0.04:
        return []
    restored = " ".join(repair.proposed.casefold() for repair in repairs)
    missing = []
    for group, rate in ligature_rates().items():
        expected = rate * words / 1000
        left = lowered.count(group) + restored.count(group)
        if expected >= _FEWEST_EXPECTED and left < _SHARE_LEFT * expected:
            missing.append(group)
    return missing


def _weight(word: str) -> float:
    return words_with_ligatures().get(word, 0.0) or words_without_ligatures().get(word, 0.0)


def _neighbours(text: str, tokens: Sequence[re.Match[str]], k: int) -> list[re.Match[str]]:
    """The word and up to two more, where only a space stands between them and not all are common words."""
    parts = [tokens[k]]
    for following in tokens[k + 1 : k + 3]:
        if text[parts[-1].end() : following.start()] not in (" ", "  "):
            break
        parts.append(following)
    while len(parts) > 1 and all(_weight(part[0].casefold()) > _COMMON for part in parts):
        parts.pop()
    return parts


def _across_gaps(words: Sequence[str], groups: Sequence[str]) -> tuple[str, float] | None:
    """``rela on`` → relation: one of the pieces at least is no word by itself."""
    if all(_weight(word) and len(word) > 2 for word in words):
        return None
    scored: list[tuple[float, str]] = []
    for letters in product(groups, repeat=len(words) - 1):
        whole = words[0] + "".join(group + word for group, word in zip(letters, words[1:], strict=True))
        scored.append((words_with_ligatures().get(whole, 0.0), whole))
    best = max(scored)
    if best[0] < 5e-7 or len(best[1]) < 6:
        return None
    return best[1], round(0.95 * best[0] / sum(score for score, _ in scored), 3)


def _within(word: str, groups: Sequence[str]) -> tuple[str, float] | None:
    """The likeliest known word that `word` becomes with one missing group put back, else with two."""
    once = _put_back([word], groups)
    weights = {whole: words_with_ligatures()[whole] for whole in once if whole in words_with_ligatures()}
    if not weights and len(word) > 4:
        twice = _put_back(once, groups)
        weights = {whole: 0.1 * words_with_ligatures()[whole] for whole in twice if whole in words_with_ligatures()}
    if not weights:
        return None
    best = max(weights, key=lambda whole: (weights[whole], whole))
    sure = 0.97 if len(word) > 3 else 0.6
    return best, round(sure * weights[best] / (sum(weights.values()) + 1e-7), 3)


def _put_back(words: Iterable[str], groups: Sequence[str]) -> set[str]:
    return {word[:k] + group + word[k:] for word in words for k in range(len(word) + 1) for group in groups}
