"""Words that lost letters on their way out of a PDF, and what they most likely were.

Fonts draw ``ti`` or ``fi`` as one sign; where the file does not say which letters the sign stands for, they come out as
U+FFFD, as a wrong letter, or not at all. A proposal needs two things. The text must carry evidence of the loss: a sign
that no writer puts into a word, and words of this paper that its absence explains. And the word must be one: in the
English word list where the paper is English, or whole elsewhere in the paper. The same sign stands in formulas, for
quotation marks and for accented letters, so that a sign which makes no words is left alone wherever it stands. The text
is never changed: proposals stand beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from argmap.manuscript.document import Repair
from argmap.manuscript.stages.dropped_letters import find_dropped
from argmap.tongues.known_words import in_case_of, is_common, ligature_rates, weight_of, words_with_ligatures
from argmap.tongues.telling import tell_tongue

# The readers whose text was drawn by fonts. In the others letters do not vanish; only what was pasted can be broken.
_DRAWN = ("pdf", "text")
_REPLACED = "\ufffd\ue000-\uf8ff"
# The places of ligatures in the old encodings of TeX's fonts.
_CONTROLS = "\x00-\x08\x0b\x0e-\x1f"
# Numbers of glyphs taken for letters: next to no alphabet has these, and none a capital inside a word.
_NUMBERS = "ƞƟƩƪƫ"
_CAPITALS = "".join(c for c in map(chr, range(0xC0, 0x180)) if c.isupper())
_ODD = re.compile(rf"[{_NUMBERS}]|(?<=[a-z])[{_CAPITALS}]")
_FORMS = "ﬀﬁﬂﬃﬄﬅﬆ"
_FORMED = re.compile(rf"[^\W\d_]*[{_FORMS}][^\W\d_\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile("['’]s?$")
_MOST_SIGNS = 4
_LONGEST_WORD = 40
_MOST_TRIED = 400_000
"""How many combinations of letters are tried in one paper; the words that return most have the first turn."""
_FEWEST_LETTERS = 2
_TELLING_LETTERS = 3
# A handful of damaged words teaches little about what was lost: another letter could be meant.
_FEW, _SURE_AMONG_FEW = 5, 0.85
_ESTABLISHED = 2
_LEAST_EXPLAINED = 0.5
_LEAST_SURE = 0.6
_UNKNOWN = 2e-9
_SEEN_WHOLE = 0.9
_STEM = re.compile(
    r"(?:non|pre|re|un|de|dis|sub|super|inter|intra|anti|counter|co|pro|multi|geo|euro|neo|post|trans|over|under|micro|macro|socio|bio|mis)"
)


class _Form(NamedTuple):
    """A damaged word as often as it stands in the paper: all of it, its signs, and what stands between these."""

    word: str
    signs: tuple[str, ...]
    between: tuple[str, ...]

    @property
    def parts(self) -> list[str]:
        """What stands between the signs, in lower case."""
        return [part.lower() for part in self.between]

    @property
    def whole_words(self) -> bool:
        """Whether words stand on both sides of the sign, or one beside it: it may be a dash or a quotation mark."""
        parts = [part for part in self.parts if part]
        return all(len(part) > 1 and is_common(part.strip("'’")) for part in parts)


class _Proposal(NamedTuple):
    word: str
    letters: tuple[str, ...]
    weight: float


_Chances = Mapping[str, Mapping[str, float]]
_Options = Mapping[_Form, Sequence[_Proposal]]


def find_repairs(text: str, kind: str = "text", language: str | None = None) -> tuple[Repair, ...]:
    """A proposal for each damaged word that has one, in the order of the text.

    `kind` is that of the `Draft`, `language` the tongue where it is named; else it is told from the text. Word lists
    are read only where there is damage.
    """
    drawn = kind in _DRAWN
    repairs = [
        Repair(found[0], unicodedata.normalize("NFKC", found[0]), 1.0, found.start(), found.end())
        for found in (_FORMED.finditer(text) if drawn and any(c in text for c in _FORMS) else ())
    ]
    signs = re.compile(f"[{_REPLACED}{_CONTROLS}]" if drawn else f"[{_REPLACED}]")
    damaged = list(_words_with(signs, text))
    odd = drawn and not text.isascii() and bool(_ODD.search(text))
    english = bool(damaged or odd or drawn) and (language == "en" if language else _is_english(text))
    if odd and english:
        damaged += _words_with(_ODD, text)
    if damaged:
        repairs += _restore(text, damaged, english)
    if drawn and english:
        repairs += find_dropped(text, repairs)
    return tuple(sorted(repairs, key=lambda repair: repair.start))


def _is_english(text: str) -> bool:
    """Whether the text is English; one too short to tell by its small words is, where it has one of the commonest."""
    tongue = tell_tongue([text])
    if tongue is not None:
        return tongue.code == "en"
    return len(text) < 400 and bool(re.search(r"(?i)\b(?:the|of|and)\b", text))


def _words_with(sign: re.Pattern[str], text: str) -> Iterator[tuple[int, int, _Form]]:
    """The words that hold such a sign, with their places: Latin letters in the case of a word, and enough of them."""
    if not sign.search(text):
        return
    inside = re.compile(rf"(?:[^\W\d_]|['’](?=\w)|{sign.pattern})+")
    for found in inside.finditer(text):
        signs = tuple(sign.findall(found[0]))
        if not signs or len(signs) > _MOST_SIGNS or len(found[0]) > _LONGEST_WORD:
            continue
        rest = sign.sub("", found[0])
        if len(rest) < _FEWEST_LETTERS or text[found.start() - 1 : found.start()].isdigit():
            continue
        if reads_like_a_word(rest):
            yield found.start(), found.end(), _Form(found[0], signs, tuple(sign.split(found[0])))


def reads_like_a_word(letters: str) -> bool:
    """Whether the letters are Latin ones in the case of a word: `Davutolu`, `NATO`, but not `PtTt`."""
    plain = re.sub("['’]", "", letters)
    return max(plain, default="") < "\u0180" and (plain[1:].islower() or plain[1:].isupper() or len(plain) < 2)


def _restore(text: str, damaged: Sequence[tuple[int, int, _Form]], english: bool) -> list[Repair]:
    """A proposal for each damaged word that the paper and the words make likely enough, all of one form alike."""
    own = Counter(word.lower() for word in _WORD.findall(text))
    times = Counter(form for _, _, form in damaged)
    chosen: dict[_Form, tuple[str, float]] = {}
    if english:
        chosen = _by_the_word_list(text, times, own)
    whole = _WholeWords(own)
    for form in times:
        # a letter that only looks misplaced is found whole in the very word it stands in
        if form not in chosen and not any(map(str.isalpha, form.signs)) and (found := whole.find(form)):
            chosen[form] = found, _SEEN_WHOLE
    few = len(damaged) < _FEW
    repairs = []
    for start, end, form in damaged:
        if form in chosen:
            proposed, confidence = chosen[form]
            confidence = min(confidence, _SURE_AMONG_FEW) if few else confidence
            repairs.append(Repair(form.word, in_case_of(form.word, proposed), confidence, start, end))
    return repairs


def _by_the_word_list(text: str, times: Counter[_Form], own: Counter[str]) -> dict[_Form, tuple[str, float]]:
    """What English words explain, where they explain most of the words with the same sign."""
    options: dict[_Form, list[_Proposal]] = {}
    left = _MOST_TRIED
    for form, _ in times.most_common():
        left -= len(_groups_for(form.signs)) ** len(form.signs)
        if left < 0:
            break
        options[form] = _proposals(form, own)
    credible, established = _explained_signs(options)
    options = {form: found for form, found in options.items() if credible.issuperset(form.signs)}
    chances = _chances(text, options, times)
    chosen = {}
    for form, proposals in options.items():
        alone = sum(map(len, form.parts)) < _TELLING_LETTERS or form.whole_words
        if proposals and (not alone or established.issuperset(form.signs)):
            best = _best(proposals, form.signs, chances)
            if best[1] >= _LEAST_SURE:
                chosen[form] = best
    return chosen


def _explained_signs(options: _Options) -> tuple[set[str], set[str]]:
    """The signs that stand for letters, as most words with them show, and those of which more than one word does.

    A word in which the sign may be a dash or a quotation mark says nothing for or against it.
    """
    telling: Counter[str] = Counter()
    explained: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    for form, proposals in options.items():
        parts = form.parts
        if sum(map(len, parts)) < _TELLING_LETTERS or form.whole_words:
            continue
        for sign in set(form.signs):
            telling[sign] += 1
            explained[sign] += bool(proposals)
            inner[sign] += bool(proposals) and bool(parts[0]) and bool(parts[-1])
    credible = {sign for sign, count in telling.items() if explained[sign] >= _LEAST_EXPLAINED * count}
    return credible, {sign for sign in credible if inner[sign] >= _ESTABLISHED}


def _groups_for(signs: Sequence[str]) -> list[str]:
    """The letters that are tried for each of so many signs, the commonest first."""
    groups = list(ligature_rates())
    return groups if len(signs) < 3 else groups[: 9 if len(signs) == 3 else 6]


def _proposals(form: _Form, own: Counter[str]) -> list[_Proposal]:
    """Every word that comes out when the signs are replaced by letters that are lost together."""
    parts = form.parts
    possessive = _POSSESSIVE.search(parts[-1])
    ending = possessive[0] if possessive else ""
    parts[-1] = parts[-1].removesuffix(ending)
    known = words_with_ligatures()
    wholes = [
        (parts[0] + "".join(map("".join, zip(letters, parts[1:], strict=True))), letters)
        for letters in product(_groups_for(form.signs), repeat=len(form.signs))
    ]
    found = [
        _Proposal(whole + ending, letters, known.get(whole, 0.0) + 1e-5 * own[whole])
        for whole, letters in wholes
        if whole in known or whole in own
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


def _chances(text: str, options: _Options, times: Counter[_Form]) -> dict[str, dict[str, float]]:
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
            total = sum(_score(p, form.signs, chances) for p in proposals)
            for p in proposals if total else ():
                share = times[form] * _score(p, form.signs, chances) / total
                for sign, group in zip(form.signs, p.letters, strict=True):
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


def _score(proposal: _Proposal, signs: Sequence[str], chances: _Chances) -> float:
    score = proposal.weight
    for sign, group in zip(signs, proposal.letters, strict=True):
        score *= chances[sign][group]
    return score


def _best(proposals: Iterable[_Proposal], signs: Sequence[str], chances: _Chances) -> tuple[str, float]:
    scored = sorted(((_score(p, signs, chances), p.word) for p in proposals), reverse=True)
    total = sum(score for score, _ in scored) + _UNKNOWN * (0.1 ** (len(signs) - 1))
    return scored[0][1], round(min(0.999, scored[0][0] / total), 3)


class _WholeWords:
    """Finds damaged words where the paper has them whole: `Davuto�lu` beside `Davutoğlu`, in any tongue.

    A sign stands for a ligature or for one letter that a wrong encoding loses, which is none of ASCII's.
    """

    def __init__(self, own: Counter[str]) -> None:
        self._own = own
        self._wholes: dict[str, set[str]] = defaultdict(set)
        lost = re.compile(rf"{'|'.join(sorted(ligature_rates(), key=len, reverse=True))}|[^\x00-\x7f]")
        for word in own:
            if len(word) > _LONGEST_WORD:
                continue
            for found in lost.finditer(word):
                self._wholes[f"{word[: found.start()]}\ufffd{word[found.end() :]}"].add(word)
            self._wholes[re.sub(r"[^\x00-\x7f]", "\ufffd", word)].add(word)

    def find(self, form: _Form) -> str | None:
        """The one word of the paper that the form can be; None where there is none, or several."""
        parts = form.parts
        # a sign at the edge of a word may be a quotation mark; the fragments of damaged words are no words
        if len(parts) == 2 and "" in parts and self._own["".join(parts)]:
            return None
        wholes = self._wholes.get("\ufffd".join(parts), set())
        return next(iter(wholes)) if len(wholes) == 1 else None
