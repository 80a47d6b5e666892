"""Passages of a source that may bear on a claim, offered as candidates and never as a verdict.

Sentences are ranked by BM25 (Robertson and Zaragoza 2009) over windows of one to three sentences, since what supports
a claim is seldom said in one. Beside each passage stands what a reader must compare: numbers, names, negation, hedges.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import Literal

from argmap.quotations.folding import fold
from argmap.quotations.lexicon import Lexicon, load_lexicon

ComparedKind = Literal["number", "name", "negation", "hedge"]
Encoder = Callable[[Sequence[str]], Sequence[Sequence[float]]]
_K1, _B = 1.5, 0.75
_LONGEST_WINDOW = 3
# How many of the best windows an encoder is asked to read again.
_READ_AGAIN = 40
_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9À-Þ])|\n\s*\n|\f")


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
    """

    def __init__(self, text: str, sentences: Iterable[tuple[int, int]] = (), language: str = "en") -> None:
        self.text = text
        self._lexicon = load_lexicon(language)
        self._spans = list(sentences) or list(_cut_sentences(text))
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths: list[int] = []
        for number, (start, end) in enumerate(self._spans):
            terms = Counter(_terms(text[start:end], self._lexicon))
            self._lengths.append(sum(terms.values()))
            for term, count in terms.items():
                self._postings[term].append((number, count))

    def offer(self, claim: str, limit: int = 3, encoder: Encoder | None = None) -> tuple[Passage, ...]:
        """The best passages for a claim, best first, none overlapping another; empty where no word is shared.

        `encoder` turns texts into vectors (see `encoders`); the best windows are ranked by the mean of both scores.
        """
        wanted = Counter(_terms(claim, self._lexicon))
        scores = self._window_scores(wanted)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if encoder is not None and ranked:
            ranked = self._read_again(claim, ranked[:_READ_AGAIN], encoder)
        offered: list[Passage] = []
        taken: list[tuple[int, int]] = []
        for (first, last), score in ranked:
            if any(first < b and a < last for a, b in taken):
                continue
            start, end = self._spans[first][0], self._spans[last - 1][1]
            words = self.text[start:end]
            offered.append(Passage(start, end, words, round(score, 3), compare(claim, words, self._lexicon)))
            taken.append((first, last))
            if len(offered) == limit:
                break
        return tuple(offered)

    def _window_scores(self, wanted: Counter[str]) -> dict[tuple[int, int], float]:
        """BM25 of each window that shares a word with the claim, as a share of the most a window could reach."""
        total = len(self._spans)
        if not total:
            return {}
        mean = (sum(self._lengths) / total or 1.0) * (1 + _LONGEST_WINDOW) / 2
        counts: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        weights: dict[str, float] = {}
        for term in wanted:
            found = self._postings.get(term, [])
            weights[term] = log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                for length in range(1, _LONGEST_WINDOW + 1):
                    for first in range(max(0, number - length + 1), min(number, total - length) + 1):
                        counts[first, first + length][term] += count
        best = sum(weights.values()) * (_K1 + 1) or 1.0
        scores = {}
        for (first, last), terms in counts.items():
            size = sum(self._lengths[first:last])
            norm = _K1 * (1 - _B + _B * size / mean)
            scores[first, last] = sum(weights[t] * n * (_K1 + 1) / (n + norm) for t, n in terms.items()) / best
        return scores

    def _read_again(
        self, claim: str, ranked: Sequence[tuple[tuple[int, int], float]], encoder: Encoder
    ) -> list[tuple[tuple[int, int], float]]:
        windows = [self.text[self._spans[a][0] : self._spans[b - 1][1]] for (a, b), _ in ranked]
        claim_vector, *vectors = encoder([claim, *windows])
        both = [
            (window, (score + max(0.0, _cosine(claim_vector, vector))) / 2)
            for (window, score), vector in zip(ranked, vectors, strict=True)
        ]
        return sorted(both, key=lambda item: (-item[1], item[0]))


def compare(claim: str, passage: str, lexicon: Lexicon) -> tuple[Compared, ...]:
    """Numbers, names, negation and hedges of a claim and a passage, those that neither has left out.

    Numbers and names agree where the passage has all of the claim's; negation where both or neither deny; hedges where
    the claim is not surer than the passage.
    """
    found = []
    for kind, read in (("number", _numbers), ("name", _names)):
        ours, theirs = read(claim), read(passage)
        if ours or theirs:
            agrees = {fold(w) for w in ours} <= {fold(w) for w in theirs}
            found.append(Compared(kind, ours, theirs, agrees))  # type: ignore[arg-type]
    ours, theirs = _listed(claim, lexicon.plain_negations), _listed(passage, lexicon.plain_negations)
    if ours or theirs:
        found.append(Compared("negation", ours, theirs, bool(ours) == bool(theirs)))
    ours, theirs = _listed(claim, lexicon.hedges), _listed(passage, lexicon.hedges)
    if ours or theirs:
        found.append(Compared("hedge", ours, theirs, bool(ours) or not theirs))
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


def _terms(text: str, lexicon: Lexicon) -> Iterable[str]:
    """The words a passage is found by: folded, without function words and endings."""
    for found in _WORD.findall(text):
        key = fold(found)
        if key and key not in lexicon.function_words:
            yield _stem(key, lexicon.endings)


@lru_cache(maxsize=50_000)
def _stem(key: str, endings: tuple[str, ...]) -> str:
    if key.isdigit():
        return key
    for ending in endings:
        if key.endswith(ending) and len(key) - len(ending) >= 4:
            return key[: -len(ending)]
    return key


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for w in _WORD.findall(text) if any(c.isdigit() for c in w)))


def _names(text: str) -> tuple[str, ...]:
    """Words with a capital that do not begin a sentence, and capitals throughout."""
    names = []
    for found in _WORD.finditer(text):
        word = found.group()
        begins = not re.search(r"[^\s\"'“‘(\[]", text[: found.start()]) or re.search(
            r"[.!?:][\"'”’)\]]*\s*[\"'“‘(\[]?$", text[max(0, found.start() - 6) : found.start()]
        )
        if len(word) > 1 and word[0].isupper() and (not begins or word.isupper()):
            names.append(re.sub(r"['’]s$", "", word))
    return tuple(dict.fromkeys(names))


def _listed(text: str, words: frozenset[str]) -> tuple[str, ...]:
    return tuple(w for w in _WORD.findall(text) if fold(w) in words)


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    size = sqrt(sum(x * x for x in one)) * sqrt(sum(y * y for y in other))
    return sum(x * y for x, y in zip(one, other, strict=True)) / size if size else 0.0
