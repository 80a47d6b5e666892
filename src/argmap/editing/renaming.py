"""Renaming a claim or a work in everything that names it: claims files, the review log, the bibliographies."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit
from argmap.notation.rename import rename_claim, rename_in_bibtex, rename_in_log, rename_source
from argmap.sources import Bibliography


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
    claims: Mapping[str, str], bibliographies: Mapping[str, str], bibliography: Bibliography, old: str, new: str
) -> dict[str, list[Edit]]:
    """Edits by path that rename a key in the claims files and the bibliography files, both given as texts by path.

    Raises ArgmapError as `rename_source` does, and where both keys have entries or nothing has the old one.
    """
    edits = rename_source(claims, old, new)
    if old in bibliography.sources and new in bibliography.sources:
        raise ArgmapError(f"The bibliography has entries for `{old}` and `{new}`. Take out one of them first.")
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
    if not edits:
        raise ArgmapError(f"No entry and no citation has the key `{old}`.")
    return edits
