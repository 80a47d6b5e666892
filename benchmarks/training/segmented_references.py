"""Reads references that others segmented by hand, as the tagger of references is trained and weighed on them.

Three forms: the training data of GROBID for citations (CC BY 4.0), TEI with one `bibl` a reference; the gold set of
the Max Planck Institute for Legal History (BSD-2-Clause), the raw text of a note and TEI of what it cites; and the sets
of AnyStyle (BSD-2-Clause) beside the one that is measured, one `sequence` a reference. Of these no reference counts
that shares a fifth of its runs of four words with one of the measured sets, whose words alone are compared.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from argmap.sources.references.words import any_of

# Files of GROBID that hold references of AnyStyle's set, by which the parser is measured.
_MEASURED = frozenset({
    "citations.xml", "raw_ref_corrected.training.references.tei.xml", "vz-training-data.xml",
    "aa31418-17.training.references.tei.xml",
})  # fmt: skip
_UNITS = {"volume": "volume", "vol": "volume", "issue": "issue", "page": "pages", "pages": "pages", "pp": "pages"}
_LABELS = {
    "author": "author",
    "authors": "author",
    "editor": "editor",
    "date": "year",
    "pubPlace": "place",
    "publisher": "publisher",
    "ptr": "link",
    "citedRange": "pages",
}
_TITLES = {"a": "title", "j": "container", "u": "title", "s": "other"}
_SEQUENCES = {
    "author": "author", "director": "author", "producer": "author", "editor": "editor", "title": "title",
    "journal": "container", "container-title": "container", "date": "year", "volume": "volume", "pages": "pages",
    "publisher": "publisher", "location": "place", "url": "link", "doi": "link",
}  # fmt: skip
_OF_ANYSTYLE = frozenset({"gold", "good", "ugly"})
_SHARED = 0.2
_LONGEST = 800
_OTHER_SCRIPTS = frozenset({"kr", "zn", "ja"})

Labelled = tuple[str, list[str]]  # a reference, and the label of each of its characters


def learned_from(path: Path) -> Iterator[Labelled]:
    """The references of a file that the tagger is trained on."""
    if _is_whole(path):
        yield from (work for work in segmented(path) if not _is_kept(work[0]))
    elif not _is_kept(path.name):
        yield from segmented(path)


def held_out(path: Path) -> Iterator[Labelled]:
    """Those kept from training, to weigh the readings of rules and tagger with: one file in seven, of the large ones
    of AnyStyle one reference in seven.
    """
    if _is_whole(path):
        yield from (work for work in segmented(path) if _is_kept(work[0]))
    elif _is_kept(path.name):
        yield from segmented(path)


def _is_kept(name: str) -> bool:
    return zlib.crc32(name.encode()) % 7 == 0


def _is_whole(path: Path) -> bool:
    return path.stem in _OF_ANYSTYLE


def segmented(path: Path) -> Iterator[Labelled]:
    """The references of a file in one of the forms."""
    from lxml import etree

    if path.name in _MEASURED:
        return
    root = etree.parse(path, etree.XMLParser(recover=True)).getroot()
    if notes := list(root.iter("{*}instance")):
        for note in notes:
            yield from _of_note(note)
        return
    for sequence in root.iter("sequence"):
        text, labels = _of_sequence(sequence)
        if 15 < len(text) < _LONGEST and not _is_measured(text):
            yield text, labels
    for work in root.iter("{*}bibl"):
        if work.get("lang") not in _OTHER_SCRIPTS:
            text, labels = _on_one_line(list(_labelled(work, "", _has_article(work))))
            if 15 < len(text) < _LONGEST:
                yield text, labels


def _of_sequence(sequence: Any) -> Labelled:
    """A reference of AnyStyle: what only opens a field is no part of it; numbers behind a journal are its volume."""
    pieces: list[tuple[str, str]] = []
    for element in sequence:
        value = " ".join(re.sub(r"</?\w+/?>", " ", "".join(element.itertext())).split())
        label = _SEQUENCES.get(element.tag, "other")
        if label == "author" and _marks().search(value):
            label = "editor"
        opening = _opens().match(value) if label in ("container", "editor") else None
        opened = opening.end() if opening else 0
        numbers = re.search(r"(?<=[^\W\d])[,.]?\s(?:\d+\W*)+\Z", value) if element.tag == "journal" else None
        for at, c in enumerate(f"{value} "):
            number = numbers is not None and at >= numbers.start()
            pieces.append((c, "other" if at < opened else "volume" if number else label))
    text, labels = _on_one_line(pieces)
    numbers_of = [
        m.span()
        for m in re.finditer(r"\w+", text)
        if labels[m.start()] == "volume" and re.search(r"\d|\A[IVXLC]+\Z", m[0])
    ]
    for start, end in numbers_of[1:]:
        labels[start:end] = ["issue"] * (end - start)
    return text, labels


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(rf"[(,]\s?(?i:{any_of('editor_marks')})\.?\W*\Z")


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"\W*(?i:{any_of('inside')})\s?:?\s")


def _is_measured(text: str) -> bool:
    """Whether a reference stands, nearly so, in one of the sets that are measured."""
    runs, shared = _runs(text), Counter[int]()
    for run in runs:
        shared.update(_measured().get(run, ()))
    return bool(shared) and max(shared.values()) >= _SHARED * len(runs)


@cache
def _measured() -> Mapping[tuple[str, ...], set[int]]:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from reference_fields_gold import anystyle, footnotes

    corpora = Path(os.environ["ARGMAP_CORPORA"])
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    golds = [*anystyle(corpora / "references" / "core.xml"), *footnotes(corpora / "footnote-papers")]
    for number, gold in enumerate(golds):
        for run in _runs(gold.text):
            found[run].add(number)
    return found


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]{2,}", text.casefold())
    return {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))}


def _of_note(note: Any) -> Iterator[Labelled]:
    """The works of a note: the labels of its TEI carried over to its text, character by character."""
    raw, tei = " ".join((note.findtext("{*}input") or "").split()), note.find("{*}output")
    if tei is None:
        return
    said: list[tuple[str, str, Any]] = []

    def gather(element: Any, work: Any) -> None:
        for child in element:
            if _name(child) == "bibl":
                said.extend(
                    (c, label, child) for c, label in _labelled(child, "", _has_article(child)) if not c.isspace()
                )
            elif isinstance(child.tag, str):
                said.extend((c, "", work) for c in child.text or "" if not c.isspace())
                gather(child, work)
            said.extend((c, "", work) for c in child.tail or "" if not c.isspace())

    gather(tei, None)
    at = [i for i, c in enumerate(raw) if not c.isspace()]
    matcher = difflib.SequenceMatcher(None, [c for c, _, _ in said], [raw[i] for i in at], autojunk=False)
    if matcher.ratio() < 0.9:
        return
    labels, works = [""] * len(raw), [None] * len(raw)
    for theirs, ours, size in matcher.get_matching_blocks():
        for k in range(size):
            _, labels[at[ours + k]], works[at[ours + k]] = said[theirs + k]
    for work in dict.fromkeys(work for work in works if work is not None):
        of_it = [i for i, owner in enumerate(works) if owner is work]
        start, end = of_it[0], of_it[-1] + 1
        if end - start > 15:
            yield raw[start:end], labels[start:end]


def _has_article(work: Any) -> bool:
    return any(_name(title) == "title" and title.get("level") == "a" for title in work.iter())


def _labelled(element: Any, label: str, has_article: bool) -> Iterator[tuple[str, str]]:
    """The characters of an element, each with the label of the outermost element that has one."""
    for c in element.text or "":
        yield c, label
    for child in element:
        if isinstance(child.tag, str):
            yield from _labelled(child, label or _label(child, has_article), has_article)
        for c in child.tail or "":
            yield c, label


def _label(element: Any, has_article: bool) -> str:
    name = _name(element)
    if name == "lb":
        return ""
    if name == "title":
        level = element.get("level") or element.get("type") or ""
        return ("container" if has_article else "title") if level == "m" else _TITLES.get(level, "other")
    if name == "biblScope":
        return _UNITS.get(element.get("unit") or element.get("type") or "", "other")
    if name == "orgName":
        return "author" if element.get("type") == "collaboration" else "publisher"
    if name == "idno":
        return "link" if (element.get("type") or "").lower() == "doi" else "other"
    return _LABELS.get(name, "other")


def _on_one_line(characters: list[tuple[str, str]]) -> Labelled:
    kept: list[tuple[str, str]] = []
    for c, label in characters:
        if not c.isspace():
            kept.append((c, label))
        elif kept and kept[-1][0] != " ":
            kept.append((" ", label))
    while kept and kept[-1][0] == " ":
        kept.pop()
    return "".join(c for c, _ in kept), [label for _, label in kept]


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
