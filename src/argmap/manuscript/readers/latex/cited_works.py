"""The works that a LaTeX source cites: from the bibliographies that it names, holds, or left when it was last set."""

from __future__ import annotations

from dataclasses import replace

from argmap.manuscript.document import NamedBibliography, Reference
from argmap.manuscript.readers.bibliographies import NO_BIBLIOGRAPHY, beside, cited_works
from argmap.manuscript.readers.latex.files import Folder, Survey
from argmap.sources.bibliography.biblatex_list import read_biblatex_list


def works_of(folder: Folder, survey: Survey, text: str) -> tuple[tuple[Reference, ...], tuple[NamedBibliography, ...]]:
    """The works cited of the bibliographies of a paper, and what became of these."""
    named, keys = survey.named, survey.keys
    unnamed = bool(keys) and not (named or survey.within or survey.has_list)
    if unnamed and folder.path:
        named = beside(folder.root, keys)
    references, told = cited_works(named, folder.root, keys, text, all_of_them=survey.all_works, within=survey.within)
    lacking = set(keys) - {reference.key for reference in references}
    if lacking and (generated := folder.generated()):
        # What biblatex left says what the bibliographies held when the paper was last set.
        left = [source for source in read_biblatex_list(generated) if source.key in lacking]
        within = (*survey.within, *left)
        references, told = cited_works(named, folder.root, keys, text, all_of_them=survey.all_works, within=within)
        if left and lacking <= {source.key for source in left}:
            told = tuple(replace(bibliography, unread=None) for bibliography in told)
    return references, told if named or not unnamed else (NO_BIBLIOGRAPHY,)
