"""A project that an import made, brought up to date when the file is imported again.

Claims and steps are known by what the other program calls them (`origin`). What the file says of them replaces what it
said before; what a person has added under them stays, and so do every claim that the file has no more, and each
sentence and each text that a person has edited since (`brought`). A claim that a person has deleted stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from argmap.exchange.brought import RECORD, Brought, brought_before, record, sentence_of
from argmap.exchange.claims import (
    BIBLIOGRAPHY,
    CLAIMS,
    PROPOSED,
    Imported,
    bibliography,
    claims_of,
    files_beside,
    ids_in,
    name_statements,
    sentence_for,
)
from argmap.exchange.foreign import Foreign, without
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit, apply_edits
from argmap.ground.files import Change, read_named, write_files
from argmap.notation import tree
from argmap.notation.rename import require_understood
from argmap.notation.write import NOWHERE, write_claim_blocks
from argmap.project import Project, load

_LARGEST_FILE = 64 * 1024 * 1024
_SENTENCE = ("sentence", 1)
_Node = tree.Paragraph | tree.Quote | tree.Item | tree.Comment


def bring_up_to_date(foreign: Foreign, folder: Path, *, with_deleted: bool = False) -> Imported:
    """Import a file into the project that an earlier import of it made.

    `with_deleted` takes in again what a person has deleted there since.

    Raises ArgmapError, and nothing is written, where `folder` holds something else, or lines that are not understood.
    """
    if not (folder / "argmap.toml").is_file():
        raise ArgmapError(f"{folder} is not empty; nothing was written. Name a folder that does not exist yet.")
    project = load(folder)
    known = {id: claim.id for claim in project.argument.claims.values() for id in ids_in(foreign.format, claim.origin)}
    wanted = {statement.id for statement in foreign.statements}
    own = any(f"sources/{name}" in project.settings.bibliography for name in foreign.bibliographies)
    if not own and not wanted & known.keys():
        raise ArgmapError(
            f"{folder} holds another argument, of which no claim is in the file; nothing was written. "
            "Name a folder that does not exist yet."
        )
    require_understood(project.parsed.values())  # a line that was not understood may be a part of a claim
    before = brought_before(folder)
    deleted = {} if with_deleted or before is None else _deleted(foreign, known, before)
    foreign = without(foreign, deleted)
    steps = (step.id for step in project.argument.steps() if "/" not in step.id)
    ids = name_statements(foreign, known, (*project.argument.claims, *steps))
    claims = claims_of(foreign, ids)
    edits: dict[str, list[Edit]] = {}
    changed, kept = [], []
    for statement, (_, claim) in zip(foreign.statements, claims, strict=True):
        old = project.nodes.get(claim.id.text)
        if old is None:
            continue
        reworded = before is not None and before.is_reworded(foreign.format, statement.id, old)
        if reworded and sentence_of(old) != sentence_of(claim):
            kept.append(claim.id.text)
        merged = merge(old, claim, foreign.format, reworded=reworded)
        if write_claim_blocks(merged) != write_claim_blocks(old):
            changed.append(claim.id.text)
            text = "\n\n".join(write_claim_blocks(merged))
            edits.setdefault(old.span.path, []).append(Edit(old.span.start, old.span.end, text))
    new = [(title, claim) for title, claim in claims if claim.id.text not in project.nodes]
    for path, edit in _additions(project, new, known):
        edits.setdefault(path, []).append(edit)
    came = files_beside(foreign)
    edited = _edited(project, came, before)
    told = Change(project.root / RECORD, record(foreign, came, (claim for _, claim in claims), before))
    beside = _changes_beside(foreign, project, {name: came[name] for name in came.keys() - edited})
    written = write_files(folder, [*_changes(project, edits), *beside, told])
    return Imported(
        folder,
        written,
        added=tuple(claim.id.text for _, claim in new),
        changed=tuple(changed),
        gone=tuple(known[id] for id in known if id not in wanted),
        kept=(*kept, *(f"sources/{name}" for name in came if name in edited)),
        deleted=tuple(deleted.values()),
        again=True,
    )


def _deleted(foreign: Foreign, known: Mapping[str, str], before: Brought) -> dict[str, str]:
    """The sentences of statements that came earlier and are no more here, by id, where the file has them unchanged.

    Another sentence is news, and may be of another statement: some programs number theirs anew at each export.
    """
    told = {statement.id: sentence_for(statement) for statement in foreign.statements if statement.id}
    return {id: said for id, said in told.items() if id not in known and before.has_brought(foreign.format, id, said)}


def _changes(project: Project, edits: Mapping[str, list[Edit]]) -> Iterator[Change]:
    for path, made in edits.items():
        if path in project.text_files:
            before = project.text_files[path].text
            yield Change(project.root / path, apply_edits(before, made).encode(), before.encode())
        else:  # an import of works alone has made no claims file
            yield Change(project.root / path, apply_edits("", made).lstrip("\n").encode(), "absent")


def _edited(project: Project, came: Mapping[str, bytes], before: Brought | None) -> set[str]:
    """The names of texts and layouts that are neither as they came before nor as they come now."""
    if before is None:
        return set()
    paths = {name: project.root / "sources" / name for name in came}
    here = {name: read_named(path, _LARGEST_FILE) for name, path in paths.items() if path.is_file()}
    return {name for name, data in here.items() if data != came[name] and before.is_edited(name, data)}


def _changes_beside(foreign: Foreign, project: Project, came: Mapping[str, bytes]) -> Iterator[Change]:
    """The copies of texts and layout as they are now; entries of works that are new go behind the others."""
    for name, data in sorted(came.items()):
        yield Change(project.root / "sources" / name, data)
    path = project.root / BIBLIOGRAPHY
    if foreign.works and path.is_file():
        before = read_named(path, _LARGEST_FILE)
        if added := [work for work in foreign.works if work.key not in project.bibliography.sources]:
            yield Change(path, before.rstrip() + b"\n\n" + bibliography(added).encode(), before)
    elif foreign.works:
        yield Change(path, bibliography(foreign.works).encode(), "absent")


def _additions(
    project: Project, new: Iterable[tuple[str, tree.Claim]], known: Mapping[str, str]
) -> Iterator[tuple[str, Edit]]:
    """Edits that put new claims behind the last one of their section, or into a new section of the file they go to."""
    by_title: dict[str, list[str]] = {}
    for title, claim in new:
        by_title.setdefault(title, []).append("\n\n".join(write_claim_blocks(claim)))
    ends = {
        section.title.text: (file.path, section.claims[-1].span.end)
        for file in project.files
        for section in file.sections
        if section.title and section.claims
    }
    main = project.argument.claims[next(iter(known.values()))].span.path if known else CLAIMS
    at_end = ""
    for title, blocks in by_title.items():
        text = "\n\n".join(blocks)
        if title in ends:
            path, end = ends[title]
            yield path, Edit(end, end, f"\n\n{text}")
        else:
            at_end += f"\n# {title}\n\n{text}\n"
    if at_end:
        size = len(project.text_files[main].text) if main in project.text_files else 0
        yield main, Edit(size, size, at_end)


def merge(old: tree.Claim, new: tree.Claim, format: str, *, reworded: bool = False) -> tree.Claim:
    """The claim of a project with what a file of `format` says of it now; a person's own additions stay, and its
    sentence where a person has `reworded` it.
    """
    fresh = {key: node for node, key in _keyed(new.body, format) if not (reworded and key == _SENTENCE)}
    proposed = new.kind == "conclusion" and any(_is_proposal(node) for node in new.body)
    # once a person has taken our proposal's mark away, or it was never made, the kind is theirs
    open_still = any(_is_proposal(node) for node in old.body)
    if proposed and not open_still:
        fresh = {key: node for key, node in fresh.items() if not _is_proposal(node)}
    kind = old.kind if proposed else "claim" if open_still and old.kind == "conclusion" else old.kind
    if not proposed and new.kind != "claim":
        kind = new.kind
    body: list[_Node] = []
    for node, key in _keyed(old.body, format):
        if key in fresh:
            body.append(_joined(node, fresh.pop(key), format))
        elif not _brought(node, format) and not (_is_proposal(node) and not proposed):
            body.append(node)
    prose = [node for node in fresh.values() if isinstance(node, (tree.Paragraph, tree.Quote, tree.Comment))]
    place = next((n for n, node in enumerate(body) if not isinstance(node, (tree.Paragraph, tree.Quote))), len(body))
    body[place:place] = prose
    body += [node for node in fresh.values() if node not in prose]
    return replace(old, kind=kind, body=tuple(body))


def _is_proposal(node: _Node) -> bool:
    return isinstance(node, tree.Comment) and node.text == PROPOSED


def _keyed(body: Iterable[_Node], format: str) -> Iterator[tuple[_Node, tuple[object, ...]]]:
    """Each part of a claim with what it is known by when the claim is imported again."""
    first, seen = True, dict[tuple[object, ...], int]()
    for node in body:
        key: tuple[object, ...]
        match node:
            case tree.Paragraph():
                key, first = ("sentence",) if first else ("note", node.text), False
            case tree.Quote() | tree.Comment():
                key = (type(node).__name__, node.text)
            case tree.Step():
                name = ids_in(format, [words.text for words in node.origin])[:1]
                key = (node.key, *(name or (premise.text for premise in node.premises)))
            case tree.Cites():
                key = ("cites", node.citation.key.text, node.citation.locator and node.citation.locator.text)
            case tree.Evidence():
                key = ("evidence", node.text.text)
            case tree.Waive():
                key = ("waive", node.code.text)
            case _:
                key = (node.key, node.value.text) if node.key == "restates" else (node.key,)
        seen[key] = seen.get(key, 0) + 1
        yield node, (*key, seen[key])


def _brought(node: _Node, format: str) -> bool:
    """Whether an import brought a step or a restatement, so that it goes when the file has it no more."""
    if isinstance(node, tree.Step) or (isinstance(node, tree.Attribute) and node.key == "restates"):
        return bool(ids_in(format, [words.text for words in node.origin]))
    return False


def _joined(old: _Node, new: _Node, format: str) -> _Node:
    """A part as the file has it now, with what a person has added to it."""
    if isinstance(old, tree.Step) and isinstance(new, tree.Step):
        return replace(new, body=_joined_step(old, new, format))
    if isinstance(old, tree.Attribute) and isinstance(new, tree.Attribute) and old.key in ("tags", "origin"):
        words = [part.text for node in (old, new) for part in tree.split_at_commas(node.value)]
        return replace(old, value=tree.Words(", ".join(dict.fromkeys(words)), NOWHERE))
    if isinstance(old, (tree.Cites, tree.Evidence)):
        return old
    return new


def _joined_step(old: tree.Step, new: tree.Step, format: str) -> tree.ItemBody:
    """What stands under a step in the file, and before its origin what a person has added."""
    said = {inner.key for inner in new.body if isinstance(inner, tree.Property)}
    undercutters = {words.text for words in new.unless}
    # the first undercutters were the file's own, one for each name behind that of the step
    left = max(len(ids_in(format, [words.text for words in old.origin])) - 1, 0)
    own: list[tree.Property | tree.Quote | tree.Comment] = []
    for inner in old.body:
        if isinstance(inner, tree.Property) and inner.key == "unless":
            left -= 1
            if left < 0 and inner.value.text not in undercutters:
                own.append(inner)
        elif not isinstance(inner, tree.Property) or inner.key not in said:
            own.append(inner)
    origin = [inner for inner in new.body if isinstance(inner, tree.Property) and inner.key == "origin"]
    return (*(inner for inner in new.body if inner not in origin), *own, *origin)
