"""Reads references that others segmented by hand, as the tagger of references is trained and weighed on them.

Two forms: the training data of GROBID for citations (CC BY 4.0), TEI with one `bibl` a reference; and the gold set of
the Max Planck Institute for Legal History (BSD-2-Clause), the raw text of a note and TEI of what it cites.
"""

from __future__ import annotations

import difflib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
_LONGEST = 800
_OTHER_SCRIPTS = frozenset({"kr", "zn", "ja"})

Labelled = tuple[str, list[str]]  # a reference, and the label of each of its characters


def is_held_out(path: Path) -> bool:
    """Whether a file is kept from training, to weigh the readings of rules and tagger with: one in seven."""
    return zlib.crc32(path.name.encode()) % 7 == 0


def segmented(path: Path) -> Iterator[Labelled]:
    """The references of a file in either form."""
    from lxml import etree

    if path.name in _MEASURED:
        return
    root = etree.parse(path, etree.XMLParser(recover=True)).getroot()
    if notes := list(root.iter("{*}instance")):
        for note in notes:
            yield from _of_note(note)
        return
    for work in root.iter("{*}bibl"):
        if work.get("lang") not in _OTHER_SCRIPTS:
            text, labels = _on_one_line(list(_labelled(work, "", _has_article(work))))
            if 15 < len(text) < _LONGEST:
                yield text, labels


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
