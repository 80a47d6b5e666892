"""What bad printing and its recognition do to words: ligatures lost, letters taken for one another.

The pairs are those that post-correction work on recognised print lists as its most frequent confusions (Kukich 1992;
Nguyen et al., JCDL 2019).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

# How often a word has each ligature's letters, roughly; what is rarer proves nothing by its absence.
LIGATURE_RATES = {
    "ti": 0.08,
    "th": 0.2,
    "st": 0.06,
    "ct": 0.02,
    "fi": 0.015,
    "tt": 0.012,
    "ff": 0.01,
    "ft": 0.01,
    "fl": 0.004,
}
_LIGATURES = (
    "ffi",
    "ffl",
    "tti",
    "ff",
    "fi",
    "fl",
    "ft",
    "fj",
    "ti",
    "tt",
    "tf",
    "th",
    "ct",
    "st",
    "fft",
    "fb",
    "fh",
    "fk",
)
# What recognition of print takes for one another, letters that look like digits first.
LOOKALIKES = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "6": "b", "2": "z", "9": "g", "4": "a"}
)
# A digit inside a word, read as the letter it looks like: 1 may be l or i.
DIGITS_AS_LETTERS = (str.maketrans("0156829", "olsbbzg"), str.maketrans("0156829", "oisbbzg"))
_CONFUSED = [
    pair.split("/")
    for line in (
        "rn/m c/e e/o c/o a/o a/e a/u n/u h/b u/v v/y f/t t/l l/i i/j l/j t/i f/l r/t n/r n/h k/h m/n g/q g/y cl/d",
        "vv/w ri/n in/m ni/m li/h nn/m iii/m ii/u il/u ti/n rt/n tl/d lo/b s/5 b/8 o/0 l/1 i/1 z/2 e/6 s/8 b/6",
        "s/a s/e d/o r/i p/n x/z v/r w/v lc/k",
    )
    for pair in line.split()
]
# For each letter the pairs of which one begins with it, that one first.
_CONFUSED_FROM: dict[str, list[tuple[str, str]]] = {}
for _one, _other in _CONFUSED:
    _CONFUSED_FROM.setdefault(_one[0], []).append((_one, _other))
    _CONFUSED_FROM.setdefault(_other[0], []).append((_other, _one))
# The strokes that letters without loops are made of; five strokes in a row may be im or un, nu or mi.
_STROKES = str.maketrans({"i": "|", "n": "||", "u": "||", "m": "|||"})
# Beyond this many letters it is no word, and not worth the time.
_LONGEST = 40
_SWAP_SIZES = ((1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3))
# What two letters that were one, or one that were two, look like.
JOINED_LETTERS = (
    ("rn", "m"),
    ("in", "m"),
    ("cl", "d"),
    ("li", "h"),
    ("vv", "w"),
    ("ri", "n"),
    ("ii", "u"),
    ("lc", "k"),
    ("m", "rn"),
)
# Two letters read as one, or one as two: hardly ever a change of words.
JOINED_SIZES = ((2, 1), (1, 2), (3, 1), (1, 3))


def lost_ligature(whole: str, damaged: str) -> str:
    """The last ligature that `damaged` lacks of `whole`; empty where lost ligatures are not the whole difference."""
    if not 0 < len(whole) - len(damaged) <= 9 or len(whole) > _LONGEST:
        return ""
    # From each pair of places reached, the words go on by an equal letter or by a ligature lost.
    reached = {(0, 0): ""}
    frontier = [(0, 0)]
    while frontier:
        i, j = frontier.pop()
        steps = [((i + len(lost), j), lost) for lost in _LIGATURES if whole.startswith(lost, i)]
        if whole[i : i + 1] and whole[i : i + 1] == damaged[j : j + 1]:
            steps.append(((i + 1, j + 1), reached[i, j]))
        for place, lost in steps:
            if place not in reached:
                reached[place] = lost
                frontier.append(place)
    return reached.get((len(whole), len(damaged)), "")


def misread_alike(one: str, other: str, sizes: Sequence[tuple[int, int]] = _SWAP_SIZES, least_allowed: int = 1) -> bool:
    """Every difference of two words is one that recognition of print is known for, and there are few of them.

    Few is one, and one more for each five letters; where one side is no word at all, `least_allowed` may be more.
    """
    if sizes is _SWAP_SIZES and any(one.translate(t) == other.translate(t) for t in (LOOKALIKES, _STROKES)):
        return True
    if abs(len(one) - len(other)) > 3 or not one or not other or len(one) > _LONGEST:
        return False
    allowed = max(least_allowed, 1 + max(len(one), len(other)) // 5)
    reached = {(0, 0): 0}
    frontier = [(0, 0)]
    while frontier:
        i, j = frontier.pop()
        swaps = reached[i, j]
        steps = [(i + 1, j + 1, swaps)] if i < len(one) and one[i] == other[j : j + 1] else []
        if swaps < allowed:
            steps += [
                (i + len(a), j + len(b), swaps + 1)
                for a, b in _CONFUSED_FROM.get(one[i : i + 1], ())
                if other.startswith(b, j) and one.startswith(a, i) and (len(a), len(b)) in sizes
            ]
        for x, y, count in steps:
            if x <= len(one) and y <= len(other) and count < reached.get((x, y), 99):
                reached[x, y] = count
                frontier.append((x, y))
    return (len(one), len(other)) in reached


@cache
def misread_at_start(letter: str) -> Set[str]:
    """The letters with which a word may begin that is `misread_alike` to one that begins with `letter`."""
    return _misread_at(letter, 0)


@cache
def misread_at_end(letter: str) -> Set[str]:
    """The letters with which a word may end that is `misread_alike` to one that ends with `letter`."""
    return _misread_at(letter, -1)


def _misread_at(letter: str, edge: int) -> Set[str]:
    confused = {pair[1 - side][edge] for pair in _CONFUSED for side in (0, 1) if pair[side][edge] == letter}
    alike = {c for c in map(chr, LOOKALIKES) if c.translate(LOOKALIKES) == letter.translate(LOOKALIKES)}
    strokes = {"|", *map(chr, _STROKES)}
    return {letter, letter.translate(LOOKALIKES), *alike, *confused, *(strokes if letter in strokes else ())}


def is_one_edit(one: str, other: str) -> bool:
    """One letter more, less or other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def is_small_edit(one: str, other: str) -> bool:
    """One letter more, less or other, or two neighbours that changed places."""
    if is_one_edit(one, other):
        return True
    unlike = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) and len(unlike) == 2 and sorted(one) == sorted(other) and unlike[1] == unlike[0] + 1


def misread_digits(one: str, other: str) -> bool:
    """Letter for letter the same, but for letters that look like the digit in their place; no digit for a digit."""
    return len(one) == len(other) and all(
        a == b or (not (a.isdigit() and b.isdigit()) and a.translate(LOOKALIKES) == b.translate(LOOKALIKES))
        for a, b in zip(one, other, strict=True)
    )
