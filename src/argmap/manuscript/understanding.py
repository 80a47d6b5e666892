"""The shared stages, run in one order over what a reader found: damage, sections, notes, marks, sentences, links.

Every reader ends in `understand`, so that a footnote or a sentence means the same in a PDF and in a Word file.
"""

from __future__ import annotations

from argmap.manuscript.document import Document
from argmap.manuscript.draft import Draft


def understand(draft: Draft) -> Document:
    """Turn what a reader found into the paper as understood.

    What the reader passes is described at `Draft`. Never raises on the content of a paper.
    """
    return Document(draft.path, draft.kind, draft.text, title=draft.title, pages=draft.pages, blocks=draft.blocks)
