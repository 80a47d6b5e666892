"""Labels the words of a reference with fields by a learned sequence model, for what rules of punctuation leave unsure.

A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over words and the punctuation between
them. Its weights were learned from rendered references (`benchmarks/train_reference_tagger.py`); here they are only
read and applied, without any library. Each label comes with its marginal probability by forward and backward sums.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argmap.sources.reference_parsing.words import word_lists

_WORD = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)\S*[\w/]|[^\W_]+(?:['’‐-][^\W\d_]+)*")
_LISTS: tuple[str, ...] = (
    "editor_marks", "inside", "volume", "issue", "pages", "months", "kinds.thesis", "kinds.conference", "kinds.report",
    "bodies.words", "bodies.publishers", "editions", "joiners", "others", "accessed",
)  # fmt: skip
_QUOTES = str.maketrans({c: '"' for c in "“”„«»‟″"} | {c: "'" for c in "‘’‚‹›"} | {c: "-" for c in "–—‐−"})


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word of a reference, where it stands, its label and how probable that label is."""

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Model:
    """The labels, the weights of each feature, and those of each label after another.

    Of a feature there are the index of a label and its weight in hundredths, then those of the next label, and so on,
    as in the file: to take them apart for every feature would cost more than to read it.
    """

    labels: tuple[str, ...]
    states: Mapping[str, Sequence[int]]
    transitions: Sequence[Sequence[float]]


def words_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a reference stand, an address as one."""
    return [match.span() for match in _WORD.finditer(text)]


def features(text: str, words: Sequence[tuple[int, int]]) -> Iterator[list[str]]:
    """What is seen of each word: its form, the marks around it, its neighbours, and the brackets it stands in."""
    lists = _listed()
    plain = text.translate(_QUOTES)
    forms = [plain[start:end].lower() for start, end in words]
    shapes = [_shape(plain[start:end]) for start, end in words]
    gaps = [
        _gap(plain[a:b]) for a, b in zip([0, *(e for _, e in words)], [*(s for s, _ in words), len(plain)], strict=True)
    ]
    depth, quoted, years, since = 0, False, 0, 0
    count = len(words)
    for i, (form, shape) in enumerate(zip(forms, shapes, strict=True)):
        before, after = gaps[i], gaps[i + 1]
        for mark in before:
            depth = max(0, depth + (mark in "([") - (mark in ")]"))
            quoted = (not quoted) if mark == '"' else quoted
        since = 0 if re.search(r"[.,;:\"()]", before) else since + 1
        last, next_ = (
            (shapes[i - 1], forms[i - 1]) if i else ("^", "^"),
            (shapes[i + 1], forms[i + 1]) if i + 1 < count else ("$", "$"),
        )
        seen = [
            "b",
            f"w{form}",
            f"s{shape}",
            f"<{before}",
            f">{after}",
            f"g{before}|{after}",
            f"s{last[0]}{before}{shape}",
            f"n{shape}{after}{next_[0]}",
            f"p{last[1]}",
            f"f{next_[1]}",
            f"x{form[-3:]}",
            f"r{form[:3]}",
            f"i{min(i, 6)}",
            f"e{min(count - i, 6)}",
            f"t{10 * i // count}",
            f"y{min(years, 2)}",
            f"y{min(years, 2)}{before}",
            f"d{min(depth, 2)}{int(quoted)}",
            f"d{min(depth, 2)}{int(quoted)}{shape}",
            f"a{min(since, 5)}",
            f"S{shape}{before}{after}",
        ]
        seen += [f"l{name}" for name in lists.get(form, ())]
        seen += [f"lp{name}" for name in lists.get(last[1], ())]
        seen += [f"ln{name}" for name in lists.get(next_[1], ())]
        if i > 1:
            seen.append(f"q{forms[i - 2]}")
            seen.append(f"<<{gaps[i - 1]}|{before}")
        if i + 2 < count:
            seen.append(f">>{after}|{gaps[i + 2]}")
            seen.append(f"k{shapes[i + 2]}")
        years += shape == "Y"
        yield seen


def tag(text: str) -> list[Tagged]:
    """The words of a reference with their labels. Costs about a millisecond; the model is read at the first call."""
    model, words = load(), words_of(text)
    if not words:
        return []
    size = range(len(model.labels))
    scores: list[list[float]] = []
    for seen in features(text, words):
        hundredths = [0] * len(size)
        for feature in seen:
            weights = model.states.get(feature, ())
            for label, weight in zip(weights[::2], weights[1::2], strict=True):
                hundredths[label] += weight
        scores.append([weight / 100 for weight in hundredths])
    shares = [[math.exp(weight) for weight in row] for row in model.transitions]
    columns = list(zip(*shares, strict=True))
    peaks = [max(row) for row in scores]
    local = [[math.exp(value - peak) for value in row] for row, peak in zip(scores, peaks, strict=True)]
    forward = [_normal(local[0])]
    for row in local[1:]:
        above = forward[-1]
        forward.append(_normal([sum(map(float.__mul__, above, columns[j])) * row[j] for j in size]))
    backward = [[1.0] * len(size)]
    for row in reversed(local[1:]):
        below = list(map(float.__mul__, row, backward[-1]))
        backward.append(_normal([sum(map(float.__mul__, shares[i], below)) for i in size]))
    backward.reverse()
    tagged = []
    for (start, end), a, b in zip(words, forward, backward, strict=True):
        odds = _normal(list(map(float.__mul__, a, b)))
        best = max(size, key=odds.__getitem__)
        tagged.append(Tagged(start, end, model.labels[best], odds[best]))
    return tagged


@cache
def load() -> Model:
    """Reads the weights: JSON under zlib, each weight in hundredths."""
    # importlib.resources would cost as much as reading them
    raw = json.loads(zlib.decompress(Path(__file__).with_name("tagging.json.z").read_bytes()))
    return Model(tuple(raw["labels"]), raw["states"], [[weight / 100 for weight in row] for row in raw["transitions"]])


def _normal(row: list[float]) -> list[float]:
    total = sum(row) or 1.0
    return [value / total for value in row]


def _gap(marks: str) -> str:
    return " ".join(marks.split()).replace(" ", "_")[:4] if marks != " " else "_"


def _shape(word: str) -> str:
    if word.isdigit():
        return "Y" if len(word) == 4 and word[:2] in ("15", "16", "17", "18", "19", "20") else f"9{min(len(word), 5)}"
    if "/" in word or "www" in word:
        return "U"
    if any(c.isdigit() for c in word):
        return "Y" if re.fullmatch(r"(?:1[5-9]|20)\d\d[a-z]", word) else "9x"
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX" if len(word) < 5 else "XXX"
    if word[0].isupper():
        return "XxX" if any(c.isupper() for c in word[1:]) else ("Xx" if len(word) > 3 else "Xy")
    return "xx"


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in _LISTS:
        for word in word_lists().get(name, ()):
            found.setdefault(word.rstrip(".*").lower(), []).append(name)
    return {word: tuple(names) for word, names in found.items()}
