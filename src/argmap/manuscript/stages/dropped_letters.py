"""Words whose letters were dropped without a trace: ``relaon``, ``rela on``.

Nothing at the place says so, therefore the paper as a whole must prove it: a group of letters that every English text
of that length has is all but missing, and many different words that are no words become common ones by this group and
no other. How many would do so by chance is measured on the same text, with groups of letters that no font draws as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from operator import itemgetter
from typing import NamedTuple

from argmap.ground.patterns import later
from argmap.manuscript.document import Repair
from argmap.tongues.known_words import (
    everyday_elsewhere,
    in_case_of,
    ligature_rates,
    words_with_ligatures,
    words_without_ligatures,
)

# Neither a part of an address or a formula, nor of a name in a program.
_WORD = later(r"(?<![\w.\\/@#$=<>{}^*+\ufffd'’-])[A-Za-z]?[a-z]+(?![\w\\/@#$=<>{}^*+(\[\ufffd'’-]|\.\w)")
_SHORTEST_TEXT = 1200
_FEWEST_EXPECTED = 6
_SHARE_LEFT = 0.15
_SHORTEST_WORD = 4
_SHORTEST_PIECE = 3
_COMMON = 5e-6
_KNOWN = 2e-6
_SMALLEST = 2e-5
_FEWEST_WORDS = 5
_TIMES_BY_CHANCE = 4
_SHARE_FOUND = 0.15
# Groups about as common as those that fonts join, which no font joins.
_NEVER_LOST = ("en", "ra", "li", "co", "st", "ar", "ch", "ea")
_LEAST_SURE = 0.6
_MOST_PIECES = 4
_MOST_LOSSES = 3


class _Lost(NamedTuple):
    start: int
    end: int
    form: str


def find_dropped(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """Proposals for words of an English text that lost letters silently; `repairs` are those already made."""
    missing = _missing_groups(text, repairs)
    if max(missing.values(), default=0) < _FEWEST_EXPECTED:
        return []
    taken = {repair.start for repair in repairs}
    tokens = [token for token in _WORD.finditer(text) if token.start() not in taken]
    found: list[Repair] = []
    for left, places in (("", list(_alone(tokens))), (" ", list(_in_pieces(text, tokens)))):
        proven = _proven(missing, left, places)
        if not proven:
            continue
        # the likeliest of all that may be missing, and only where it is one of those that are proven to be
        forms = {place.form for place in places}
        likely = _wholes(list(missing), left, forms)
        wholes = _wholes(proven, left, forms)
        end = 0
        for place in places:
            best = _best(likely.get(place.form, ()))
            if best is None or best[1] < _LEAST_SURE or best[0] not in dict(wholes.get(place.form, ())):
                continue
            pieces = [piece for piece in place.form.split() if _is_strange(piece)]
            if place.start >= end and everyday_elsewhere().isdisjoint(pieces):
                end = place.end
                lost = text[place.start : end]
                found.append(Repair(lost, in_case_of(lost, best[0]), best[1], place.start, end))
    return found


def _missing_groups(text: str, repairs: Sequence[Repair]) -> dict[str, float]:
    """Groups of letters that the text holds hardly ever or never, with how many of an English one are expected."""
    if len(text) < _SHORTEST_TEXT:
        return {}
    lowered = text.casefold()
    restored = " ".join(repair.proposed.casefold() for repair in repairs)
    missing = {}
    for group, rate in ligature_rates().items():
        expected = rate * len(text) / 6.2 / 1000
        left = lowered.count(group) + restored.count(group)
        if left < _SHARE_LEFT * max(expected, _FEWEST_EXPECTED):
            missing[group] = expected
    return missing


def _alone(tokens: Sequence[re.Match[str]]) -> Iterator[_Lost]:
    """The words that are in no list; one with a capital only where it stands without it too, and so is no name."""
    common = {token[0] for token in tokens if token[0].islower()}
    known = _known()
    for token in tokens:
        word = token[0].casefold()
        if len(word) >= _SHORTEST_WORD and word in common and word not in known:
            yield _Lost(token.start(), token.end(), word)


def _in_pieces(text: str, tokens: Sequence[re.Match[str]]) -> Iterator[_Lost]:
    """Neighbours with only space between, of which one at least is no word; the longer runs first.

    Two spaces say that two groups were lost there (``compe  on``).
    """
    for k, token in enumerate(tokens):
        ends: list[_Lost] = []
        form, strange = token[0].casefold(), _is_strange(token[0])
        for before, after in pairwise(tokens[k : k + _MOST_PIECES]):
            gap = text[before.end() : after.start()]
            if gap not in (" ", "  ") or not after[0].islower():
                break
            form += gap + after[0]
            strange = strange or _is_strange(after[0])
            if strange:
                ends.append(_Lost(token.start(), after.end(), form))
        yield from reversed(ends)


def _is_strange(piece: str) -> bool:
    return len(piece) >= _SHORTEST_PIECE and _known().get(piece.casefold(), 0.0) < _SMALLEST


@cache
def _known() -> dict[str, float]:
    return words_without_ligatures() | words_with_ligatures()


def _proven(missing: Mapping[str, float], left: str, places: Sequence[_Lost]) -> list[str]:
    """The groups by which many different words of the text, and many more than by chance, become common ones."""
    times = Counter(place.form for place in places)
    if len(times) < _FEWEST_WORDS:
        return []
    gained = {
        group: _made_common(_wholes([group], left, times))
        for group, expected in missing.items()
        if expected >= _FEWEST_EXPECTED
    }
    found = [
        group
        for group, forms in gained.items()
        if len(forms) >= _FEWEST_WORDS and sum(times[form] for form in forms) >= _SHARE_FOUND * missing[group]
    ]
    if not found:
        return []
    by_chance = max(len(_made_common(_wholes([group], left, times, every=True))) for group in _NEVER_LOST)
    return [group for group in found if len(gained[group]) >= _TIMES_BY_CHANCE * by_chance]


def _made_common(wholes: Mapping[str, Sequence[tuple[str, float]]]) -> list[str]:
    """Those forms that are left of a common word."""
    return [form for form, words in wholes.items() if max(words, key=itemgetter(1))[1] >= _COMMON]


def _wholes(
    groups: Sequence[str], left: str, forms: Container[str], *, every: bool = False
) -> dict[str, list[tuple[str, float]]]:
    """Of which words, with their weights, such a form is left when the groups are lost from them, one or several."""
    lost = re.compile("|".join(sorted(groups, key=len, reverse=True)))
    wholes: dict[str, list[tuple[str, float]]] = {}
    for word, weight in dict(pair for group in groups for pair in _holding(group, every)).items():
        first, *others = lost.finditer(word)
        if not others:  # nearly all words; the rest would take ten times as long for each
            form = word[: first.start()] + left + word[first.end() :]
            if form in forms:
                wholes.setdefault(form, []).append((word, weight))
            continue
        places = [found.span() for found in (first, *others)][:_MOST_LOSSES]
        for times in range(1, len(places) + 1):
            for chosen in combinations(places, times):
                form = word
                for start, end in reversed(chosen):
                    form = form[:start] + left + form[end:]
                if form in forms:
                    wholes.setdefault(form, []).append((word, weight * 0.3 ** (times - 1)))
    return wholes


@cache
def _holding(group: str, every: bool) -> list[tuple[str, float]]:
    """The known words that such letters stand in: of those that have a ligature, or of every one."""
    known = _known() if every else words_with_ligatures()
    return [(word, weight) for word, weight in known.items() if group in word and weight >= _KNOWN]


def _best(wholes: Iterable[tuple[str, float]]) -> tuple[str, float] | None:
    """The likeliest of the words, and how sure it is among them."""
    scored = sorted(((weight, word) for word, weight in wholes), reverse=True)
    if not scored:
        return None
    total = sum(weight for weight, _ in scored) + 1e-7
    return scored[0][1], round(0.97 * scored[0][0] / total, 3)
