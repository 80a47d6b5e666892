"""A project drafted from a paper: claims files by section, a bibliography, settings, and the paper itself.

Everything in it is marked as a draft. Each anchor is looked up in the paper as read before it is written, so that a
draft never quotes what is not there; a sentence that cannot be found again word for word is left out.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.argument.source_texts import searchable
from argmap.diagnostics import ArgmapError
from argmap.drafting.companions import companions_of
from argmap.drafting.selection import Picked, joined_pairs, pick_claims
from argmap.drafting.works import Cited, Works
from argmap.files import write_atomically
from argmap.language import tree
from argmap.language.citation import CitationError, is_plain_key, parse_citation
from argmap.language.vocabulary import id_from
from argmap.language.write import NOWHERE, write_claims
from argmap.manuscript.document import Document, Section, Sentence
from argmap.manuscript.mending import repairs_within, tell_proposals
from argmap.project import project_of_paper
from argmap.tongues.prose import word_list

_ID_WORDS = 5
_LONGEST_MARK = 200
# what a citation in a claims file cannot hold: the marks of a comment, and the quotation marks around its own
_UNSAYABLE = re.compile(r"<\\*!--|\"")
_MARKED = (
    "<!-- Drafted by argmap from {paper}. Every claim, reason and citation below is an offer made from the paper's "
    "words: read it, mend it or delete it, and take the tag “draft” off what you have judged. -->"
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was drafted: the folder, its files, and how much; `left_out` are sentences not found again word for word."""

    folder: Path
    files: tuple[Path, ...]
    claims: int
    conclusions: int
    steps: int
    works: int
    left_out: int


def draft_project(paper: Path, folder: Path) -> Drafted:
    """Draft a project in `folder`, which must be empty or not exist; else ArgmapError, and nothing is written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArgmapError(f"{folder} is not empty; nothing was written. Name a folder that does not exist yet.")
    project = project_of_paper(paper)
    document = project.document
    assert document is not None, "a project of a paper has one"
    offered = pick_claims(project.prose)
    picked, left_out = _found_again(document, offered)
    if not picked:
        why = (
            " ".join(document.remarks) or "No sentence in it asserts something checkable, cites, or draws a conclusion."
        )
        raise ArgmapError(f"{paper}: there is nothing to draft. {why}")
    works = Works(document)
    files = _claims_files(document, picked, works, paper.name)
    works.add_listed(document)
    written = _write(folder, paper, document, files, works)
    return Drafted(
        folder=folder,
        files=tuple(written),
        claims=len(picked),
        conclusions=sum(claim.conclusion for claim in picked),
        steps=sum(1 for _ in joined_pairs(picked)),
        works=len(works.entries),
        left_out=left_out,
    )


def _found_again(document: Document, offered: Sequence[Picked]) -> tuple[list[Picked], int]:
    """The claims whose anchors stand in the paper word for word, joined only among themselves."""
    text = searchable(document)
    kept = {claim.key: claim for claim in offered if text.find(claim.anchor).state == "verbatim"}
    for claim in kept.values():
        claim.because = [key for key in claim.because if key in kept]
        claim.but = [key for key in claim.but if key in kept]
    return list(kept.values()), len(offered) - len(kept)


def _claims_files(document: Document, picked: Sequence[Picked], works: Works, name: str) -> dict[str, str]:
    """Name → text: the conclusions first, then a file for each chapter of the paper."""
    ids = _name_claims(picked)
    sections = {section.id: section for section in document.sections}
    sentences = {sentence.id: sentence for sentence in document.sentences}
    comment = tree.Comment(_MARKED.format(paper=name.replace("--", "- -")), NOWHERE)
    chapters: dict[str, dict[str, list[Picked]]] = {}
    titles = {"conclusion": "What the paper seems to argue for"}
    for claim in picked:
        top = "conclusion" if claim.conclusion else _chapter(claim.section, sections, document)
        own = "conclusion" if claim.conclusion else claim.section or top
        chapters.setdefault(top, {}).setdefault(own, []).append(claim)
    order = sorted(chapters, key=lambda top: (top != "conclusion", sections[top].start if top in sections else -1))
    files: dict[str, str] = {}
    for number, top in enumerate(order):
        made = []
        for own, claims in chapters[top].items():
            title = titles.get(own) or (sections[own].title if own in sections else document.title or "The paper")
            body = tuple(_claim(claim, ids, works, document, sentences) for claim in claims)
            heading = _heading_read(sections.get(own), document)
            made.append(
                tree.Section(tree.Words(" ".join(title.split()) or "Section", NOWHERE), NOWHERE, heading + body)
            )
        stem = (
            "conclusion" if top == "conclusion" else _ascii(id_from(sections[top].title if top in sections else "text"))
        )
        file = f"{number:02}-{stem[:40].strip('-') or 'section'}.md"
        files[file] = write_claims(tree.ClaimsFile(file, tuple(made), (comment,)))
    return files


def _chapter(section: str | None, sections: dict[str, Section], document: Document) -> str:
    """The section of the highest level that holds this one, a lone title above all others not counted."""
    found = sections.get(section or "")
    if found is None:
        return ""
    around = [s for s in document.sections if s.start <= found.start < s.end and s.level <= found.level]
    highest = min(s.level for s in document.sections)
    tops = [s for s in document.sections if s.level == highest]
    if len(tops) == 1 and len(around) > 1 and around[0] is tops[0]:
        return around[1].id
    return around[0].id if around else found.id


def _name_claims(picked: Sequence[Picked]) -> dict[str, str]:
    """An id for each claim, of the telling words of its sentence."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    last: dict[str, int] = {}
    small = word_list("small-words")
    for claim in picked:
        words = [word for word in _ascii(id_from(claim.text)).split("-") if word]
        telling = [word for word in words if word not in small and len(word) > 1] or words
        base = "-".join(telling[:_ID_WORDS]) or "claim"
        name, number = base, last.get(base, 1)
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        last[base] = number
        ids[claim.key] = name
    return ids


def _ascii(text: str) -> str:
    """Latin letters without their marks, since ids are typed by hand; other scripts stay."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return id_from(plain)


def _heading_read(section: Section | None, document: Document) -> tuple[tree.Comment, ...]:
    """A comment that says which words of the section's heading were read otherwise than they stand, if any."""
    blocks = [block for block in document.blocks if section and block.start == section.start]
    read = "".join(_read_otherwise(document, b.start, b.end, document.text[b.start : b.end]) for b in blocks[:1])
    return (tree.Comment(f"<!-- draft: this heading{read} -->", NOWHERE),) if read else ()


def _read_otherwise(document: Document, start: int, end: int, words: str) -> str:
    """The end of a comment: which damaged words of a stretch of the paper were read as what; empty where none is."""
    read = tell_proposals(repairs_within(document.repairs, start, end), words)
    return f" lost letters, to be checked: argmap read {read}".replace("--", "- -") if read else ""


def _claim(
    claim: Picked,
    ids: dict[str, str],
    works: Works,
    document: Document,
    sentences: dict[str, Sentence],
) -> tree.Claim:
    words = tree.Words
    body: list[tree.Paragraph | tree.Quote | tree.Item | tree.Comment] = [
        tree.Paragraph(_without_citations(claim), NOWHERE),
        tree.Quote(_plain(claim.anchor), NOWHERE),
    ]
    for key, others in (("because", claim.because), ("but", claim.but)):
        for other in others:
            body.append(tree.Step(key, (words(ids[other], NOWHERE),), NOWHERE))
    cited = [work for mark in claim.marks for work in works.cited_by(mark)]
    for work in dict.fromkeys(cited):
        citation = _citation(work)
        if citation:
            body.append(tree.Cites("cites", citation, NOWHERE))
    body.append(tree.Attribute("tags", words("draft", NOWHERE), NOWHERE))
    sentence = sentences[claim.key.partition("/")[0]]
    read = _read_otherwise(document, sentence.start, sentence.end, claim.anchor)
    comment = tree.Comment(
        f"<!-- draft: taken because {claim.why.replace('--', '- -')}{read and f'; it{read}'} -->", NOWHERE
    )
    body.insert(2, comment)
    kind = "conclusion" if claim.conclusion else "claim"
    return tree.Claim(words(ids[claim.key], NOWHERE), kind, None, NOWHERE, NOWHERE, tuple(body))


def _without_citations(claim: Picked) -> str:
    """The claim's sentence without the brackets in which it cites: they go to `cites`. The anchor keeps them."""
    text = _plain(claim.text)
    for mark in claim.marks:
        shown = _plain(mark.text).strip("[]()")
        if shown and not mark.narrative:
            bracket = re.compile(rf"\s*[\[(][^\[\]()]*{re.escape(shown)}[^\[\]()]*[\])]")
            text = bracket.sub("", text, count=1)
    return text


def _plain(text: str) -> str:
    return " ".join(text.split())


def _citation(work: Cited) -> tree.Citation | None:
    """The citation as a node; its locator only where the language reads it back as one, its mark where it is short."""
    words = tree.Words
    sayable = work.mark and not _UNSAYABLE.search(work.mark) and len(work.mark) <= _LONGEST_MARK
    mark = words(work.mark, NOWHERE) if work.mark and sayable else None
    key = work.key if is_plain_key(work.key) else f"{{{work.key}}}"
    if work.locator and not _UNSAYABLE.search(work.locator):
        try:
            parsed = parse_citation(f"@{key}, {work.locator}")
        except CitationError:
            parsed = None
        if parsed and parsed.locator_at and not parsed.suffix and not parsed.prefix:
            return tree.Citation(
                words(work.key, NOWHERE),
                NOWHERE,
                locator=words(work.locator, NOWHERE),
                label=parsed.label,
                value=parsed.value,
                mark=mark,
            )
    return tree.Citation(words(work.key, NOWHERE), NOWHERE, mark=mark)


def _write(folder: Path, paper: Path, document: Document, files: dict[str, str], works: Works) -> list[Path]:
    """Put everything in its place; the paper is copied byte for byte, with the files it is read together with."""
    sources = folder / "sources"
    try:
        sources.mkdir(parents=True, exist_ok=True)
        copied = [(paper, sources / paper.name)]
        copied += [(path, sources / path.relative_to(paper.resolve().parent)) for path in companions_of(paper)]
        for original, copy in copied:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(original, copy)
        bibliography = _write_bibliography(sources, [copy for _, copy in copied if copy.suffix == ".bib"], works)
        written = [copy for _, copy in copied] + [path for path in bibliography if path not in [c for _, c in copied]]
        for name, text in files.items():
            written.append(folder / "claims" / name)
            write_atomically(written[-1], text)
        written.append(folder / "argmap.toml")
        write_atomically(written[-1], _settings(folder, sources / paper.name, bibliography, document.title))
    except OSError as error:
        raise ArgmapError(f"The draft cannot be written to {folder}: {error.strerror or error}.") from error
    return written


def _write_bibliography(sources: Path, own: list[Path], works: Works) -> list[Path]:
    """Drafted entries behind those of the paper's own bibliography, where it has one; else in a file of their own."""
    drafted = (
        "% Drafted by argmap: each field holds what the paper shows; what is not certain stands in `note`.\n"
        "% Take the line `keywords` out of an entry that you have checked.\n\n"
    )
    if len(own) == 1:
        if works.entries:
            there = own[0].read_bytes()
            write_atomically(own[0], there + b"\n\n" + (drafted + works.write()).encode())
        return own
    if not works.entries:
        return own
    path = sources / "works.bib"
    write_atomically(path, drafted + works.write())
    return [*own, path]


def _settings(folder: Path, paper: Path, bibliography: Iterable[Path], title: str | None) -> str:
    """argmap.toml; JSON's strings are strings of TOML."""
    lines = ["# Drafted by argmap; every setting is described in the documentation."]
    lines.append(f"paper = {_toml(paper.relative_to(folder).as_posix())}")
    lines.append(f"bibliography = [{', '.join(_toml(path.relative_to(folder).as_posix()) for path in bibliography)}]")
    if title:
        lines.append(f"title = {_toml(' '.join(title.split()))}")
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
