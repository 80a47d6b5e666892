"""A project drafted from a paper: claims, offers, a bibliography, settings, and the paper itself.

Everything in it is marked as a draft. Each anchor is looked up in the paper as read before it is written, so that a
draft never quotes what is not there; a sentence that cannot be found again word for word is left out.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from argmap.drafting.backbone import draft_backbone
from argmap.drafting.claims_files import ClaimsWriter
from argmap.drafting.companions import copied_with_companions
from argmap.drafting.cues import Cues, cues_of, tongues_with_cues
from argmap.drafting.starter import merged_by_lines
from argmap.drafting.works import Works
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import LOCK, Change, settle, write_files
from argmap.ground.toml_edits import quoted
from argmap.library.source_texts import search_text
from argmap.manuscript.document import Document
from argmap.project import project_of_paper
from argmap.prose.own_matter import places_of_results
from argmap.sources.bibliography.load import load_bibliography

_SHORT = 30
"""So few sentences may be too few to tell their tongue."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was drafted: the folder, its files, and how much.

    `open` of the `conclusions` stand without a reason, since none was found. `said` of the `steps` are told by a word
    of the paper, the others are guesses by place; `left_out` are sentences not found again word for word. `sentences`
    are those of the paper's running text. `argues` is false where no word of it shows that there is an argument at all.
    """

    folder: Path
    files: tuple[Path, ...]
    claims: int
    conclusions: int
    open: int
    steps: int
    said: int
    offers: int
    works: int
    left_out: int
    sentences: int
    argues: bool


def draft_project(paper: Path, folder: Path) -> Drafted:
    """Draft a project in `folder`, which must be empty or not exist; else ArgmapError, and nothing is written."""
    settle(folder)
    if folder.exists() and (not folder.is_dir() or any(path.name != LOCK for path in folder.iterdir())):
        raise ArgmapError(f"{folder} is not empty; nothing was written. Name a folder that does not exist yet.")
    project = project_of_paper(paper)
    document = project.document
    assert document is not None, "a project of a paper has one"
    cues = _cues_for(document, paper)
    text = search_text(document)
    backbone = draft_backbone(document, project.prose, cues, lambda words: text.find(words).state == "verbatim")
    if not backbone.claims:
        remarks = " ".join(document.remarks)
        why = remarks or "No two claims were found in its running text of which one could be a reason for the other."
        raise ArgmapError(f"{paper}: there is nothing to draft, and nothing was written. {why}")
    copied = copied_with_companions(paper, folder / "sources")
    works = Works(document, _explained(paper, folder / "sources", copied))
    writer = ClaimsWriter(backbone, document, works, paper.name, cues, places_of_results(project.prose))
    files = {folder / "claims" / "argument.md": writer.claims()}
    if backbone.offers:
        files[folder / "offers.md"] = writer.offers()
    works.add_listed(document)
    written = _write(folder, paper, document, copied, files, works)
    links = [link for claim in backbone.claims for link in claim.links]
    return Drafted(
        folder=folder,
        files=tuple(written),
        claims=len(backbone.claims),
        conclusions=sum(claim.conclusion for claim in backbone.claims),
        open=sum(claim.is_open for claim in backbone.claims),
        steps=len(links),
        said=sum(bool(link.said) for link in links),
        offers=len(backbone.offers),
        works=len(works.entries),
        left_out=backbone.left_out,
        sentences=len(document.sentences),
        argues=backbone.argues,
    )


def _explained(paper: Path, sources: Path, copied: Iterable[Path]) -> Container[str]:
    """The keys of the bibliographies that are copied with a paper: what a Word file holds in its fields is in none."""
    beside = [paper.resolve().parent / path.relative_to(sources) for path in copied if path.suffix == ".bib"]
    return load_bibliography(beside, paper.parent).sources if beside else ()


def _cues_for(document: Document, paper: Path) -> Cues:
    """The words of argument of the paper's tongue, English where a paper is too short to tell it."""
    untold = document.tongue is None and len(document.sentences) > _SHORT
    cues = None if untold else cues_of(document.tongue or "en")
    if cues is None:
        tongue = f"is written in the tongue “{document.tongue}”" if document.tongue else "is written in no tongue known"
        raise ArgmapError(
            f"{paper} {tongue}, and argmap knows the words of argument of these alone: "
            f"{', '.join(tongues_with_cues())}. Nothing was written, since a draft without them would be noise."
        )
    return cues


def _write(
    folder: Path, paper: Path, document: Document, contents: dict[Path, bytes], files: dict[Path, str], works: Works
) -> list[Path]:
    """Put everything in its place: `contents`, the paper and what it is read together with, goes byte for byte."""
    sources = folder / "sources"
    bibliography = _add_bibliography(sources, contents, works)
    settings = _settings(folder, sources / paper.name, bibliography, document.title)
    contents |= {path: text.encode("utf-8") for path, text in files.items()}
    contents[folder / "argmap.toml"] = settings.encode("utf-8")
    contents |= merged_by_lines(folder)
    write_files(folder, [Change(path, data, "absent") for path, data in contents.items()])
    return list(contents)


def _add_bibliography(sources: Path, contents: dict[Path, bytes], works: Works) -> list[Path]:
    """Drafted entries behind those of the paper's own bibliography, where it has one; else in a file of their own."""
    drafted = (
        "% Drafted by argmap: each field holds what the paper shows; what is not certain stands in `note`.\n"
        "% Take the line `keywords` out of an entry that you have checked.\n\n"
    )
    own = [path for path in contents if path.suffix == ".bib"]
    if not works.entries:
        return own
    if len(own) == 1:
        contents[own[0]] += b"\n\n" + (drafted + works.write()).encode()
        return own
    contents[sources / "works.bib"] = (drafted + works.write()).encode()
    return [*own, sources / "works.bib"]


def _settings(folder: Path, paper: Path, bibliography: Iterable[Path], title: str | None) -> str:
    """argmap.toml. Raises ArgmapError where it cannot name a file."""
    lines = ["# Drafted by argmap; every setting is described in the documentation."]
    lines.append(f"paper = {quoted(paper.relative_to(folder).as_posix())}")
    lines.append(f"bibliography = [{', '.join(quoted(path.relative_to(folder).as_posix()) for path in bibliography)}]")
    if title:
        lines.append(f"title = {quoted(' '.join(title.split()))}")
    return "\n".join(lines) + "\n"
