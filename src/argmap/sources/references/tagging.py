"""Labels the words of a reference with fields by a learned sequence model, for what rules of punctuation leave unsure.

A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over words and the punctuation between
them. Its weights were learned from rendered references (`benchmarks/training/train_reference_tagger.py`); here they
are only read and applied, without any library. Each label comes with its marginal probability (forward-backward sums).
"""

from __future__ import annotations

import json
import math
import re
import struct
import zlib
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path

from argmap.sources.references.words import word_lists

_WORD = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)\S*[\w/]|[^\W_]+(?:['’‐-][^\W\d_]+)*")
_LISTS: tuple[str, ...] = (
    "editor_marks", "inside", "volume", "issue", "pages", "months", "kinds.thesis", "kinds.conference", "kinds.report",
    "bodies.words", "bodies.publishers", "editions", "joiners", "others", "accessed", "places", "regions", "series",
    "kinds.newspaper", "particles", "unpublished", "undated", "other_roles", "legal.acts", "available", "kinds.dataset",
)  # fmt: skip
# Of these it counts, too, that one stands anywhere between two marks.
_LISTS_OF_PHRASES = frozenset({
    "editor_marks", "kinds.conference", "bodies.publishers", "bodies.words", "places", "regions", "months",
    "kinds.thesis", "kinds.report", "series", "kinds.newspaper", "others", "editions", "volume", "pages", "other_roles",
})  # fmt: skip
_BORDER = re.compile(r"[,;:()\[\]\"?!]|\s-\s")
_STOPS = re.compile(r"[.,;:\"()]")
_QUOTES = str.maketrans({c: '"' for c in "“”„«»‟″"} | {c: "'" for c in "‘’‚‹›"} | {c: "-" for c in "–—‐−"})


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word of a reference, where it stands, its label, how probable that is, and whether a field begins with it."""

    start: int
    end: int
    label: str
    probability: float
    begins: bool


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The labels, the weights of each feature, those of each label after another, and how far readings are trusted.

    A label with a plus is that of a word with which a field goes on, where its first word has a label of its own.

    The states are the lines of the file in order, so many to a block, each after the end of a line: a feature, a tab,
    and between spaces the index of a label and its weight in hundredths, then those of the next label, and so on. A
    reference needs few of the 66,000, and taking all apart costs several times as much as reading them.
    """

    labels: tuple[str, ...]
    states: Sequence[bytes]
    transitions: Sequence[Sequence[float]]
    trust: Mapping[str, Sequence[float]]


def words_of(text: str) -> list[tuple[int, int]]:
    """Where the words of a reference stand, an address as one."""
    return [match.span() for match in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words between two marks: from which to before which, the marks, its make, and the lists its words are of."""

    start: int
    end: int
    opening: str
    closing: str
    make: str
    lists: Sequence[str]


def features(text: str, words: Sequence[tuple[int, int]]) -> Iterator[list[str]]:
    """What is seen of each word: its form, the marks around it, its neighbours, the phrase it stands in and those next
    to that, and what stood before: quotation marks, the word "in", years.
    """
    lists = _listed()
    plain = text.translate(_QUOTES)
    raw = [plain[start:end] for start, end in words]
    forms = [word.lower() for word in raw]
    shapes = [_shape(word) for word in raw]
    listed = [lists.get(form, ()) for form in forms]
    count = len(words)
    between = [
        plain[a:b] for a, b in zip([0, *(e for _, e in words)], [*(s for s, _ in words), len(plain)], strict=True)
    ]
    gaps = [_gap(marks) for marks in between]
    phrases = _phrases(raw, shapes, between, listed)
    firsts = [forms[phrase.start] for phrase in phrases]
    quoting = plain.count('"') > 1
    inside = {
        i for i in range(count) if "inside" in listed[i] and _opens_container(raw[i], between[i], between[i + 1], i)
    }
    edited = any("editor_marks" in of for of in listed)
    whole = f"{int(quoting)}{int(bool(inside))}{_year_at(shapes, phrases, between)}{int(edited)}"
    depth = years = since = at = quotes = 0
    quoted = named = False
    for i, (form, shape) in enumerate(zip(forms, shapes, strict=True)):
        before, after = gaps[i], gaps[i + 1]
        for mark in before:
            depth = max(0, depth + (mark in "([") - (mark in ")]"))
            if mark == '"':
                quoted = not quoted
                quotes = 1 if quoted else 2
        since = 0 if _STOPS.search(before) else since + 1
        at += i >= phrases[at].end
        phrase = phrases[at]
        above = phrases[at - 1] if at else None
        below = phrases[at + 1] if at + 1 < len(phrases) else None
        make, opening, closing = phrase.make, phrase.opening, phrase.closing
        make_above, make_below = above.make if above else "^", below.make if below else "$"
        first, last = i == phrase.start, i == phrase.end - 1
        place = ("1" if last else "F") if first else ("E" if last else "m")
        last_shape, last_form = (shapes[i - 1], forms[i - 1]) if i else ("^", "^")
        next_shape, next_form = (shapes[i + 1], forms[i + 1]) if i + 1 < count else ("$", "$")
        year = min(years, 2)
        state = f"{quotes if quoting else 3}{(2 if named else 1) if inside else 0}{year}"
        seen = [
            "b",
            f"w{form}",
            f"s{shape}",
            f"<{before}",
            f">{after}",
            f"g{before}|{after}",
            f"s{last_shape}{before}{shape}",
            f"n{shape}{after}{next_shape}",
            f"p{last_form}",
            f"f{next_form}",
            f"x{form[-3:]}",
            f"r{form[:3]}",
            f"i{min(i, 6)}",
            f"e{min(count - i, 6)}",
            f"t{10 * i // count}",
            f"y{year}{before}",
            f"d{min(depth, 2)}{int(quoted)}{shape}",
            f"a{min(since, 5)}",
            f"S{shape}{before}{after}",
            f"W{last_form}{before}{form}",
            f"G{make}{opening}{closing}",
            f"Gp{make_above}{opening}",
            f"Gn{closing}{make_below}",
            f"GG{make}{closing}{make_below}",
            f"Gh{make_above}{opening}{make}",
            f"Gf{firsts[at]}",
            f"Gl{forms[phrase.end - 1]}",
            f"Gi{min(at, 7)}{opening}",
            f"Ge{min(len(phrases) - at, 6)}{closing}",
            f"Gq{place}{make}{opening}",
            f"Ga{firsts[at - 1] if at else '^'}",
            f"Gb{firsts[at + 1] if below else '$'}",
            f"z{state}",
            f"z{state}{make}",
            f"z{state}{before}{shape}",
            f"D{whole}{min(at, 5)}",
            f"D{whole}{state}",
            f"zG{state}{opening}{closing}{place}",
        ]
        seen += [f"l{name}" for name in listed[i]]
        if i:
            seen += [f"lp{name}" for name in listed[i - 1]]
        if i + 1 < count:
            seen += [f"ln{name}" for name in listed[i + 1]]
        seen += [f"L{name}{year}" for name in phrase.lists]
        if above:
            seen += [f"Lp{name}" for name in above.lists]
        if below:
            seen += [f"Ln{name}" for name in below.lists]
        if i > 1:
            seen += [f"q{forms[i - 2]}", f"<<{gaps[i - 1]}|{before}"]
        if i + 2 < count:
            seen += [f">>{after}|{gaps[i + 2]}", f"k{shapes[i + 2]}"]
        years += shape == "Y"
        named = named or i in inside
        yield seen


def _phrases(
    raw: Sequence[str], shapes: Sequence[str], between: Sequence[str], listed: Sequence[Sequence[str]]
) -> list[_Phrase]:
    phrases: list[_Phrase] = []
    start, opening = 0, "^"
    for end in range(1, len(raw) + 1):
        closing = _border(between[end], raw[end - 1]) if end < len(raw) else "$"
        if closing:
            names = sorted({name for of in listed[start:end] for name in of if name in _LISTS_OF_PHRASES})
            phrases.append(_Phrase(start, end, opening, closing, _make(raw[start:end], shapes[start:end]), names))
            start, opening = end, closing
    return phrases


def _border(marks: str, word: str) -> str:
    """The mark that parts two phrases, or nothing: a full stop parts them where the word before is no abbreviation."""
    if match := _BORDER.search(marks):
        return match.group().strip()
    ends = any(c.isdigit() for c in word) or len(word) > 5 or (len(word) > 2 and word[0].islower())
    return "." if "." in marks and ends else ""


def _make(words: Sequence[str], shapes: Sequence[str]) -> str:
    """How long a phrase is, how many of its words have capitals, and whether it has a year, a number, an initial."""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    share = "-" if not long else "L" if capitals <= len(long) * 0.34 else "M" if capitals < len(long) * 0.7 else "H"
    number = "Y" if "Y" in shapes else "9" if any(shape[0] == "9" for shape in shapes) else ""
    size = len(words)
    length = str(size) if size < 3 else "4" if size < 5 else "8" if size < 9 else "z"
    return f"{length}{share}{number}{'i' if 'X' in shapes else ''}"


def _opens_container(word: str, before: str, after: str, at: int) -> bool:
    """Whether this "in" stands where one opens the work that the title is part of."""
    marks = before.strip()
    return (not at or bool(marks)) and (word[0].isupper() or ":" in after or marks[-1:] in (",", ".", '"', ";"))


def _year_at(shapes: Sequence[str], phrases: Sequence[_Phrase], between: Sequence[str]) -> str:
    """Where the first year stands: in brackets at the head, elsewhere in the first half, later, or nowhere."""
    if "Y" not in shapes:
        return "0"
    first = shapes.index("Y")
    at = next(number for number, phrase in enumerate(phrases) if first < phrase.end)
    if at <= max(2, len(phrases) // 3) and "(" in between[first]:
        return "e"
    return "h" if first < len(shapes) / 2 else "l"


def tag(text: str) -> list[Tagged]:
    """The words of a reference with their labels. Costs about two milliseconds; the model is read at the first call."""
    model, words = load(), words_of(text)
    if not words:
        return []
    size = range(len(model.labels))
    weights = _weights(model)
    scores = [_unpacked(weights(seen), len(size)) for seen in features(text, words)]
    shares, columns = _shares(model)
    peaks = [max(row) for row in scores]
    local = [[math.exp(value - peak) for value in row] for row, peak in zip(scores, peaks, strict=True)]
    forward = [_normal(local[0])]
    for row in local[1:]:
        above = forward[-1]
        forward.append(
            _normal([sum(map(mul, above, column)) * here for column, here in zip(columns, row, strict=True)])
        )
    backward = [[1.0] * len(size)]
    for row in reversed(local[1:]):
        below = list(map(mul, row, backward[-1]))
        backward.append(_normal([sum(map(mul, share, below)) for share in shares]))
    backward.reverse()
    tagged = []
    for (start, end), a, b, best in zip(words, forward, backward, _likeliest(local, columns), strict=True):
        odds = _normal(list(map(mul, a, b)))
        label = model.labels[best]
        tagged.append(Tagged(start, end, label.removesuffix("+"), odds[best], f"{label}+" in model.labels))
    return tagged


@cache
def _shares(model: Model) -> tuple[list[list[float]], list[tuple[float, ...]]]:
    """How readily each label follows each, by the one before and by the one behind."""
    shares = [[math.exp(weight) for weight in row] for row in model.transitions]
    return shares, list(zip(*shares, strict=True))


def _likeliest(local: Sequence[Sequence[float]], columns: Sequence[Sequence[float]]) -> list[int]:
    """The likeliest labels of all words together (Viterbi 1967): word by word they would be torn into pieces."""
    reached = [local[0]]
    for row in local[1:]:
        before = reached[-1]
        best = [max(map(mul, before, column)) for column in columns]
        reached.append(_normal(list(map(mul, best, row))))
    path = [max(range(len(columns)), key=reached[-1].__getitem__)]
    for before in reversed(reached[:-1]):
        ways = list(map(mul, before, columns[path[-1]]))
        path.append(ways.index(max(ways)))
    return path[::-1]


# The weights of a feature for all labels are one integer of so many bits a label, so that one sum adds them all; each
# is lifted by half of what it has room for, that none be negative.
_BITS = 32
_HALF = 1 << (_BITS - 1)
_BEHIND_NUMBERS = b"~"


class _Weights(dict[str, int]):
    """The weights of features, packed when they are first asked for; none of those that the model does not know.

    Only what the model knows is kept: most features that ever come are seen once.
    """

    def __init__(self, states: Sequence[bytes]) -> None:
        self._states = states

    def __missing__(self, feature: str) -> int:
        line = f"\n{feature}\t".encode(errors="surrogatepass")
        block = self._states[bisect(self._states, line + _BEHIND_NUMBERS) - 1]
        _, found, rest = block.partition(line)
        if not found:
            return 0
        numbers = iter(map(int, rest.partition(b"\n")[0].split()))
        weights = sum(weight << (_BITS * label) for label, weight in zip(numbers, numbers, strict=True))
        self[feature] = weights
        return weights


@cache
def _weights(model: Model) -> Callable[[Iterable[str]], int]:
    """A function from features to the sum of their weights."""
    weights = _Weights(model.states).__getitem__
    return lambda seen: sum(map(weights, seen))


def _unpacked(packed: int, count: int) -> list[float]:
    """The weights of the labels, of which the packed ones are the sums."""
    fields = (packed + _lift(count)).to_bytes(_BITS // 8 * count, "little")
    return [(field - _HALF) / 100 for field in struct.unpack(f"<{count}I", fields)]


@cache
def _lift(count: int) -> int:
    return sum(_HALF << (_BITS * label) for label in range(count))


@cache
def load() -> Model:
    """Reads the weights: blocks of lines under zlib, of which the first is JSON; each weight in hundredths."""
    # importlib.resources would cost as much as reading them
    head, *states = zlib.decompress(Path(__file__).with_name("tagging.z").read_bytes()).split(b"\n\n")
    raw = json.loads(head)
    rows = [[weight / 100 for weight in row] for row in raw["transitions"]]
    return Model(tuple(raw["labels"]), states, rows, raw.get("trust", {}))


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
            if " " not in word:
                found.setdefault(word.rstrip(".*").lower(), []).append(name)
    return {word: tuple(names) for word, names in found.items()}
