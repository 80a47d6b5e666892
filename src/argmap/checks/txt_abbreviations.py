"""TXT: abbreviations, by the method of Schwartz and Hearst (PSB 2003) for finding their long forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from math import ceil

from argmap.checks.registry import check
from argmap.findings.finding import Finding
from argmap.ground.message import say
from argmap.ground.values import dataclass
from argmap.project import Project
from argmap.prose.own_matter import is_caption
from argmap.prose.paragraphs import Line, chapters
from argmap.tongues.lists import lists_of
from argmap.tongues.prose import either, everywhere

_IN_BRACKETS = re.compile(r"\(\s*([A-Z][A-Za-z&/-]{1,9})\s*\)")
_ABBREVIATION = re.compile(r"(?<![\w/.-])([A-Z]{2,7})(?:s|['’]s?)?(?![\w/-]|\.\w)")


@dataclass(frozen=True, slots=True)
class Definition:
    """`short` is introduced in brackets after `long`."""

    short: str
    long: str
    line: Line


def definitions(project: Project) -> list[Definition]:
    """Every place where the running text introduces an abbreviation, in order."""
    found = []
    for paragraph in project.prose:
        for line in paragraph.lines:
            for match in _IN_BRACKETS.finditer(line.text):
                short = match[1]
                if sum(c.isupper() for c in short) >= 2:
                    long = long_form(short, line.text[: match.start()])
                    if long:
                        found.append(Definition(short, long, line))
    return found


def long_form(short: str, before: str) -> str | None:
    """The words right before the bracket that `short` stands for.

    Each of its letters stands in them in order, the first at a word's start.
    """
    # a long form does not reach over a bracket or into another sentence
    words = re.split(r"[()\[\];:“”]", before)[-1].split()
    candidate = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
    at = len(candidate) - 1
    letters = [c.lower() for c in short if c.isalnum()]
    for position in range(len(letters) - 1, -1, -1):
        letter = letters[position]
        while at >= 0 and (
            candidate[at].lower() != letter or (position == 0 and at > 0 and candidate[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    start = candidate.rfind(" ", 0, at + 1) + 1
    long = candidate[start:].strip(" ,;:")
    # a small word at either end joins it to something else: "harmonised data on tsetse and (AAT)"; what a tongue says
    # for an English form often holds the letters by chance: "de las finanzas descentralizadas (DeFi)"
    edges = {long.split(" ", 1)[0], long.rsplit(" ", 1)[-1]} if long else set()
    return long if len(long) > len(short) and edges.isdisjoint(everywhere("joins-words")) else None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\b(?:the|of|and|for|s)\b", "", text.lower()))


@check("TXT030", "abbreviation-undefined", "note", "candidate", about="paper")
def abbreviation_undefined(project: Project) -> Iterator[Finding]:
    """Abbreviations are used and never spelled out.

    Why: readers outside the field do not know them.

    Example: `ISAF`, used three times in a paper that nowhere says what it stands for.

    Mend: spell each out at its first use. Those that every reader knows (EU, UN, USA …) and long ones, which are mostly
    names, are passed over; so are those that stand once only, unless the paper explains many others.
    """
    document = project.paper
    explained = {d.short for d in definitions(project)}
    known = explained | _well_known(project.tongue)
    # who explains nearly all of them explains what stands once too
    explains = len(explained) >= _MANY
    places: dict[str, list[Line]] = {}
    for paragraph in project.prose:
        if paragraph.kind not in ("paragraph", "item") or paragraph.part == "back":
            continue
        for line in paragraph.lines:
            shorts = [match[1] for match in _ABBREVIATION.finditer(line.text)]
            # in a line of capitals every word looks like an abbreviation
            if shorts and sum(map(str.isupper, line.text)) > 0.4 * sum(map(str.isalpha, line.text)):
                continue
            for short in shorts:
                places.setdefault(short, []).append(line)
    in_headings = Counter(match[1] for s in document.sections for match in _ABBREVIATION.finditer(s.title))
    cited = {word for mark in document.marks for name in mark.authors for word in name.split()}
    # NOT, in capitals for emphasis, is a word, and KIRA a name
    common = {word.lower() for word in re.findall(r"\w+", document.text) if not word.isupper()}
    unknown = {
        short: lines
        for short, lines in places.items()
        if short not in known
        and short not in cited
        and (len(lines) + min(in_headings[short], 1) >= 2 or (explains and len(short) >= _NO_INITIALS))
        and len(short) <= _LONGEST
        and not _ROMAN.fullmatch(short)
        and short.lower() not in common
    }
    if unknown:
        bracketed, initials = _in_brackets(document.text), _Initials(document.text)
        unknown = {s: lines for s, lines in unknown.items() if s not in bracketed and not initials.spell(s)}
    if unknown:
        (first, *_), *others = unknown.values()
        shorts = list(unknown)
        shown = ", ".join(shorts[:_SHOWN]) + (f" and {len(shorts) - _SHOWN} more" if len(shorts) > _SHOWN else "")
        yield abbreviation_undefined.at(
            document,
            first.sentence,
            f"Never spelled out: {shown}",
            related=[
                (document.place(lines[0].sentence.start, lines[0].sentence.end), short)
                for short, lines in zip(shorts[1:], others, strict=True)
            ],
        )


_LONGEST = 5
_MANY = 8
_NO_INITIALS = 3
_SHOWN = 8


def _well_known(tongue: str) -> set[str]:
    """What readers of the tongue know, and what all do: the party that Turks call AKP is spelled out for others."""
    return {short for code in ("en", tongue) for short in lists_of(code, "prose").get("well-known", ())}


def _in_brackets(text: str) -> set[str]:
    """The short forms that stand in brackets or quotation marks, or right before words in them."""
    return {
        match[1]
        for match in re.finditer(r"\b([A-Z]{2,7})s?\b", text)
        if text[max(0, match.start() - 4) : match.start()].rstrip()[-1:] in ("(", "“", '"')
        or _TOLD_BEHIND.match(text, match.end())
    }


_TOLD_BEHIND = re.compile(r"\s*(?:[)”\"]|[(=:–—]\s*[“\"']?[A-Za-z][a-z]+[\s-])")


class _Initials:
    """The words of a text by their first letters, to find the words that a short form stands for.

    A pattern for each short form would take longer to compile than the text to read.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._matches = list(re.finditer(r"\w+", text.lower()))
        self._words = [word[0] for word in self._matches]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word[0], []).append(place)

    def spell(self, short: str) -> bool:
        """Whether words in a row begin with its letters, small words between them passed over."""
        letters = short.lower()
        return any(self._spell(letters, place) for place in self._places.get(letters[0], ()))

    def _is_joined(self, place: int) -> bool:
        """Whether only spaces and dashes part a word from the next."""
        pair = self._matches[place : place + 2]
        return len(pair) == 2 and _PARTS.fullmatch(self._text, pair[0].end(), pair[1].start()) is not None

    def _spell(self, letters: str, place: int) -> bool:
        word = self._words[place]
        if word[0] != letters[0] or len(word) == 1:
            return False
        if len(letters) == 1:
            return True
        while self._is_joined(place):
            place += 1
            if self._spell(letters[1:], place):
                return True
            if self._words[place] not in _SMALL:
                break
        return False


_PARTS = re.compile(r"[\s–—-]+")
_SMALL = frozenset(("of", "for", "the", "and", "in", "on", "to", "de", "des", "du", "la", "le"))
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


@check("TXT031", "abbreviation-defined-twice", "note", "candidate", about="paper")
def abbreviation_defined_twice(project: Project) -> Iterator[Finding]:
    """An abbreviation is introduced a second time.

    Why: it was forgotten that it stands already, or two authors wrote the sections.

    Example: `Southeast European Cooperation Process (SEECP)` in two sections.

    Mend: spell it out once in the body (the abstract counts for itself).
    """
    document = project.paper
    elsewhere = {id(line) for p in project.prose if p.part in ("opening", "closing", "back") for line in p.lines}
    # each chapter of a book may say it again
    begins = chapters(document) if len(document.sentences) > _BOOK else ()
    introduced: dict[tuple[str, int], list[Definition]] = {}
    for definition in definitions(project):
        # a heading, an item or a table may give both again
        if id(definition.line) in elsewhere or not _is_told(definition) or is_caption(definition.line.text):
            continue
        # "…, the RMSE introduced in Section 2.4": who says where it was introduced says it again on purpose
        # and so does a list of terms: "1. Total Sleep Time (TST) – the time spent asleep"
        term = re.search(rf"\(\s*{re.escape(definition.short)}\s*\)\s*[-–—:=]", definition.line.text)
        if term or _points_back().search(definition.line.text):
            continue
        chapter = bisect_right(begins, definition.line.sentence.start)
        introduced.setdefault((definition.short, chapter), []).append(definition)
    for (short, _), (known, *later) in introduced.items():
        again = [d for d in later if d.line is not known.line and _plain(d.long) == _plain(known.long)]
        if not again:
            continue
        first, *others = again
        yield abbreviation_defined_twice.at(
            document,
            first.line.sentence,
            f"{short} is introduced a second time",
            because=f"it is introduced {len(again) + 1} times in all" if others else None,
            related=[
                (document.place(d.line.sentence.start, d.line.sentence.end), said)
                for d, said in [(known, "first here"), *((d, "and again here") for d in others)]
            ],
        )


@cache
def _points_back() -> re.Pattern[str]:
    return re.compile(rf"\b{either(everywhere('section-labels'))}\s?\d", re.IGNORECASE)


_BOOK = 1000


def _is_told(definition: Definition) -> bool:
    """Whether it stands in a sentence that says something of it."""
    text = definition.line.text.rstrip()
    return text.endswith((".", "!", "?", ":", ";")) and len(definition.line.words) > len(definition.long.split()) + 3


@check("TXT032", "abbreviation-two-ways", "warning", "candidate", about="paper")
def abbreviation_two_ways(project: Project) -> Iterator[Finding]:
    """An abbreviation is spelled out in two ways, or a name has two abbreviations.

    Why: readers take them for two things.

    Example: `South East Europe Cooperation Process (SEECP)` and later `Southeast European Cooperation Process (SEECP)`.

    Mend: use the official form throughout.
    """
    document = project.paper
    first: dict[str, Definition] = {}
    by_long: dict[str, Definition] = {}
    for definition in definitions(project):
        known = first.setdefault(definition.short, definition)
        # a name and its translation may stand in one sentence, and one form may only go on where the other ends
        apart = known.line is not definition.line and _plain(known.long) not in _plain(definition.long)
        apart = apart and not _ends_alike(known.long, definition.long)
        if apart and not _same_words(known.long, definition.long):
            yield abbreviation_two_ways.at(
                document,
                definition.line.sentence,
                say("{} is “{}” here and “{}” before", definition.short, definition.long, known.long),
                related=[(document.place(known.line.sentence.start, known.line.sentence.end), f"“{known.long}”")],
            )
        same = by_long.setdefault(_plain(definition.long), definition)
        shorts = (_bare(same.short), _bare(definition.short))
        # Suprathreshold Stochastic Resonance (SSR) beside Stochastic Resonance (SR): its first word was not seen
        if shorts[0] != shorts[1] and not any(one.endswith(other) for one, other in (shorts, shorts[::-1])):
            yield abbreviation_two_ways.at(
                document,
                definition.line.sentence,
                say("“{}” is {} here and {} before", definition.long, definition.short, same.short),
                related=[(document.place(same.line.sentence.start, same.line.sentence.end), same.short)],
            )


def _ends_alike(one: str, other: str) -> bool:
    """Whether one form ends as the other does, plurals aside: the first words of the shorter one were not seen."""
    plain = [re.sub(r"s\b", "", " ".join(words.lower().split())) for words in (one, other)]
    return any(longer.endswith(f" {shorter}") for longer, shorter in (plain, plain[::-1]))


_FEWEST_UNUSED = 2


@check("TXT034", "abbreviation-unused", "note", "candidate", about="paper")
def abbreviation_unused(project: Project) -> Iterator[Finding]:
    """Abbreviations are introduced and never used again.

    Why: the reader keeps in mind what is not needed; or the passage was cut where it was.

    Example: `the South-eastern Europe Defence Ministerial Process (SEDM)`, and `SEDM` nowhere else.

    Mend: take the brackets out, or use the abbreviation. A single one, and those that every reader knows by their
    letters (NATO, WHO), are passed over; all others stand in one finding.
    """
    document = project.paper
    times = Counter(re.findall(r"[A-Z][A-Za-z&/]*[A-Z]", document.text))
    known = _well_known(project.tongue)
    unused = {d.short: d for d in definitions(project) if times[d.short] == 1 and d.short not in known}
    if len(unused) >= _FEWEST_UNUSED:
        first, *others = unused.values()
        shown = ", ".join(list(unused)[:_SHOWN]) + (f" and {len(unused) - _SHOWN} more" if len(unused) > _SHOWN else "")
        yield abbreviation_unused.at(
            document,
            first.line.sentence,
            f"Introduced and never used again: {shown}",
            related=[
                (document.place(other.line.sentence.start, other.line.sentence.end), other.short) for other in others
            ],
        )


@check("TXT035", "spelled-out-again", "note", "candidate", about="paper")
def spelled_out_again(project: Project) -> Iterator[Finding]:
    """A name stands in full again and again after its abbreviation was introduced.

    Why: the abbreviation was introduced so that it need not; readers may take the two for different things.

    Example: `the Northern Ports Board (NPB)`, then `NPB`, then `the Northern Ports Board` twice more.

    Mend: keep to the abbreviation. Names in full at the beginning and the end of a paper, in headings and in a later
    chapter of a book are passed over; all others stand in one finding.
    """
    document = project.paper
    if len(document.sentences) > _BOOK:
        return
    introduced: dict[str, Definition] = {}
    for definition in definitions(project):
        introduced.setdefault(definition.short, definition)
    times = Counter(re.findall(r"[A-Z][A-Za-z&/]*[A-Z]", document.text))
    lines = [
        line
        for paragraph in project.prose
        if paragraph.kind == "paragraph" and paragraph.part in ("body", "own work")
        for line in paragraph.lines
    ]
    again: dict[str, list[Line]] = {}
    for short, definition in introduced.items():
        if times[short] < _FEWEST_TIMES or sum(word[0].isupper() for word in definition.long.split()) < _NAME_WORDS:
            continue
        start = definition.line.sentence.start
        # where it begins a longer name it is another
        full = re.compile(rf"(?<![\w-]){re.escape(definition.long)}(?![\w-]|\s*\(|\s+[A-Z])")
        found = [line for line in lines if line.sentence.start > start for _ in full.finditer(line.text)]
        if len(found) >= _OFTEN_AGAIN:
            again[short] = found
    if again:
        told = ", ".join(f"{short} ({len(found)} times)" for short, found in list(again.items())[:_SHOWN])
        first, *others = [(short, line) for short, found in again.items() for line in found]
        yield spelled_out_again.at(
            document,
            first[1].sentence,
            f"Introduced, and written out again: {told}",
            related=[(document.place(line.sentence.start, line.sentence.end), short) for short, line in others],
        )


_FEWEST_TIMES, _OFTEN_AGAIN, _NAME_WORDS = 3, 2, 2


def _bare(short: str) -> str:
    """An abbreviation without the signs and the ending that a line end or a plural may give it."""
    return short.replace("-", "").rstrip("s")


def _same_words(one: str, other: str) -> bool:
    """Whether two long forms are one but for their endings: "system", "systems"; "teknologjia", "teknologjitë"."""
    pairs = list(zip_longest(_words(one), _words(other), fillvalue=""))
    return all(a[: _stem(a, b)] == b[: _stem(a, b)] for a, b in pairs)


def _stem(one: str, other: str) -> int:
    return ceil(_SAME_STEM * max(len(one), len(other)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\b(?:the|of|and|for|s)\b", "", text.lower()))


_SAME_STEM = 0.7
