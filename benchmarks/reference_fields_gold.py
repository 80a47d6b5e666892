"""Measures recall and precision of the fields of references against two sets that others segmented by hand.

The first is AnyStyle's training set (`references/core.xml`, BSD-2-Clause, never trained on here), the second the
references in the footnotes of German papers (`footnote-papers/*/*.references.xml`); both are read through
ARGMAP_CORPORA. A field is right where it says the same: names by their words, years, volumes and pages by their
numbers, the rest by letters and digits; a first and a last page count, a page cited as much as the pages of a work.
What opens a field without being of it ("In", "Paper presented at", "doi:") is no part of it; a dash for the names
before names nobody; numbers that the gold leaves in the container or joins in one field are right as volume, issue and
pages; how many pages a book has ("312 p.") is none of them; it has no field for an issue, which is its volume where
there is no other; an address of doi.org is a DOI; and a body that the German gold has among editors, though no word
there calls it one, published the work. The last row counts a field as right, too, where one value contains the other or
the names share one: how the parser's first state comes nearest to the figures (recall .856, precision .885) by which it
was asked to become better. "CRF alone" is the learned tagger without any rules, over all fields but DOI and address.
The half of the first set that `looked_at` names was looked at while the rules were made, the other was not.
Run: `python benchmarks/reference_fields_gold.py [--wrong] [FIELD …]` (wrong ones of the half looked at alone).
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from argmap.sources.references.opinions import opinions
from argmap.sources.references.parse import ParsedReference, parse_reference
from argmap.sources.references.tagging import tag
from shared.table import corpora, head, row, timed

FIELDS = (
    "author", "title", "container", "year", "volume", "issue", "pages", "publisher", "place", "editor", "doi", "url"
)  # fmt: skip
GOLD_NAMES = {"authors": "author", "editors": "editor"}
"""What the gold calls a field that the parser calls otherwise."""
_TAGS = {
    "journal": "container",
    "container-title": "container",
    "source": "container",
    "date": "year",
    "location": "place",
}
_JOINERS = {"and", "und", "et", "y", "e", "i", "with", "al", "alii", "others", "in", "hrsg", "hg", "herausgegeben"} | {
    "von", "ed", "eds", "editor", "editors", "edited", "by", "red", "éd", "dir", "sous", "la", "de", "direction", "the",
    "gen", "hgg", "hrg", "trans", "translated",
}  # fmt: skip
_EDITORS = r"(?:Hr?s?g|Hrsgg|Hgg|Eds?|Red|[Hh]erausgegeben|[Ee]dited)"
_ISSUES = re.compile(rf"(?:\b[Ii]n\s?:?|\b{_EDITORS}\b\.?\s?(?:von|vom|by)?)\s*\Z")
_EDITED = re.compile(rf"\W{{0,5}}{_EDITORS}\b")
# What opens a field without being of it.
_OPENING = re.compile(
    r"\W*(?:in\s?:?\s|(?:paper|poster(?: session)?|papers)\s(?:presented|given)\s(?:at|to)\s(?:the\s)?"
    r"|url\W+|doi\W+|https?://(?:dx\.)?doi\.org/)",
    re.IGNORECASE,
)
_NUMBERS_BEHIND = re.compile(r"(?:\W+(?i:vol|no|nr|bd)\b)?[\W_]*\b\d+(?:[\W_]|\b[A-Z]\b|\d)*\Z")
_EXTENT = re.compile(r"\d{1,4}\s?(?:pp?|pages|[Ss])\.?,?")
_UNTOLD = {"looked at": ("issue",), "kept apart": ("issue",), "footnotes": ("place", "doi")}


class Gold(NamedTuple):
    """A reference as printed, what it says of each field, and the set it is from."""

    text: str
    fields: dict[str, list[str]]
    part: str


def anystyle(path: Path) -> Iterator[Gold]:
    """AnyStyle's references, the half looked at and the half kept apart."""
    from lxml import etree

    sequences = list(etree.parse(path).getroot().iter("sequence"))
    looked_at = set(random.Random(10).sample(range(len(sequences)), len(sequences) // 2))
    for number, sequence in enumerate(sequences):
        fields: dict[str, list[str]] = defaultdict(list)
        for element in sequence:
            value = " ".join((element.text or "").split())
            name = "doi" if "doi.org/" in value else _TAGS.get(element.tag, element.tag)
            if re.search(r"[^\W_]", value) and not (name == "pages" and _EXTENT.fullmatch(value)):
                fields[name].append(value)
        text = " ".join(" ".join((element.text or "").split()) for element in sequence)
        yield Gold(text, dict(fields), "looked at" if number in looked_at else "kept apart")


def footnotes(folder: Path) -> Iterator[Gold]:
    """The references of the German papers; of several works in one line the first."""
    from lxml import etree

    for path in sorted(folder.glob("*/*.references.xml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                root = etree.fromstring(f"<line>{_first_work(line)}</line>")
            except etree.XMLSyntaxError:
                continue  # a fragment that is no well-formed line
            text = " ".join("".join(root.itertext()).split())
            if not text:
                continue
            fields: dict[str, list[str]] = defaultdict(list)
            for element in list(root):
                if element.tag == "editor" and not _edits(root, element):  # a body: it wrote or published the work
                    element.tag = "author" if element is root[0] else "publisher"
                name = "pages" if element.tag in ("fpage", "lpage") else _TAGS.get(element.tag, element.tag)
                if name == "container" and "title" not in fields and "other" not in fields:
                    name = "title"
                fields[name].append(" ".join("".join(element.itertext()).split()))
            fields["title"] = fields["title"][:1]
            yield Gold(text, {name: values for name, values in fields.items() if values}, "footnotes")


def _edits(line: Any, body: Any) -> bool:
    """Whether "in" or a word for editors stands before the editors among whom this one is, or behind them."""
    beside = list(line)
    first = last = beside.index(body)
    while first and beside[first - 1].tag == "editor":
        first -= 1
    while last + 1 < len(beside) and beside[last + 1].tag == "editor":
        last += 1
    before = (line.text or "") + "".join("".join(e.itertext()) + (e.tail or "") for e in beside[:first])
    return bool(_ISSUES.search(before) or _EDITED.match(beside[last].tail or ""))


def _first_work(line: str) -> str:
    """A line up to the semicolon between two works: one behind year or pages, before a year of its own."""
    match = re.search(r"(?<=</year>)[^<;]{0,12};\s|(?<=page>)[^<;]{0,6};\s", line)
    return line[: match.start()] if match and "<year>" in line[match.end() :] else line


def folded(value: str) -> str:
    """Letters and digits alone, in small letters and without their marks."""
    return re.sub(r"[\W_]+", "", "".join(c for c in _plain(value) if not unicodedata.combining(c)))


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKD", value).casefold().replace("&", "and")


def _words(values: list[str] | tuple[str, ...]) -> set[str]:
    text = "".join(c for c in _plain(" ".join(values)) if not unicodedata.combining(c))
    return {word for word in re.findall(r"[^\W\d_]{3,}", text)} - {folded(w) for w in _JOINERS}


def _numbers(values: list[str]) -> list[str]:
    """The numbers in figures, or where there are none the Roman ones."""
    text = re.sub(r"(?<=\b[IVXLC])\s(?=[IVXLC]\b)", "", " ".join(values))  # X L I
    return re.findall(r"\d+", text) or re.findall(r"\b[ivxlc]+\b", text.lower())


def found_in(parsed: ParsedReference) -> dict[str, list[str]]:
    """What the parser says of each field."""
    fields = {
        "author": list(parsed.authors),
        "editor": list(parsed.editors),
        "pages": [parsed.pages or parsed.locator or ""],
    }
    for name in ("title", "container", "year", "volume", "issue", "publisher", "place", "doi", "url"):
        fields[name] = [getattr(parsed, name) or ""]
    return {name: values for name, values in fields.items() if any(values)}


def tagged_in(text: str) -> dict[str, list[str]]:
    """What the learned tagger alone says of each field, without the rules; it tells no DOI and no address."""
    return {
        GOLD_NAMES.get(name, name): [opinion.value] if isinstance(opinion.value, str) else list(opinion.value)
        for name, opinion in opinions(text, tag(text)).items()
        if GOLD_NAMES.get(name, name) in FIELDS
    }


def compared(case: Gold, found: dict[str, list[str]]) -> Iterator[tuple[str, list[str], list[str], bool]]:
    """Each field that the gold tells of, what the gold and the parser say, and whether that is the same."""
    for name in FIELDS:
        gold, value = case.fields.get(name, []), found.get(name, [])
        if name == "volume" and "issue" in _UNTOLD[case.part]:
            value = value or found.get("issue", [])
        if gold or not value or not (name in _UNTOLD[case.part] or _told_elsewhere(name, value, case)):
            yield name, gold, value, bool(gold and value and agrees(name, gold, value))


def agrees(name: str, gold: list[str], found: list[str]) -> bool:
    """Whether the two say the same of a field."""
    if name in ("author", "editor"):
        return _words(gold) == _words(found)
    if name in ("year", "volume", "issue", "pages"):
        numbers, seen = _numbers(gold), _numbers(found)
        if not seen or not numbers:
            return folded("".join(gold)) == folded("".join(found))
        # "Vol. 9(1)" is one field of the gold, and a date may hold a day and a year of reprint
        return seen[0] in numbers if name in ("year", "volume", "issue") else seen[:2] == numbers[:2]
    said = [_without_opening(value) for value in gold]
    mine = _without_opening("".join(found))
    if name == "container":
        mine, said = _NUMBERS_BEHIND.sub("", mine), [_NUMBERS_BEHIND.sub("", value) for value in said]
    return folded(mine) in {folded("".join(said)), *map(folded, said)}


def contained(name: str, gold: list[str], found: list[str]) -> bool:
    """Whether one of the two values contains the other, or they share a name."""
    if name in ("author", "editor"):
        return bool(_words(gold) & _words(found))
    mine, said = folded("".join(found)), folded("".join(gold))
    return bool(mine and said) and (mine in said or said in mine)


def _without_opening(value: str) -> str:
    value = value.strip()
    return value[match.end() :] if (match := _OPENING.match(value)) else value


def main() -> None:
    """Prints recall and precision by field and set, and the time that 200 references take."""
    folder = corpora()
    if folder is None:
        return
    cases = [
        *anystyle(folder / "references" / "core.xml"),
        *footnotes(folder / "footnote-papers"),
    ]
    wanted = [name for name in sys.argv[1:] if name in FIELDS] or list(FIELDS)
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    alone: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    honesty: dict[tuple[str, float], list[bool]] = defaultdict(list)
    seconds, read = timed(lambda: [parse_reference(case.text) for case in cases])
    for case, parsed in zip(cases, read, strict=True):
        certainty = {GOLD_NAMES.get(name, name): share for name, share in parsed.certainty.items()}
        for name, gold, value, right in compared(case, found_in(parsed)):
            within = right or bool(gold and value and contained(name, gold, value))
            counts[case.part].update({(name, "gold"): bool(gold), (name, "found"): bool(value)})
            counts[case.part].update({(name, "right"): right, (name, "within"): within})
            if value and (sure := certainty.get(name)):
                honesty[case.part, int(sure * 20) / 20].append(right)
            if "--wrong" in sys.argv and name in wanted and not right and (gold or value) and case.part != "kept apart":
                print(f"{case.part:10} {name:9} gold {' | '.join(gold)!r} found {' | '.join(value)!r}\n    {case.text}")
        for name, gold, value, right in compared(case, tagged_in(case.text)):
            alone[case.part].update({(name, "gold"): bool(gold), (name, "found"): bool(value), (name, "right"): right})
    parts = list(counts)
    head("field", *parts)
    for name in FIELDS:
        row(name, *(_shares(counts[part], [name]) for part in parts))
    row("all", *(_shares(counts[part], FIELDS) for part in parts))
    row("CRF alone", *(_shares(alone[part], FIELDS[:-2]) for part in parts))
    row("contained", *(_shares(counts[part], FIELDS, "within") for part in parts))
    print("\nrecall/precision (n); of the fields given with a certainty, the share that is right:")
    for part in parts:
        shares = (
            f"{step:.2f}: {sum(r) / len(r):.2f} ({len(r)})" for (of, step), r in sorted(honesty.items()) if of == part
        )
        print(f"{part:10} " + "  ".join(shares))
    print(f"\n{len(cases)} references, {200 * seconds / len(cases):.2f} s CPU for 200")


def _told_elsewhere(name: str, found: list[str], case: Gold) -> bool:
    """Whether the gold has these numbers in another field: `Dissertation Abstracts, 64(10-B), 52`, `127(1):79–183`."""
    behind = [match.group() for value in case.fields.get("container", []) if (match := _NUMBERS_BEHIND.search(value))]
    told = _numbers([*behind, *case.fields.get("volume", []), *case.fields.get("pages", [])])
    return name in ("volume", "issue", "pages") and set(_numbers(found)) <= set(told)


def _shares(counted: Counter[tuple[str, str]], names: list[str] | tuple[str, ...], as_right: str = "right") -> str:
    gold, found, right = (sum(counted[name, what] for name in names) for what in ("gold", "found", as_right))
    return f"{right / gold:.3f}/{right / found:.3f} ({gold})" if gold and found else f"– ({gold})"


if __name__ == "__main__":
    main()
