"""Code actions: the fixes of what is found at a place, all safe ones of a file, and premises that are split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lsprotocol import types

from argmap.checks.fixes.applying import safe_edits
from argmap.checks.fixes.of_arg import split_step
from argmap.checks.fixes.registry import fixes_of
from argmap.findings.finding import Finding
from argmap.ground.edits import Edit, Fix
from argmap.ground.places import TextFile
from argmap.lsp.desk import Desk, Held, Reading, Room

FIX_ALL = "source.fixAll.argmap"
KINDS = (types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite, FIX_ALL)


def workspace_edit(
    desk: Desk, room: Room, edits: Mapping[str, Iterable[Edit]], texts: Mapping[str, str] | None = None
) -> types.WorkspaceEdit:
    """Edits of a project's files, by the paths that spans name, as an editor takes them.

    `texts` are those of files that no reading holds. What the editor has open is named with its version, so that
    an edit of a text that has changed since is refused by it.
    """
    changes = []
    for shown, of_file in edits.items():
        file = TextFile(shown, texts[shown]) if texts and shown in texts else desk.file(room, shown)
        held = desk.held.get(room.path(shown))
        document = types.OptionalVersionedTextDocumentIdentifier(desk.uri(room, shown), held.version if held else None)
        made = [types.TextEdit(desk.places.range(file, e.start, e.end), e.text) for e in sorted(set(of_file))]
        changes.append(types.TextDocumentEdit(document, made))
    if desk.versioned:
        return types.WorkspaceEdit(document_changes=changes)
    return types.WorkspaceEdit(changes={change.text_document.uri: change.edits for change in changes})  # type: ignore[misc]


def actions(
    desk: Desk, held: Held, room: Room, reading: Reading, range_: types.Range, context: types.CodeActionContext
) -> list[types.CodeAction]:
    """What can be done at a range of a file; `reading` is fresh. `context`: what is asked for and shown there."""
    start, end = (desk.places.offset(held.file, place) for place in (range_.start, range_.end))
    wanted, told = tuple(context.only or ()), context.diagnostics
    found: list[types.CodeAction] = []
    if _asked(wanted, types.CodeActionKind.QuickFix):
        here = _findings_at(reading, held.file.path, start, end)
        fixes = [(finding, fix) for finding in here for fix in fixes_of(reading.project, finding)]
        # what needs nothing of a person comes first
        fixes.sort(key=lambda one: (not one[1].safe, bool(one[1].asks)))
        found += [_quickfix(desk, room, held, finding, fix, told) for finding, fix in fixes]
    if _asked(wanted, types.CodeActionKind.RefactorRewrite) and desk.role(held) == "claims":
        found += _refactorings(desk, held, room, start, end)
    # editors ask for it by name when a file is saved, and would show it at every place else
    if any(FIX_ALL.startswith(kind) for kind in wanted):
        edits = safe_edits(reading.project, reading.by_path.get(held.file.path, []))
        whole = {path: [e for of_one in many for e in of_one] for path, many in edits.items()}
        if whole:
            title = "Mend all that is safe"
            found.append(types.CodeAction(title, FIX_ALL, edit=workspace_edit(desk, room, whole)))
    return found


def _asked(wanted: tuple[str, ...], kind: str) -> bool:
    return not wanted or any(kind == name or kind.startswith(f"{name}.") for name in wanted)


def _findings_at(reading: Reading, shown: str, start: int, end: int) -> Iterator[Finding]:
    for finding in reading.by_path.get(shown, []):
        span = finding.span
        if span and not reading.is_binary(shown) and span.start <= end and start <= span.end:
            yield finding


def _quickfix(
    desk: Desk, room: Room, held: Held, finding: Finding, fix: Fix, told: Iterable[types.Diagnostic]
) -> types.CodeAction:
    # what a person has to say is left open: a finding stays until it is said
    title = f"{fix.title} ({fix.asks})" if fix.asks else fix.title
    edit = workspace_edit(desk, room, fix.answered("").edits)
    span = finding.span
    place = desk.places.range(held.file, span.start, span.end) if span else None
    mended = [diagnostic for diagnostic in told if (diagnostic.code, diagnostic.range) == (finding.code, place)]
    kind, preferred = types.CodeActionKind.QuickFix, fix.safe or None
    return types.CodeAction(title, kind, diagnostics=mended or None, is_preferred=preferred, edit=edit)


def _refactorings(desk: Desk, held: Held, room: Room, start: int, end: int) -> Iterator[types.CodeAction]:
    for claim in held.parsed.tree.claims:
        for step in (*claim.reasons, *claim.objections):
            if step.span.start <= end and start <= step.span.end and (fix := split_step(held.file.text, step)):
                edit = workspace_edit(desk, room, fix.edits)
                yield types.CodeAction(fix.title, types.CodeActionKind.RefactorRewrite, edit=edit)
