"""Words that lost letters on their way out of a PDF, and what they most likely were.

Fonts draw ``ti`` or ``fi`` as one sign; where the file does not say which letters the sign stands for, they come out as
U+FFFD, as a wrong letter, or not at all. Each damaged word is tried with every such group of letters, and three things
decide: how common the word is, which groups this paper has lost elsewhere, and which it still has. The text is never
changed: proposals stand beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from argmap.manuscript.document import Repair
from argmap.manuscript.dropped import find_dropped
from argmap.manuscript.vocabulary import in_case_of, ligature_rates, weight_of, words_with_ligatures

# Private use, controls that TeX fonts put in the place of ligatures, and letters no word of a Latin alphabet mixes in.
_LOST = "\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f"
_ODD = "\u0180-\u018f\u0191-\u0217\u021c-\u0258\u025a-\u02af\u0370-\u03ff\u0400-\u04ff"
_SIGN = re.compile(f"[{_LOST}]")
_ODD_SIGN = re.compile(f"(?<=[a-z])[{_ODD}]|[{_ODD}](?=[a-z])|(?<=[a-z])[Ā-ſ]")
_AFTER = re.compile(rf"(?:[^\W\d_]|[{_LOST}]|['’](?=\w)){{0,40}}")
_PRESENTATION = re.compile(r"[^\W\d_]*[\ufb00-\ufb06][^\W\d_\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile("['’]s?$")
_ACCENTED = "éèêëáàâäãåçíìîïñóòôöõøúùûüýšžčćđłışğńęą"
_MOST_SIGNS = 4
# A handful of damaged words teaches little about what was lost: another letter could be meant.
_FEW, _SURE_AMONG_FEW = 5, 0.85
_UNKNOWN = 2e-9
_STEM = re.compile(
    r"(?:non|pre|re|un|de|dis|sub|super|inter|intra|anti|counter|co|pro|multi|geo|euro|neo|post|trans|over|under|micro|macro|socio|bio|mis)"
)


class _Damaged(NamedTuple):
    word: str
    start: int
    end: int
    signs: tuple[str, ...]


def find_repairs(text: str) -> tuple[Repair, ...]:
    """A proposal for each damaged word, in the order of the text; word lists are read only where there is damage."""
    damaged = list(_damaged_words(text))
    repairs = (
        [
            Repair(found[0], unicodedata.normalize("NFKC", found[0]), 1.0, found.start(), found.end())
            for found in _PRESENTATION.finditer(text)
        ]
        if any(c in text for c in "ﬀﬁﬂﬃﬄﬅﬆ")
        else []
    )
    if damaged:
        repairs += _restore(text, damaged)
    repairs += find_dropped(text, repairs)
    return tuple(sorted(repairs, key=lambda repair: repair.start))


def _damaged_words(text: str) -> Iterator[_Damaged]:
    """Words with a sign in place of letters, and words that mix in a letter no such word has."""
    for found in _words_around(text, _SIGN):
        signs = tuple(_SIGN.findall(found[0]))
        if len(found[0]) > len(signs):
            yield _Damaged(*found, signs)
    if text.isascii():
        return
    for word, start, end in _words_around(text, _ODD_SIGN):
        odd = tuple(c for k, c in enumerate(word) if _is_odd(c, k))
        latin = sum(c.isascii() for c in word)
        if 0 < len(odd) < len(word) - 1 and latin >= len(word) - len(odd) and not _SIGN.search(word):
            yield _Damaged(word, start, end, odd)


def _words_around(text: str, sign: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    end = 0
    for found in sign.finditer(text):
        if found.start() < end:
            continue
        start = found.start()
        while start > max(end, found.start() - 40) and _in_word(text, start - 1):
            start -= 1
        after = _AFTER.match(text, found.end())
        end = after.end() if after else found.end()
        yield text[start:end], start, end


def _in_word(text: str, at: int) -> bool:
    letter = text[at]
    return letter.isalpha() or (letter in "'’" and at > 0 and text[at - 1].isalpha()) or bool(_SIGN.match(letter))


def _is_odd(letter: str, at: int) -> bool:
    return bool(re.match(f"[{_ODD}]", letter)) or (at > 0 and letter > "\x7f" and letter.isupper())


class _Proposal(NamedTuple):
    word: str
    letters: tuple[str, ...]
    weight: float


def _restore(text: str, damaged: Sequence[_Damaged]) -> list[Repair]:
    """Choose for each damaged word the proposal that word and paper make likeliest (two rounds of counting)."""
    own = Counter(word.casefold() for word in _WORD.findall(text))
    forms = {(d.word, d.signs) for d in damaged}
    options = {form: _proposals(form[0], form[1], own) for form in forms}
    times = Counter((d.word, d.signs) for d in damaged)
    chances = _chances(text, options, times)
    repairs = []
    for word in damaged:
        best = _best(options[(word.word, word.signs)], word.signs, chances)
        if best is None and all(re.match(f"[{_LOST}]", sign) for sign in word.signs):
            best = _guess(word, chances) or _search_all(word.word, word.signs)
        if best is not None:
            proposed, confidence = best
            if len(damaged) < _FEW:
                confidence = min(confidence, _SURE_AMONG_FEW)
            repairs.append(Repair(word.word, in_case_of(word.word, proposed), confidence, word.start, word.end))
    return repairs


def _proposals(word: str, signs: Sequence[str], own: Counter[str]) -> list[_Proposal]:
    """Every word that comes out when the signs are replaced by letters that are lost together."""
    parts = re.split(
        "|".join(re.escape(sign) for sign in dict.fromkeys(signs)),
        word.casefold() if all(sign == sign.casefold() for sign in signs) else word,
    )
    if len(parts) != len(signs) + 1 or len(signs) > _MOST_SIGNS:
        return []
    parts = [part.casefold() for part in parts]
    groups = list(ligature_rates())
    if len(signs) > 2:
        groups = groups[: 9 if len(signs) == 3 else 6]
    possessive = _POSSESSIVE.search(parts[-1])
    ending = possessive[0] if possessive else ""
    parts[-1] = parts[-1].removesuffix(ending)
    frame = "{}".join(part.replace("{", "{{").replace("}", "}}") for part in parts)
    known, counted = words_with_ligatures(), own.keys()
    wholes = [(frame.format(*letters), letters) for letters in product(groups, repeat=len(signs))]
    found = [
        _Proposal(whole + ending, letters, known.get(whole, 0.0) + 1e-5 * own[whole])
        for whole, letters in wholes
        if whole in known or whole in counted
    ]
    return found or [
        _Proposal(whole + ending, letters, weight) for whole, letters in wholes if (weight := _derived_weight(whole))
    ]


def _derived_weight(word: str) -> float:
    """The weight of a word that is in no list but made of a known one: ``readjusting``, ``multiregional``."""
    prefix = _STEM.match(word)
    if prefix and len(word) - prefix.end() >= 4:
        weight = 0.05 * (words_with_ligatures().get(word[prefix.end() :], 0.0) or weight_of(word[prefix.end() :]))
        if weight:
            return min(weight, 2e-6)
    for ending, instead in (
        ("s", ""),
        ("d", ""),
        ("ed", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
        ("al", ""),
        ("ally", "al"),
        ("ness", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            stem = word[: -len(ending)] + instead
            if words_with_ligatures().get(stem):
                return 3e-7
    return 0.0


def _chances(
    text: str, options: dict[tuple[str, tuple[str, ...]], list[_Proposal]], times: Counter[tuple[str, tuple[str, ...]]]
) -> dict[str, dict[str, float]]:
    """For each sign, how likely it stands for each group of letters, learnt from the paper.

    First from the words themselves; then again with what was learnt, and with the groups the paper still has intact
    counted against them.
    """
    lowered = text.casefold()
    intact = {group: lowered.count(group) for group in ligature_rates()}
    chances: dict[str, dict[str, float]] = defaultdict(lambda: {g: max(r, 0.2) for g, r in ligature_rates().items()})
    for _ in range(3):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for form, proposals in options.items():
            total = sum(_score(p, form[1], chances) for p in proposals)
            for p in proposals if total else ():
                share = times[form] * _score(p, form[1], chances) / total
                for sign, group in zip(form[1], p.letters, strict=True):
                    counts[sign][group] += share
        learnt: dict[str, dict[str, float]] = {}
        for sign, count in counts.items():
            everything = sum(count.values())
            learnt[sign] = {
                group: (count[group] + 0.02 * min(rate, 20))
                / (everything + 1)
                / (1 + intact[group] / (1 + 10 * count[group]))
                for group, rate in ligature_rates().items()
            }
        chances.update(learnt)
    return chances


def _score(proposal: _Proposal, signs: Sequence[str], chances: dict[str, dict[str, float]]) -> float:
    score = proposal.weight
    for sign, group in zip(signs, proposal.letters, strict=True):
        score *= chances[sign][group]
    return score


def _best(
    proposals: Sequence[_Proposal], signs: Sequence[str], chances: dict[str, dict[str, float]]
) -> tuple[str, float] | None:
    scored = sorted(((_score(p, signs, chances), p.word) for p in proposals), reverse=True)
    if not scored or scored[0][0] <= 0:
        return None
    total = sum(score for score, _ in scored) + _UNKNOWN * (0.1 ** (len(signs) - 1))
    return scored[0][1], round(min(0.999, scored[0][0] / total), 3)


def _guess(word: _Damaged, chances: dict[str, dict[str, float]]) -> tuple[str, float] | None:
    """No known word fits: a name or a foreign word. Where the paper lost mostly one group, propose that, not surely."""
    proposed, confidence = word.word, 0.6
    for sign in word.signs:
        total = sum(chances[sign].values()) if sign in chances else 0.0
        if not total:
            return None
        group, chance = max(chances[sign].items(), key=lambda item: item[1])
        if chance / total < 0.7:
            return None
        proposed = proposed.replace(sign, group, 1)
        confidence *= chance / total
    return proposed, round(confidence, 3)


@lru_cache(maxsize=512)
def _search_all(word: str, signs: tuple[str, ...]) -> tuple[str, float] | None:
    """One sign for one lost letter: ``na?ve``, ``Davuto?lu``; known words only."""
    if len(signs) != 1:
        return None
    before, after = word.casefold().split(signs[0], 1)
    letters = (*"abcdefghijklmnopqrstuvwxyz", *_ACCENTED, "")
    scored = sorted(((weight_of(before + c + after), before + c + after) for c in letters), reverse=True)
    if not scored or not scored[0][0]:
        return None
    return scored[0][1], round(0.8 * scored[0][0] / sum(score for score, _ in scored), 3)
