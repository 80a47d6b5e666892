"""Renaming a claim or a work in everything that names it: claims files, the review log, the bibliographies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit
from argmap.notation.rename import rename_claim, rename_in_bibtex, rename_in_log, rename_source
from argmap.reviews.log import rename_work

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.project import Project


def rename_claim_everywhere(
    claims: Mapping[str, str], logs: Mapping[str, str], old: str, new: str
) -> dict[str, list[Edit]]:
    """Edits by path that rename a claim in the claims files and the review logs, both given as texts by path.

    Raises ArgmapError as `rename_claim` does.
    """
    edits = rename_claim(claims, old, new)
    edits |= {path: found for path, text in logs.items() if (found := rename_in_log(text, old, new))}
    return edits


def rename_source_everywhere(
    claims: Mapping[str, str],
    bibliographies: Mapping[str, str],
    logs: Mapping[str, str],
    project: Project,
    old: str,
    new: str,
) -> dict[str, list[Edit]]:
    """Edits by path that rename a key in the claims files, the bibliography files and the review logs, all given as
    texts by path.

    Raises ArgmapError as `rename_source` does, where both keys have entries or nothing has the old one, and where the
    paper itself cites by the old one.
    """
    edits = rename_source(claims, old, new)
    bibliography = project.bibliography
    if old in bibliography.sources and new in bibliography.sources:
        raise ArgmapError(f"The bibliography has entries for `{old}` and `{new}`. Take out one of them first.")
    if project.document and old in _cited_by_key(project.document):
        raise ArgmapError(
            f"The paper itself cites by the key `{old}`, and would cite a work without an entry. Nothing was written."
        )
    for path, text in bibliographies.items():
        found = [
            Edit(entry.key_span.start, entry.key_span.end, new)
            for entry in bibliography.entries
            if entry.key == old and entry.key_span is not None and entry.span.path == path
        ]
        if path.lower().endswith(".bib"):
            found += rename_in_bibtex(text, old, new)
        if found:
            edits[path] = found
    edits |= {path: found for path, text in logs.items() if (found := rename_work(text, old, new))}
    if not edits:
        raise ArgmapError(f"No entry and no citation has the key `{old}`.")
    return edits


def _cited_by_key(document: Document) -> set[str | None]:
    """The keys by which a paper in LaTeX or Markdown cites what the bibliography beside it has."""
    linked = {reference for mark in document.marks for reference in mark.references}
    return {r.key for r in document.references if r.id in linked} if document.kind in ("latex", "markdown") else set()
