"""Passages of a source that may bear on a claim, offered as candidates and never as a verdict.

Sentences are ranked by BM25 (Robertson and Zaragoza 2009) over windows of one to three sentences, since what supports a
claim is seldom said in one; the best sentence of a window counts again, so that its neighbours do not carry it. Words
are the same that begin alike. A word that is rare in the language counts for more, whatever its number in the work, and
so do two words that stand together in claim and window (Metzler and Croft 2005). What is best by its words is ranked
again by runs of letters (McNamee and Mayfield 2004), which see parts of compounds and small words; and a claim that
something is significant is looked for where the results of tests are told. A claim is asked for by what it says: citing
marks name the work and not what stands in it, and are left out. Where in the work a window stands does not count: more
weight for its opening and close was measured, and put wrong passages first. Beside each passage stands what a reader
must compare: numbers, names, negation, hedges.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log, sqrt
from typing import Literal

from argmap.quotations.folding import Proposed, fold, read_by_repairs, without_overlaps
from argmap.quotations.lexicon import Lexicon, load_lexicon
from argmap.quotations.marks import find_marks
from argmap.quotations.tokens import Token, tokenise
from argmap.tongues.known_words import general_words

ComparedKind = Literal["number", "name", "negation", "hedge"]
Encoder = Callable[[Sequence[str]], Sequence[Sequence[float]]]
# A window, by its first sentence and the one after its last, and its score.
Scored = tuple[tuple[int, int], float]
# Length counts for less than is usual: of windows around one sentence, a longer one seldom says less.
_K1, _B = 1.5, 0.3
_LONGEST_WINDOW = 3
# What the best sentence of a window weighs in it; a pair of words beside one word; a word as rare as can be beside an
# everyday one, and from which rarity on, as a share of the greatest, a word counts for more, and until which.
_BEST_SENTENCE = 0.3
_PAIR = 0.3
_RARE = 0.7
_RARE_FROM, _RAREST = 0.45, 0.8
# How many of the windows that are best by their words are read by letters too; so many letters are a run; what runs
# weigh beside the words; and how much the length of a window counts there, where small words are read as well.
_READ_BY_LETTERS = 150
_RUN = 5
_LETTERS = 1.5
_B_RUNS = 0.5
# What the result of a test weighs beside the words where a claim says that something is significant, in most tongues
# with the same word; and how many signs of one are enough.
_TESTED = 0.2
_TESTS = 2
_SIGNIFICANT = re.compile(r"\bsignifi[ck]a\w+", re.IGNORECASE)
_TEST = re.compile(_SIGNIFICANT.pattern + r"|\bp\s*(?:-?\s*values?\s*)?[<=>≤≥]\s*[0.,]|\b\d+\s*%\s*CI\b", re.IGNORECASE)
# How many of the best windows are read again by sense, and how much their nearest sentence's sense weighs beside words.
_READ_AGAIN = 40
_SENSE = 0.35
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9À-Þ])|\n\s*\n|\f")
# So many words of either side must tell before it is said that they have none in common.
_TELLING = 3
# So many letters at a word's beginning are enough to take it for the same.
_BEGINNING = 6
# So many letters are the second part of a compound.
_PART = 4
# Citing marks: brackets that hold words and a year; numbers or a key in square brackets. A year alone in brackets may
# be what the claim is about.
_YEAR = r"\b(?:1[4-9]|20)\d\d[a-z]?\b"
_CITING = re.compile(
    rf"\([^()]{{0,200}}[^\W\d_][^()]{{0,200}}{_YEAR}[^()]{{0,200}}\)"
    rf"|\[[^\[\]]{{0,100}}[^\W\d_][^\[\]]{{0,100}}{_YEAR}[^\[\]]{{0,100}}\]"
    r"|\[[^\[\]]{0,40}@[^\[\]]{1,200}\]|\[[\d,;–\s-]{1,40}\]"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing to compare: what the claim has, what the passage has, and whether they agree."""

    kind: ComparedKind
    claim: tuple[str, ...]
    passage: tuple[str, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A candidate: ``text`` is ``source[start:end]``; `score` is 0 to 1, comparable within one source only."""

    start: int
    end: int
    text: str
    score: float
    compared: tuple[Compared, ...] = ()


class PassageIndex:
    """The sentences of a source, ready to be asked for passages.

    `sentences` are their offsets in `text`; where none are given the text is cut at full stops and blank lines.
    `repairs` are the readings proposed for damaged stretches.
    """

    def __init__(
        self,
        text: str,
        sentences: Iterable[tuple[int, int]] = (),
        repairs: Iterable[Proposed] = (),
        language: str = "en",
    ) -> None:
        self.text = text
        self._lexicon = load_lexicon(language)
        self._replaced = without_overlaps([*read_by_repairs(repairs), *find_marks(text)])
        self._names: set[str] = set()
        self._spans = list(sentences) or list(_cut_sentences(text))
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._sequences: list[tuple[str, ...]] = []
        self._letters: list[str] = []
        self._vectors: dict[int, Sequence[float]] = {}
        for number, (start, end) in enumerate(self._spans):
            words = tokenise(text, start, end, self._replaced)
            self._names.update(w.key for i, w in enumerate(words) if _has_capital(w) and not _begins(words, i))
            self._letters.append(_letters(words))
            self._sequences.append(tuple(map(_beginning, terms(words, self._lexicon))))
            for term, count in Counter(self._sequences[-1]).items():
                self._postings[term].append((number, count))
        self._names -= self._lexicon.function_words

    def offer(self, claim: str, limit: int = 3, encoder: Encoder | None = None) -> tuple[Passage, ...]:
        """The best passages for a claim, best first, none overlapping another; empty where no word is shared.

        `encoder` turns texts into vectors (see `encoders`), always the same one for an index, which keeps those of its
        sentences. The best windows are then ranked by their words and by the sentence nearest to the claim in sense.
        """
        claimed = tokenise(claim, 0, len(claim), without_overlaps(find_marks(claim)))
        marks = [found.span() for found in _CITING.finditer(claim)]
        said = [word for word in claimed if not any(a <= word.start < b for a, b in marks)]
        scores = self._window_scores(said)
        ranked = self._read_by_letters(said, _ranked(scores)[:_READ_BY_LETTERS])
        if encoder is not None and ranked:
            ranked = self._read_again(claim, ranked[:_READ_AGAIN], encoder)
        offered: list[Passage] = []
        taken: list[tuple[int, int]] = []
        for (first, last), score in ranked:
            if any(first < b and a < last for a, b in taken):
                continue
            start, end = self._spans[first][0], self._spans[last - 1][1]
            words = tokenise(self.text, start, end, self._replaced)
            compared = compare(claimed, words, self._lexicon, self._names)
            offered.append(Passage(start, end, self.text[start:end], round(score, 3), compared))
            taken.append((first, last))
            if len(offered) == limit:
                break
        return tuple(offered)

    def _window_scores(self, said: Sequence[Token]) -> dict[tuple[int, int], float]:
        """The score of each window that shares a word with the claim, as a share of the most a window could reach."""
        total = len(self._spans)
        if not total:
            return {}
        lengths = [len(terms) for terms in self._sequences]
        mean = (sum(lengths) / total or 1.0) * (1 + _LONGEST_WINDOW) / 2
        wanted = [_beginning(term) for term in terms(said, self._lexicon)]
        weights = self._weights(said)
        counts: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for term in weights:
            for number, count in self._postings.get(term, ()):
                for window in self._windows_with(number):
                    counts[window][term] += count
        pairs = self._pairs(wanted)
        together: dict[tuple[int, int], set[frozenset[str]]] = defaultdict(set)
        for pair, (_, numbers) in pairs.items():
            for number in numbers:
                for window in self._windows_with(number):
                    together[window].add(pair)

        def okapi(window: tuple[int, int]) -> float:
            norm = _K1 * (1 - _B + _B * sum(lengths[slice(*window)]) / mean)
            return sum(weights[t] * n * (_K1 + 1) / (n + norm) for t, n in counts[window].items())

        best = sum(weights.values()) * (_K1 + 1) + _PAIR * sum(weight for weight, _ in pairs.values()) or 1.0
        alone = {first: okapi((first, last)) for first, last in [*counts] if last - first == 1}
        scores = {}
        for first, last in [*counts]:
            sentence = max(alone.get(number, 0.0) for number in range(first, last))
            words = (1 - _BEST_SENTENCE) * okapi((first, last)) + _BEST_SENTENCE * sentence
            scores[first, last] = (words + _PAIR * sum(pairs[pair][0] for pair in together[first, last])) / best
        return scores

    def _read_by_letters(self, said: Sequence[Token], ranked: Sequence[Scored]) -> list[Scored]:
        """The windows ranked by runs of letters too: these see parts of words, other endings and small words."""
        letters = _letters(said)
        runs = {letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1)}
        weights = {run: self._rarity(n) for run in sorted(runs) if (n := sum(run in other for other in self._letters))}
        best = sum(weights.values()) * (_K1 + 1) or 1.0
        mean = sum(map(len, self._letters)) / len(self._letters) * _LONGEST_WINDOW if self._letters else 1.0
        counts = {
            number: {run: n for run in weights if (n := self._letters[number].count(run))}
            for number in {n for window, _ in ranked for n in range(*window)}
        }
        tested = _TESTED if any(_SIGNIFICANT.match(word.key) for word in said) else 0.0
        read: dict[tuple[int, int], float] = {}
        for window, score in ranked:
            norm = _K1 * (1 - _B_RUNS + _B_RUNS * sum(map(len, self._letters[slice(*window)])) / mean)
            there: Counter[str] = Counter()
            for number in range(*window):
                there.update(counts[number])
            found = sum(weights[run] * n * (_K1 + 1) / (n + norm) for run, n in there.items())
            result = tested * self._tests(window) if tested else 0.0
            read[window] = (score + _LETTERS * found / best + result) / (1 + _LETTERS + tested)
        return _ranked(read)

    def _tests(self, window: tuple[int, int]) -> float:
        """How surely a window tells the result of a test, 0 to 1."""
        first, last = window
        return min(_TESTS, len(_TEST.findall(self.text, self._spans[first][0], self._spans[last - 1][1]))) / _TESTS

    def _windows_with(self, number: int) -> Iterator[tuple[int, int]]:
        """The windows that hold a sentence."""
        for length in range(1, _LONGEST_WINDOW + 1):
            for first in range(max(0, number - length + 1), min(number, len(self._spans) - length) + 1):
                yield first, first + length

    def _weights(self, said: Sequence[Token]) -> dict[str, float]:
        """What each term of the claim weighs: how few sentences have it, and how rare it is in the language."""
        known = general_words(self._lexicon.language)
        most = _most(self._lexicon.language)
        weights: dict[str, float] = {}
        for word in said:
            for term in map(_beginning, terms([word], self._lexicon)):
                rarity = 1 - log(known.get(word.key, 0) + 1) / most if known else 0.0
                above = min(1.0, max(0.0, (rarity - _RARE_FROM) / (_RAREST - _RARE_FROM)))
                weights[term] = (1 + _RARE * above) * self._rarity(len(self._postings.get(term, ())))
        return weights

    def _pairs(self, wanted: Sequence[str]) -> dict[frozenset[str], tuple[float, list[int]]]:
        """Neighbouring terms of the claim that are neighbours in the work, what they weigh, and in which sentences."""
        found: dict[frozenset[str], tuple[float, list[int]]] = {}
        for one, other in pairwise(wanted):
            pair = frozenset((one, other))
            if len(pair) < 2 or pair in found:
                continue
            both = {n for n, _ in self._postings.get(one, ())} & {n for n, _ in self._postings.get(other, ())}
            numbers = sorted(n for n in both if _has_together(self._sequences[n], pair))
            if numbers:
                found[pair] = self._rarity(len(numbers)), numbers
        return found

    def _rarity(self, count: int) -> float:
        """What something weighs that so many of the sentences have."""
        return log(1 + (len(self._spans) - count + 0.5) / (count + 0.5))

    def _read_again(self, claim: str, ranked: Sequence[Scored], encoder: Encoder) -> list[Scored]:
        numbers = sorted({n for (a, b), _ in ranked for n in range(a, b)} - self._vectors.keys())
        claimed, *vectors = encoder([claim, *(self.text[slice(*self._spans[n])] for n in numbers)])
        self._vectors.update(zip(numbers, vectors, strict=True))
        both = {
            (a, b): (score + _SENSE * max(0.0, *(_cosine(claimed, self._vectors[n]) for n in range(a, b))))
            / (1 + _SENSE)
            for (a, b), score in ranked
        }
        return _ranked(both)


def compare(
    claim: Sequence[Token], passage: Sequence[Token], lexicon: Lexicon, names: Collection[str] = ()
) -> tuple[Compared, ...]:
    """Numbers, names, negation and hedges of a claim and a passage, those that neither has left out.

    Numbers and names agree where the passage has all of the claim's; negation where both or neither deny; hedges where
    the claim is not surer than the passage. `names` are folded words that are names even at a sentence's start.
    """
    found: list[Compared] = []
    readers: tuple[tuple[ComparedKind, Callable[[Sequence[Token]], tuple[str, ...]]], ...] = (
        ("number", _numbers),
        ("name", lambda words: _names(words, names)),
        ("negation", lambda words: _listed(words, lexicon.plain_negations)),
        ("hedge", lambda words: _listed(words, lexicon.hedges)),
    )
    for kind, read in readers:
        ours, theirs = read(claim), read(passage)
        if not (ours or theirs):
            continue
        if kind == "negation":
            agrees = bool(ours) == bool(theirs)
        elif kind == "hedge":
            agrees = bool(ours) or not theirs
        else:
            agrees = {fold(w) for w in ours} <= {fold(w) for w in theirs}
        found.append(Compared(kind, ours, theirs, agrees))
    return tuple(found)


def _cut_sentences(text: str) -> Iterable[tuple[int, int]]:
    at = 0
    for found in (*_SENTENCE_END.finditer(text), None):
        until = found.start() if found else len(text)
        words = text[at:until]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            yield at + lead, at + len(words.rstrip())
        at = found.end() if found else until


def terms(words: Iterable[Token], lexicon: Lexicon) -> Iterable[str]:
    """What a passage is found by: folded words without endings, function words left out."""
    for word in words:
        if word.key[:1].isalnum() and word.key not in lexicon.function_words:
            yield _stem(word.key, lexicon.endings)


@cache
def _most(language: str) -> float:
    """The rarity that no word of a tongue can exceed."""
    return log(sum(general_words(language).values()) + 1) or 1.0


def _ranked(scores: dict[tuple[int, int], float]) -> list[Scored]:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _letters(words: Sequence[Token]) -> str:
    """What runs of letters are taken from: folded words with a space before and after each."""
    return f" {' '.join(word.key for word in words)} "


def _beginning(term: str) -> str:
    """The letters that are enough to take a word for the same; a number whole."""
    return term if term.isdigit() else term[:_BEGINNING]


def _has_together(terms: Sequence[str], pair: frozenset[str]) -> bool:
    return any({one, other} == pair for one, other in pairwise(terms))


def share_no_word(claim: str, passage: str, language: str) -> bool:
    """A claim and a passage of one tongue have not one word in common, endings and function words set aside.

    False also where that cannot be said: the claim has too few words, or the passage is not seen to be of the tongue.
    Words count as the same that begin alike or end in one another (Hafensteuer, Steuer), and equal numbers.
    """
    lexicon = load_lexicon(language)
    wanted, there = (tokenise(text, 0, len(text)) for text in (_CITING.sub(" ", claim), passage))
    if len({word.key for word in there} & lexicon.function_words) < _TELLING:
        return False
    said, found = (set(terms(words, lexicon)) for words in (wanted, there))
    said, found = ({term for term in terms if term.isdigit() or len(term) > 2} for terms in (said, found))
    return len(said) >= _TELLING and not any(_alike(one, other) for one in said for other in found)


def _alike(one: str, other: str) -> bool:
    if one == other or one.isdigit() or other.isdigit():
        return one == other
    if one[:_BEGINNING] == other[:_BEGINNING]:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _PART and long.endswith(short)


@lru_cache(maxsize=50_000)
def _stem(key: str, endings: tuple[str, ...]) -> str:
    if key.isdigit():
        return key
    for ending in endings:
        if key.endswith(ending) and len(key) - len(ending) >= 4:
            return key[: -len(ending)]
    return key


def _numbers(words: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.form for w in words if any(c.isdigit() for c in w.key)))


def _names(words: Sequence[Token], known: Collection[str]) -> tuple[str, ...]:
    """Words with a capital that do not begin a sentence, or are known to be names; possessive endings taken off."""
    found = (w.form for i, w in enumerate(words) if _has_capital(w) and (not _begins(words, i) or w.key in known))
    return tuple(dict.fromkeys(re.sub(r"'s$", "", form) for form in found))


def _has_capital(word: Token) -> bool:
    return len(word.form) > 1 and word.form[0].isupper()


def _begins(words: Sequence[Token], index: int) -> bool:
    """The word begins a sentence."""
    return index == 0 or any(c in words[index].gap for c in ".!?:")


def _listed(words: Sequence[Token], listed: frozenset[str]) -> tuple[str, ...]:
    return tuple(w.form for w in words if w.key in listed)


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    size = sqrt(sum(x * x for x in one)) * sqrt(sum(y * y for y in other))
    return sum(x * y for x, y in zip(one, other, strict=True)) / size if size else 0.0


def say_compared(compared: Compared) -> str:
    """One thing to compare, as a phrase: ``numbers: 12 in the claim, 21 in the passage``."""
    ours, theirs = ", ".join(compared.claim) or "none", ", ".join(compared.passage[:8]) or "none"
    name = {"number": "numbers", "name": "names", "negation": "negation", "hedge": "hedges"}[compared.kind]
    if compared.agrees:
        return f"{name} agree" if compared.claim else f"{name}: none in the claim, {theirs} in the passage"
    return f"{name} differ: {ours} in the claim, {theirs} in the passage"


def say_passage(passage: Passage) -> str:
    """What a reader must compare in a passage, in a line."""
    return "; ".join(map(say_compared, passage.compared)) or "no numbers, names, negation or hedges to compare"
