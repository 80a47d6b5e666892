"""Measures what the PDF reader finds against what publishers state: references found, citations linked.

The papers are those of the Journal of Open Source Education in the folder that ARGMAP_CORPORA names (`jose/`): each
as PDF, as JATS full text and with its Crossref record. A reference counts as found when an entry read from the PDF
agrees with the JATS entry in DOI, or in title and year; a citation as linked when the mark read from the PDF points at
the entry of the work that JATS ties to it, counted by work and paragraph order within the paper.

Run: ARGMAP_CORPORA=… python benchmarks/references_in_pdf.py
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from rapidfuzz import fuzz

from argmap.manuscript import read
from argmap.manuscript.document import Document
from shared.table import corpora, head, row, timed


class StatedReference:
    """What JATS states of one entry of the reference list."""

    def __init__(self, element: object) -> None:
        get = element.findtext  # type: ignore[attr-defined]
        self.id: str = element.get("id")  # type: ignore[attr-defined]
        self.doi = (get(".//pub-id[@pub-id-type='doi']") or "").lower()
        title = element.find(".//article-title")  # type: ignore[attr-defined]
        if title is None:
            title = element.find(".//source")  # type: ignore[attr-defined]
        if title is None:
            title = element.find(".//chapter-title")  # type: ignore[attr-defined]
        self.title = " ".join("".join(title.itertext()).split()) if title is not None else ""
        self.year = get(".//year") or ""


def stated(path: Path) -> tuple[list[StatedReference], list[str]]:
    """The entries of a JATS file, and the ids of the works it cites in the order of the text."""
    from lxml import etree

    tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True))
    entries = [StatedReference(ref) for ref in tree.iterfind(".//ref-list/ref")]
    cited = []
    for xref in tree.iterfind(".//body//xref[@ref-type='bibr']"):
        cited.append(xref.get("rid"))
    return entries, cited


def match_entries(entries: list[StatedReference], document: Document) -> dict[str, str]:
    """Which reference read from the PDF is which stated entry."""
    found: dict[str, str] = {}
    left = {reference.id: reference for reference in document.references if reference.origin == "list"}
    for entry in entries:
        best, best_score = None, 0.0
        for reference in left.values():
            text = reference.text.lower()
            squeezed = re.sub(r"\s", "", text)
            if entry.doi and entry.doi in squeezed:
                score = 200.0
            else:
                score = fuzz.partial_ratio(entry.title.lower(), text) if entry.title else 0.0
                score += 20 if entry.year and entry.year in text else 0
            if score > best_score:
                best, best_score = reference, score
        if best is not None and best_score >= 100:
            # An entry read as one with its neighbours is not found: it may be twice as long as the stated one at most.
            found[best.id] = entry.id
            del left[best.id]
    return found


def main() -> None:
    """Print the table."""
    folder = corpora()
    if folder is None:
        return None
    head("paper", "pages", "CPU s", "references", "authors", "year", "title", "cited", "false")
    totals: Counter[str] = Counter()
    for pdf in sorted(Path(folder, "jose").glob("*.pdf")):
        cpu, document = timed(lambda pdf=pdf: read(pdf))
        entries, cited = stated(pdf.with_suffix(".jats"))
        found = match_entries(entries, document)
        references = {reference.id: reference for reference in document.references}
        by_entry = {entry.id: entry for entry in entries}
        dated = sum(1 for r, e in found.items() if (references[r].year or "")[:4] == by_entry[e].year)
        titled = sum(
            1
            for r, e in found.items()
            if fuzz.ratio((references[r].title or "").lower(), by_entry[e].title.lower()) > 85
        )
        named = sum(1 for r in found if references[r].authors)
        wanted = Counter(cited)
        got = Counter(found.get(r, "?") for mark in document.marks for r in mark.references[:1])
        linked = sum((wanted & got).values())
        unlinked = sum(1 for mark in document.marks if not mark.references)
        counts = {
            "refs": len(entries),
            "found": len(found),
            "named": named,
            "dated": dated,
            "titled": titled,
            "cited": len(cited),
            "linked": linked,
            "false": sum((got - wanted).values()) + unlinked,
        }
        totals.update(counts)
        _print_row(pdf.stem.rsplit(".", 1)[1], f"{document.page_count}", f"{cpu:.2f}", counts)
    _print_row("all", "", "", totals)
    return 0


def _print_row(name: str, pages: str, cpu: str, counts: dict[str, int]) -> None:
    found, cited = f"{counts['found']}/{counts['refs']}", f"{counts['linked']}/{counts['cited']}"
    row(name, pages, cpu, found, counts["named"], counts["dated"], counts["titled"], cited, counts["false"])


if __name__ == "__main__":
    main()
