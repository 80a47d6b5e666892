"""How well the matcher tells what editors allow, bad printing and changed words apart, and how fast it is.

Quotations are cut from prose, then the text or the quotation is damaged or changed in one known way. The prose is
that of `quotation_prose`; the table to report is that of the `fresh` set, on which nothing was tuned.

    python benchmarks/damaged_quotations.py [--set fresh | --texts FOLDER] [--per-class 200] [--only CLASS] [--misses 5]
    python benchmarks/damaged_quotations.py --speed

FOLDER holds plain English texts that nobody has looked at (`*.txt`), one paragraph a line. The last columns say which
mark a class has to reach, in cases of a hundred, and whether it did: V verbatim, N noise, A altered, X not found.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from argmap.quotations import Match, SearchText
from shared.quotation_prose import HEDGES, ONE_LETTER, OPPOSITES, OTHER_NAMES, SETS, made_prose, prose
from shared.table import head, row

SEED = 20261123


class Repair(NamedTuple):
    """A reading for a damaged word, as the searcher takes it."""

    start: int
    end: int
    proposed: str


@dataclass(frozen=True)
class Case:
    """A text, a quotation of it, and what the searcher is told besides."""

    text: str
    quote: str
    repairs: tuple[Repair, ...] = ()


# What turns a sentence round when it is left out, or cut off behind the words quoted.
_TURNS = re.compile(
    r"\b(?:not?|never|none|neither|nor|without|\w+n.t|nothing|hardly|nobody|seldom|rarely|barely|scarcely|nowhere|cannot"
    r"|refus\w*|fail\w*|den(?:y|ied|ies)|doubt\w*|ceas\w*|g[ai]ve(?:n|s)? up|suppos\w*|lack\w*|unable"
    r"|only|if|unless|except|save|lest|but|false\w*|\w+ that)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[A-Z][^.!?\n]{60,260}[.!?](?=\s|$)")


def cut(text: str, rng: random.Random) -> tuple[int, int]:
    """One sentence of the text, or the better part of one, at word boundaries; not right before a "not"."""
    sentences = [m for m in _SENTENCE.finditer(text) if len(m.group().split()) >= 12 and m.group().isprintable()]
    found = rng.choice(sentences)
    start, end = found.start(), found.end() - 1
    words = list(re.finditer(r"\S+", text[start:end]))
    if len(words) > 22 and rng.random() < 0.5:
        first = rng.randint(0, len(words) - 18)
        last = rng.randint(first + 16, len(words))
        if not any(
            _TURNS.search(word.group()) for word in (*words[max(0, first - 2) : first], *words[last : last + 3])
        ):
            end = start + words[last - 1].end()
            start = start + words[first].start()
    return start, end


# -- what typesetting and extraction do to a text --

LIGATURES = (("ffi", "\ufb03"), ("ffl", "\ufb04"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02"))
WIDE_LIGATURES = ("ffi", "ffl", "ff", "fi", "fl", "tti", "tt", "ti", "ft")


def wrapped(text: str, rng: random.Random) -> str:
    """Set in lines, words broken at their ends, with ligature code points, curly quotation marks and dashes."""
    width, lines, line = rng.randint(50, 80), [], ""
    for paragraph in text.split("\n\n"):
        for word in paragraph.split():
            if len(line) + len(word) + 1 <= width:
                line = f"{line} {word}".strip()
                continue
            at = width - len(line) - 2
            if word.isalpha() and 2 < at < len(word) - 2:
                lines.append(f"{line} {word[:at]}" + rng.choice(("-", "-", "\u00ad")))
                line = word[at:]
            else:
                lines.append(line)
                line = word
        lines += [line, ""]
        line = ""
    joined = "\n".join(lines)
    for letters, ligature in LIGATURES:
        joined = joined.replace(letters, ligature)
    return joined.replace(" - ", " — ").replace("'", "’").replace('"', "”")


def lose_ligatures(text: str, put: str) -> tuple[str, tuple[Repair, ...]]:
    """Each ligature becomes `put`; the repairs say what the words were."""
    out, repairs, at = [], [], 0
    for word in re.finditer(r"[^\W\d_]+", text):
        out.append(text[at : word.start()])
        lost = re.sub("|".join(WIDE_LIGATURES), put, word.group())
        if lost != word.group():
            start = sum(map(len, out))
            repairs.append(Repair(start, start + len(lost), word.group()))
            out = ["".join(out)]
        out.append(lost)
        at = word.end()
    out.append(text[at:])
    return "".join(out), tuple(repairs)


def recognised(text: str, rate: float, rng: random.Random) -> str:
    """Print as recognition misreads it: look-alikes mostly, a few joined and split words."""
    confusions = {
        "m": ("rn", "in"),
        "e": ("c", "o"),
        "c": ("e", "o"),
        "o": ("0", "c"),
        "l": ("1", "i"),
        "i": ("l", "1"),
        "h": ("b", "li"),
        "b": ("h", "6"),
        "n": ("u", "ri"),
        "u": ("n", "ii"),
        "d": ("cl",),
        "w": ("vv",),
        "r": ("t", "i"),
        "t": ("l", "f"),
        "f": ("t",),
        "a": ("o", "u"),
        "s": ("5", "a"),
        "y": ("v",),
        "v": ("y",),
        "g": ("q",),
        "S": ("5",),
        "I": ("l",),
        "O": ("0",),
        "B": ("8",),
        ",": (".",),
        ".": (",",),
        "k": ("lc",),
        "p": ("n",),
    }
    out = []
    for c in text:
        draw = rng.random()
        if c == " " and draw < rate / 3:
            continue
        if draw < rate and c in confusions:
            out.append(rng.choice(confusions[c]))
        else:
            out.append(c)
            if c.isalpha() and draw > 1 - rate / 20:
                out.append(" ")
    return "".join(out)


def random_noise(text: str, rate: float, rng: random.Random) -> str:
    """Letters replaced, lost and put in at random (digits are left alone: a changed digit is a changed number)."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    out = []
    for c in text:
        if c.isalpha() and rng.random() < rate:
            kind = rng.randrange(3)
            out.append(rng.choice(letters) if kind == 0 else "" if kind == 1 else c + rng.choice(letters))
        else:
            out.append(c)
    return "".join(out)


def words_joined(text: str, rate: float, rng: random.Random) -> str:
    """Words joined and split, letters left alone."""
    out = []
    for c in text:
        if c == " " and rng.random() < rate * 3:
            continue
        out.append(c)
        if c.islower() and rng.random() < rate / 2:
            out.append(" ")
    return "".join(out)


# -- changes of words --


def change_word(quote: str, table: dict[str, str], rng: random.Random) -> str | None:
    """One word that the table knows, replaced as it says."""
    places = [m for m in re.finditer(r"[\w-]+", quote) if m.group().lower() in table]
    if not places:
        return None
    m = rng.choice(places)
    new = table[m.group().lower()]
    return quote[: m.start()] + (new.capitalize() if m.group()[0].isupper() else new) + quote[m.end() :]


def change_digit(quote: str, rng: random.Random) -> str | None:
    """One digit made another."""
    places = [m.start() for m in re.finditer(r"(?<![\w\]])\d|(?<=\d)\d", quote)]
    if not places:
        return None
    at = rng.choice(places)
    new = rng.choice([d for d in "0123456789" if d != quote[at]])
    return quote[:at] + new + quote[at + 1 :]


def change_negation(quote: str, rng: random.Random) -> str | None:
    """A negation dropped, or one put in behind a verb."""
    negation = re.search(r"\b(?:not|never|no) ", quote)
    if negation and negation.start() > 0:
        return quote[: negation.start()] + quote[negation.end() :]
    verb = re.search(r"\b(?:is|are|was|were|has|have|had|can|could|may|will|would|should|does|did)\b", quote)
    return quote[: verb.end()] + " not" + quote[verb.end() :] if verb else None


def change_name(quote: str, rng: random.Random) -> str | None:
    """A name made another name."""
    places = [m for m in re.finditer(r"(?<=[a-z,] )[A-Z][a-zßà-ž]{3,}", quote)]
    if not places:
        return None
    m = rng.choice(places)
    return quote[: m.start()] + rng.choice([n for n in OTHER_NAMES if n != m.group()]) + quote[m.end() :]


def omit(quote: str, rng: random.Random) -> str | None:
    """One to six words left out of the middle."""
    words = quote.split(" ")
    count = rng.randint(1, 6)
    first = rng.randint(3, len(words) - count - 3) if len(words) > count + 7 else 0
    return " ".join(words[:first] + words[first + count :]) if first else None


def swap(quote: str, rng: random.Random) -> str | None:
    """Two words exchanged."""
    words = quote.split(" ")
    a, b = sorted(rng.sample(range(1, len(words) - 1), 2))
    if b - a < 2 or words[a].lower() == words[b].lower():
        return None
    words[a], words[b] = words[b], words[a]
    return " ".join(words)


# -- classes --

Maker = Callable[[str, str, int, int, random.Random], Case | None]


def verbatim_cases() -> dict[str, Maker]:
    """What must come out verbatim."""

    def with_marks(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
        out, at = [], 0
        number = 1
        for place in re.finditer(r"(?<=[a-z]{3})[.,]?(?= )", t):
            if not (a <= place.start() < b and r.random() < 0.15) and r.random() > 0.01:
                continue
            sign = place.group()
            form = r.choice(("sup", "bracket", "glued") if sign else ("sup", "bracket"))
            mark = {
                "sup": str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")),
                "bracket": f" [{number}]" if r.random() < 0.5 else f"[{number}]",
                "glued": str(number),
            }[form]
            out.append(t[at : place.end()] + mark)
            at, number = place.end(), number % 120 + 1
        return Case("".join(out) + t[at:], q)

    def with_header(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
        title = r.choice(("Journal of Early Records 14(2)", "A. Writer / Of Matters at Hand", "THE STATE OF THE FIELD"))
        at = r.choice([m.start() for m in re.finditer(" ", t[a:b])]) + a
        head = f"\n\n{r.randint(2, 400)}  {title}\n\n" if r.random() < 0.5 else f"\n{r.randint(2, 400)}\n\f{title}\n\n"
        return Case(t[:at] + head + t[at + 1 :], q)

    def with_ellipsis(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
        words = q.split(" ")
        count = r.randint(1, 6)
        if len(words) < count + 8:
            return None
        first = r.randint(3, len(words) - count - 3)
        gone = " ".join(words[first : first + count]).lower()
        if _TURNS.search(gone):
            return None
        sign = r.choice(("…", "...", "[...]", "[…]", ". . .", "(...)"))
        return Case(t, " ".join([*words[:first], sign, *words[first + count :]]))

    def with_gloss(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
        words = q.split(" ")
        at = r.randint(2, len(words) - 2)
        if r.random() < 0.3 and words[0][0].isupper() and words[0].isalpha():
            return Case(t, " ".join([f"[{words[0][0].lower()}]{words[0][1:]}", *words[1:]]))
        gloss = r.choice(("[the author]", "[in the capital]", "[sic]", "[his italics]", "[i.e. the second one]"))
        return Case(t, " ".join([*words[:at], gloss, *words[at:]]))

    def with_repairs(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
        damaged, repairs = lose_ligatures(t, "\ufffd")
        return Case(damaged, q, repairs) if re.search("|".join(WIDE_LIGATURES), q) else None

    return {
        "wrapped, hyphenated, ligature code points": lambda t, q, a, b, r: Case(wrapped(t, r), q),
        "ligature lost to U+FFFD, repair map": with_repairs,
        "note marks inside": with_marks,
        "running header inside": with_header,
        "marked ellipsis": with_ellipsis,
        "[gloss]": with_gloss,
    }


def noise_cases() -> dict[str, Maker]:
    """What must be found, as damage."""

    def lost(put: str) -> Maker:
        def make(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
            return Case(lose_ligatures(t, put)[0], q) if re.search("|".join(WIDE_LIGATURES), q) else None

        return make

    def noisy(damage: Callable[[str, float, random.Random], str], rate: float, in_quote: bool = False) -> Maker:
        def make(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
            if in_quote:
                return Case(t, damage(q, rate, r))
            return Case(damage(t, rate, r), q)

        return make

    cases: dict[str, Maker] = {
        "ligature lost to U+FFFD, no repair map": lost("\ufffd"),
        "ligature silently deleted": lost(""),
    }
    for rate in (0.01, 0.03, 0.05):
        cases[f"OCR look-alikes {rate:.0%}"] = noisy(recognised, rate)
        cases[f"random letters {rate:.0%}"] = noisy(random_noise, rate)
    cases["words joined and split 3%"] = noisy(words_joined, 0.03)
    cases["OCR look-alikes 3%, in the quotation"] = noisy(recognised, 0.03, in_quote=True)
    return cases


def altered_cases() -> dict[str, Maker]:
    """What must come out altered, or not found."""

    def changed(change: Callable[[str, random.Random], str | None], noise: float = 0.0) -> Maker:
        def make(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
            new = change(q, r)
            if new is None or new == q:
                return None
            return Case(recognised(t, noise, r) if noise else t, new)

        return make

    def spliced(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
        c, d = cut(t, r)
        if abs(c - a) < 400:
            return None
        one, other = q.split(" "), t[c:d].split(" ")
        return Case(t, " ".join(one[: len(one) // 2] + other[len(other) // 2 :]))

    return {
        "digit changed": changed(change_digit),
        "negation dropped or put in": changed(change_negation),
        "opposite put for a word": changed(lambda q, r: change_word(q, OPPOSITES, r)),
        "hedge changed": changed(lambda q, r: change_word(q, HEDGES, r)),
        "name changed": changed(change_name),
        "one letter makes another word": changed(lambda q, r: change_word(q, ONE_LETTER, r)),
        "omission without ellipsis": changed(omit),
        "two words exchanged": changed(swap),
        "splice of two places": spliced,
        "digit changed, OCR 3%": changed(change_digit, 0.03),
        "negation changed, OCR 3%": changed(change_negation, 0.03),
        "opposite put, OCR 3%": changed(lambda q, r: change_word(q, OPPOSITES, r), 0.03),
        "hedge changed, OCR 3%": changed(lambda q, r: change_word(q, HEDGES, r), 0.03),
        "omission, OCR 3%": changed(omit, 0.03),
        "one letter makes another word, OCR 3%": changed(lambda q, r: change_word(q, ONE_LETTER, r), 0.03),
    }


def other_text(texts: list[str]) -> Maker:
    """Sentences of another text."""

    def make(t: str, q: str, a: int, b: int, r: random.Random) -> Case | None:
        other = r.choice([o for o in texts if o is not t])
        c, d = cut(other, r)
        return Case(t, other[c:d]) if other[c:d] not in t else None

    return make


STATES = ("verbatim", "noise", "altered", "not-found", "not-checkable")
_SIGNS = {"V": "verbatim", "N": "noise", "A": "altered", "X": "not-found"}
_CHANGED = "AX ≥ 98, V ≤ 0"
MARKS = {
    "wrapped, hyphenated, ligature code points": "V ≥ 100",
    "ligature lost to U+FFFD, repair map": "V ≥ 99",
    "ligature silently deleted": "VN ≥ 99",
    "note marks inside": "V ≥ 99",
    "running header inside": "V ≥ 99",
    "OCR look-alikes 1%": "VN ≥ 99, A ≤ 1",
    "OCR look-alikes 3%": "VN ≥ 97, A ≤ 3",
    "OCR look-alikes 5%": "VN ≥ 95, A ≤ 5",
    "marked ellipsis": "V ≥ 99",
    "[gloss]": "V ≥ 99",
    "digit changed": _CHANGED,
    "negation dropped or put in": _CHANGED,
    "opposite put for a word": _CHANGED,
    "hedge changed": _CHANGED,
    "omission without ellipsis": "AX ≥ 95",
    "splice of two places": "AX ≥ 100",
    "other text": "AX ≥ 100",
}


def reached(mark: str, states: Counter[str]) -> str:
    """Of each part of a mark, whether the states of a class reach it."""
    answers = []
    for part in mark.split(", ") if mark else ():
        signs, relation, percent = part.split()
        share = 100 * sum(states[_SIGNS[sign]] for sign in signs) / max(1, states.total())
        answers.append("yes" if (share >= float(percent) if relation == "≥" else share <= float(percent)) else "**no**")
    return ", ".join(answers)


def measure(make: Maker, texts: list[str], count: int, seed: str) -> tuple[Counter[str], list[tuple[Case, Match]]]:
    """How the cases of one class come out."""
    rng = random.Random(f"{SEED} {seed}")
    states: Counter[str] = Counter()
    seen: list[tuple[Case, Match]] = []
    tries = 0
    while sum(states.values()) < count and tries < count * 40:
        tries += 1
        text = rng.choice(texts)
        start, end = cut(text, rng)
        # Damage is done to the surroundings that a page or two give, so that a class takes seconds and not minutes.
        lo, hi = max(0, start - 9000), min(len(text), end + 9000)
        case = make(text[lo:hi], text[start:end], start - lo, end - lo, rng)
        if case is None:
            continue
        match = SearchText(case.text, case.repairs).find(case.quote)
        states[match.state] += 1
        seen.append((case, match))
    return states, seen


def speed() -> None:
    """First, later exact and near searches in 9 million characters."""
    rng = random.Random(SEED)
    part = made_prose("test", rng, 3000)
    words = part.split(" ")
    text = part
    while len(text) < 9_000_000:
        rng.shuffle(words)
        text += " ".join(words) + "\n\n" + made_prose("test", rng, 500)
    start = time.process_time()
    searched = SearchText(text)
    lo, hi = cut(text[-40_000:], rng)
    searched.find(text[-40_000:][lo:hi])
    print(
        f"first search, building included: {time.process_time() - start:.2f} s CPU ({len(text) / 1e6:.1f} M characters)"
    )
    exact, near, absent = [], [], []
    for i in range(12):
        at = rng.randrange(0, len(text) - 40_000)
        part = text[at : at + 40_000]
        lo, hi = cut(part, rng)
        quotes = (part[lo:hi], recognised(part[lo:hi], 0.03, rng), " ".join(rng.sample(part.split(), 25)))
        for quote, times in zip(quotes, (exact, near, absent), strict=True):
            start = time.process_time()
            searched.find(quote)
            if i:
                times.append(time.process_time() - start)
    for name, times in (("later, exact", exact), ("near", near), ("words that are nowhere", absent)):
        print(f"{name}: median {sorted(times)[len(times) // 2] * 1000:.1f} ms, worst {max(times) * 1000:.1f} ms")


def main() -> None:
    """Print the table, or the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", dest="chosen", choices=SETS, default="fresh")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="plain texts instead of a set")
    parser.add_argument("--per-class", type=int, default=200)
    parser.add_argument("--only", default="")
    parser.add_argument("--misses", type=int, default=0, help="show this many cases a class that came out wrong")
    parser.add_argument("--speed", action="store_true", help="measure the speed on 9 million characters only")
    options = parser.parse_args()
    if options.speed:
        speed()
        return
    if options.texts:
        texts = [path.read_text(encoding="utf-8") for path in sorted(options.texts.glob("*.txt"))]
    else:
        texts = prose(options.chosen, random.Random(SEED))
    families = (
        ("verbatim", verbatim_cases()),
        ("noise", noise_cases()),
        ("altered", altered_cases()),
        ("not-found", {"other text": other_text(texts)}),
    )
    name = options.texts.name if options.texts else options.chosen
    head(f"class ({name})", "cases", "verbatim", "noise", "altered", "not found", "not checkable", "mark", "reached")
    for wanted, makers in families:
        for name, make in makers.items():
            if options.only not in name:
                continue
            states, seen = measure(make, texts, options.per_class, name)
            mark = MARKS.get(name, "")
            row(name, len(seen), *(states[s] for s in STATES), mark, reached(mark, states))
            right = {"verbatim": {"verbatim"}, "noise": {"noise", "verbatim"}, "altered": {"altered"}}
            wrong = [s for s in seen if s[1].state not in right.get(wanted, {"not-found", "altered"})]
            for case, match in wrong[: options.misses]:
                print(f"    QUOTE  {case.quote}\n    TEXT   {' '.join(match.matched.split())}")
                print(f"    {match.state} {match.score}: {match.why}")


if __name__ == "__main__":
    main()
